//! The search: a dialog above the page, opened by `/` and Ctrl or Cmd with K.

use super::contents::method;
use super::pages;
use super::state::Progress;
use crate::browser::thread::{self, Program};
use crate::browser::{dom, page};
use crate::html::{self, Attribute, Html, Tag, Url, classed, element, text};
use crate::nav::Route;
use crate::ui::kit::{Button, Input, effect, html_view, memo};
use crate::ui::state::Store;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};

const FINDER: &str = "finder";
/// How many results are shown.
const LIMIT: usize = 30;

/// The button that opens the search.
pub(in crate::ui) fn opener(store: Store) -> AnyView {
    let words = move || store.language.get().contents();
    let open: Box<dyn FnMut(leptos::ev::MouseEvent)> = Box::new(|_| open());
    view! {
        <button type="button" class="search-open" on:click=open>
            {move || words().search}
            <kbd aria-hidden="true">"/"</kbd>
        </button>
    }
    .into_any()
}

fn open() {
    dom::show_dialog(FINDER, true);
    dom::focus("finder-query", false);
}

/// What was found, and which of it is chosen.
#[derive(Clone, Copy)]
struct Results {
    query: RwSignal<String>,
    found: RwSignal<Vec<Value>>,
    /// The query that was answered last.
    answered: RwSignal<String>,
    chosen: RwSignal<usize>,
}

/// The dialog; it is there, closed, from the beginning.
pub(crate) fn finder(store: Store) -> AnyView {
    let results = Results {
        query: RwSignal::new(String::new()),
        found: RwSignal::new(Vec::new()),
        answered: RwSignal::new(String::new()),
        chosen: RwSignal::new(0),
    };
    page::on_key(move |key, held| {
        let wanted = (key == "/" && !held) || (held && key.eq_ignore_ascii_case("k"));
        if wanted {
            open();
        }
        wanted
    });
    effect(move || {
        store.route.track();
        dom::show_dialog(FINDER, false);
    });
    // What was found in another description, or in a part of this one, is asked for anew.
    let whole = memo(move || store.reference.progress.with(|it| *it == Progress::Whole));
    effect(move || {
        let _ = (store.reference.source.track(), whole.get());
        let query = results.query.get_untracked();
        results.found.set(Vec::new());
        if !query.is_empty() {
            ask(store, results, query);
        }
    });
    let words = move || store.language.get().contents();
    let label = Signal::derive(move || words().search.to_owned());
    let field = Input {
        label: Some(label),
        placeholder: Some(Signal::derive(move || words().search_hint.to_owned())),
        ..Input::new(
            "finder-query",
            move || results.query.get(),
            move |query| ask(store, results, query),
        )
    };
    let close = Button::new("quiet", Signal::derive(move || words().close.to_owned()), || {
        dom::show_dialog(FINDER, false);
    });
    view! {
        <dialog
            id=FINDER
            class="finder"
            aria-label=label
            on:keydown=keys(store, results)
        >
            <div class="finder-box">{field.view()} {close.view()}</div>
            {html_view(
                "finder-results",
                move || list(store, results),
                // The address of what was pressed is this one already.
                |_| {
                    dom::show_dialog(FINDER, false);
                    dom::focus_main();
                },
            )}
            <p class="finder-none" role="status">{move || nothing(store, results)}</p>
        </dialog>
    }
    .into_any()
}

fn ask(store: Store, results: Results, query: String) {
    results.query.set(query.clone());
    spawn_local(async move {
        let input = json!({ "query": query, "limit": LIMIT });
        let is_now = move |query: &str| results.query.with_untracked(|now| now == query);
        let mut found = Vec::new();
        // What is read stands first: the description, then the pages.
        if store.is_reference.get_untracked() {
            take(&mut found, store.reference.ask("find", &input).await);
            if is_now(&query) && !found.is_empty() {
                results.found.set(found.clone());
                results.chosen.set(0);
            }
        }
        let learnt = pages::learn(store).await;
        let pages = thread::ask(Program::Shelf, "find", &input).await;
        if pages.is_none() {
            // The program fell, and what it knew is gone.
            store.learnt.set_value(None);
        }
        take(&mut found, pages);
        // The reader may have typed on.
        if is_now(&query) {
            results.found.set(found);
            results.answered.set(query);
            if !store.is_reference.get_untracked() {
                results.chosen.set(0);
            }
        } else if learnt {
            // What was asked meanwhile was answered without the pages.
            ask(store, results, results.query.get_untracked());
        }
    });
}

fn take(found: &mut Vec<Value>, answer: Option<Value>) {
    if let Some(Value::Array(mut some)) = answer {
        found.append(&mut some);
    }
}

fn nothing(store: Store, results: Results) -> String {
    let query = results.answered.get();
    let none = results.found.with(Vec::is_empty) && !query.trim().is_empty();
    if none { (store.language.get().contents().nothing_found)(query.trim()) } else { String::new() }
}

/// Up and down choose, Enter goes there.
fn keys(store: Store, results: Results) -> Box<dyn FnMut(KeyboardEvent)> {
    Box::new(move |event| {
        let count = results.found.with_untracked(Vec::len);
        let now = results.chosen.get_untracked();
        let next = match event.key().as_str() {
            "ArrowDown" => (now + 1).min(count.saturating_sub(1)),
            "ArrowUp" => now.saturating_sub(1),
            "Enter" => {
                let place = results.found.with_untracked(|found| found.get(now).map(place));
                if let Some(place) = place {
                    event.prevent_default();
                    dom::show_dialog(FINDER, false);
                    let page = store.route.with_untracked(|route| route.page.clone());
                    store.go(within(&page, place));
                    // What reads aloud goes on where the reader went.
                    dom::focus_main();
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        results.chosen.set(next);
        dom::reveal_chosen(FINDER);
    })
}

/// Where a result leads: `{key, kind, …}`.
fn place(found: &Value) -> Route {
    let key = found.get("key").and_then(Value::as_str).map(str::to_owned);
    let word = |name: &str| found.get(name).and_then(Value::as_str).filter(|word| !word.is_empty());
    match found.get("kind").and_then(Value::as_str) {
        Some("page") => Route {
            page: word("page").unwrap_or_default().to_owned(),
            at: word("at").map(str::to_owned),
            ..Route::default()
        },
        Some("schema") => Route { schema: key, ..Route::default() },
        _ => Route { operation: key, ..Route::default() },
    }
}

/// A place of the description that is read, or another page.
fn within(page: &str, place: Route) -> Route {
    if place.page.is_empty() { Route { page: page.to_owned(), ..place } } else { place }
}

fn list(store: Store, results: Results) -> Vec<Html> {
    let chosen = results.chosen.get();
    let page = store.route.with(|route| route.page.clone());
    let items = results.found.with(|found| {
        let items = found.iter().enumerate();
        items.map(|(index, found)| item(&page, found, index == chosen)).collect::<Vec<_>>()
    });
    if items.is_empty() { Vec::new() } else { vec![classed(Tag::Ul, "finder-list", items)] }
}

fn item(page: &str, found: &Value, chosen: bool) -> Html {
    let word = |name: &str| found.get(name).and_then(Value::as_str).unwrap_or_default();
    let marked = |name: &str| html::from_value(found.get(name).unwrap_or(&Value::Null));
    let target = within(page, place(found));
    let mut attributes = Vec::new();
    attributes.extend(Url::check(&target.to_hash()).map(Attribute::Href));
    let mut parts = Vec::new();
    parts.push(match word("kind") {
        "schema" => classed(Tag::Span, "verb", vec![text("{ }")]),
        "page" => classed(Tag::Span, "verb", vec![text("¶")]),
        _ => method(word("method")),
    });
    parts.push(element(Tag::Span, Vec::new(), marked("title")));
    let below = marked("below");
    if !below.is_empty() {
        parts.push(element(Tag::Small, Vec::new(), below));
    }
    let class = if chosen { "is-chosen" } else { "found" };
    classed(Tag::Li, class, vec![element(Tag::A, attributes, parts)])
}
