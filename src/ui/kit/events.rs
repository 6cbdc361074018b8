//! Handlers, one type for each kind of event.

use leptos::ev::{Event, MouseEvent, SubmitEvent};
use leptos::prelude::*;

/// A press of a button.
pub(crate) fn on_press(mut act: impl FnMut() + 'static) -> Box<dyn FnMut(MouseEvent)> {
    Box::new(move |_| act())
}

/// The sending of a form, which never leaves the page.
pub(crate) fn on_submit(mut act: impl FnMut() + 'static) -> Box<dyn FnMut(SubmitEvent)> {
    Box::new(move |event| {
        event.prevent_default();
        act();
    })
}

/// The new text of a field, or the new choice of a list.
pub(crate) fn on_value(mut act: impl FnMut(String) + 'static) -> Box<dyn FnMut(Event)> {
    Box::new(move |event| act(event_target_value(&event)))
}

/// The new state of a check box.
pub(crate) fn on_checked(mut act: impl FnMut(bool) + 'static) -> Box<dyn FnMut(Event)> {
    Box::new(move |event| act(event_target_checked(&event)))
}
