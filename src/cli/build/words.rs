//! The words that stand around the pages without a program.

use crate::i18n::Language;

/// The words of a language.
pub(super) struct Words {
    /// The link from a page to the same place of the app.
    pub(super) open_in_app: &'static str,
    /// The link from the app to its first page, for readers without JavaScript.
    pub(super) read_plain: &'static str,
    /// What the app says to them.
    pub(super) needs_script: &'static str,
}

pub(super) fn words(language: Language) -> &'static Words {
    match language {
        Language::Ru => &Words {
            open_in_app: "Открыть в обозревателе: отправить запрос, взять сниппет",
            read_plain: "Читать без них",
            needs_script: "Чтобы отправлять запросы, нужны JavaScript и WebAssembly.",
        },
        Language::En => &Words {
            open_in_app: "Open in the explorer: send the request, take a snippet",
            read_plain: "Read without them",
            needs_script: "Sending requests needs JavaScript and WebAssembly.",
        },
    }
}
