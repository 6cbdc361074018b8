//! What the request holds, and the button that sends it.

use super::Current;
use super::body::body;
use super::exchange::{self, State};
use super::fields::{List, fields};
use super::preview::preview;
use crate::operation::Operation;
use crate::request::{Built, Problem};
use crate::ui::kit::{Button, Tone, memo, notice, on_submit, on_value};
use crate::ui::state::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;

pub(super) fn form(store: Store, current: Current) -> AnyView {
    // By its name, and by what is known of its fields: the reader's own request stays the same while its
    // resource is typed.
    let id = memo(move || {
        let key = store.operation().map(|operation| store.key(&operation.id));
        (key, store.is_reference.get().then(|| store.reference.form.get()))
    });
    let send = move || spawn_local(exchange::send(store, current));
    // Said when they change, not with every key.
    let problems = memo(move || {
        current.built.with(|built| built.as_ref().map(|b| b.problems.clone())).unwrap_or_default()
    });
    view! {
        <form class="request" on:submit=on_submit(send)>
            {move || {
                // Read, not only tracked: a memo that nobody reads never says that it changed.
                let _ = id.get();
                untrack(|| store.operation()).map(|operation| parts(store, operation))
            }}
            {move || problems.with(|problems| problem_views(store, problems))}
            {preview(store, current)}
            {actions(store, current)}
        </form>
    }
    .into_any()
}

fn parts(store: Store, operation: Operation) -> AnyView {
    vec![
        fields(store, List::Path, operation.clone(), |m| m.path_parameters),
        fields(store, List::Query, operation.clone(), |m| m.query_parameters),
        fields(store, List::Headers, operation.clone(), |m| m.headers),
        fields(store, List::Cookies, operation.clone(), |m| m.cookies),
        body(store, operation),
    ]
    .into_any()
}

/// What is wrong with the request, in the order of its fields.
fn problem_views(store: Store, problems: &[Problem]) -> Vec<AnyView> {
    let shown = problems.iter().map(|problem| {
        let tone = if problem.blocks() { Tone::Error } else { Tone::Warning };
        notice(tone, (store.words().problem)(problem))
    });
    shown.collect()
}

fn actions(store: Store, current: Current) -> AnyView {
    let exchange = current.exchange;
    let can_send = move || {
        store.base_url().is_ok() && current.built.with(|b| b.as_ref().is_some_and(Built::can_send))
    };
    let running = move || {
        exchange.state.with(|state| match state {
            State::Renewing => store.words().renewing,
            State::Sending => store.words().sending,
            State::Receiving(_) => store.language.get().answer().receiving,
            State::Idle | State::Done(_) => "",
        })
    };
    let reset = move || {
        if let Some(operation) = untrack(|| store.operation()) {
            store.reset(&operation);
        }
    };
    let set_timeout = move |text: String| {
        store.drafts.update(|drafts| drafts.timeout = text.parse().ok());
    };
    let send = Button {
        // Not while it runs: the focus would be lost. A second press does nothing then.
        disabled: Some(Signal::derive(move || !can_send())),
        id: Some("send"),
        ..Button::submit("primary send", store.word(|m| m.send))
    };
    let stop = Button {
        hidden: Some(Signal::derive(move || !exchange.is_running())),
        ..Button::new("", store.word(|m| m.cancel), move || exchange.cancel())
    };
    view! {
        <div class="actions">
            {send.view()}
            {stop.view()}
            <span class="running" role="status">{move || running()}</span>
            <span class="spacer"></span>
            <label class="timeout">
                {store.word(|m| m.timeout)}
                <input
                    type="number"
                    min="1"
                    max="3600"
                    prop:value=move || store.drafts.with(|drafts| drafts.timeout).unwrap_or(60).to_string()
                    on:change=on_value(set_timeout)
                />
            </label>
            {Button::new("quiet", store.word(|m| m.reset), reset).view()}
        </div>
    }
    .into_any()
}
