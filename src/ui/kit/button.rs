//! The one button.

use super::on_press;
use leptos::prelude::*;

/// A button; what is `None` is left out.
pub(crate) struct Button {
    /// Its id, for the focus.
    pub(crate) id: Option<&'static str>,
    /// The class of the style sheet.
    pub(crate) class: &'static str,
    /// What stands on it.
    pub(crate) text: Signal<String>,
    /// What it is called, if that is more than what stands on it.
    pub(crate) label: Option<Signal<String>>,
    /// For a button that stays down.
    pub(crate) pressed: Option<Signal<bool>>,
    /// When it cannot be pressed.
    pub(crate) disabled: Option<Signal<bool>>,
    /// When it is not there.
    pub(crate) hidden: Option<Signal<bool>>,
    /// What it does; `None` for the button that sends its form.
    pub(crate) press: Option<Box<dyn FnMut()>>,
}

impl Button {
    /// A button that does something.
    pub(crate) fn new(
        class: &'static str,
        text: Signal<String>,
        press: impl FnMut() + 'static,
    ) -> Self {
        Self { press: Some(Box::new(press)), ..Self::submit(class, text) }
    }

    /// The button that sends its form.
    pub(crate) fn submit(class: &'static str, text: Signal<String>) -> Self {
        Self {
            id: None,
            class,
            text,
            label: None,
            pressed: None,
            disabled: None,
            hidden: None,
            press: None,
        }
    }

    /// A button that shows and hides a secret.
    pub(crate) fn toggle(texts: [Signal<String>; 2], state: RwSignal<bool>) -> Self {
        let [show, hide] = texts;
        let text = Signal::derive(move || if state.get() { hide.get() } else { show.get() });
        let press = move || state.update(|state| *state = !*state);
        Self { pressed: Some(state.into()), ..Self::new("quiet", text, press) }
    }

    /// Draws it.
    pub(crate) fn view(self) -> AnyView {
        let Self { id, class, text, label, pressed, disabled, hidden, press } = self;
        let kind = if press.is_some() { "button" } else { "submit" };
        let mut press = press;
        view! {
            <button
                id=id
                type=kind
                class=class
                aria-label=move || label.map(|label| label.get())
                aria-pressed=move || pressed.map(|pressed| pressed.get().to_string())
                disabled=move || disabled.is_some_and(|disabled| disabled.get())
                hidden=move || hidden.is_some_and(|hidden| hidden.get())
                on:click=on_press(move || if let Some(press) = &mut press { press() })
            >
                {text}
            </button>
        }
        .into_any()
    }
}
