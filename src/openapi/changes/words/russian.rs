//! The words of changes in Russian.

use super::super::Where;
use super::super::rules::{Reason, Severity, Shift};
use super::{Words, location};

pub(super) const WORDS: Words = Words {
    severity: |severity| match severity {
        Severity::Breaking => "ломает",
        Severity::Warning => "осторожно",
        Severity::Fine => "не ломает",
    },
    reason,
    same: "Обе версии описывают один и тот же API.",
    nothing_found: "В том, что удалось сравнить, изменений нет.",
    limited: "Сравнено не всё: описание слишком велико, или какая-то ссылка никуда не ведёт.",
    whole: "Весь API",
    before: "как было",
    operations_added: |count| format!("Добавлено операций: {count}"),
    more: |count| format!("Не показано изменений: {count}"),
    none: "нет",
    any: "любое значение",
    never: "нет значений",
    place,
    operation_added: "операция добавлена",
    operation_removed: "операция удалена",
    deprecated_removed: "устаревшая операция удалена",
    path_changed: "операция перенесена",
    id_changed: "изменён operationId",
    deprecated: "объявлено устаревшим",
    undeprecated: "больше не считается устаревшим",
    summary_changed: "изменено краткое описание",
    description_changed: "изменено описание",
    parameter_added: ["добавлен необязательный параметр", "добавлен обязательный параметр"],
    parameter_removed: "параметр удалён",
    parameter_renamed: "переименован в пути",
    style_changed: "списки или объекты записываются иначе",
    body_added: ["добавлено необязательное тело", "добавлено обязательное тело"],
    body_removed: "тело удалено",
    became_required: "стало обязательным",
    became_optional: "стало необязательным",
    media_type_added: "добавлен тип содержимого",
    media_type_removed: "удалён тип содержимого",
    status_added: "ответ добавлен",
    status_removed: "ответ удалён",
    header_added: "заголовок добавлен",
    header_removed: "заголовок удалён",
    type_changed: "изменён тип",
    format_changed: "изменён формат",
    nullable_added: "теперь может быть null",
    nullable_removed: "больше не может быть null",
    enum_added: "теперь только значения из списка",
    enum_removed: "теперь не только значения из списка",
    enum_value_added: "добавлено значение",
    enum_value_removed: "удалено значение",
    limit: |shift| match shift {
        Shift::Narrower => "ограничение строже",
        Shift::Wider => "ограничение мягче",
        Shift::Other => "ограничение изменено",
    },
    pattern_changed: "изменён шаблон",
    default_changed: "изменено значение по умолчанию",
    property_added: ["добавлено необязательное свойство", "добавлено обязательное свойство"],
    property_removed: "свойство удалено",
    read_only_added: "теперь только для чтения",
    read_only_removed: "больше не только для чтения",
    write_only_added: "теперь только для записи",
    write_only_removed: "больше не только для записи",
    others_allowed: "теперь возможны другие свойства",
    others_forbidden: "другие свойства теперь запрещены",
    choice_added: "теперь нужен один из вариантов",
    choice_removed: "варианты больше не обязательны",
    alternative_added: "добавлен вариант",
    alternative_removed: "удалён вариант",
    rule_changed: "изменено правило",
    security_tightened: "для доступа нужно больше",
    security_loosened: "для доступа нужно меньше",
    security_changed: "доступ теперь другим способом",
    scheme_changed: "изменены адреса в схеме доступа",
    scope_added: "нужна область доступа",
    scope_removed: "больше не нужна область доступа",
    server_added: "добавлен сервер",
    server_removed: "удалён сервер",
};

fn place(place: &Where) -> String {
    match place {
        Where::Operation => String::new(),
        Where::Parameter { location: at, name } => format!("параметр {name} ({})", location(*at)),
        Where::Body { media_type } if media_type.is_empty() => "тело запроса".to_owned(),
        Where::Body { media_type } => format!("тело запроса {media_type}"),
        Where::Response { status, media_type } if media_type.is_empty() => {
            format!("ответ {status}")
        }
        Where::Response { status, media_type } => format!("ответ {status} {media_type}"),
        Where::Header { status, name } => format!("ответ {status}, заголовок {name}"),
        Where::Security => "доступ".to_owned(),
        Where::Server => "серверы".to_owned(),
    }
}

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Gone => "кто это вызывает, получит ошибку",
        Reason::Needed => "запросы без этого отклоняются",
        Reason::Unheeded => "то, что сюда передают, не учтут или отклонят",
        Reason::Absent => "кто это читает, может этого не найти",
        Reason::Refused => "прежние значения могут быть отклонены",
        Reason::Unexpected => "могут прийти значения, которых раньше не было",
        Reason::Written => "сервер читает это иначе",
        Reason::Form => "кто на это рассчитывает, этого больше не получит",
        Reason::Default => "запросы без этого значат теперь другое",
        Reason::Access => "прежнего может не хватить для доступа",
        Reason::Generated => "у сгенерированных клиентов другое имя операции",
        Reason::Unclear => "могут быть допустимы другие значения",
    }
}
