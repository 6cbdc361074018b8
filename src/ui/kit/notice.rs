//! A sentence that the reader should see.

use leptos::prelude::*;

/// How much it matters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Good to know.
    Info,
    /// It went well.
    Good,
    /// Something is different from what one would expect.
    Warning,
    /// It did not work.
    Error,
}

/// A box with a sentence. Errors are announced at once by screen readers, the rest in its turn.
pub(crate) fn notice(tone: Tone, content: impl IntoAny) -> AnyView {
    let (class, role) = match tone {
        Tone::Info => ("notice notice-info", "status"),
        Tone::Good => ("notice notice-good", "status"),
        Tone::Warning => ("notice notice-warning", "status"),
        Tone::Error => ("notice notice-error", "alert"),
    };
    let content = content.into_any();
    view! { <div class=class role=role>{content}</div> }.into_any()
}
