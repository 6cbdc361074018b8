//! The words of a schema.

use super::Language;

/// What is counted in a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// The characters of a string.
    Characters,
    /// The items of an array.
    Items,
    /// The properties of an object.
    Properties,
}

/// A bound: the number as it is written, and whether the number itself is outside.
pub type Bound<'a> = Option<(&'a str, bool)>;

/// The words.
#[expect(missing_docs, reason = "each field's English text says what it is")]
pub struct SchemaWords {
    // Types
    pub any: &'static str,
    pub never: &'static str,
    pub unknown: &'static str,
    pub or: &'static str,
    pub arrays_of: fn(usize, &str) -> String,
    pub map_of: fn(&str) -> String,
    pub more_types: fn(usize) -> String,
    // Badges
    pub required: &'static str,
    pub read_only: &'static str,
    pub write_only: &'static str,
    pub deprecated: &'static str,
    pub recursive: &'static str,
    pub discriminator: &'static str,
    // Constraints
    pub range: fn(Bound<'_>, Bound<'_>) -> String,
    pub count: fn(Counted, Option<u64>, Option<u64>) -> String,
    pub multiple_of: &'static str,
    pub matches: &'static str,
    pub unique: &'static str,
    pub always: &'static str,
    pub one_of_values: &'static str,
    pub default: &'static str,
    pub example: &'static str,
    pub examples: &'static str,
    pub encoded: &'static str,
    pub media_type: &'static str,
    pub in_xml: &'static str,
    pub xml_attribute: &'static str,
    pub xml_wrapped: &'static str,
    pub xml_namespace: &'static str,
    pub also_required: &'static str,
    pub requires: fn(&str) -> String,
    pub no_other_properties: &'static str,
    pub other_properties: &'static str,
    pub no_other_items: &'static str,
    pub each_item: &'static str,
    pub each_name: &'static str,
    pub see_also: &'static str,
    pub more_values: fn(usize) -> String,
    // Rows and groups
    pub names_like: &'static str,
    pub any_other_name: &'static str,
    pub further_items: &'static str,
    pub contains: fn(Option<u64>, Option<u64>) -> String,
    pub content: &'static str,
    pub one_of: &'static str,
    pub any_of: &'static str,
    pub by_value_of: fn(&str) -> String,
    pub variant: fn(usize) -> String,
    pub must_not: &'static str,
    pub condition: &'static str,
    pub then: &'static str,
    pub otherwise: &'static str,
    pub if_present: fn(&str) -> String,
    // What opens
    pub properties: &'static str,
    pub items: &'static str,
    pub values: &'static str,
    pub variants: &'static str,
    pub conditions: &'static str,
    pub again: fn(&str) -> String,
    pub more_rows: fn(usize) -> String,
    pub expand: &'static str,
    pub json: &'static str,
    pub cut: &'static str,
    // Notes
    pub made_of: &'static str,
    pub contradiction: &'static str,
    pub nothing_fits: &'static str,
    pub too_much: &'static str,
}

impl Language {
    /// The words of a schema.
    pub fn schema(self) -> &'static SchemaWords {
        match self {
            Self::Ru => &RU,
            Self::En => &EN,
        }
    }
}

const EN: SchemaWords = SchemaWords {
    any: "any value",
    never: "no value",
    unknown: "unknown",
    or: " or ",
    arrays_of: |levels, inner| format!("array of {}{inner}", "arrays of ".repeat(levels - 1)),
    map_of: |inner| format!("map of {inner}"),
    more_types: |count| format!("{count} more"),
    required: "required",
    read_only: "read only",
    write_only: "write only",
    deprecated: "deprecated",
    recursive: "recursive",
    discriminator: "selects the variant",
    range: en_range,
    count: en_count,
    multiple_of: "multiple of",
    matches: "matches",
    unique: "no item twice",
    always: "always",
    one_of_values: "one of",
    default: "default",
    example: "example",
    examples: "examples",
    encoded: "encoded as",
    media_type: "holds",
    in_xml: "in XML",
    xml_attribute: "an attribute",
    xml_wrapped: "with an element around the items",
    xml_namespace: "namespace",
    also_required: "also required",
    requires: |name| format!("if “{name}” is there, also required"),
    no_other_properties: "no other properties",
    other_properties: "other properties are allowed",
    no_other_items: "no further items",
    each_item: "each item",
    each_name: "each name",
    see_also: "see also",
    more_values: |count| format!("{count} more {}", if count == 1 { "value" } else { "values" }),
    names_like: "names that match",
    any_other_name: "any other name",
    further_items: "further items",
    contains: |least, most| match (least, most) {
        (Some(0), None) => "May hold items like this".to_owned(),
        (None, None) => "At least one item is".to_owned(),
        _ => format!("Holds {} like this", en_count(Counted::Items, least.or(Some(1)), most)),
    },
    content: "What the text holds",
    one_of: "One of",
    any_of: "One or more of",
    by_value_of: |name| format!("By the value of “{name}”"),
    variant: |number| format!("Variant {number}"),
    must_not: "Must not be",
    condition: "If",
    then: "Then",
    otherwise: "Otherwise",
    if_present: |name| format!("If “{name}” is there"),
    properties: "Properties",
    items: "Items",
    values: "Values",
    variants: "Variants",
    conditions: "Conditions",
    again: |name| format!("{name} again"),
    more_rows: |count| format!("{count} more"),
    expand: "Expand all",
    json: "JSON",
    cut: "The rest is left out: it is too long to show.",
    made_of: "Made of",
    contradiction: "The parts of this schema contradict each other: no value has both types.",
    nothing_fits: "No value is allowed here.",
    too_much: "This schema is made of too many parts; the rest is not shown.",
};

const RU: SchemaWords = SchemaWords {
    any: "любое значение",
    never: "нет значений",
    unknown: "неизвестно",
    or: " или ",
    arrays_of: |levels, inner| format!("массив {}{inner}", "массивов ".repeat(levels - 1)),
    map_of: |inner| format!("словарь {inner}"),
    more_types: |count| format!("ещё {count}"),
    required: "обязательно",
    read_only: "только чтение",
    write_only: "только запись",
    deprecated: "устарело",
    recursive: "рекурсия",
    discriminator: "выбирает вариант",
    range: ru_range,
    count: ru_count,
    multiple_of: "кратно",
    matches: "по шаблону",
    unique: "без повторов",
    always: "всегда",
    one_of_values: "одно из",
    default: "по умолчанию",
    example: "пример",
    examples: "примеры",
    encoded: "в кодировке",
    media_type: "внутри",
    in_xml: "в XML",
    xml_attribute: "атрибут",
    xml_wrapped: "элементы внутри общего элемента",
    xml_namespace: "пространство имён",
    also_required: "также обязательны",
    requires: |name| format!("если есть «{name}», обязательны и"),
    no_other_properties: "других свойств нет",
    other_properties: "возможны другие свойства",
    no_other_items: "других элементов нет",
    each_item: "каждый элемент",
    each_name: "каждое имя",
    see_also: "подробнее",
    more_values: |count| {
        let word = plural(count as u64, "значение", "значения", "значений");
        format!("ещё {count} {word}")
    },
    names_like: "имена по шаблону",
    any_other_name: "любое другое имя",
    further_items: "остальные элементы",
    contains: |least, most| match (least, most) {
        (Some(0), None) => "Могут быть и такие элементы".to_owned(),
        (None, None) => "Хотя бы один элемент".to_owned(),
        _ => format!("Таких элементов: {}", ru_bare(least.or(Some(1)), most)),
    },
    content: "Что внутри строки",
    one_of: "Один из вариантов",
    any_of: "Один или несколько вариантов",
    by_value_of: |name| format!("По значению «{name}»"),
    variant: |number| format!("Вариант {number}"),
    must_not: "Не должно быть",
    condition: "Если",
    then: "То",
    otherwise: "Иначе",
    if_present: |name| format!("Если есть «{name}»"),
    properties: "Свойства",
    items: "Элементы",
    values: "Значения",
    variants: "Варианты",
    conditions: "Условия",
    again: |name| format!("Снова {name}"),
    more_rows: |count| format!("Ещё {count}"),
    expand: "Раскрыть всё",
    json: "JSON",
    cut: "Остальное не показано: слишком длинно.",
    made_of: "Состоит из",
    contradiction: "Части этой схемы противоречат друг другу: нет значения сразу двух типов.",
    nothing_fits: "Здесь не подходит никакое значение.",
    too_much: "Эта схема состоит из слишком большого числа частей; остальные не показаны.",
};

fn en_range(low: Bound<'_>, high: Bound<'_>) -> String {
    let low_words =
        low.map(
            |(number, outside)| {
                if outside { format!("more than {number}") } else { format!("at least {number}") }
            },
        );
    let high_words =
        high.map(
            |(number, outside)| {
                if outside { format!("less than {number}") } else { format!("at most {number}") }
            },
        );
    match (low, high) {
        (Some((low, false)), Some((high, false))) => format!("from {low} to {high}"),
        _ => joined(low_words, high_words, " and "),
    }
}

fn ru_range(low: Bound<'_>, high: Bound<'_>) -> String {
    let low_words = low.map(|(number, outside)| {
        if outside {
            format!("больше {number}")
        } else {
            format!("не меньше {number}")
        }
    });
    let high_words = high.map(|(number, outside)| {
        if outside {
            format!("меньше {number}")
        } else {
            format!("не больше {number}")
        }
    });
    match (low, high) {
        (Some((low, false)), Some((high, false))) => format!("от {low} до {high}"),
        _ => joined(low_words, high_words, " и "),
    }
}

fn joined(low: Option<String>, high: Option<String>, between: &str) -> String {
    low.into_iter().chain(high).collect::<Vec<_>>().join(between)
}

fn en_count(what: Counted, least: Option<u64>, most: Option<u64>) -> String {
    let (one, many) = match what {
        Counted::Characters => ("character", "characters"),
        Counted::Items => ("item", "items"),
        Counted::Properties => ("property", "properties"),
    };
    let word = |count: u64| if count == 1 { one } else { many };
    match (least, most) {
        (Some(least), Some(most)) if least == most => format!("exactly {least} {}", word(least)),
        (Some(least), Some(most)) => format!("{least} to {most} {}", word(most)),
        (Some(least), None) => format!("at least {least} {}", word(least)),
        (None, Some(most)) => format!("at most {most} {}", word(most)),
        (None, None) => String::new(),
    }
}

fn ru_count(what: Counted, least: Option<u64>, most: Option<u64>) -> String {
    let (one, few, many) = match what {
        Counted::Characters => ("символ", "символа", "символов"),
        Counted::Items => ("элемент", "элемента", "элементов"),
        Counted::Properties => ("свойство", "свойства", "свойств"),
    };
    match (least, most) {
        (Some(least), Some(most)) if least == most => {
            format!("ровно {least} {}", plural(least, one, few, many))
        }
        // After «до» and «не меньше» stands the genitive: 1 символа, 21 символа, 2 символов.
        (_, Some(number)) | (Some(number), None) => {
            format!("{} {}", ru_bare(least, most), plural(number, few, many, many))
        }
        (None, None) => String::new(),
    }
}

fn ru_bare(least: Option<u64>, most: Option<u64>) -> String {
    match (least, most) {
        (Some(least), Some(most)) if least == most => format!("ровно {least}"),
        (Some(least), Some(most)) => format!("от {least} до {most}"),
        (Some(least), None) => format!("не меньше {least}"),
        (None, Some(most)) => format!("не больше {most}"),
        (None, None) => String::new(),
    }
}

/// The form of a Russian noun after a number.
fn plural<'a>(count: u64, one: &'a str, few: &'a str, many: &'a str) -> &'a str {
    match (count % 10, count % 100) {
        (_, 11..=14) => many,
        (1, _) => one,
        (2..=4, _) => few,
        _ => many,
    }
}
