//! The body of an answer: JSON in lines that fold, raw text, or a file to save.

use crate::adf::html::code_spans;
use crate::browser::{decode, dom, file};
use crate::highlight::Language;
use crate::html::{Action, Attribute, Html, Tag, element, text};
use crate::request::WireResponse;
use crate::response::{self, BodyKind, Line};
use crate::ui::kit::{CopyButton, HtmlView, TabList, tab_id};
use crate::ui::state::Store;
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Lines that are drawn at first, and with each "more".
const PAGE: usize = 1000;
/// Characters of raw text that are drawn.
const RAW: usize = 200_000;

#[component]
pub(super) fn BodyView(response: WireResponse, url: String) -> impl IntoView {
    let store = Store::get();
    let kind = response::body_kind(&response);
    let name = response::file_name(&response, &url);
    let (media_type, charset) = response::media_type(&response);
    let bytes = Arc::new(response.body);
    let save = {
        let (bytes, name, media_type) = (bytes.clone(), name.clone(), media_type.clone());
        move |_| file::download(&bytes, &name, &media_type)
    };
    let content = match kind {
        BodyKind::Empty => view! { <p class="hint">{move || store.words().body_empty}</p> }.into_any(),
        BodyKind::Binary => {
            view! { <p class="hint">{move || (store.words().body_binary)(&media_type)}</p> }.into_any()
        }
        BodyKind::Json | BodyKind::Text => {
            let decoded: Arc<str> = decode::text(&bytes, charset.as_deref()).into();
            let lines = (kind == BodyKind::Json).then(|| response::json_lines(&decoded)).flatten();
            view! { <TextView text=decoded lines=lines.map(Arc::new)/> }.into_any()
        }
    };
    view! {
        {content}
        {(kind != BodyKind::Empty).then(|| view! {
            <button type="button" class="download" on:click=save>
                {move || (store.words().download)(&name)}
            </button>
        })}
    }
}

#[component]
fn TextView(text: Arc<str>, lines: Option<Arc<Vec<Line>>>) -> impl IntoView {
    let store = Store::get();
    let view = RwSignal::new(0_usize);
    let labels = vec![
        Signal::derive(move || store.words().view_json.to_owned()),
        Signal::derive(move || store.words().view_raw.to_owned()),
    ];
    let copy = {
        let text = text.clone();
        move |()| text.to_string()
    };
    let words = Signal::derive(move || {
        let words = store.words();
        [words.copy, words.copied, words.not_copied]
    });
    let label = Signal::derive(move || store.words().answer.to_owned());
    let has_lines = lines.is_some();
    let content = move || match (&lines, view.get()) {
        (Some(lines), 0) => view! { <JsonView lines=lines.clone()/> }.into_any(),
        _ => {
            let shown: String = text.chars().take(RAW).collect();
            let cut = shown.len() < text.len();
            view! {
                <pre tabindex="0" role="region" aria-label=move || store.words().view_raw>
                    <code>{shown}</code>
                </pre>
                {cut.then(|| view! { <p class="hint">{move || store.words().raw_cut}</p> })}
            }
            .into_any()
        }
    };
    view! {
        <div class="code body">
            <div class="code-head">
                {has_lines.then(|| view! {
                    <TabList group="body" label=label tabs=labels selected=view on_select=move |i| view.set(i)/>
                })}
                <span class="spacer"></span>
                <CopyButton text=Callback::new(copy) words=words/>
            </div>
            <div
                id="body-panel"
                role=has_lines.then_some("tabpanel")
                aria-labelledby=move || has_lines.then(|| tab_id("body", view.get()))
            >
                {content}
            </div>
        </div>
    }
}

#[component]
fn JsonView(lines: Arc<Vec<Line>>) -> impl IntoView {
    let store = Store::get();
    let folded = RwSignal::new(BTreeSet::<usize>::new());
    let limit = RwSignal::new(PAGE);
    let total = lines.len();
    let draw = move |()| {
        let words = store.words();
        let code = folded.with(|folded| draw_lines(&lines, folded, limit.get(), words.fold));
        let region = Attribute::Scrolls(words.view_json.to_owned());
        vec![element(Tag::Pre, vec![Attribute::Class("json"), region], code)]
    };
    let press = move |pressed: dom::Pressed| {
        let Ok(line) = pressed.operation.parse::<usize>() else { return };
        folded.update(|folded| {
            if !folded.remove(&line) {
                folded.insert(line);
            }
        });
        dom::focus_fold(line);
    };
    view! {
        <HtmlView class="json-view" nodes=Callback::new(draw) on_press=press/>
        {move || (limit.get() < total).then(|| view! {
            <button type="button" class="quiet" on:click=move |_| limit.update(|limit| *limit += PAGE)>
                {(store.words().more_lines)(total.saturating_sub(limit.get()))}
            </button>
        })}
    }
}

fn draw_lines(lines: &[Line], folded: &BTreeSet<usize>, limit: usize, label: &'static str) -> Vec<Html> {
    let mut drawn = Vec::new();
    let mut index = 0;
    while let Some(line) = lines.get(index).filter(|_| drawn.len() < limit) {
        let is_folded = folded.contains(&index);
        let mut children = Vec::new();
        if line.closes_at.is_some() {
            let action = Attribute::Action(Action::Fold { line: index, open: !is_folded, label });
            children.push(element(Tag::Button, vec![Attribute::Class("fold"), action], Vec::new()));
        }
        children.push(text("  ".repeat(line.depth)));
        children.extend(code_spans(Language::Json, &line.text));
        match line.closes_at.filter(|_| is_folded) {
            Some(end) => {
                let closing = lines.get(end).map(|line| line.text.clone()).unwrap_or_default();
                children.push(text(format!(" … {closing}")));
                index = end + 1;
            }
            None => index += 1,
        }
        children.push(text("\n"));
        drawn.push(element(Tag::Span, vec![Attribute::Class("line")], children));
    }
    drawn
}
