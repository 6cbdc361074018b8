//! A button that copies a text and says so.

use crate::browser::{clipboard, clock};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What the button says, in the reader's language.
#[derive(Clone, Copy)]
enum Said {
    Nothing,
    Copied,
    Failed,
}

/// `text` is made when the button is pressed. `words` are: the label, "copied", "not copied".
#[component]
pub(crate) fn CopyButton(
    #[prop(into)] text: Callback<(), String>,
    #[prop(into)] words: Signal<[&'static str; 3]>,
) -> impl IntoView {
    let said = RwSignal::new(Said::Nothing);
    let copy = move |_| {
        let text = text.run(());
        spawn_local(async move {
            let copied = clipboard::copy(&text).await;
            said.try_set(if copied { Said::Copied } else { Said::Failed });
            clock::sleep(1500).await;
            said.try_set(Said::Nothing);
        });
    };
    let label = move || {
        let [idle, copied, failed] = words.get();
        match said.get() {
            Said::Nothing => idle,
            Said::Copied => copied,
            Said::Failed => failed,
        }
    };
    view! { <button type="button" class="copy" aria-live="polite" on:click=copy>{label}</button> }
}
