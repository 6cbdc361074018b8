//! A button that copies a text and says so.

use super::on_press;
use crate::browser::{clipboard, clock};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::pin::Pin;

/// A text that may take a moment; `None` if there is none.
pub(crate) type Later = Pin<Box<dyn Future<Output = Option<String>>>>;

/// `text` is made when the button is pressed. `words` are: the label, "copied", "not copied".
pub(crate) fn copy_button(
    text: impl Fn() -> Later + 'static,
    words: [Signal<String>; 3],
) -> AnyView {
    let said = RwSignal::new(0_usize);
    let copy = move || copy_and_say(text(), said);
    view! {
        <button type="button" class="copy" aria-live="polite" on:click=on_press(copy)>
            {move || words.get(said.get()).map(|word| word.get())}
        </button>
    }
    .into_any()
}

fn copy_and_say(text: Later, said: RwSignal<usize>) {
    spawn_local(async move {
        let copied = match text.await {
            Some(text) => clipboard::copy(&text).await,
            None => false,
        };
        said.try_set(if copied { 1 } else { 2 });
        clock::sleep(1500).await;
        said.try_set(0);
    });
}
