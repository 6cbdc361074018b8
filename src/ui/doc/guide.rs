//! What stands around the text of a guide: its headings, the pages before and after it, where to edit
//! it.

use crate::adf::html::Heading;
use crate::browser::dom;
use crate::html::Url;
use crate::nav::Route;
use crate::site::PageFile;
use crate::ui::kit::{Button, Tone, effect, memo, notice, on_press};
use crate::ui::reference::opener;
use crate::ui::shell::Failure;
use crate::ui::state::Store;
use leptos::prelude::*;

/// The headings of the page that is read, with the one in view marked.
#[inline(never)]
pub(in crate::ui) fn toc(store: Store) -> AnyView {
    let headings = memo(move || {
        let shown = |heading: &&Heading| matches!(heading.level, 2 | 3);
        store.page.with(|page| match page {
            Some(Ok(loaded)) => loaded.page.headings.iter().filter(shown).cloned().collect(),
            _ => Vec::new(),
        })
    });
    let place = memo(move || {
        store.scrolls.track();
        headings.with(|all| {
            let names: Vec<&str> = all.iter().map(|heading| heading.anchor.as_str()).collect();
            dom::place_in_view(&names)
        })
    });
    let open = RwSignal::new(false);
    effect(move || {
        store.route.track();
        open.set(false);
    });
    let words = move || store.language.get().guide();
    let toggle = Button {
        pressed: Some(open.into()),
        ..Button::new(
            "toc-toggle",
            Signal::derive(move || words().on_this_page.to_owned()),
            move || open.update(|open| *open = !*open),
        )
    };
    let lines = move || {
        let all = headings.get();
        let lines = all
            .into_iter()
            .enumerate()
            .map(|(index, heading)| line(store, heading, move || place.get() == Some(index)));
        lines.collect::<Vec<_>>()
    };
    view! {
        <nav
            class=move || if open.get() { "toc is-shown" } else { "toc" }
            aria-label=move || words().on_this_page
            hidden=move || headings.with(Vec::is_empty)
        >
            {toggle.view()}
            <p class="toc-title" aria-hidden="true">{move || words().on_this_page}</p>
            <ul>{lines}</ul>
        </nav>
    }
    .into_any()
}

/// A heading; its link leaves all else in the address as it is, such as the operation in the console.
fn line(
    store: Store,
    heading: Heading,
    here: impl Fn() -> bool + Send + Sync + 'static,
) -> AnyView {
    let anchor = heading.anchor.clone();
    let href = move || {
        store.route.with(|route| Route { at: Some(anchor.clone()), ..route.clone() }.to_hash())
    };
    let class = if heading.level > 2 { "is-deeper" } else { "" };
    // The address may be this one already: nothing would happen then.
    let press = on_press(move || dom::scroll_to_place(&heading.anchor));
    view! {
        <li class=class>
            <a href=href aria-current=move || here().then_some("location") on:click=press>
                {heading.text}
            </a>
        </li>
    }
    .into_any()
}

/// The pages of the group of the page that is read.
#[inline(never)]
pub(in crate::ui) fn pages_of_group(store: Store) -> AnyView {
    let shown = RwSignal::new(false);
    effect(move || {
        store.route.track();
        shown.set(false);
    });
    let here = memo(move || store.page_file().map(|page| page.groups).unwrap_or_default());
    let title = move || {
        let language = store.language.get();
        here.with(|groups| groups.first().map(|group| group.get(language).to_owned()))
            .unwrap_or_default()
    };
    let toggle = Button {
        pressed: Some(shown.into()),
        ..Button::new("contents-toggle", Signal::derive(title), move || {
            shown.update(|shown| *shown = !*shown);
        })
    };
    view! {
        <nav
            class=move || if shown.get() { "contents guides is-shown" } else { "contents guides" }
            aria-label=move || (store.language.get().guide().section)(&title())
        >
            <div class="contents-head">{toggle.view()} {opener(store)}</div>
            <p class="guides-title">{title}</p>
            <ul class="contents-list">{move || here.with(|groups| places(store, groups))}</ul>
        </nav>
    }
    .into_any()
}

/// The pages of the outermost group, each inner group with its name above.
fn places(store: Store, groups: &[crate::site::Localized]) -> Vec<AnyView> {
    let language = store.language.get();
    let site = store.site();
    let mut before: &[crate::site::Localized] = groups.get(..1).unwrap_or_default();
    let mut lines = Vec::new();
    for page in site.pages.iter().filter(|page| page.groups.first() == groups.first()) {
        let inner = page.groups.get(1..).unwrap_or_default();
        if page.groups.as_slice() != before
            && let Some(title) = inner.last()
        {
            let title = title.get(language).to_owned();
            lines.push(view! { <li class="contents-section">{title}</li> }.into_any());
        }
        before = &page.groups;
        lines.push(place(store, page, inner.len()));
    }
    lines
}

fn place(store: Store, page: &PageFile, depth: usize) -> AnyView {
    let id = page.id.clone();
    let title = page.title.get(store.language.get()).to_owned();
    let href = Route { page: id.clone(), ..Route::default() }.to_hash();
    let here = move || store.page_file().is_some_and(|page| page.id == id).then_some("page");
    let class = format!("row-link level-{}", depth.min(3));
    view! { <li><a class=class href=href aria-current=here>{title}</a></li> }.into_any()
}

/// A page that cannot be shown: why, and what there is instead.
#[inline(never)]
pub(super) fn failed(store: Store, failure: &Failure) -> AnyView {
    let why = notice(Tone::Error, store.words().failure(failure));
    if !matches!(failure, Failure::NoPage(_)) {
        return view! { <h1>{move || store.page_title()}</h1> {why} }.into_any();
    }
    let language = store.language.get();
    let words = language.guide();
    let site = store.site();
    let pages = site.pages.iter().map(|page| {
        let href = Route { page: page.id.clone(), ..Route::default() }.to_hash();
        let title = page.title.get(language).to_owned();
        view! { <li><a href=href>{title}</a></li> }.into_any()
    });
    let pages: Vec<AnyView> = pages.collect();
    view! {
        <h1>{words.nothing_here}</h1>
        {why}
        <div class="prose">
            <p>{words.there_are}</p>
            <ul>{pages}</ul>
        </div>
    }
    .into_any()
}

/// What ends a page: when it was changed, where it is edited, which pages stand before and after it.
#[inline(never)]
pub(super) fn foot(store: Store, updated: &str) -> AnyView {
    let site = store.site();
    // What the console does changes the address, and must not draw the page anew.
    let Some(here) = untrack(|| store.page_file()) else { return ().into_any() };
    let language = store.language.get();
    let words = language.guide();
    let edit = Url::check(&site.edit_url.replace("{file}", here.file.get(language)));
    let edit = edit.filter(|_| !site.edit_url.is_empty()).map(|url| {
        let href = url.as_str().to_owned();
        view! { <a href=href rel="noopener noreferrer" target="_blank">{words.edit}</a> }.into_any()
    });
    let updated =
        (!updated.is_empty()).then(|| view! { <span>{(words.updated)(updated)}</span> }.into_any());
    let about = (edit.is_some() || updated.is_some())
        .then(|| view! { <p class="page-foot">{updated} {edit}</p> }.into_any());
    view! { {about} {neighbours(store, &here)} }.into_any()
}

#[inline(never)]
fn neighbours(store: Store, here: &PageFile) -> Option<AnyView> {
    let site = store.site();
    let group: Vec<&PageFile> =
        site.pages.iter().filter(|page| page.groups.first() == here.groups.first()).collect();
    let place = group.iter().position(|page| page.id == here.id)?;
    if here.groups.is_empty() || group.len() < 2 {
        return None;
    }
    let language = store.language.get();
    let words = language.guide();
    let link = |page: &&PageFile, class: &'static str, word: &'static str| {
        let href = Route { page: page.id.clone(), ..Route::default() }.to_hash();
        let title = page.title.get(language).to_owned();
        view! { <a class=class href=href><small>{word}</small><span>{title}</span></a> }.into_any()
    };
    let before = place.checked_sub(1).and_then(|index| group.get(index));
    let before = before.map(|page| link(page, "before", words.previous));
    let after = group.get(place + 1).map(|page| link(page, "after", words.next));
    Some(
        view! { <nav class="neighbours" aria-label=words.around>{before} {after}</nav> }.into_any(),
    )
}
