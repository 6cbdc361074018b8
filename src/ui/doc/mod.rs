//! The text of a page: its header, its documents, its tabs.

mod compare;
mod embed;
mod guide;

pub(in crate::ui) use compare::{asked, choice, option};
pub(in crate::ui) use guide::{pages_of_group, toc};

use super::kit::{TabList, Tone, effect, html_view, memo, notice, tab_id};
use super::shell::Loaded;
use super::state::Store;
use crate::adf::{self, Node};
use crate::browser::{clipboard, dom, rest};
use crate::html::Html;
use crate::page::{Page, PageBlock, Tab};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use std::sync::Arc;

/// The page of the address.
pub(super) fn page_view(store: Store) -> AnyView {
    view! {
        <article class="doc">
            {move || match store.page.get() {
                None => skeleton(store),
                Some(Ok(loaded)) => content(store, loaded),
                Some(Err(failure)) => guide::failed(store, &failure),
            }}
        </article>
    }
    .into_any()
}

/// Keeps the room of what is coming.
pub(super) fn skeleton(store: Store) -> AnyView {
    view! {
        <div class="skeleton" role="status" aria-label=store.word(|m| m.loading)>
            <div></div><div></div><div></div>
        </div>
    }
    .into_any()
}

fn content(store: Store, loaded: Arc<Loaded>) -> AnyView {
    let mut parts = Vec::new();
    let page = &loaded.page;
    let title = page.title.clone();
    parts.push(if title.is_empty() {
        view! { <h1>{move || store.page_title()}</h1> }.into_any()
    } else {
        view! { <h1>{title}</h1> }.into_any()
    });
    // What the console does changes the address, and must not draw the page anew.
    let file = untrack(|| store.page_file());
    if let Some(file) = file.clone().filter(|file| !file.versions.is_empty()) {
        let choice = later(store, move || compare::choice(store, &file.versions));
        parts.push(view! { <div class="versions">{choice}</div> }.into_any());
    }
    let compared = memo(move || compare::asked(store));
    let text = move || match (compared.get(), &file) {
        (Some(_), Some(_)) if !store.has_rest.get() => skeleton(store),
        (Some(asked), Some(file)) => compare::comparison(store, file, asked),
        _ => untrack(|| body(store, &loaded.page)),
    };
    parts.push(text.into_any());
    // A link may lead to a place of the page, now or later.
    let place = memo(move || store.route.with(|route| (route.page.clone(), route.at.clone())));
    effect(move || {
        if let (_, Some(place)) = place.get() {
            dom::scroll_to_place_soon(place);
        }
    });
    parts.into_any()
}

/// What no first view draws: it comes with the rest of the program.
fn later(store: Store, view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    boxed_later(store, Box::new(view))
}

fn boxed_later(store: Store, view: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    (move || store.has_rest.get().then(&view)).into_any()
}

/// What a page holds below its title.
fn body(store: Store, page: &Page) -> AnyView {
    let mut parts = Vec::new();
    if !page.lead.is_empty() {
        parts.push(view! { <p class="lead">{page.lead.clone()}</p> }.into_any());
    }
    for (index, block) in page.blocks.iter().enumerate() {
        parts.push(match block {
            PageBlock::Document(nodes) => document(store, nodes.clone(), &page.files),
            PageBlock::Tabs(tabs) => tabs_view(store, index, Arc::new(tabs.clone()), &page.files),
            PageBlock::Drawn(html) => drawn(store, html.clone()),
            PageBlock::Unknown(kind) => notice(Tone::Warning, (store.words().block_unknown)(kind)),
        });
    }
    let updated = page.updated.clone();
    parts.push(later(store, move || guide::foot(store, &updated)));
    parts.into_any()
}

/// A page in Markdown. Its operations have their console in the text.
#[inline(never)]
fn drawn(store: Store, html: Vec<Html>) -> AnyView {
    let open = embed::nothing(store);
    html_view(
        "prose guide",
        move || html.clone(),
        move |pressed| match pressed.action.as_str() {
            "copy" => copy(store, pressed),
            "try" if store.site().has_console => spawn_local(async move {
                rest::load().await;
                embed::toggle(store, open, pressed);
            }),
            "anchor" => go_to_place(store, pressed.operation),
            _ => {}
        },
    )
}

/// Notes in the address which place of the page is read.
fn go_to_place(store: Store, name: String) {
    store.route.update(|route| route.at = Some(name));
}

fn document(store: Store, nodes: Arc<Vec<Node>>, files: &[(String, String)]) -> AnyView {
    let files = files.to_vec();
    html_view(
        "prose",
        move || {
            let look = adf::html::Look { language: store.language.get(), files: &files };
            adf::html::draw(&nodes, look)
        },
        move |pressed| match pressed.action.as_str() {
            "copy" => copy(store, pressed),
            "anchor" => go_to_place(store, pressed.operation),
            "try" => {
                store.open_row(&pressed.operation);
                dom::focus("operation", true);
            }
            _ => {}
        },
    )
}

/// Copies the code block around a button.
pub(in crate::ui) fn copy(store: Store, pressed: dom::Pressed) {
    spawn_local(async move {
        let copied = clipboard::copy(&dom::code_beside(&pressed.button)).await;
        let words = store.words_now();
        dom::flash(&pressed.button, if copied { words.copied } else { words.not_copied });
    });
}

fn tabs_view(
    store: Store,
    index: usize,
    tabs: Arc<Vec<Tab>>,
    files: &[(String, String)],
) -> AnyView {
    let files = files.to_vec();
    let group = format!("doc-{index}");
    let ids: Arc<Vec<String>> = Arc::new(tabs.iter().map(|tab| tab.id.clone()).collect());
    let wanted = ids.clone();
    let selected = memo(move || {
        store
            .route
            .with(|route| wanted.iter().position(|id| route.tabs.contains(id)).unwrap_or_default())
    });
    let list = TabList {
        group: group.clone(),
        label: store.word(|m| m.page_tabs),
        tabs: tabs.iter().map(|tab| Signal::stored(tab.label.clone())).collect(),
        selected: selected.into(),
        on_select: Rc::new(move |index| {
            if let Some(id) = ids.get(index) {
                store.route.update(|route| *route = std::mem::take(route).with_tab(&ids, id));
            }
        }),
    };
    let panel_id = format!("{group}-panel");
    view! {
        <section class="doc-tabs">
            {list.view()}
            <div
                role="tabpanel"
                id=panel_id
                aria-labelledby=move || tab_id(&group, selected.get())
                tabindex="0"
                class="panel-body"
            >
                {move || {
                    let nodes = tabs.get(selected.get()).map(|tab| tab.content.clone());
                    document(store, Arc::new(nodes.unwrap_or_default()), &files)
                }}
            </div>
        </section>
    }
    .into_any()
}
