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
    pub empty: &'static str,
    pub more: &'static str,
    pub contents: &'static str,
    pub too_deep: &'static str,
    pub link_to_place: &'static str,
    pub card: &'static str,
    pub no_file: fn(&str) -> String,
    pub refused: fn(&str) -> String,
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
    empty: "There is no text here.",
    more: "More",
    contents: "On this page",
    too_deep: "This part nests too deep to be drawn; its text:",
    link_to_place: "Link to this place",
    card: "card without an address",
    refused: |address| format!("An address that cannot become a link: {address}"),
    no_file: |name| format!("A file that this page does not have: {name}"),
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
    empty: "Здесь нет текста.",
    more: "Подробнее",
    contents: "На этой странице",
    too_deep: "Эта часть вложена слишком глубоко, чтобы её нарисовать; её текст:",
    link_to_place: "Ссылка на это место",
    card: "карточка без адреса",
    refused: |address| format!("Адрес, который не может стать ссылкой: {address}"),
    no_file: |name| format!("Файл, которого у этой страницы нет: {name}"),
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
