//! The title, the pages, the language, the theme.

use crate::i18n::{Language, Messages};
use crate::nav::{self, Route};
use crate::site::{Api, Localized};
use crate::ui::kit::Button;
use crate::ui::state::Store;
use leptos::prelude::*;

pub(super) fn header(store: Store) -> AnyView {
    let logo = Some(store.site().look.logo.clone()).filter(|logo| !logo.is_empty());
    let is_bare = logo.is_none();
    view! {
        <header class="site-header">
            <a class="brand" href="#/"><img class="logo" alt="" src=logo hidden=is_bare/>{move || store.site().title.get(store.language.get()).to_owned()}</a>
            {pages(store)}
            <div class="choices">{languages(store)} {theme(store)}</div>
        </header>
    }
    .into_any()
}

/// The pages, and the APIs that have a description.
fn pages(store: Store) -> AnyView {
    let site = store.site();
    // A group stands for its pages; its link leads to the first of them.
    let mut pages: Vec<(String, Localized)> = Vec::new();
    let mut group = None;
    for page in &site.pages {
        let own = page.groups.first();
        if own.is_none() || own != group {
            pages.push((page.id.clone(), own.unwrap_or(&page.title).clone()));
        }
        group = own;
    }
    let is_shown = |api: &&Api| !api.description.0.is_empty() && api.earlier_of.is_none();
    let apis = site.apis.iter().filter(is_shown);
    let apis = apis.map(|api| (api.id.clone(), api.title.clone()));
    let mut places: Vec<_> = pages.into_iter().chain(apis).collect();
    if site.has_versions() {
        let word = |language: &Language| (Some(*language), language.guide().changes.to_owned());
        let title = Localized(Language::ALL.iter().map(word).collect());
        places.push((nav::CHANGES.to_owned(), title));
    }
    if places.len() < 2 {
        return ().into_any();
    }
    let links = places.into_iter().enumerate().map(|(index, (id, title))| {
        let own = title.clone();
        let href = Route { page: id.clone(), ..Route::default() }.to_hash();
        view! {
            <a
                href=href
                aria-current=move || {
                    let group = store.page_file().and_then(|page| page.groups.into_iter().next());
                    let in_group = group.is_some_and(|group| group == own);
                    let here = store.route.with(|route| {
                        route.page == id || (route.page.is_empty() && index == 0)
                    });
                    (here || in_group).then_some("page")
                }
            >
                {move || title.get(store.language.get()).to_owned()}
            </a>
        }
        .into_any()
    });
    let links: Vec<AnyView> = links.collect();
    view! { <nav class="pages" aria-label=store.word(|m| m.pages)>{links}</nav> }.into_any()
}

fn languages(store: Store) -> AnyView {
    let languages = store.site().languages.clone();
    if languages.len() < 2 {
        return ().into_any();
    }
    let buttons = languages.into_iter().map(|language| {
        let text = Signal::stored(language.code().to_ascii_uppercase());
        let button = Button {
            label: Some(Signal::stored(format!(
                "{}, {}",
                language.code().to_ascii_uppercase(),
                language.name()
            ))),
            pressed: Some(Signal::derive(move || store.language.get() == language)),
            ..Button::new("choice", text, move || store.choose_language(language))
        };
        button.view()
    });
    group(store.word(|m| m.language), buttons.collect())
}

fn theme(store: Store) -> AnyView {
    let button =
        |theme: &'static str, glyph: &str, label: fn(&'static Messages) -> &'static str| {
            let button = Button {
                label: Some(store.word(label)),
                pressed: Some(Signal::derive(move || store.theme.get() == Some(theme))),
                ..Button::new("choice", Signal::stored(glyph.to_owned()), move || {
                    store.choose_theme(theme);
                })
            };
            button.view()
        };
    let buttons =
        vec![button("light", "☀", |m| m.theme_light), button("dark", "☾", |m| m.theme_dark)];
    group(store.word(|m| m.theme), buttons)
}

fn group(label: Signal<String>, buttons: Vec<AnyView>) -> AnyView {
    view! { <div class="segmented" role="group" aria-label=label>{buttons}</div> }.into_any()
}
