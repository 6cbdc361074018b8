//! Which operation: a list of those of the page and the reader's own, and the URL as it will be sent.

use super::Current;
use super::import::import;
use super::share::share;
use crate::browser::dom;
use crate::operation::{OWN, Operation};
use crate::ui::kit::{Button, Input, effect, hint, memo, on_value, row};
use crate::ui::state::Store;
use leptos::prelude::*;

pub(super) fn operation_picker(store: Store, current: Current) -> AnyView {
    let source = memo(move || store.operation().map(|operation| operation.source));
    effect(move || dom::mark_current(&source.get().unwrap_or_default()));
    let no_rows = move || store.with_operations(<[_]>::is_empty);
    let is_own = move || store.operation().is_some_and(|operation| operation.is_own());
    let none = Signal::derive(move || {
        let words = if store.is_reference.get() {
            store.language.get().contents().choose_operation
        } else {
            store.words().no_operations
        };
        words.to_owned()
    });
    let own = Button {
        hidden: Some(Signal::derive(move || is_own())),
        ..Button::new("quiet", store.word(|m| m.own_request), move || store.open(OWN))
    };
    view! {
        <section class="operation">
            <div class="row" hidden=move || no_rows()>
                <label for="operation">{store.word(|m| m.operation)}</label>
                <select
                    id="operation"
                    prop:value=move || store.operation().map(|operation| operation.id)
                    on:change=on_value(move |id| store.open(&id))
                >
                    {move || options(store)}
                </select>
            </div>
            {hint(none, Signal::derive(move || store.operation().is_some()))}
            <div hidden=move || !is_own()>{own_fields(store)}</div>
            <p class="url" hidden=move || store.operation().is_none() aria-label=store.word(|m| m.url_as_sent)>
                {move || method(current)}
                " "
                <code id="url">{move || url(store, current)}</code>
            </p>
            <div class="more">{own.view()}{import(store)}{share(store)}</div>
        </section>
    }
    .into_any()
}

/// The list is made anew for another page; the choice in it follows by the value of the list.
fn options(store: Store) -> Vec<AnyView> {
    let chosen = untrack(|| store.operation()).map(|operation| operation.id);
    let option = |id: &str, text: String| {
        let selected = Some(id) == chosen.as_deref();
        view! { <option value=id.to_owned() selected=selected>{text}</option> }.into_any()
    };
    let mut options: Vec<AnyView> = store.with_operations(|operations| {
        let text = |operation: &Operation| match operation.summary.as_str() {
            "" => operation.id.clone(),
            summary => format!("{summary} · {}", operation.id),
        };
        operations.iter().map(|operation| option(&operation.id, text(operation))).collect()
    });
    options.push(option(OWN, store.words().own_request.to_owned()));
    options
}

/// The method and the resource of the reader's own request.
fn own_fields(store: Store) -> AnyView {
    let read = move |part: fn(&Operation) -> String| {
        store.operation().filter(Operation::is_own).map(|own| part(&own)).unwrap_or_default()
    };
    let resource = |own: &Operation| match own.raw_query.as_str() {
        "" => own.path.clone(),
        query => format!("{}?{query}", own.path),
    };
    let method = Input {
        label: Some(store.word(|m| m.method)),
        class: "value method-name",
        ..Input::new(
            "own-method",
            move || read(|own| own.method.clone()),
            move |text| store.set_own(Some(text), None),
        )
    };
    let resource = Input::new(
        "own-resource",
        move || read(resource),
        move |text| store.set_own(None, Some(text)),
    );
    view! {
        <div class="fields">
            {row("own-method", "method", vec![method.view()])}
            {row("own-resource", "resource", vec![resource.view()])}
        </div>
    }
    .into_any()
}

fn method(current: Current) -> AnyView {
    let method = current.built.with(|built| built.as_ref().map(|b| b.request.method().to_owned()));
    let method = method.unwrap_or_default();
    let class = format!("method method-{}", method.to_ascii_lowercase());
    view! { <span class=class>{method}</span> }.into_any()
}

/// The URL, exactly as it goes out, but for a key in it.
fn url(store: Store, current: Current) -> String {
    let vars = store.vars().masked("••••••••");
    current
        .built
        .with(|built| built.as_ref().map(|b| b.request.url().resolve(&vars)))
        .unwrap_or_default()
}
