//! The words that stand inside a drawn text.

use super::Language;

/// The words of a drawn text.
#[expect(missing_docs, reason = "each field's English text says what it is")]
pub struct Prose {
    pub note: &'static str,
    pub tip: &'static str,
    pub important: &'static str,
    pub warning: &'static str,
    pub caution: &'static str,
    pub picture: &'static str,
    pub task_done: &'static str,
    pub task_open: &'static str,
    pub footnotes: &'static str,
    pub back_to_text: &'static str,
}

const EN: Prose = Prose {
    note: "Note",
    tip: "Tip",
    important: "Important",
    warning: "Warning",
    caution: "Caution",
    picture: "picture",
    task_done: "done",
    task_open: "not done",
    footnotes: "Footnotes",
    back_to_text: "Back to the text",
};

const RU: Prose = Prose {
    note: "Примечание",
    tip: "Совет",
    important: "Важно",
    warning: "Внимание",
    caution: "Осторожно",
    picture: "картинка",
    task_done: "сделано",
    task_open: "не сделано",
    footnotes: "Сноски",
    back_to_text: "Назад к тексту",
};

impl Language {
    /// The words that stand inside a drawn text.
    pub fn prose(self) -> &'static Prose {
        match self {
            Self::Ru => &RU,
            Self::En => &EN,
        }
    }
}
