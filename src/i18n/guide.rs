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
    pub version: &'static str,
    pub current: &'static str,
    pub changes: &'static str,
    pub changes_of: fn(&str) -> String,
    pub is_earlier: fn(&str) -> String,
    pub to_current: &'static str,
    pub what_changed_since: &'static str,
    pub since: fn(&str) -> String,
    pub compare_these: &'static str,
    pub comparing: &'static str,
    pub not_compared: &'static str,
    pub no_versions: &'static str,
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
    version: "Version",
    current: "Current version",
    changes: "What changed",
    changes_of: |title| format!("What changed: {title}"),
    is_earlier: |title| format!("This is {title}, not the current version."),
    to_current: "Go to the current version",
    what_changed_since: "What changed since",
    since: |title| format!("since {title}"),
    compare_these: "Open this comparison",
    comparing: "Comparing…",
    not_compared: "The versions were not compared: the program for it did not load or stopped. Reload the page; with very large descriptions the browser may lack memory.",
    no_versions: "This site lists no earlier versions.",
    no_version: |id| format!("There is no version “{id}” here."),
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
    version: "Версия",
    current: "Текущая версия",
    changes: "Что изменилось",
    changes_of: |title| format!("Что изменилось: {title}"),
    is_earlier: |title| format!("Это не текущая версия, а {title}."),
    to_current: "Открыть текущую",
    what_changed_since: "Что с тех пор изменилось",
    since: |title| format!("по сравнению с: {title}"),
    compare_these: "Открыть это сравнение",
    comparing: "Сравниваем…",
    not_compared: "Версии не сравнить: программа сравнения не загрузилась или остановилась. Обновите страницу; для очень больших описаний браузеру может не хватить памяти.",
    no_versions: "У этого сайта нет прежних версий.",
    no_version: |id| format!("Версии «{id}» здесь нет."),
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
