//! What came back: status, time, size, headers, body; or why nothing did.

use super::Current;
use super::body_view::body_view;
use super::exchange::{Done, Note, Sending, State};
use super::sign_in::failed;
use crate::response::SendError;
use crate::transport::Answer;
use crate::ui::kit::{Button, Tone, copy_button, hint, notice};
use crate::ui::state::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

pub(super) fn answer_view(store: Store, current: Current) -> AnyView {
    view! {
        <section class="answer" aria-labelledby="answer">
            <h2 id="answer">{store.word(|m| m.answer)}</h2>
            {move || match current.exchange.state.get() {
                State::Idle => hint(store.word(|m| m.answer_empty), Signal::stored(false)),
                State::Renewing | State::Sending => {
                    view! { <div class="progress" aria-hidden="true"></div> }.into_any()
                }
                State::Done(done) => result(store, *done),
            }}
        </section>
    }
    .into_any()
}

fn result(store: Store, done: Done) -> AnyView {
    let Done { result, note, sending } = done;
    let note = note.map(|note| note_view(store, &sending, &note));
    let content = result.map(|result| match result {
        Ok(answer) => received(store, answer, &sending),
        Err(error) => missing(store, sending.clone(), &error),
    });
    view! { <div id="outcome">{note}{content}</div> }.into_any()
}

fn note_view(store: Store, sending: &Rc<Sending>, note: &Note) -> AnyView {
    let words = store.words();
    let (tone, text) = match note {
        Note::RenewedBefore => (Tone::Info, words.renewed_before),
        Note::RenewedAndRepeated => (Tone::Info, words.renewed_and_repeated),
        Note::OfferToRepeat => (Tone::Warning, words.offer_to_repeat),
        Note::StillRefused => (Tone::Error, words.still_refused),
        Note::SignIn => (Tone::Error, words.sign_in_first),
        Note::NotRenewed(_) => (Tone::Error, words.not_renewed),
    };
    match note {
        Note::OfferToRepeat => {
            let sending = sending.clone();
            let repeat = move || spawn_local(sending.clone().repeat_with_new_token());
            let button = view! {
                {text}" "
                {Button::new("", store.word(|m| m.renew_and_repeat), repeat).view()}
            };
            notice(tone, button)
        }
        Note::NotRenewed(failure) => {
            view! { {notice(tone, text)} {failed(store, failure)} }.into_any()
        }
        _ => notice(tone, text),
    }
}

fn received(store: Store, answer: Answer, sending: &Sending) -> AnyView {
    let url = sending.url();
    let asked = format!("{} {}", sending.method(), path_of(&url));
    let response = answer.response;
    let class = match response.status {
        200..=299 => "status is-good",
        300..=399 => "status is-moved",
        _ => "status is-bad",
    };
    let status = format!("{} {}", response.status, response.reason).trim_end().to_owned();
    let words = store.words();
    let (time, size) =
        ((words.milliseconds)(answer.milliseconds), (words.size)(response.body.len()));
    let redirected = response
        .redirected_to
        .as_ref()
        .map(|to| hint(Signal::stored((words.redirected)(to)), Signal::stored(false)));
    let cut = response.cut.then(|| notice(Tone::Warning, words.answer_cut));
    let headers = headers(store, &response.headers);
    view! {
        <p class="facts" role="status">
            <strong class=class>{status}</strong>
            <span>{time}</span>
            <span>{size}</span>
        </p>
        <p class="hint"><code>{asked}</code></p>
        {redirected}
        {cut}
        {headers}
        {body_view(store, response, &url)}
    }
    .into_any()
}

/// What an address names on its host: the request that this is the answer to.
fn path_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').and_then(|start| rest.get(start..)).unwrap_or("/")
}

fn headers(store: Store, headers: &[(String, String)]) -> AnyView {
    let count = headers.len().to_string();
    let rows = headers.iter().cloned().map(|(name, value)| {
        view! { <tr><th scope="row">{name}</th><td>{value}</td></tr> }.into_any()
    });
    let rows: Vec<AnyView> = rows.collect();
    view! {
        <details class="headers">
            <summary>{store.word(|m| m.headers)}" ("{count}")"</summary>
            <div class="scroll" tabindex="0" role="group" aria-label=store.word(|m| m.headers)>
                <table><tbody>{rows}</tbody></table>
            </div>
        </details>
    }
    .into_any()
}

/// Why nothing came, what would have to change, and the way out: curl knows no CORS.
fn missing(store: Store, sending: Rc<Sending>, error: &SendError) -> AnyView {
    let text = (store.words().send_error)(error);
    if *error == SendError::Aborted {
        return notice(Tone::Info, text);
    }
    let [_, copied, failed] = store.copy_words();
    let words = [store.word(|m| m.copy_as_curl), copied, failed];
    view! {
        {notice(Tone::Error, text)}
        {copy_button(move || sending.curl(), words)}
    }
    .into_any()
}
