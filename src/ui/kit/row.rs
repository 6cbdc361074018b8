//! A label and what it is for; a line of small text.

use super::on_value;
use leptos::prelude::*;

/// A label in the typeface of code, beside its field.
pub(crate) fn row(id: &str, label: &str, content: Vec<AnyView>) -> AnyView {
    let (id, label) = (id.to_owned(), label.to_owned());
    view! { <div class="row"><label for=id><code>{label}</code></label>{content}</div> }.into_any()
}

/// A line of small text.
pub(crate) fn hint(text: Signal<String>, hidden: Signal<bool>) -> AnyView {
    view! { <p class="hint" hidden=move || hidden.get()>{text}</p> }.into_any()
}

/// A list to choose from; a value that is none of it is offered too.
pub(crate) fn choice(
    id: &str,
    values: Vec<String>,
    value: Signal<String>,
    edit: impl FnMut(String) + 'static,
) -> AnyView {
    let now = value.get_untracked();
    let mut values = values;
    if !values.contains(&now) {
        values.insert(0, now.clone());
    }
    let options = values.into_iter().map(|text| {
        let selected = text == now;
        let shown = text.clone();
        view! { <option value=text selected=selected>{shown}</option> }.into_any()
    });
    let options: Vec<AnyView> = options.collect();
    let id = id.to_owned();
    view! {
        <select id=id class="value" prop:value=move || value.get() on:change=on_value(edit)>
            {options}
        </select>
    }
    .into_any()
}
