//! The text of a page: its header, its documents, its tabs.

use super::kit::{HtmlView, Notice, TabList, Tone, tab_id};
use super::state::Store;
use crate::adf::{self, Node};
use crate::browser::{clipboard, dom};
use crate::page::{Page, PageBlock, Tab};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// The page of the address.
#[component]
pub(super) fn PageView() -> impl IntoView {
    let store = Store::get();
    let content = move || match store.page.get() {
        None => view! { <Skeleton/> }.into_any(),
        Some(Ok(page)) => view! { <Content page=page/> }.into_any(),
        Some(Err(failure)) => {
            let text = store.words().failure(&failure);
            view! { <Notice tone=Tone::Error>{text}</Notice> }.into_any()
        }
    };
    view! { <article class="doc">{content}</article> }
}

/// Keeps the room of what is coming.
#[component]
fn Skeleton() -> impl IntoView {
    let store = Store::get();
    view! {
        <div class="skeleton" role="status" aria-label=move || store.words().loading>
            <div></div><div></div><div></div>
        </div>
    }
}

#[component]
fn Content(page: Arc<Page>) -> impl IntoView {
    let store = Store::get();
    let title = (!page.title.is_empty()).then(|| page.title.clone());
    let lead = (!page.lead.is_empty()).then(|| page.lead.clone());
    let fallback = title.is_none();
    let blocks = page.blocks.iter().enumerate().map(|(index, block)| match block {
        PageBlock::Document(nodes) => {
            let nodes = nodes.clone();
            view! { <Document nodes=Arc::new(nodes)/> }.into_any()
        }
        PageBlock::Tabs(tabs) => view! { <Tabs index=index tabs=Arc::new(tabs.clone())/> }.into_any(),
        PageBlock::Unknown(kind) => {
            let kind = kind.clone();
            let text = move || (store.words().block_unknown)(&kind);
            view! { <Notice tone=Tone::Warning>{text}</Notice> }.into_any()
        }
    });
    view! {
        {title.map(|title| view! { <h1>{title}</h1> })}
        {fallback.then(|| view! {
            <h1>{move || store.page_title()}</h1>
        })}
        {lead.map(|lead| view! { <p class="lead">{lead}</p> })}
        {blocks.collect::<Vec<_>>()}
    }
}

#[component]
fn Document(nodes: Arc<Vec<Node>>) -> impl IntoView {
    let store = Store::get();
    let draw = move |()| adf::html::draw(&nodes, store.words());
    let press = move |pressed: dom::Pressed| match pressed.action.as_str() {
        "copy" => spawn_local(async move {
            let copied = clipboard::copy(&dom::code_beside(&pressed.button)).await;
            let words = store.words_now();
            dom::flash(&pressed.button, if copied { words.copied } else { words.not_copied });
        }),
        "try" => {
            store.open(&pressed.operation);
            dom::focus("operation", true);
        }
        _ => {}
    };
    view! { <HtmlView class="prose" nodes=Callback::new(draw) on_press=press/> }
}

#[component]
fn Tabs(index: usize, tabs: Arc<Vec<Tab>>) -> impl IntoView {
    let store = Store::get();
    let group = format!("doc-{index}");
    let ids: Arc<Vec<String>> = Arc::new(tabs.iter().map(|tab| tab.id.clone()).collect());
    let selected = {
        let ids = ids.clone();
        Memo::new(move |_| {
            store.route.with(|route| {
                ids.iter().position(|id| route.tabs.contains(id)).unwrap_or_default()
            })
        })
    };
    let select = move |index: usize| {
        if let Some(id) = ids.get(index) {
            store.route.update(|route| *route = std::mem::take(route).with_tab(&ids, id));
        }
    };
    let labels = tabs.iter().map(|tab| Signal::stored(tab.label.clone())).collect();
    let panel = {
        let tabs = tabs.clone();
        move || {
            let nodes = tabs.get(selected.get()).map(|tab| tab.content.clone()).unwrap_or_default();
            view! { <Document nodes=Arc::new(nodes)/> }
        }
    };
    let panel_id = format!("{group}-panel");
    let labelled_by = {
        let group = group.clone();
        move || tab_id(&group, selected.get())
    };
    let label = Signal::derive(move || store.words().page_tabs.to_owned());
    view! {
        <section class="doc-tabs">
            <TabList group=group label=label tabs=labels selected=selected on_select=select/>
            <div role="tabpanel" id=panel_id aria-labelledby=labelled_by tabindex="0" class="panel-body">
                {panel}
            </div>
        </section>
    }
}
