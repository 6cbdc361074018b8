//! The title, the pages, the language, the theme.

use crate::i18n::Language;
use crate::nav::Route;
use crate::ui::state::Store;
use leptos::prelude::*;

#[component]
pub(super) fn Header() -> impl IntoView {
    let store = Store::get();
    view! {
        <header class="site-header">
            <a class="brand" href="#/">{move || store.site().title.get(store.language.get()).to_owned()}</a>
            <Pages/>
            <div class="choices">
                <Languages/>
                <Theme/>
            </div>
        </header>
    }
}

#[component]
fn Pages() -> impl IntoView {
    let store = Store::get();
    let site = store.site();
    let several = site.pages.len() > 1;
    let links = site.pages.iter().enumerate().map(|(index, file)| {
        let (id, title) = (file.id.clone(), file.title.clone());
        let href = Route { page: id.clone(), ..Route::default() }.to_hash();
        let current = move || {
            let here = store.route.with(|route| route.page == id || (route.page.is_empty() && index == 0));
            here.then_some("page")
        };
        view! {
            <a href=href aria-current=current>{move || title.get(store.language.get()).to_owned()}</a>
        }
    });
    let links: Vec<_> = links.collect();
    several.then(|| view! { <nav class="pages" aria-label=move || store.words().pages>{links}</nav> })
}

#[component]
fn Languages() -> impl IntoView {
    let store = Store::get();
    let languages = store.site().languages.clone();
    let several = languages.len() > 1;
    let buttons = languages.into_iter().map(|language: Language| {
        view! {
            <button
                type="button"
                lang=language.code()
                aria-pressed=move || (store.language.get() == language).to_string()
                aria-label=language.name()
                on:click=move |_| store.choose_language(language)
            >
                {language.code().to_uppercase()}
            </button>
        }
    });
    let buttons: Vec<_> = buttons.collect();
    several.then(|| {
        view! { <div class="segmented" role="group" aria-label=move || store.words().language>{buttons}</div> }
    })
}

#[component]
fn Theme() -> impl IntoView {
    let store = Store::get();
    let button = move |theme: &'static str, glyph: &'static str, label: fn(Store) -> &'static str| {
        view! {
            <button
                type="button"
                aria-pressed=move || (store.theme.get() == Some(theme)).to_string()
                aria-label=move || label(store)
                title=move || label(store)
                on:click=move |_| store.choose_theme(theme)
            >
                {glyph}
            </button>
        }
    };
    view! {
        <div class="segmented" role="group" aria-label=move || store.words().theme>
            {button("light", "☀", |store| store.words().theme_light)}
            {button("dark", "☾", |store| store.words().theme_dark)}
        </div>
    }
}
