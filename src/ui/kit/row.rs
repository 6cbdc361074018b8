//! A label and what it is for; a line of small text.

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
