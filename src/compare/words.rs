//! The words of a drawn comparison.

use super::Counts;
use crate::html::Tag;
use crate::i18n::Language;

/// The words of a drawn comparison.
pub(super) struct Words {
    pub(super) line_added: &'static str,
    pub(super) line_removed: &'static str,
    pub(super) formatted: &'static str,
    pub(super) line_moved: &'static str,
    pub(super) same: &'static str,
    pub(super) limited: &'static str,
    pub(super) added: &'static str,
    pub(super) removed: &'static str,
    pub(super) moved_from: &'static str,
    pub(super) moved_to: &'static str,
    pub(super) address: &'static str,
    pub(super) link: &'static str,
    pub(super) picture: &'static str,
    pub(super) colour: &'static str,
    pub(super) kind: &'static str,
    pub(super) none: &'static str,
    pub(super) tab_changed: &'static str,
    pub(super) blocks_same: fn(usize) -> String,
    pub(super) rows_same: fn(usize) -> String,
    pub(super) items_same: fn(usize) -> String,
    pub(super) counts: fn(&Counts) -> String,
    pub(super) tag: fn(Tag) -> &'static str,
}

const EN: Words = Words {
    line_added: "This line was added",
    line_removed: "This line was removed",
    formatted: "Formatting was changed",
    line_moved: "Moved",
    same: "The two versions are the same.",
    limited: "The versions differ in very much. Some parts are shown as removed and added as a whole.",
    added: "Added:",
    removed: "Removed:",
    moved_from: "Moved from here:",
    moved_to: "Moved to here:",
    address: "The address was changed",
    link: "link",
    picture: "picture",
    colour: "colour",
    kind: "kind",
    none: "none",
    tab_changed: "There are changes in this tab",
    blocks_same: |count| {
        format!("… {count} {} unchanged", if count == 1 { "block" } else { "blocks" })
    },
    rows_same: |count| format!("… {count} {} unchanged", if count == 1 { "row" } else { "rows" }),
    items_same: |count| {
        format!("… {count} {} unchanged", if count == 1 { "item" } else { "items" })
    },
    counts: |counts| {
        let Counts { added, removed, changed, formatted, moved } = counts;
        format!(
            "Added: {added}, removed: {removed}, changed: {changed}, formatted: {formatted}, moved: {moved}"
        )
    },
    tag: |tag| match tag {
        Tag::P => "paragraph",
        Tag::H1 => "heading 1",
        Tag::H2 => "heading 2",
        Tag::H3 => "heading 3",
        Tag::H4 => "heading 4",
        Tag::H5 => "heading 5",
        Tag::H6 => "heading 6",
        Tag::Ul => "list",
        Tag::Ol => "numbered list",
        Tag::Td => "cell",
        Tag::Th => "header cell",
        other => other.name(),
    },
};

const RU: Words = Words {
    line_added: "Эта строка добавлена",
    line_removed: "Эта строка удалена",
    formatted: "Изменено оформление",
    line_moved: "Перемещено",
    same: "Версии одинаковы.",
    limited: "Версии различаются очень сильно. Некоторые части целиком показаны как удалённые и добавленные.",
    added: "Добавлено:",
    removed: "Удалено:",
    moved_from: "Перемещено отсюда:",
    moved_to: "Перемещено сюда:",
    address: "Изменён адрес",
    link: "ссылка",
    picture: "картинка",
    colour: "цвет",
    kind: "вид",
    none: "нет",
    tab_changed: "На этой вкладке есть изменения",
    blocks_same: |count| same(count, ["блок", "блока", "блоков"]),
    rows_same: |count| same(count, ["строка", "строки", "строк"]),
    items_same: |count| same(count, ["пункт", "пункта", "пунктов"]),
    counts: |counts| {
        let Counts { added, removed, changed, formatted, moved } = counts;
        format!(
            "Добавлено: {added}, удалено: {removed}, изменено: {changed}, оформлено иначе: {formatted}, \
             перемещено: {moved}"
        )
    },
    tag: |tag| match tag {
        Tag::P => "абзац",
        Tag::H1 => "заголовок 1",
        Tag::H2 => "заголовок 2",
        Tag::H3 => "заголовок 3",
        Tag::H4 => "заголовок 4",
        Tag::H5 => "заголовок 5",
        Tag::H6 => "заголовок 6",
        Tag::Ul => "список",
        Tag::Ol => "нумерованный список",
        Tag::Td => "ячейка",
        Tag::Th => "ячейка заголовка",
        other => other.name(),
    },
};

/// The words in a language.
pub(super) fn words(language: Language) -> &'static Words {
    match language {
        Language::Ru => &RU,
        Language::En => &EN,
    }
}

fn same(count: usize, [one, few, many]: [&str; 3]) -> String {
    let word = match (count % 10, count % 100) {
        (_, 11..=14) => many,
        (1, _) => one,
        (2..=4, _) => few,
        _ => many,
    };
    format!("… {count} {word} без изменений")
}
