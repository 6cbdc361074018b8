//! The console inside a page: below the card of the operation that the reader opens.

use crate::browser::dom;
use crate::ui::console::console;
use crate::ui::kit::effect;
use crate::ui::state::Store;
use leptos::prelude::*;
use std::any::Any;

/// The console that is open. Dropping it takes it away.
pub(super) struct Opened {
    /// The button of its card.
    pressed: dom::Pressed,
    /// The id of its operation.
    operation: Option<String>,
    _view: Box<dyn Any>,
}

/// What is open in a page.
pub(super) type Open = StoredValue<Option<Opened>, LocalStorage>;

/// Nothing is open; what will be goes with the page, and when the address comes to name another operation,
/// so that no card ever holds the request of another one.
pub(super) fn nothing(store: Store) -> Open {
    let open: Open = StoredValue::new_local(None);
    on_cleanup(move || open.set_value(None));
    effect(move || {
        let now = store.route.with(|route| route.operation.clone());
        let is_other = open.with_value(|open| open.as_ref().is_some_and(|it| it.operation != now));
        if is_other {
            close(open);
        }
    });
    open
}

fn close(open: Open) {
    open.set_value(None);
    dom::mark_expanded(None);
}

/// Opens the console in the card of a button, or closes it there. There is one console at most: a second
/// one would have the same fields, and what is typed in it would go to the same request.
pub(super) fn toggle(store: Store, open: Open, pressed: dom::Pressed) {
    let was_open =
        open.with_value(|open| open.as_ref().is_some_and(|it| it.pressed.button == pressed.button));
    close(open);
    if was_open {
        return;
    }
    let Some(place) = dom::console_place(&pressed.button) else { return };
    store.open_row(&pressed.operation);
    dom::mark_expanded(Some(&pressed.button));
    let view = Box::new(leptos::mount::mount_to(place, move || console(store)));
    let operation = store.route.with_untracked(|route| route.operation.clone());
    open.set_value(Some(Opened { pressed, operation, _view: view }));
    dom::focus("console", false);
}
