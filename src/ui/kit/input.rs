//! The one field for a line of text.

use super::on_value;
use crate::browser::page;
use leptos::prelude::*;

/// A field; what is `None` is left out.
pub(crate) struct Input {
    /// Its id, for a label elsewhere.
    pub(crate) id: String,
    /// The class of the style sheet.
    pub(crate) class: &'static str,
    /// What it is called, if no label names it.
    pub(crate) label: Option<Signal<String>>,
    /// What stands in it while it is empty.
    pub(crate) placeholder: Option<Signal<String>>,
    /// For a secret: whether its characters are shown.
    pub(crate) shown: Option<RwSignal<bool>>,
    /// Whether what it holds is wrong.
    pub(crate) invalid: Option<Signal<bool>>,
    /// The id of what describes it.
    pub(crate) described_by: Option<&'static str>,
    /// What it holds.
    pub(crate) value: Signal<String>,
    /// Hears of every change.
    pub(crate) edit: Box<dyn FnMut(String)>,
}

impl Input {
    /// A plain field.
    pub(crate) fn new(
        id: impl Into<String>,
        value: impl Fn() -> String + Send + Sync + 'static,
        edit: impl FnMut(String) + 'static,
    ) -> Self {
        Self {
            id: id.into(),
            class: "value",
            label: None,
            placeholder: None,
            shown: None,
            invalid: None,
            described_by: None,
            value: Signal::derive(value),
            edit: Box::new(edit),
        }
    }

    /// Draws it.
    pub(crate) fn view(self) -> AnyView {
        let Self { id, class, label, placeholder, shown, invalid, described_by, value, edit } =
            self;
        // Password managers keep what is named so apart from the site's own password.
        let autocomplete = if shown.is_some() { "new-password" } else { "off" };
        // Under what covers it, a reader would not see what they type.
        let disabled = shown.is_some() && page::is_framed();
        view! {
            <input
                id=id
                class=class
                type=move || match shown {
                    Some(shown) if !shown.get() => "password",
                    _ => "text",
                }
                autocomplete=autocomplete
                autocapitalize="off"
                spellcheck="false"
                disabled=disabled
                aria-label=move || label.map(|label| label.get())
                aria-invalid=move || invalid.map(|invalid| invalid.get().to_string())
                aria-describedby=described_by
                placeholder=move || placeholder.map(|placeholder| placeholder.get())
                prop:value=move || value.get()
                on:input=on_value(edit)
            />
        }
        .into_any()
    }
}
