//! What the request holds, and the button that sends it.

use super::Current;
use super::exchange::{self, State};
use super::fields::{Fields, List};
use super::preview::Preview;
use crate::operation::Operation;
use crate::request::{BodyInput, Problem};
use crate::response;
use crate::ui::kit::{Notice, Tone};
use crate::ui::state::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;

#[component]
pub(super) fn Form() -> impl IntoView {
    let store = Store::get();
    let current: Current = expect_context();
    let operation = Memo::new(move |_| store.operation());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        spawn_local(exchange::send(store, current, false));
    };
    move || {
        let operation = operation.get()?;
        let title = |read: fn(&'static crate::i18n::Messages) -> &'static str| {
            Signal::derive(move || read(store.words()))
        };
        Some(view! {
            <form class="request" on:submit=send>
                <Fields list=List::Path operation=operation.clone() title=title(|m| m.path_parameters)/>
                <Fields list=List::Query operation=operation.clone() title=title(|m| m.query_parameters)/>
                <Fields list=List::Headers operation=operation.clone() title=title(|m| m.headers)/>
                <Body operation=operation.clone()/>
                <Problems/>
                <Preview/>
                <Actions operation=operation/>
            </form>
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    None,
    Json,
    Fields,
}

#[component]
fn Body(operation: Operation) -> impl IntoView {
    let store = Store::get();
    let operation = StoredValue::new(operation);
    let shape = Memo::new(move |_| {
        match operation.with_value(|operation| store.inputs(operation).body) {
            BodyInput::None => Shape::None,
            BodyInput::Json(_) => Shape::Json,
            BodyInput::Form(_) | BodyInput::Multipart(_) => Shape::Fields,
        }
    });
    let text = move || match operation.with_value(|operation| store.inputs(operation).body) {
        BodyInput::Json(text) => text,
        _ => String::new(),
    };
    let set = move |text: String| {
        operation.with_value(|operation| {
            store.edit(operation, |inputs| inputs.body = BodyInput::Json(text));
        });
    };
    let tidy = move |_| {
        if let Some(pretty) = response::pretty(&untrack(text)) {
            set(pretty);
        }
    };
    move || match shape.get() {
        Shape::None => {
            let add = move |_| set("{}".to_owned());
            let takes = operation.with_value(|operation| crate::operation::takes_body(&operation.method));
            takes
                .then(|| view! {
                    <button type="button" class="quiet add" on:click=add>"+ "{move || store.words().json_body}</button>
                })
                .into_any()
        }
        Shape::Json => view! {
            <fieldset class="fields">
                <legend><label for="body">{move || store.words().json_body}</label></legend>
                <textarea
                    id="body"
                    rows="8"
                    spellcheck="false"
                    autocapitalize="off"
                    prop:value=text
                    on:input:target=move |event| set(event.target().value())
                ></textarea>
                <button type="button" class="quiet" on:click=tidy>{move || store.words().tidy}</button>
            </fieldset>
        }
        .into_any(),
        Shape::Fields => {
            let title = Signal::derive(move || store.words().form_fields);
            view! { <Fields list=List::Body operation=operation.get_value() title=title/> }.into_any()
        }
    }
}

/// What is wrong with the request, in the order of its fields.
#[component]
fn Problems() -> impl IntoView {
    let store = Store::get();
    let current: Current = expect_context();
    let problems = Memo::new(move |_| {
        current.built.with(|built| built.as_ref().map(|b| b.problems.clone()).unwrap_or_default())
    });
    move || {
        let shown = problems.get().into_iter().map(|problem: Problem| {
            let tone = if problem.blocks() { Tone::Error } else { Tone::Warning };
            let text = move || (store.words().problem)(&problem);
            view! { <Notice tone=tone>{text}</Notice> }
        });
        shown.collect::<Vec<_>>()
    }
}

#[component]
fn Actions(operation: Operation) -> impl IntoView {
    let store = Store::get();
    let current: Current = expect_context();
    let exchange = current.exchange;
    let can_send = Memo::new(move |_| {
        store.base_url().is_ok() && current.built.with(|b| b.as_ref().is_some_and(crate::request::Built::can_send))
    });
    let timeout = move || store.drafts.with(|drafts| drafts.timeout).unwrap_or(60).to_string();
    view! {
        <div class="actions">
            <button type="submit" class="primary send" disabled=move || !can_send.get() || exchange.is_running()>
                {move || store.words().send}
            </button>
            <button type="button" hidden=move || !exchange.is_running() on:click=move |_| exchange.cancel()>
                {move || store.words().cancel}
            </button>
            <span class="running" role="status">
                {move || exchange.state.with(|state| match state {
                    State::Renewing => store.words().renewing,
                    State::Sending => store.words().sending,
                    State::Idle | State::Done(_) => "",
                })}
            </span>
            <span class="spacer"></span>
            <label class="timeout">
                {move || store.words().timeout}
                <input
                    type="number"
                    min="1"
                    max="3600"
                    prop:value=timeout
                    on:change:target=move |event| {
                        let seconds = event.target().value().parse().ok();
                        store.drafts.update(|drafts| drafts.timeout = seconds);
                    }
                />
            </label>
            <button type="button" class="quiet" on:click=move |_| store.reset(&operation)>
                {move || store.words().reset}
            </button>
        </div>
    }
}
