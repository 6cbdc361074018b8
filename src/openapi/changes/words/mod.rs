//! A change in words: where, what, whether it breaks a client, and why.

mod english;
mod russian;

use super::rules::{Reason, Severity, Shift};
use super::{Change, What, Where};
use crate::i18n::Language;
use crate::openapi::operation::In;

/// The words, one for each kind of change: a missing translation does not compile.
pub(super) struct Words {
    pub(super) severity: fn(Severity) -> &'static str,
    pub(super) reason: fn(Reason) -> &'static str,
    pub(super) same: &'static str,
    pub(super) nothing_found: &'static str,
    pub(super) limited: &'static str,
    pub(super) whole: &'static str,
    pub(super) before: &'static str,
    pub(super) operations_added: fn(usize) -> String,
    pub(super) more: fn(usize) -> String,
    none: &'static str,
    any: &'static str,
    never: &'static str,
    place: fn(&Where) -> String,
    operation_added: &'static str,
    operation_removed: &'static str,
    deprecated_removed: &'static str,
    path_changed: &'static str,
    id_changed: &'static str,
    deprecated: &'static str,
    undeprecated: &'static str,
    summary_changed: &'static str,
    description_changed: &'static str,
    parameter_added: [&'static str; 2],
    parameter_removed: &'static str,
    parameter_renamed: &'static str,
    style_changed: &'static str,
    body_added: [&'static str; 2],
    body_removed: &'static str,
    became_required: &'static str,
    became_optional: &'static str,
    media_type_added: &'static str,
    media_type_removed: &'static str,
    status_added: &'static str,
    status_removed: &'static str,
    header_added: &'static str,
    header_removed: &'static str,
    type_changed: &'static str,
    format_changed: &'static str,
    nullable_added: &'static str,
    nullable_removed: &'static str,
    enum_added: &'static str,
    enum_removed: &'static str,
    enum_value_added: &'static str,
    enum_value_removed: &'static str,
    limit: fn(Shift) -> &'static str,
    pattern_changed: &'static str,
    default_changed: &'static str,
    property_added: [&'static str; 2],
    property_removed: &'static str,
    read_only_added: &'static str,
    read_only_removed: &'static str,
    write_only_added: &'static str,
    write_only_removed: &'static str,
    others_allowed: &'static str,
    others_forbidden: &'static str,
    choice_added: &'static str,
    choice_removed: &'static str,
    alternative_added: &'static str,
    alternative_removed: &'static str,
    rule_changed: &'static str,
    security_tightened: &'static str,
    security_loosened: &'static str,
    security_changed: &'static str,
    scheme_changed: &'static str,
    scope_added: &'static str,
    scope_removed: &'static str,
    server_added: &'static str,
    server_removed: &'static str,
}

/// What stands behind the words of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Detail<'a> {
    Nothing,
    /// A value.
    Value(&'a str),
    /// What was and what is.
    Turn(&'a str, &'a str),
}

/// A change in a sentence, without its severity.
pub fn sentence(change: &Change, language: Language) -> String {
    let words = words(language);
    let mut parts = vec![words.place(&change.place), change.path.clone()];
    parts.retain(|part| !part.is_empty());
    let (label, detail) = words.of(&change.what);
    let mut told = match detail {
        Detail::Nothing => label,
        Detail::Value(value) => format!("{label} {value}"),
        Detail::Turn(from, to) => format!("{label} {from} → {to}"),
    };
    if let Some(reason) = change.reason {
        told = format!("{told}: {}", (words.reason)(reason));
    }
    parts.push(told);
    parts.join(", ")
}

/// The words in a language.
pub(super) fn words(language: Language) -> &'static Words {
    match language {
        Language::Ru => &russian::WORDS,
        Language::En => &english::WORDS,
    }
}

impl Words {
    /// Which part of an operation; empty for the operation itself.
    pub(super) fn place(&self, place: &Where) -> String {
        (self.place)(place)
    }

    /// What changed, and the values of that.
    pub(super) fn of<'a>(&'a self, what: &'a What) -> (String, Detail<'a>) {
        let or_none = |text: &'a String| if text.is_empty() { self.none } else { text.as_str() };
        let turn = |from: &'a String, to: &'a String| Detail::Turn(or_none(from), or_none(to));
        let (label, detail) = match what {
            What::PathChanged { from, to } => (self.path_changed, turn(from, to)),
            What::IdChanged { from, to } => (self.id_changed, turn(from, to)),
            What::ParameterRenamed { from, to } => (self.parameter_renamed, turn(from, to)),
            What::TypeChanged { from, to, .. } => {
                (self.type_changed, Detail::Turn(self.kind(from), self.kind(to)))
            }
            What::FormatChanged { from, to, .. } => (self.format_changed, turn(from, to)),
            What::PatternChanged { from, to, .. } => (self.pattern_changed, turn(from, to)),
            What::DefaultChanged { from, to } => (self.default_changed, turn(from, to)),
            What::LimitChanged { keyword, from, to, shift } => {
                return (format!("{} {keyword}", (self.limit)(*shift)), turn(from, to));
            }
            What::EnumValueAdded(value) => (self.enum_value_added, Detail::Value(value)),
            What::EnumValueRemoved(value) => (self.enum_value_removed, Detail::Value(value)),
            What::AlternativeAdded(name) => (self.alternative_added, Detail::Value(name)),
            What::AlternativeRemoved(name) => (self.alternative_removed, Detail::Value(name)),
            What::RuleChanged(keyword) => (self.rule_changed, Detail::Value(keyword)),
            What::SchemeChanged(name) => (self.scheme_changed, Detail::Value(name)),
            What::ScopeAdded(scope) => (self.scope_added, Detail::Value(scope)),
            What::ScopeRemoved(scope) => (self.scope_removed, Detail::Value(scope)),
            What::ServerAdded(url) => (self.server_added, Detail::Value(url)),
            What::ServerRemoved(url) => (self.server_removed, Detail::Value(url)),
            plain => (self.of_part(plain), Detail::Nothing),
        };
        (label.to_owned(), detail)
    }

    /// The changes of parts that say all by their kind.
    fn of_part(&self, what: &What) -> &'static str {
        let needed = |[plain, needed]: [&'static str; 2], is: bool| if is { needed } else { plain };
        match what {
            What::OperationAdded => self.operation_added,
            What::OperationRemoved { deprecated: false } => self.operation_removed,
            What::OperationRemoved { deprecated: true } => self.deprecated_removed,
            What::Deprecated => self.deprecated,
            What::Undeprecated => self.undeprecated,
            What::SummaryChanged => self.summary_changed,
            What::DescriptionChanged => self.description_changed,
            What::ParameterAdded { required } => needed(self.parameter_added, *required),
            What::ParameterRemoved => self.parameter_removed,
            What::StyleChanged => self.style_changed,
            What::BodyAdded { required } => needed(self.body_added, *required),
            What::BodyRemoved => self.body_removed,
            What::BecameRequired => self.became_required,
            What::BecameOptional => self.became_optional,
            What::MediaTypeAdded => self.media_type_added,
            What::MediaTypeRemoved => self.media_type_removed,
            What::StatusAdded => self.status_added,
            What::StatusRemoved { .. } => self.status_removed,
            What::HeaderAdded => self.header_added,
            What::HeaderRemoved { .. } => self.header_removed,
            What::SecurityTightened => self.security_tightened,
            What::SecurityLoosened => self.security_loosened,
            What::SecurityChanged => self.security_changed,
            other => self.of_schema(other),
        }
    }

    /// The changes of schemas that say all by their kind.
    fn of_schema(&self, what: &What) -> &'static str {
        match what {
            What::NullableAdded => self.nullable_added,
            What::NullableRemoved => self.nullable_removed,
            What::EnumAdded => self.enum_added,
            What::EnumRemoved => self.enum_removed,
            What::PropertyAdded { required: false } => self.property_added[0],
            What::PropertyAdded { required: true } => self.property_added[1],
            What::PropertyRemoved { .. } => self.property_removed,
            What::ReadOnlyAdded => self.read_only_added,
            What::ReadOnlyRemoved { .. } => self.read_only_removed,
            What::WriteOnlyAdded => self.write_only_added,
            What::WriteOnlyRemoved => self.write_only_removed,
            What::OthersAllowed => self.others_allowed,
            What::OthersForbidden => self.others_forbidden,
            What::ChoiceAdded => self.choice_added,
            What::ChoiceRemoved => self.choice_removed,
            _ => "",
        }
    }

    fn kind<'a>(&'a self, name: &'a str) -> &'a str {
        match name {
            "" => self.any,
            "false" => self.never,
            name => name,
        }
    }
}

/// The name of a place of parameters, as descriptions have it.
pub(super) fn location(place: In) -> &'static str {
    match place {
        In::Path => "path",
        In::Query => "query",
        In::QueryString => "querystring",
        In::Header => "header",
        In::Cookie => "cookie",
        In::Form => "formData",
    }
}
