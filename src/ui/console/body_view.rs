//! The body of an answer: JSON in lines that fold, raw text, or a file to save.

use crate::browser::{decode, dom, file};
use crate::highlight::Language;
use crate::html::{Action, Attribute, Html, Tag, code_spans, element, text};
use crate::request::WireResponse;
use crate::response::{self, BodyKind, Line, Media};
use crate::ui::kit::{Button, Later, TabList, copy_button, hint, html_view, tab_id};
use crate::ui::state::Store;
use leptos::prelude::*;
use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

/// Lines that are drawn at first, and with each "more".
const PAGE: usize = 1000;
/// Characters of raw text that are drawn.
const RAW: usize = 200_000;

/// Characters of a line of JSON that are drawn.
const LINE: usize = 20_000;
/// Longer JSON is shown as text.
const LAID_OUT: usize = 10_000_000;
/// Bytes of a file that are shown.
const HEX: usize = 256;

pub(super) fn body_view(store: Store, response: WireResponse, url: &str) -> AnyView {
    let kind = response::body_kind(&response);
    if kind == BodyKind::Empty {
        return hint(store.word(|m| m.body_empty), Signal::stored(false));
    }
    let name = response::file_name(&response, url);
    let (media_type, charset) = response::media_type(&response);
    let bytes: Rc<[u8]> = response.body.into();
    let content = match kind {
        BodyKind::Binary => binary_view(store, &bytes, &media_type),
        _ => characters_view(store, &bytes, charset, kind == BodyKind::Json),
    };
    let label = (store.words().download)(&name);
    let save = move || file::download(&bytes, &name, &media_type);
    view! {
        {content}
        {Button::new("download", Signal::stored(label), save).view()}
    }
    .into_any()
}

/// A picture, a sound, or the first bytes.
fn binary_view(store: Store, bytes: &[u8], media_type: &str) -> AnyView {
    let words = store.language.get_untracked().answer();
    let seen = response::media(media_type).and_then(|media| {
        let shown = file::Shown::new(bytes, media_type)?;
        let url = shown.url();
        // The address lives as long as what shows it.
        let kept = StoredValue::new_local(Some(shown));
        on_cleanup(move || drop(kept.try_update_value(Option::take)));
        Some(match media {
            Media::Picture => view! { <img class="shown" src=url alt=words.picture/> }.into_any(),
            Media::Sound => {
                view! { <audio class="shown" controls=true src=url aria-label=words.sound></audio> }
                    .into_any()
            }
        })
    });
    let content = seen.unwrap_or_else(|| {
        view! {
            <div class="code body">
                <pre tabindex="0" role="group" aria-label=words.bytes>
                    <code>{response::hex(bytes, HEX)}</code>
                </pre>
            </div>
        }
        .into_any()
    });
    view! {
        {hint(Signal::stored((words.binary)(media_type)), Signal::stored(false))}
        {content}
    }
    .into_any()
}

fn characters_view(
    store: Store,
    bytes: &Rc<[u8]>,
    charset: Option<String>,
    is_json: bool,
) -> AnyView {
    let words = store.language.get_untracked().answer();
    if bytes.len() > LAID_OUT {
        // Only what is drawn is decoded: the rest is copied or saved, never shown.
        let shown = bytes.get(..RAW).unwrap_or(bytes);
        let text = decode::text(shown, charset.as_deref());
        let bytes = bytes.clone();
        let all = move || decode::text(&bytes, charset.as_deref());
        return view! {
            {hint(Signal::stored(words.raw_cut.to_owned()), Signal::stored(false))}
            {text_view(store, text.into(), Rc::new(all), None)}
        }
        .into_any();
    }
    let decoded: Arc<str> = decode::text(bytes, charset.as_deref()).into();
    let lines = is_json.then(|| response::json_lines(&decoded));
    let wrong = lines.as_ref().and_then(|lines| lines.as_ref().err()).map(|error| {
        hint(Signal::stored((store.words().json_error)(error)), Signal::stored(false))
    });
    let lossy = decoded.contains('\u{fffd}').then(|| {
        let text = (words.not_characters)(charset.as_deref().unwrap_or("utf-8"));
        hint(Signal::stored(text), Signal::stored(false))
    });
    let copied = decoded.clone();
    let all = Rc::new(move || copied.to_string());
    view! {
        {wrong}
        {lossy}
        {text_view(store, decoded, all, lines.and_then(Result::ok).map(Arc::new))}
    }
    .into_any()
}

fn text_view(
    store: Store,
    text: Arc<str>,
    all: Rc<dyn Fn() -> String>,
    lines: Option<Arc<Vec<Line>>>,
) -> AnyView {
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
    let copy = move || -> Later {
        let text = all();
        Box::pin(async { Some(text) })
    };
    view! {
        <div class="code body">
            <div class="code-head">
                {tabs}
                <span class="spacer"></span>
                {copy_button(copy, store.copy_words())}
            </div>
            <div
                id="body-panel"
                role=has_lines.then_some("tabpanel")
                aria-labelledby=move || has_lines.then(|| tab_id("body", view.get()))
            >
                {move || match (&lines, view.get()) {
                    (Some(lines), 0) => json_view(store, text.clone(), lines.clone()),
                    _ => raw_view(store, &text),
                }}
            </div>
        </div>
    }
    .into_any()
}

fn raw_view(store: Store, text: &str) -> AnyView {
    let shown: String = text.chars().take(RAW).collect();
    let cut = (shown.len() < text.len()).then(|| {
        let words = store.language.get_untracked().answer();
        hint(Signal::stored(words.raw_cut.to_owned()), Signal::stored(false))
    });
    view! {
        <pre tabindex="0" role="group" aria-label=store.word(|m| m.view_raw)><code>{shown}</code></pre>
        {cut}
    }
    .into_any()
}

fn json_view(store: Store, source: Arc<str>, lines: Arc<Vec<Line>>) -> AnyView {
    // Lines that are folded, and how many lines are drawn.
    let folded = RwSignal::new(Vec::<usize>::new());
    let limit = RwSignal::new(PAGE);
    let total = lines.len();
    let draw = move || {
        let words = store.words();
        let code =
            folded.with(|folded| draw_lines((&source, &lines), folded, limit.get(), words.fold));
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

fn draw_lines(
    (source, lines): (&str, &[Line]),
    folded: &[usize],
    limit: usize,
    label: &'static str,
) -> Vec<Html> {
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
        children.extend(code_spans(Language::Json, &cut_line(&line.text(source))));
        match line.closes_at.filter(|_| is_folded) {
            Some(end) => {
                let closing = lines.get(end).map(|line| line.text(source)).unwrap_or_default();
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

/// A line as long as can be drawn: the raw view and the file have all of it.
fn cut_line(line: &str) -> Cow<'_, str> {
    match line.char_indices().nth(LINE) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()).into(),
        None => line.into(),
    }
}
