//! The words of changes in English.

use super::super::Where;
use super::super::rules::{Reason, Severity, Shift};
use super::{Words, location};

pub(super) const WORDS: Words = Words {
    severity: |severity| match severity {
        Severity::Breaking => "breaking",
        Severity::Warning => "warning",
        Severity::Fine => "not breaking",
    },
    reason,
    same: "The two versions describe the same API.",
    nothing_found: "No change was found in what was compared.",
    limited: "Not everything was compared: there is too much of it, or a reference leads nowhere.",
    whole: "The whole API",
    before: "as it was",
    operations_added: |count| format!("Operations added: {count}"),
    more: |count| format!("{count} more changes are not shown"),
    none: "none",
    any: "any value",
    never: "no value",
    place,
    operation_added: "operation added",
    operation_removed: "operation removed",
    deprecated_removed: "deprecated operation removed",
    path_changed: "moved",
    id_changed: "operationId changed",
    deprecated: "deprecated",
    undeprecated: "no longer deprecated",
    summary_changed: "summary changed",
    description_changed: "description changed",
    parameter_added: ["optional parameter added", "required parameter added"],
    parameter_removed: "parameter removed",
    parameter_renamed: "renamed in the path",
    style_changed: "lists or objects are written in another way",
    body_added: ["optional body added", "required body added"],
    body_removed: "body removed",
    became_required: "became required",
    became_optional: "became optional",
    media_type_added: "media type added",
    media_type_removed: "media type removed",
    status_added: "response added",
    status_removed: "response removed",
    header_added: "header added",
    header_removed: "header removed",
    type_changed: "type changed",
    format_changed: "format changed",
    nullable_added: "may be null now",
    nullable_removed: "may not be null any more",
    enum_added: "only listed values now",
    enum_removed: "not only listed values any more",
    enum_value_added: "value added",
    enum_value_removed: "value removed",
    limit: |shift| match shift {
        Shift::Narrower => "limit narrowed",
        Shift::Wider => "limit widened",
        Shift::Other => "limit changed",
    },
    pattern_changed: "pattern changed",
    default_changed: "default changed",
    property_added: ["optional property added", "required property added"],
    property_removed: "property removed",
    read_only_added: "became read only",
    read_only_removed: "is not read only any more",
    write_only_added: "became write only",
    write_only_removed: "is not write only any more",
    others_allowed: "other properties are allowed now",
    others_forbidden: "no other properties are allowed now",
    choice_added: "must be one of several variants now",
    choice_removed: "need not be one of several variants any more",
    alternative_added: "variant added",
    alternative_removed: "variant removed",
    rule_changed: "rule changed",
    security_tightened: "more is needed to be let in",
    security_loosened: "less is needed to be let in",
    security_changed: "another way to be let in",
    scheme_changed: "addresses changed in the scheme",
    scope_added: "scope needed",
    scope_removed: "scope not needed any more",
    server_added: "server added",
    server_removed: "server removed",
};

fn place(place: &Where) -> String {
    match place {
        Where::Operation => String::new(),
        Where::Parameter { location: at, name } => format!("parameter {name} ({})", location(*at)),
        Where::Body { media_type } if media_type.is_empty() => "request body".to_owned(),
        Where::Body { media_type } => format!("request body {media_type}"),
        Where::Response { status, media_type } if media_type.is_empty() => {
            format!("response {status}")
        }
        Where::Response { status, media_type } => format!("response {status} {media_type}"),
        Where::Header { status, name } => format!("response {status}, header {name}"),
        Where::Security => "authentication".to_owned(),
        Where::Server => "servers".to_owned(),
    }
}

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Gone => "who calls it gets an error",
        Reason::Needed => "requests without it are refused",
        Reason::Unheeded => "what is sent there is ignored or refused",
        Reason::Absent => "who reads it may not find it",
        Reason::Refused => "values that were accepted may be refused",
        Reason::Unexpected => "values may come that did not before",
        Reason::Written => "the server reads it in another way",
        Reason::Form => "who relies on it does not get it any more",
        Reason::Default => "requests that leave it out mean something else",
        Reason::Access => "what was enough to be let in may not be",
        Reason::Generated => "generated clients have another name for it",
        Reason::Unclear => "other values may be allowed than before",
    }
}
