//! What was sent from this page: shown again, sent again, and two answers compared.
//!
//! In memory alone, until the reader signs out or leaves the page.

use super::Current;
use super::exchange::{Done, Sending, State};
use crate::browser::thread::{self, Program};
use crate::browser::{clock, decode, dom};
use crate::html::{self, Html};
use crate::i18n::Messages;
use crate::request::WireResponse;
use crate::request::encode;
use crate::response::{SendError, looks_binary, media_type, pretty};
use crate::transport::Answer;
use crate::ui::doc::copy;
use crate::ui::kit::{Button, Tone, effect, hint, html_view, memo, notice, on_checked};
use crate::ui::state::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::rc::Rc;

/// How many requests are remembered, and how many bytes of their answers.
const MOST: usize = 30;
const MOST_BYTES: usize = 20_000_000;

/// How much of a body is compared, in characters.
const COMPARED: usize = 400_000;

/// A request that was sent, and what came of it.
pub(in crate::ui) struct Past {
    /// Its number in this page, by which its line stays the same.
    number: u64,
    sending: Rc<Sending>,
    /// The status, if an answer came.
    status: Option<u16>,
    /// What came; `None` if that is too long to be remembered.
    result: Option<Rc<Outcome>>,
    /// When it was over, in milliseconds since 1970.
    at: u64,
}

type Outcome = Result<Answer, SendError>;

/// What differs between two answers; `Err` if the program for it could not be loaded.
type Difference = RwSignal<Option<Result<Rc<Vec<Html>>, ()>>, LocalStorage>;

fn bytes(result: &Outcome) -> usize {
    result.as_ref().map_or(0, |answer| answer.response.body.len())
}

/// Remembers a request. Of too many the oldest are forgotten; of too many bytes the oldest answers first, then the
/// requests that carry them.
#[inline(never)] // not a part of the first view
pub(super) fn remember(store: Store, sending: &Rc<Sending>, result: &Outcome) {
    let (weight, size) = (sending.weight(), bytes(result));
    if weight > MOST_BYTES {
        return;
    }
    let status = result.as_ref().ok().map(|answer| answer.response.status);
    let mut left = MOST_BYTES - weight;
    let result = (size <= left).then(|| {
        left -= size;
        Rc::new(result.clone())
    });
    store.history.update(|history| {
        let number = history.last().map_or(0, |last| last.number + 1);
        history.drain(..history.len().saturating_sub(MOST - 1));
        let mut first = history.len();
        for past in history.iter_mut().rev() {
            let Some(rest) = left.checked_sub(past.sending.weight()) else { break };
            left = rest;
            match past.result.as_ref().map(|result| bytes(result)) {
                Some(size) if size > left => *past = Rc::new(Past { result: None, ..past.copy() }),
                size => left -= size.unwrap_or_default(),
            }
            first -= 1;
        }
        history.drain(..first);
        let (sending, at) = (sending.clone(), clock::now());
        history.push(Rc::new(Past { number, sending, status, result, at }));
    });
}

impl Past {
    fn copy(&self) -> Self {
        let (sending, result) = (self.sending.clone(), self.result.clone());
        Self { sending, result, number: self.number, status: self.status, at: self.at }
    }

    /// Takes the keys and passwords away that requests were sent with.
    pub(in crate::ui) fn forget_secrets(store: Store) {
        let holds = |all: &Vec<Rc<Self>>| all.iter().any(|past| past.sending.holds_secrets());
        if !store.history.with_untracked(holds) {
            return;
        }
        let without = |past: &Rc<Self>| {
            Rc::new(Self { sending: Rc::new(past.sending.without_secrets()), ..past.copy() })
        };
        store.history.update(|history| *history = history.iter().map(without).collect());
    }
}

/// The list; nothing before the first request.
pub(super) fn history(store: Store, current: Current) -> AnyView {
    let is_there = memo(move || store.history.with(|all| !all.is_empty()));
    view! { {move || is_there.get().then(|| list(store, current))} }.into_any()
}

/// Closed, it costs nothing: the lines are made when it is opened, and go when it is closed.
#[inline(never)] // not a part of the first view
fn list(store: Store, current: Current) -> AnyView {
    let open = RwSignal::new(false);
    let words = move || store.language.get().history();
    let title = move || (words().title)(store.history.with(Vec::len));
    view! {
        <details class="card history" on:toggle=move |event| open.set(dom::is_open(&event))>
            <summary>{move || title()}</summary>
            {move || open.get().then(|| untrack(|| lines(store, current)))}
        </details>
    }
    .into_any()
}

fn lines(store: Store, current: Current) -> AnyView {
    let marked = RwSignal::new(Vec::<u64>::new());
    let difference: Difference = RwSignal::new_local(None);
    let words = move || store.language.get().history();
    // The oldest first: a line stays in its place when others come, and who sends again by keyboard keeps the focus.
    let numbers = memo(move || {
        store.history.with(|all| all.iter().map(|past| past.number).collect::<Vec<_>>())
    });
    let rows = move || {
        let row = |number: u64| row(store, current, marked, number);
        numbers.get().into_iter().map(row).collect::<Vec<_>>()
    };
    keep_marks(store, marked, difference);
    let compare = move || {
        // The older one first.
        let two = marked.get_untracked();
        if let (Some(old), Some(new)) = (two.iter().min(), two.iter().max())
            && let (Some(old), Some(new)) = (find(store, *old), find(store, *new))
        {
            spawn_local(compared(store, (old, new), difference));
        }
    };
    let clear = move || {
        store.history.set(Vec::new());
        dom::focus("console", false);
    };
    let compare = Button {
        disabled: Some(Signal::derive(move || marked.with(Vec::len) != 2)),
        ..Button::new("", Signal::derive(move || words().compare.to_owned()), compare)
    };
    let clear = Button::new("quiet", Signal::derive(move || words().clear.to_owned()), clear);
    view! {
        <div class="past">
            <ol>{move || rows()}</ol>
            <div class="actions">{compare.view()} {clear.view()}</div>
            {hint(Signal::derive(move || words().mark_two.to_owned()), Signal::stored(false))}
            <p class="hint" role="status">
                {move || difference.with(|it| matches!(it, Some(Ok(_)))).then(|| words().compared)}
            </p>
            {move || difference.get().map(|found| match found {
                Ok(html) => html_view("comparison", move || html.to_vec(), move |pressed| {
                    if pressed.action == "copy" {
                        copy(store, pressed);
                    }
                }),
                Err(()) => notice(Tone::Error, store.words().engine_missing),
            })}
        </div>
    }
    .into_any()
}

/// Marks only what is there, and shows a difference only of what is marked.
fn keep_marks(store: Store, marked: RwSignal<Vec<u64>>, difference: Difference) {
    effect(move || {
        let is_there =
            |number: &u64| find_now(store, *number).is_some_and(|it| it.result.is_some());
        let gone = marked.with_untracked(|all| !all.iter().all(is_there));
        store.history.track();
        if gone {
            marked.update(|all| all.retain(is_there));
        }
    });
    effect(move || {
        marked.track();
        difference.set(None);
    });
}

fn find(store: Store, number: u64) -> Option<Rc<Past>> {
    untrack(|| find_now(store, number))
}

fn find_now(store: Store, number: u64) -> Option<Rc<Past>> {
    store.history.with(|all| all.iter().find(|past| past.number == number).cloned())
}

/// A request in a line: its mark for comparing, when it was, what it asked, what came; the way to send it again.
fn row(store: Store, current: Current, marked: RwSignal<Vec<u64>>, number: u64) -> AnyView {
    let Some(past) = find(store, number) else { return ().into_any() };
    let words = move || store.language.get().history();
    let (at, status) = (past.at, past.status);
    // The answers of old lines may be forgotten, and another description be opened.
    let is_lost = memo(move || find_now(store, number).is_none_or(|past| past.result.is_none()));
    let is_elsewhere =
        memo(move || find_now(store, number).is_none_or(|past| !past.sending.can_repeat()));
    let time = Signal::derive(move || clock::time_of_day(at, store.language.get().code()));
    let asked = Signal::derive(move || {
        let past = find_now(store, number);
        let asked = |past: Rc<Past>| format!("{} {}", past.sending.method(), past.sending.target());
        past.map(asked).unwrap_or_default()
    });
    let came = Signal::derive(move || {
        status.map_or_else(|| words().nothing.to_owned(), |status| status.to_string())
    });
    let name = Signal::derive(move || format!("{} {} {}", time.get(), asked.get(), came.get()));
    let show = move || {
        let Some(past) = find(store, number) else { return };
        if untrack(|| current.exchange.is_running()) {
            return;
        }
        let result = past.result.as_ref().map(|result| result.as_ref().clone());
        let sending = past.sending.clone();
        current.exchange.state.set(State::Done(Box::new(Done { result, note: None, sending })));
        dom::reveal_soon("outcome");
    };
    let again = move || {
        if let Some(past) = find(store, number) {
            spawn_local(past.sending.clone().again(current.exchange));
        }
    };
    let show = Button {
        label: Some(Signal::derive(move || (words().show)(&name.get()))),
        disabled: Some(is_lost.into()),
        ..Button::new("quiet asked", asked, show)
    };
    let again = Button {
        label: Some(Signal::derive(move || (words().again_what)(&name.get()))),
        disabled: Some(is_elsewhere.into()),
        ..Button::new("quiet", Signal::derive(move || words().again.to_owned()), again)
    };
    view! {
        <li>
            <input
                type="checkbox"
                aria-label=move || (words().mark)(&name.get())
                disabled=move || is_lost.get()
                prop:checked=move || marked.with(|all| all.contains(&number))
                on:change=on_checked(move |on| mark(marked, number, on))
            />
            <time>{time}</time>
            {show.view()}
            <span class="came">{came}</span>
            {again.view()}
        </li>
    }
    .into_any()
}

/// Marks an answer. Two at most: the one that was marked first goes.
fn mark(marked: RwSignal<Vec<u64>>, number: u64, on: bool) {
    marked.update(|all| {
        all.retain(|one| *one != number);
        if on {
            all.push(number);
        }
        let more = all.len().saturating_sub(2);
        all.drain(..more);
    });
}

async fn compared(store: Store, (old, new): (Rc<Past>, Rc<Past>), difference: Difference) {
    let words = store.words_now();
    let side = |past: &Past| json!({ "path": "answer.md", "text": document(past, words) });
    let language = store.language.get_untracked().code();
    let question =
        json!({ "old": side(&old), "new": side(&new), "language": language, "pages": [] });
    let answer = thread::ask(Program::Shelf, "compare", &question).await;
    let html = answer.as_ref().and_then(|answer| answer.get("html"));
    difference.try_set(Some(html.map(|html| Rc::new(html::from_value(html))).ok_or(())));
}

/// What came, as a page: the status, the headers, the body.
fn document(past: &Past, words: &Messages) -> String {
    let response = match past.result.as_deref() {
        Some(Ok(Answer { response, .. })) => response,
        Some(Err(error)) => return fenced("", &(words.send_error)(error)),
        None => return String::new(),
    };
    // A browser gives them by name.
    let headers: Vec<String> =
        response.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let status = format!("{} {}", response.status, response.reason);
    let head = format!("{}\n{}", status.trim_end(), headers.join("\n"));
    [fenced("http", &head), body(response, words)].join("\n\n")
}

fn body(response: &WireResponse, words: &Messages) -> String {
    // Of what is not shown, that it differs.
    let whole = || {
        let hash = encode::base64(&Sha256::digest(&response.body));
        fenced("", &format!("{}, SHA-256 {hash}", (words.size)(response.body.len())))
    };
    if looks_binary(response) {
        return whole();
    }
    let (_, charset) = media_type(response);
    let text = decode::text(&response.body, charset.as_deref());
    let laid_out = pretty(&text);
    let language = if laid_out.is_some() { "json" } else { "" };
    let text = laid_out.unwrap_or(text);
    let end = text.char_indices().nth(COMPARED).map_or(text.len(), |(end, _)| end);
    let shown = fenced(language, text.get(..end).unwrap_or_default());
    if end < text.len() { format!("{shown}\n\n…\n\n{}", whole()) } else { shown }
}

/// A block of code, whatever stands in it (`CommonMark` 0.31.2 §4.5).
fn fenced(language: &str, text: &str) -> String {
    let runs = text.split(|c| c != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or(0).max(2) + 1);
    format!("{fence}{language}\n{text}\n{fence}")
}
