//! The words of what was sent before.

use super::Language;

/// The words.
pub struct History {
    pub title: fn(usize) -> String,
    pub show: fn(&str) -> String,
    pub again: &'static str,
    pub again_what: fn(&str) -> String,
    pub mark: fn(&str) -> String,
    pub mark_two: &'static str,
    pub compare: &'static str,
    pub clear: &'static str,
    pub nothing: &'static str,
    pub compared: &'static str,
}

impl Language {
    /// The words of what was sent before.
    pub fn history(self) -> &'static History {
        match self {
            Self::Ru => &RU,
            Self::En => &EN,
        }
    }
}

static EN: History = History {
    title: |count| format!("Sent before ({count})"),
    show: |name| format!("Show the answer: {name}"),
    again: "Send again",
    again_what: |name| format!("Send again: {name}"),
    mark: |name| format!("Compare: {name}"),
    mark_two: "Mark two answers to see what differs. All of this is in memory, until you sign out or leave the page.",
    compare: "Compare",
    clear: "Clear",
    nothing: "no answer",
    compared: "Compared: the older answer with the newer one.",
};

static RU: History = History {
    title: |count| format!("Отправлено раньше ({count})"),
    show: |name| format!("Показать ответ: {name}"),
    again: "Повторить",
    again_what: |name| format!("Повторить: {name}"),
    mark: |name| format!("Сравнить: {name}"),
    mark_two: "Отметьте два ответа, чтобы увидеть разницу. Всё это — в памяти, пока вы не выйдете или не уйдёте со страницы.",
    compare: "Сравнить",
    clear: "Очистить",
    nothing: "без ответа",
    compared: "Сравнены: более ранний ответ с более поздним.",
};
