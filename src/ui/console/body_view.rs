//! The body of an answer: JSON in lines that fold, raw text, or a file to save.

use crate::browser::{decode, dom, file};
use crate::highlight::Language;
use crate::html::{Action, Attribute, Html, Tag, code_spans, element, text};
use crate::request::WireResponse;
use crate::response::{self, BodyKind, Line};
use crate::ui::kit::{Button, TabList, copy_button, hint, html_view, tab_id};
use crate::ui::state::Store;
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

/// Lines that are drawn at first, and with each "more".
const PAGE: usize = 1000;
/// Characters of raw text that are drawn.
const RAW: usize = 200_000;

pub(super) fn body_view(store: Store, response: WireResponse, url: &str) -> AnyView {
    let kind = response::body_kind(&response);
    if kind == BodyKind::Empty {
        return hint(store.word(|m| m.body_empty), Signal::stored(false));
    }
    let name = response::file_name(&response, url);
    let (media_type, charset) = response::media_type(&response);
    let bytes = response.body;
    let content = if kind == BodyKind::Binary {
        let text = (store.words().body_binary)(&media_type);
        hint(Signal::stored(text), Signal::stored(false))
    } else {
        let decoded: Arc<str> = decode::text(&bytes, charset.as_deref()).into();
        let lines = (kind == BodyKind::Json).then(|| response::json_lines(&decoded)).flatten();
        text_view(store, decoded, lines.map(Arc::new))
    };
    let label = (store.words().download)(&name);
    let save = move || file::download(&bytes, &name, &media_type);
    view! {
        {content}
        {Button::new("download", Signal::stored(label), save).view()}
    }
    .into_any()
}

fn text_view(store: Store, text: Arc<str>, lines: Option<Arc<Vec<Line>>>) -> AnyView {
    let view = RwSignal::new(0_usize);
    let has_lines = lines.is_some();
    let list = TabList {
        group: "body".to_owned(),
        label: store.word(|m| m.answer),
        tabs: vec![
            Signal::derive(move || store.words().view_json.to_owned()),
            Signal::derive(move || store.words().view_raw.to_owned()),
        ],
        selected: view.into(),
        on_select: Rc::new(move |index| view.set(index)),
    };
    let tabs = if has_lines { list.view() } else { ().into_any() };
    let copied = text.clone();
    view! {
        <div class="code body">
            <div class="code-head">
                {tabs}
                <span class="spacer"></span>
                {copy_button(move || { let text = copied.to_string(); Box::pin(async { Some(text) }) }, store.copy_words())}
            </div>
            <div
                id="body-panel"
                role=has_lines.then_some("tabpanel")
                aria-labelledby=move || has_lines.then(|| tab_id("body", view.get()))
            >
                {move || match (&lines, view.get()) {
                    (Some(lines), 0) => json_view(store, lines.clone()),
                    _ => raw_view(store, &text),
                }}
            </div>
        </div>
    }
    .into_any()
}

fn raw_view(store: Store, text: &str) -> AnyView {
    let shown: String = text.chars().take(RAW).collect();
    let cut =
        (shown.len() < text.len()).then(|| hint(store.word(|m| m.raw_cut), Signal::stored(false)));
    view! {
        <pre tabindex="0" role="group" aria-label=store.word(|m| m.view_raw)><code>{shown}</code></pre>
        {cut}
    }
    .into_any()
}

fn json_view(store: Store, lines: Arc<Vec<Line>>) -> AnyView {
    // Lines that are folded, and how many lines are drawn.
    let folded = RwSignal::new(Vec::<usize>::new());
    let limit = RwSignal::new(PAGE);
    let total = lines.len();
    let draw = move || {
        let words = store.words();
        let code = folded.with(|folded| draw_lines(&lines, folded, limit.get(), words.fold));
        let region = Attribute::Scrolls(words.view_json.to_owned());
        vec![element(Tag::Pre, vec![Attribute::class("json"), region], code)]
    };
    let press = move |pressed: dom::Pressed| {
        let Ok(line) = pressed.operation.parse::<usize>() else {
            return;
        };
        folded.update(|folded| match folded.iter().position(|other| *other == line) {
            Some(place) => drop(folded.remove(place)),
            None => folded.push(line),
        });
        dom::focus_fold(line);
    };
    let text =
        Signal::derive(move || (store.words().more_lines)(total.saturating_sub(limit.get())));
    let more = Button {
        hidden: Some(Signal::derive(move || limit.get() >= total)),
        ..Button::new("quiet", text, move || limit.update(|limit| *limit += PAGE))
    };
    view! {
        {html_view("json-view", draw, press)}
        {more.view()}
    }
    .into_any()
}

fn draw_lines(lines: &[Line], folded: &[usize], limit: usize, label: &'static str) -> Vec<Html> {
    let mut drawn = Vec::new();
    let mut index = 0;
    while let Some(line) = lines.get(index).filter(|_| drawn.len() < limit) {
        let is_folded = folded.contains(&index);
        let mut children = Vec::new();
        if line.closes_at.is_some() {
            let action = Attribute::Action(Action::Fold { line: index, open: !is_folded, label });
            children.push(element(Tag::Button, vec![Attribute::class("fold"), action], Vec::new()));
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
        drawn.push(element(Tag::Span, vec![Attribute::class("line")], children));
    }
    drawn
}
