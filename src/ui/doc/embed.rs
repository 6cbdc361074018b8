//! The console inside a page: below the card of the operation that the reader opens.

use crate::browser::dom;
use crate::ui::console::console;
use crate::ui::state::Store;
use leptos::prelude::*;
use std::any::Any;

/// What is open, and for which operation. Dropping it takes the console away.
pub(super) type Open = StoredValue<Option<(String, Box<dyn Any>)>, LocalStorage>;

/// Nothing is open; what will be goes with the page.
pub(super) fn nothing() -> Open {
    let open: Open = StoredValue::new_local(None);
    on_cleanup(move || open.set_value(None));
    open
}

/// Opens the console in the card of a button, or closes it there. There is one console at most: a second
/// one would have the same fields, and what is typed in it would go to the same request.
pub(super) fn toggle(store: Store, open: Open, pressed: &dom::Pressed) {
    let was = open.with_value(|open| open.as_ref().map(|(source, _)| source.clone()));
    open.set_value(None);
    dom::mark_expanded(None);
    if was.as_ref() == Some(&pressed.operation) {
        return;
    }
    let Some(place) = dom::console_place(&pressed.button) else { return };
    store.open_row(&pressed.operation);
    dom::mark_expanded(Some(&pressed.button));
    let handle = leptos::mount::mount_to(place, move || console(store));
    open.set_value(Some((pressed.operation.clone(), Box::new(handle))));
    dom::focus("console", false);
}
