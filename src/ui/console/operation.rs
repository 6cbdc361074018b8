//! Which operation: a list of those of the page, and the URL as it will be sent.

use super::Current;
use crate::ui::kit::{hint, on_value};
use crate::ui::state::Store;
use leptos::prelude::*;

pub(super) fn operation_picker(store: Store, current: Current) -> AnyView {
    let none = move || store.with_operations(<[_]>::is_empty);
    view! {
        <section class="operation">
            <div class="row" hidden=move || none()>
                <label for="operation">{store.word(|m| m.operation)}</label>
                <select
                    id="operation"
                    prop:value=move || store.operation().map(|operation| operation.id)
                    on:change=on_value(move |id| store.open(&id))
                >
                    {move || options(store)}
                </select>
            </div>
            {hint(store.word(|m| m.no_operations), Signal::derive(move || !none()))}
            <p class="url" hidden=move || none() aria-label=store.word(|m| m.url_as_sent)>
                {move || method(current)}
                " "
                <code id="url">{move || url(store, current)}</code>
            </p>
        </section>
    }
    .into_any()
}

/// The list is made anew for another page; the choice in it follows by the value of the list.
fn options(store: Store) -> Vec<AnyView> {
    let chosen = untrack(|| store.operation()).map(|operation| operation.id);
    store.with_operations(|operations| {
        let options = operations.iter().map(|operation| {
            let selected = Some(&operation.id) == chosen.as_ref();
            let text = match operation.summary.as_str() {
                "" => operation.id.clone(),
                summary => format!("{summary} · {}", operation.id),
            };
            view! { <option value=operation.id.clone() selected=selected>{text}</option> }
                .into_any()
        });
        options.collect()
    })
}

fn method(current: Current) -> AnyView {
    let method = current.built.with(|built| built.as_ref().map(|b| b.request.method().to_owned()));
    let method = method.unwrap_or_default();
    let class = format!("method method-{}", method.to_ascii_lowercase());
    view! { <span class=class>{method}</span> }.into_any()
}

/// The URL, exactly as it goes out.
fn url(store: Store, current: Current) -> String {
    let vars = Current::vars(store);
    current
        .built
        .with(|built| built.as_ref().map(|b| b.request.url().resolve(&vars)))
        .unwrap_or_default()
}
