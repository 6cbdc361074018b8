//! What came back: status, time, size, headers, body; or why nothing did.

use super::Current;
use super::body_view::body_view;
use super::exchange::{Coming, Done, Note, Sending, State};
use super::faults;
use super::sign_in::failed;
use crate::browser::decode;
use crate::browser::fetch::{Abort, FetchError};
use crate::request::{End, WireResponse};
use crate::response::{BodyKind, SendError, body_kind, file_name, media_type};
use crate::session::challenge;
use crate::transport::Answer;
use crate::ui::kit::{Button, Tone, copy_button, hint, notice};
use crate::ui::state::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;
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
        {compared(store, &response, sending)}
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
    let (name, status, sending) = (file_name(response, url), response.status, sending.clone());
    // What stops it while it runs, and whether the last one worked.
    let running = RwSignal::new_local(None::<Abort>);
    let failed = RwSignal::new(false);
    on_cleanup(move || {
        stop(running);
    });
    let press = move || {
        if stop(running) {
            return;
        }
        let (sending, name, abort) = (sending.clone(), name.clone(), sending.abort());
        running.set(Some(abort.clone()));
        failed.set(false);
        spawn_local(async move {
            let worked = sending.save(&name, status, &abort).await;
            failed.try_set(!worked && abort.stopped() != Some(FetchError::Aborted));
            running.try_set(None);
        });
    };
    let is_running = move || running.with(Option::is_some);
    let label = move || if is_running() { store.words().cancel } else { words.save_all };
    let said = move || match (is_running(), failed.get()) {
        (true, _) => words.saving,
        (false, true) => words.not_saved,
        (false, false) => "",
    };
    view! {
        {notice(tone, text)}
        <p>
            {Button::new("", Signal::derive(move || label().to_owned()), press).view()}
            " "<span class="hint" role="status">{move || said()}</span>
        </p>
    }
    .into_any()
}

/// Stops a download; false if none runs.
fn stop(running: RwSignal<Option<Abort>, LocalStorage>) -> bool {
    let abort = running.try_get_untracked().flatten();
    if let Some(abort) = &abort {
        abort.stop(FetchError::Aborted);
    }
    abort.is_some()
}

/// Whether a JSON body is what the description of its operation says.
fn compared(store: Store, response: &WireResponse, sending: &Sending) -> AnyView {
    const MOST: usize = 2_000_000;
    let is_json = body_kind(response) == BodyKind::Json && response.end == End::Whole;
    let (Some(operation), true) = (sending.operation(), is_json && response.body.len() < MOST)
    else {
        return ().into_any();
    };
    let (media, charset) = media_type(response);
    let input = json!({
        "operation": operation,
        "body": decode::text(&response.body, charset.as_deref()),
        "status": response.status,
        "media": media,
        "language": store.language.get_untracked().code(),
    });
    let words = store.language.get_untracked().answer();
    let (found, said) = (RwSignal::new(Vec::new()), RwSignal::new(""));
    spawn_local(async move {
        if let Some(faults) = faults::ask(store, input).await {
            let text = if faults.is_empty() { words.as_described } else { words.not_as_described };
            said.try_set(text);
            found.try_set(faults);
        }
    });
    view! {
        <p class="hint" role="status" hidden=move || said.get().is_empty()>{move || said.get()}</p>
        {faults::list(found)}
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
                let said = challenge.param("error_description").map(|said| (words.quoted)(said));
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
