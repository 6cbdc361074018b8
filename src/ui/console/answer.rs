//! What came back: status, time, size, headers, body; or why nothing did.

use super::body_view::BodyView;
use super::exchange::{self, Done, Note, State};
use super::sign_in::Failed;
use super::{Current, exchange::TokenFailure};
use crate::snippet::{Target, render};
use crate::response::SendError;
use crate::transport::Answer;
use crate::ui::kit::{CopyButton, Notice, Tone};
use crate::ui::state::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;

#[component]
pub(super) fn AnswerView() -> impl IntoView {
    let store = Store::get();
    let current: Current = expect_context();
    let content = move || match current.exchange.state.get() {
        State::Idle => view! { <p class="hint">{move || store.words().answer_empty}</p> }.into_any(),
        State::Renewing | State::Sending => view! { <div class="progress" aria-hidden="true"></div> }.into_any(),
        State::Done(done) => view! { <Result done=*done/> }.into_any(),
    };
    view! {
        <section class="answer" aria-labelledby="answer">
            <h2 id="answer">{move || store.words().answer}</h2>
            {content}
        </section>
    }
}

#[component]
fn Result(done: Done) -> impl IntoView {
    let Done { result, note, sent } = done;
    let content = match result {
        None => ().into_any(),
        Some(Ok(answer)) => view! { <Received answer=answer url=sent.1/> }.into_any(),
        Some(Err(error)) => view! { <Missing error=error/> }.into_any(),
    };
    view! {
        {note.map(|note| view! { <NoteView note=note/> })}
        {content}
    }
}

#[component]
fn NoteView(note: Note) -> impl IntoView {
    let store = Store::get();
    let current: Current = expect_context();
    let tone = match &note {
        Note::RenewedBefore | Note::RenewedAndRepeated => Tone::Info,
        Note::OfferToRepeat => Tone::Warning,
        Note::StillRefused | Note::SignIn | Note::NotRenewed(_) => Tone::Error,
    };
    let offers = note == Note::OfferToRepeat;
    let failure: Option<TokenFailure> = match &note {
        Note::NotRenewed(failure) => Some(failure.clone()),
        _ => None,
    };
    let text = move || {
        let words = store.words();
        match &note {
            Note::RenewedBefore => words.renewed_before,
            Note::RenewedAndRepeated => words.renewed_and_repeated,
            Note::OfferToRepeat => words.offer_to_repeat,
            Note::StillRefused => words.still_refused,
            Note::SignIn => words.sign_in_first,
            Note::NotRenewed(_) => words.not_renewed,
        }
    };
    view! {
        <Notice tone=tone>
            {text}
            {offers.then(|| view! {
                " "
                <button type="button" on:click=move |_| spawn_local(exchange::send(store, current, true))>
                    {move || store.words().renew_and_repeat}
                </button>
            })}
        </Notice>
        {failure.map(|failure| view! { <Failed failure=failure/> })}
    }
}

#[component]
fn Received(answer: Answer, url: String) -> impl IntoView {
    let store = Store::get();
    let response = answer.response;
    let class = match response.status {
        200..=299 => "status is-good",
        300..=399 => "status is-moved",
        _ => "status is-bad",
    };
    let status = format!("{} {}", response.status, response.reason);
    let size = response.body.len();
    let cut = response.cut;
    let redirected = response.redirected_to.clone();
    let headers = response.headers.clone();
    let count = headers.len();
    let rows = headers.into_iter().map(|(name, value)| view! {
        <tr><th scope="row">{name}</th><td>{value}</td></tr>
    });
    let rows: Vec<_> = rows.collect();
    view! {
        <p class="facts" role="status">
            <strong class=class>{status.trim_end().to_owned()}</strong>
            <span>{move || (store.words().milliseconds)(answer.milliseconds)}</span>
            <span>{move || (store.words().size)(size)}</span>
        </p>
        {redirected.map(|to| view! { <p class="hint">{move || (store.words().redirected)(&to)}</p> })}
        {cut.then(|| view! { <Notice tone=Tone::Warning>{move || store.words().answer_cut}</Notice> })}
        <details class="headers">
            <summary>{move || store.words().headers}" ("{count}")"</summary>
            <div class="scroll" tabindex="0" role="region" aria-label=move || store.words().headers>
                <table><tbody>{rows}</tbody></table>
            </div>
        </details>
        <BodyView response=response url=url/>
    }
}

/// Why nothing came, what would have to change, and the way out: curl knows no CORS.
#[component]
fn Missing(error: SendError) -> impl IntoView {
    let store = Store::get();
    let current: Current = expect_context();
    let stopped = error == SendError::Aborted;
    let copy = move |()| {
        let built = current.built.get_untracked();
        built
            .map(|built| render(Target::Curl, &built.request, &current.vars.get_untracked()).text())
            .unwrap_or_default()
    };
    let words = Signal::derive(move || {
        let words = store.words();
        [words.copy_as_curl, words.copied, words.not_copied]
    });
    let tone = if stopped { Tone::Info } else { Tone::Error };
    view! {
        <Notice tone=tone>{move || (store.words().send_error)(&error)}</Notice>
        {(!stopped).then(|| view! { <CopyButton text=Callback::new(copy) words=words/> })}
    }
}
