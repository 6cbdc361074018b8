//! What was sent from this page: shown again, sent again, and two answers compared.
//!
//! In memory alone, until the reader signs out or leaves the page.

use super::Current;
use super::exchange::{Done, Sending, State};
use crate::browser::thread::{self, Program};
use crate::browser::{clock, decode, dom};
use crate::html::{self, Html};
use crate::request::WireResponse;
use crate::response::{SendError, looks_binary, media_type, pretty};
use crate::transport::Answer;
use crate::ui::doc::copy;
use crate::ui::kit::{Button, Tone, hint, html_view, memo, notice, on_checked};
use crate::ui::state::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;
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
    result: Option<Result<Answer, SendError>>,
    /// When it was over, in milliseconds since 1970.
    at: u64,
}

/// What differs between two answers; `Err` if the program for it could not be loaded.
type Difference = RwSignal<Option<Result<Rc<Vec<Html>>, ()>>, LocalStorage>;

fn bytes(result: &Result<Answer, SendError>) -> usize {
    result.as_ref().map_or(0, |answer| answer.response.body.len())
}

/// Remembers a request. Of too many the oldest are forgotten, of too many bytes the oldest answers.
#[inline(never)] // not a part of the first view
pub(super) fn remember(store: Store, sending: &Rc<Sending>, result: &Result<Answer, SendError>) {
    store.history.update(|history| {
        let number = history.last().map_or(0, |last| last.number + 1);
        let status = result.as_ref().ok().map(|answer| answer.response.status);
        let mut left = MOST_BYTES.saturating_sub(bytes(result));
        let result = (bytes(result) <= MOST_BYTES).then(|| result.clone());
        history.drain(..history.len().saturating_sub(MOST - 1));
        for past in history.iter_mut().rev() {
            let size = past.result.as_ref().map_or(0, bytes);
            if size > left {
                *past = Rc::new(Past { result: None, ..past.copy(past.sending.clone()) });
            } else {
                left -= size;
            }
        }
        let (sending, at) = (sending.clone(), clock::now());
        history.push(Rc::new(Past { number, sending, status, result, at }));
    });
}

impl Past {
    fn copy(&self, sending: Rc<Sending>) -> Self {
        Self {
            sending,
            number: self.number,
            status: self.status,
            result: self.result.clone(),
            at: self.at,
        }
    }
}

/// Takes the keys and passwords away that requests were sent with.
pub(super) fn forget_secrets(store: Store) {
    let without = |past: &Rc<Past>| Rc::new(past.copy(Rc::new(past.sending.without_secrets())));
    store.history.update(|history| *history = history.iter().map(without).collect());
}

/// The list; nothing before the first request.
pub(super) fn history(store: Store, current: Current) -> AnyView {
    let is_there = memo(move || store.history.with(|all| !all.is_empty()));
    view! { {move || is_there.get().then(|| list(store, current))} }.into_any()
}

#[inline(never)] // not a part of the first view
fn list(store: Store, current: Current) -> AnyView {
    let marked = RwSignal::new(Vec::<u64>::new());
    let difference: Difference = RwSignal::new_local(None);
    let words = move || store.language.get().history();
    let title = move || (words().title)(store.history.with(Vec::len));
    let newest = move || {
        store.history.with(|all| all.iter().rev().map(|past| past.number).collect::<Vec<_>>())
    };
    // A line stays what it is when others come: who sends again by keyboard keeps the focus.
    let rows = For(ForProps::builder()
        .each(newest)
        .key(|number| *number)
        .children(move |number| row(store, current, marked, number))
        .build());
    let compare = move || {
        let mut two = marked.get_untracked();
        two.sort_unstable();
        let two: Vec<_> = two.into_iter().filter_map(|number| find(store, number)).collect();
        if let [old, new] = two.as_slice() {
            spawn_local(compared(store, (old.clone(), new.clone()), difference));
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
        <details class="card history">
            <summary>{move || title()}</summary>
            <ol>{rows}</ol>
            <div class="actions">{compare.view()} {clear.view()}</div>
            {hint(Signal::derive(move || words().mark_two.to_owned()), Signal::stored(false))}
            {move || difference.get().map(|found| match found {
                Ok(html) => html_view("comparison", move || html.to_vec(), move |pressed| {
                    if pressed.action == "copy" {
                        copy(store, pressed);
                    }
                }),
                Err(()) => notice(Tone::Error, store.words().engine_missing),
            })}
        </details>
    }
    .into_any()
}

fn find(store: Store, number: u64) -> Option<Rc<Past>> {
    store.history.with_untracked(|all| all.iter().find(|past| past.number == number).cloned())
}

/// A request in a line: its mark for comparing, when it was, what it asked, what came; the way to send it again.
fn row(store: Store, current: Current, marked: RwSignal<Vec<u64>>, number: u64) -> AnyView {
    let Some(past) = find(store, number) else { return ().into_any() };
    let words = move || store.language.get().history();
    let (at, status, is_lost) = (past.at, past.status, past.result.is_none());
    let time = Signal::derive(move || clock::time_of_day(at, store.language.get().code()));
    let asked = format!("{} {}", past.sending.method(), past.sending.target());
    let came = Signal::derive(move || {
        status.map_or_else(|| words().nothing.to_owned(), |status| status.to_string())
    });
    let name = {
        let asked = asked.clone();
        Signal::derive(move || format!("{} {asked} {}", time.get(), came.get()))
    };
    let show = move || {
        let Some(past) = find(store, number) else { return };
        if untrack(|| current.exchange.is_running()) {
            return;
        }
        let (result, sending) = (past.result.clone(), past.sending.clone());
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
        disabled: Some(Signal::stored(is_lost)),
        ..Button::new("quiet asked", Signal::stored(asked), show)
    };
    let again = Button {
        label: Some(Signal::derive(move || (words().again_what)(&name.get()))),
        ..Button::new("quiet", Signal::derive(move || words().again.to_owned()), again)
    };
    view! {
        <li>
            <input
                type="checkbox"
                aria-label=move || (words().mark)(&name.get())
                disabled=is_lost
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
    let side = |past: &Past| json!({ "path": "answer.md", "text": document(past) });
    let language = store.language.get_untracked().code();
    let question =
        json!({ "old": side(&old), "new": side(&new), "language": language, "pages": [] });
    let answer = thread::ask(Program::Shelf, "compare", &question).await;
    let html = answer.as_ref().and_then(|answer| answer.get("html"));
    difference.try_set(Some(html.map(|html| Rc::new(html::from_value(html))).ok_or(())));
}

/// What came, as a page: the status, the headers by name, the body.
fn document(past: &Past) -> String {
    let Some(Ok(Answer { response, .. })) = &past.result else {
        return fenced("", "—");
    };
    let mut headers: Vec<String> =
        response.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    headers.sort_unstable();
    let status = format!("{} {}", response.status, response.reason);
    let head = format!("{}\n{}", status.trim_end(), headers.join("\n"));
    [fenced("http", &head), body(response)].join("\n\n")
}

fn body(response: &WireResponse) -> String {
    if looks_binary(response) {
        return fenced("", &format!("{} bytes", response.body.len()));
    }
    let (_, charset) = media_type(response);
    let text = decode::text(&response.body, charset.as_deref());
    let laid_out = pretty(&text);
    let language = if laid_out.is_some() { "json" } else { "" };
    let text = laid_out.unwrap_or(text);
    let end = text.char_indices().nth(COMPARED).map_or(text.len(), |(end, _)| end);
    fenced(language, text.get(..end).unwrap_or_default())
}

/// A block of code, whatever stands in it (`CommonMark` 0.31.2 §4.5).
fn fenced(language: &str, text: &str) -> String {
    let runs = text.split(|c| c != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or(0).max(2) + 1);
    format!("{fence}{language}\n{text}\n{fence}")
}
