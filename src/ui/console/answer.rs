//! What came back: status, time, size, headers, body; or why nothing did.

use super::Current;
use super::body_view::body_view;
use super::exchange::{Coming, Done, Note, Sending, State};
use super::sign_in::failed;
use crate::request::{End, WireResponse};
use crate::response::{SendError, file_name};
use crate::session::challenge;
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
                State::Renewing | State::Sending => progress(),
                State::Receiving(coming) => so_far(store, &coming),
                State::Done(done) => result(store, *done),
            }}
        </section>
    }
    .into_any()
}

fn progress() -> AnyView {
    view! { <div class="progress" aria-hidden="true"></div> }.into_any()
}

/// What is there of an answer that takes its time.
fn so_far(store: Store, coming: &Coming) -> AnyView {
    let text = (!coming.tail.is_empty()).then(|| {
        view! {
            <div class="code body is-coming">
                <pre tabindex="0" role="group" aria-label=store.word(|m| m.view_raw)>
                    <code>{coming.tail.clone()}</code>
                </pre>
            </div>
        }
    });
    view! {
        {progress()}
        {facts(store, &coming.response, coming.milliseconds, coming.size, None)}
        {text}
    }
    .into_any()
}

/// The status, the time and the size, in a line.
fn facts(
    store: Store,
    response: &WireResponse,
    milliseconds: u32,
    size: usize,
    role: Option<&'static str>,
) -> AnyView {
    let class = match response.status {
        200..=299 => "status is-good",
        300..=399 => "status is-moved",
        _ => "status is-bad",
    };
    let status = format!("{} {}", response.status, response.reason).trim_end().to_owned();
    let words = store.words();
    let (time, size) = ((words.milliseconds)(milliseconds), (words.size)(size));
    view! {
        <p class="facts" role=role>
            <strong class=class>{status}</strong>
            <span>{time}</span>
            <span>{size}</span>
        </p>
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

fn received(store: Store, answer: Answer, sending: &Rc<Sending>) -> AnyView {
    let url = sending.url();
    let asked = format!("{} {}", sending.method(), path_of(&url));
    let response = answer.response;
    let words = store.language.get_untracked().answer();
    let redirected = response
        .redirected_to
        .as_ref()
        .map(|to| hint(Signal::stored((words.redirected)(to)), Signal::stored(false)));
    view! {
        {facts(store, &response, answer.milliseconds, response.body.len(), Some("status"))}
        <p class="hint"><code>{asked}</code></p>
        {redirected}
        {ended(store, &response, &url, sending)}
        {refused(store, &response, sending)}
        {headers(store, &response.headers)}
        {body_view(store, response, &url)}
    }
    .into_any()
}

/// Why a body is not all there, and how all of it can be had.
fn ended(store: Store, response: &WireResponse, url: &str, sending: &Rc<Sending>) -> AnyView {
    let words = store.language.get_untracked().answer();
    let tone = match response.end {
        End::Whole => return ().into_any(),
        End::Stopped => Tone::Info,
        End::Limit(_) | End::Silent(_) => Tone::Warning,
        End::Broken => Tone::Error,
    };
    let text = (words.ended)(response.end);
    if !matches!(response.end, End::Limit(_)) || !sending.can_save() {
        return notice(tone, text);
    }
    let name = file_name(response, url);
    let sending = sending.clone();
    // None before, then whether it runs, then whether it worked.
    let saved = RwSignal::new(None::<Result<(), bool>>);
    let save = move || {
        let (sending, name) = (sending.clone(), name.clone());
        saved.set(Some(Err(true)));
        spawn_local(async move {
            let worked = sending.save(&name).await;
            saved.try_set(Some(if worked { Ok(()) } else { Err(false) }));
        });
    };
    let state = Signal::derive(move || match saved.get() {
        None | Some(Ok(())) => String::new(),
        Some(Err(true)) => words.saving.to_owned(),
        Some(Err(false)) => words.not_saved.to_owned(),
    });
    view! {
        {notice(tone, text)}
        <p>
            {Button::new("", Signal::stored(words.save_all.to_owned()), save).view()}
            " "<span class="hint" role="status">{state}</span>
        </p>
    }
    .into_any()
}

/// Why the server did not let the request in, as far as it says (RFC 6750 §3).
fn refused(store: Store, response: &WireResponse, sending: &Sending) -> AnyView {
    let words = store.language.get_untracked().answer();
    let header = response.header("WWW-Authenticate").unwrap_or_default();
    let text = match (response.status, header.is_empty()) {
        (401 | 403, false) => {
            let challenges = challenge::parse(header).unwrap_or_default();
            challenges.iter().find_map(|challenge| {
                let text = (words.challenge)(challenge.param("error")?)?.to_owned();
                let said = challenge.param("error_description").map(|said| format!(" “{said}”"));
                let scope = challenge.param("scope").map(|scope| format!(" ({scope})"));
                Some(text + &said.unwrap_or_default() + &scope.unwrap_or_default())
            })
        }
        // A page reads that header only if the server lets it.
        (401, true) if sending.is_real() => Some(words.challenge_hidden.to_owned()),
        _ => None,
    };
    text.map(|text| hint(Signal::stored(text), Signal::stored(false))).into_any()
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
