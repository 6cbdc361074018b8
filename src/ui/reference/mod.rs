//! The reference of an API: the contents of its description, and the page that is read.

mod contents;
mod pages;
mod search;
mod state;

use super::changes::{comparison, earlier, reading};
use super::doc::{asked, skeleton};
use super::kit::{Button, Tone, effect, effect_since, html_view, memo, notice};
use super::state::Store;
use crate::browser::file::{self, File};
use crate::browser::thread::Source;
use crate::browser::{dom, page, random_hex};
use crate::nav::{self, Route};
use leptos::prelude::*;
use leptos::task::spawn_local;

pub(super) use search::{finder, opener};
pub(crate) use state::{Fault, Progress, Reference};

/// Reads the description of the address, and the page of it that the address names.
pub(super) fn follow(store: Store) {
    let reference = store.reference;
    open_from_address(store);
    file::on_drop(move |file| open_file(store, file));
    // What was refused is said where the link led to, not on every page after.
    effect_since(move |before: Option<()>| {
        store.route.track();
        if before.is_some() {
            reference.refused.set(None);
        }
    });
    // What was typed for one document is not for another that somebody else wrote.
    effect_since(move |before: Option<Option<String>>| {
        let now = store.is_named().then(|| store.scope());
        if before.as_ref().is_some_and(|before| *before != now) {
            untrack(|| store.forget_secret());
        }
        now
    });
    let source = memo(move || {
        let named = reference.named.get();
        let is_named = store.is_named();
        named.filter(|_| is_named).or_else(|| {
            let site = store.site();
            let language = store.language.get();
            let described = store.route.with(|route| site.described(&route.page).cloned());
            described.map(|api| Source::Url(api.description.get(language).to_owned()))
        })
    });
    effect(move || {
        if let Some(source) = source.get() {
            reference.open(&source);
        }
    });
    // Which snippet is open is no matter of the description.
    let place = memo(move || Route { view: None, ..store.route.get() });
    effect(move || {
        // What is missing may have arrived.
        reference.contents.track();
        reference.progress.track();
        if reference.source.with(Option::is_none) || !store.is_reference.get() {
            return;
        }
        let (route, language) = (place.get(), store.language.get());
        let asked = (route.clone(), language);
        let now = move || (place.get_untracked(), store.language.get_untracked());
        reference.show(&route, language, move || now() == asked);
    });
}

/// The page of a link is asked for when the reader's finger goes down: it is there when that is lifted.
pub(super) fn follow_presses(store: Store) {
    dom::on_link_pressed(move |hash| {
        let route = Route::parse(hash);
        let (here, language) = (store.route.get_untracked(), store.language.get_untracked());
        if store.is_reference.get_untracked() && route.page == here.page {
            store.reference.look_ahead(&route, language);
        }
    });
}

/// Opens a file that the reader chose. It does not leave the browser.
fn open_file(store: Store, file: File) {
    store.reference.named.set(Some(Source::File(file, random_hex::<8>())));
    store.go(Route { page: nav::FILE.to_owned(), ..Route::default() });
}

/// `?url=…` opens a description, if the site lists its origin: else whoever makes a link would choose
/// what the reader sees under the site's name, and where their requests go.
fn open_from_address(store: Store) {
    let Some((url, origin)) = page::query("url").and_then(|url| page::absolute(&url)) else {
        return;
    };
    let here = origin == page::origin();
    let site = store.site();
    let listed = site
        .description_origins
        .iter()
        .any(|listed| *listed == origin || (here && listed == "self"));
    if listed {
        store.reference.named.set(Some(Source::Url(url)));
        store.route.update(|route| nav::FILE.clone_into(&mut route.page));
    } else {
        store.reference.refused.set(Some(origin));
    }
}

/// A button that chooses a file.
fn file_opener(store: Store) -> AnyView {
    let words = move || store.language.get().contents();
    let choose: Box<dyn FnMut(leptos::ev::Event)> = Box::new(move |event| {
        if let Some(file) = file::picked(&event) {
            open_file(store, file);
        }
    });
    view! {
        <label class="file-open" title=move || words().open_file>
            <input
                type="file"
                accept=".json,.yaml,.yml"
                aria-label=move || words().open_file
                on:change=choose
            />
            <span aria-hidden="true">"↥"</span>
        </label>
    }
    .into_any()
}

/// The column of the contents.
pub(super) fn contents_column(store: Store) -> AnyView {
    let shown = RwSignal::new(false);
    // On a phone the list goes away once a place is chosen.
    effect(move || {
        store.route.track();
        shown.set(false);
    });
    let words = move || store.language.get().contents();
    let toggle = Button {
        pressed: Some(shown.into()),
        ..Button::new(
            "contents-toggle",
            Signal::derive(move || words().title.to_owned()),
            move || {
                shown.update(|shown| *shown = !*shown);
            },
        )
    };
    view! {
        <nav
            class=move || if shown.get() { "contents is-shown" } else { "contents" }
            aria-label=move || words().title
        >
            <div class="contents-head">
                {toggle.view()} {search::opener(store)} {file_opener(store)}
            </div>
            {versions_place(store)}
            {arriving(store)}
            {contents::contents(store)}

        </nav>
    }
    .into_any()
}

/// The choice of versions, for an API that has some; it comes with the rest of the program.
fn versions_place(store: Store) -> AnyView {
    let has_some = memo(move || store.versioned_api().is_some());
    let choice = move || store.has_rest.get().then(|| untrack(|| reading(store)));
    (move || {
        let place = || view! { <div class="contents-versions">{choice}</div> }.into_any();
        has_some.get().then(place)
    })
    .into_any()
}

/// What is said above an earlier version, likewise.
fn earlier_place(store: Store) -> AnyView {
    let is_earlier =
        memo(move || store.with_api(|api| api.earlier_of.is_some()).unwrap_or_default());
    let words = move || store.has_rest.get().then(|| earlier(store));
    (move || is_earlier.get().then(|| view! { <div class="earlier">{words}</div> }.into_any()))
        .into_any()
}

/// How far the description is, while it arrives.
fn arriving(store: Store) -> AnyView {
    let progress = store.reference.progress;
    let part = move || match progress.get() {
        Progress::Arriving(received, total) if total > 0.0 => received / total,
        _ => 0.0,
    };
    let is_arriving = move || matches!(progress.get(), Progress::Arriving(..));
    view! {
        <progress
            class="arriving"
            hidden=move || !is_arriving()
            max="1"
            prop:value=move || part()
            aria-label=move || label(store)
        ></progress>
    }
    .into_any()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of bytes")]
fn label(store: Store) -> String {
    let words = store.language.get().contents();
    let size = |bytes: f64| (store.words().size)(bytes.max(0.0) as usize);
    match store.reference.progress.get() {
        Progress::Arriving(received, total) if total > 0.0 => {
            (words.reading)(&size(received), &size(total))
        }
        Progress::Arriving(received, _) => (words.reading_some)(&size(received)),
        _ => String::new(),
    }
}

/// The page that is read.
pub(super) fn reference_view(store: Store) -> AnyView {
    let reference = store.reference;
    let nodes = move || reference.page.get().map(|page| page.html.clone()).unwrap_or_default();
    let failed = move || match reference.progress.get() {
        Progress::Faulty(line, column, reason) => {
            let words = store.language.get().contents();
            Some(notice(Tone::Error, (words.not_yaml)(line, column, &reason)))
        }
        Progress::Failed(status) => {
            let words = store.language.get().contents();
            let file = match reference.source.get() {
                Some(Source::Url(url)) => url,
                Some(Source::File(file, _)) => file.name(),
                None => String::new(),
            };
            let text = if status.is_empty() {
                (words.unreadable)(&file)
            } else {
                (words.not_read)(&file, &status)
            };
            Some(notice(Tone::Error, text))
        }
        _ => None,
    };
    let missing = move || {
        let is_missing = reference
            .page
            .with(|page| page.as_ref().is_some_and(|page| page.rest.get("missing").is_some()));
        let route = store.route.get();
        let key = route.operation.or(route.schema).filter(|_| is_missing)?;
        let words = store.language.get().contents();
        Some(notice(Tone::Warning, (words.no_operation)(&key)))
    };
    let compared = memo(move || asked(store));
    let waits = move || {
        compared.with(Option::is_none)
            && reference.page.with(Option::is_none)
            && matches!(reference.progress.get(), Progress::Arriving(..) | Progress::Whole)
    };
    let page = move || match compared.get() {
        None => html_view("prose", nodes, move |pressed| act(store, pressed)),
        Some(_) if !store.has_rest.get() => skeleton(store),
        Some(versions) => untrack(|| comparison(store, versions)),
    };
    view! {
        <article class="doc reference">
            {earlier_place(store)}
            {move || failed()}
            {move || fault(store)}
            {move || missing()}
            {move || waits().then(|| skeleton(store))}
            {page}
        </article>
    }
    .into_any()
}

/// What is wrong with the file as a whole.
fn fault(store: Store) -> Option<AnyView> {
    let words = store.language.get().contents();
    Some(match store.reference.fault.get()? {
        Fault::NoDescription => notice(Tone::Error, words.file_too_odd),
        Fault::EndsEarly => notice(Tone::Warning, words.ends_early),
    })
}

/// What a button of the page does.
fn act(store: Store, pressed: dom::Pressed) {
    match pressed.action.as_str() {
        "copy" => super::doc::copy(store, pressed),
        "lazy" => spawn_local(async move {
            let language = store.language.get_untracked();
            let nodes = store.reference.opened(&pressed.operation, language).await;
            dom::fill(&pressed, nodes);
        }),
        _ => {}
    }
}
