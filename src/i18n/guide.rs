//! The words around the text of a page.

use super::Language;

/// The words around the text of a page.
#[expect(missing_docs, reason = "each field's English text says what it is")]
pub struct Guide {
    pub on_this_page: &'static str,
    pub section: fn(&str) -> String,
    pub around: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub edit: &'static str,
    pub updated: fn(&str) -> String,
    pub compare: &'static str,
    pub do_not_compare: &'static str,
    pub compare_to: &'static str,
    pub this_version: &'static str,
    pub no_version: fn(&str) -> String,
    pub nothing_here: &'static str,
    pub there_are: &'static str,
}

const EN: Guide = Guide {
    on_this_page: "On this page",
    section: |group| format!("Pages: {group}"),
    around: "Before and after",
    previous: "Before",
    next: "Next",
    edit: "Edit this page",
    updated: |day| format!("Changed on {day}"),
    compare: "Compare with",
    do_not_compare: "no other version",
    compare_to: "and",
    this_version: "this version",
    no_version: |id| format!("There is no version “{id}” of this page."),
    nothing_here: "Nothing is here",
    there_are: "These pages are here:",
};

const RU: Guide = Guide {
    on_this_page: "На этой странице",
    section: |group| format!("Страницы: {group}"),
    around: "До и после",
    previous: "Назад",
    next: "Дальше",
    edit: "Изменить эту страницу",
    updated: |day| format!("Изменено {day}"),
    compare: "Сравнить с версией",
    do_not_compare: "не сравнивать",
    compare_to: "и",
    this_version: "эта версия",
    no_version: |id| format!("Версии «{id}» у этой страницы нет."),
    nothing_here: "Здесь ничего нет",
    there_are: "Здесь есть эти страницы:",
};

impl Language {
    /// The words around the text of a page.
    pub fn guide(self) -> &'static Guide {
        match self {
            Self::Ru => &RU,
            Self::En => &EN,
        }
    }
}
