//! Which operation: a list of those of the page, and the URL as it will be sent.

use super::Current;
use crate::ui::state::Store;
use leptos::prelude::*;

#[component]
pub(super) fn OperationPicker() -> impl IntoView {
    let store = Store::get();
    let chosen = Memo::new(move |_| store.operation().map(|operation| operation.id).unwrap_or_default());
    let options = move || {
        store.operations.with(|operations| {
            operations
                .iter()
                .map(|operation| {
                    let id = operation.id.clone();
                    let selected = move || chosen.get() == id;
                    let text = match operation.summary.as_str() {
                        "" => operation.id.clone(),
                        summary => format!("{} — {summary}", operation.id),
                    };
                    view! { <option value=operation.id.clone() selected=selected>{text}</option> }
                })
                .collect::<Vec<_>>()
        })
    };
    let any = Memo::new(move |_| store.operations.with(|operations| !operations.is_empty()));
    view! {
        <section class="operation">
            <div class="row" hidden=move || !any.get()>
                <label for="operation">{move || store.words().operation}</label>
                <select id="operation" on:change:target=move |event| store.open(&event.target().value())>
                    {options}
                </select>
            </div>
            {move || (!any.get()).then(|| view! { <p class="hint">{store.words().no_operations}</p> })}
            <UrlLine/>
        </section>
    }
}

/// The method and the URL, exactly as they go out.
#[component]
fn UrlLine() -> impl IntoView {
    let store = Store::get();
    let current: Current = expect_context();
    move || {
        let built = current.built.get()?;
        let method = built.request.method().to_owned();
        let vars = current.vars.get();
        let url = built.request.url().resolve(&vars);
        let class = format!("method method-{}", method.to_ascii_lowercase());
        Some(view! {
            <p class="url" aria-label=store.words().url_as_sent>
                <span class=class>{method}</span>" "<code id="url">{url}</code>
            </p>
        })
    }
}
