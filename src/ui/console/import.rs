//! A cURL command, pasted: it becomes the request of the console.

use crate::ui::state::Store;
use leptos::prelude::*;

pub(super) fn import(_store: Store) -> AnyView {
    ().into_any()
}
