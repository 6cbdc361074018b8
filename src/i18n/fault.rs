//! What is wrong with a value by its schema, in words.

use super::Language;
use crate::openapi::validate::Kind;
use serde_json::Value;

impl Language {
    /// What a fault says, without its place.
    pub fn fault(self, kind: &Kind) -> String {
        match self {
            Self::Ru => russian(kind),
            Self::En => english(kind),
        }
    }
}

fn list(values: &[Value]) -> String {
    let shown: Vec<String> = values.iter().take(8).map(Value::to_string).collect();
    let more = if values.len() > shown.len() { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

fn english(kind: &Kind) -> String {
    match kind {
        Kind::Never | Kind::Not => "no such value is allowed here".to_owned(),
        Kind::Type(wanted, found) => format!("{} is expected, not {found}", wanted.join(" or ")),
        Kind::Enum(values) => format!("one of {} is expected", list(values)),
        Kind::Const(value) => format!("{value} is expected"),
        Kind::Minimum(limit) => format!("must be {limit} or more"),
        Kind::Maximum(limit) => format!("must be {limit} or less"),
        Kind::ExclusiveMinimum(limit) => format!("must be more than {limit}"),
        Kind::ExclusiveMaximum(limit) => format!("must be less than {limit}"),
        Kind::MultipleOf(step) => format!("must be a multiple of {step}"),
        Kind::MinLength(limit, is) => format!("at least {limit} characters, not {is}"),
        Kind::MaxLength(limit, is) => format!("at most {limit} characters, not {is}"),
        Kind::Pattern(pattern) => format!("must match {pattern}"),
        Kind::Format(format) => format!("is not of the form {format}"),
        Kind::MinItems(limit, is) => format!("at least {limit} items, not {is}"),
        Kind::MaxItems(limit, is) => format!("at most {limit} items, not {is}"),
        Kind::UniqueItems(first, second) => format!("items {first} and {second} are the same"),
        Kind::MinContains(limit, is) => format!("at least {limit} items of a kind, not {is}"),
        Kind::MaxContains(limit, is) => format!("at most {limit} items of a kind, not {is}"),
        Kind::MinProperties(limit, is) => format!("at least {limit} properties, not {is}"),
        Kind::MaxProperties(limit, is) => format!("at most {limit} properties, not {is}"),
        Kind::Required(name) => format!("“{name}” is missing"),
        Kind::DependentRequired(name, other) => format!("with “{name}”, “{other}” is needed"),
        Kind::Additional(name) => format!("“{name}” is not known"),
        Kind::PropertyName(name) => format!("“{name}” is not allowed as a name"),
        Kind::AdditionalItem(index) => format!("there is no item {index}"),
        Kind::AnyOf(_) | Kind::OneOf(_) => "fits none of the variants".to_owned(),
        Kind::OneOfMany(_) => "fits more than one variant".to_owned(),
        Kind::ReadOnly(name) => format!("“{name}” is only read"),
        Kind::WriteOnly(name) => format!("“{name}” is only written"),
    }
}

fn russian(kind: &Kind) -> String {
    match kind {
        Kind::Never | Kind::Not => "такое значение здесь не допускается".to_owned(),
        Kind::Type(wanted, found) => format!("нужно {}, а не {found}", wanted.join(" или ")),
        Kind::Enum(values) => format!("нужно одно из: {}", list(values)),
        Kind::Const(value) => format!("нужно {value}"),
        Kind::Minimum(limit) => format!("должно быть не меньше {limit}"),
        Kind::Maximum(limit) => format!("должно быть не больше {limit}"),
        Kind::ExclusiveMinimum(limit) => format!("должно быть больше {limit}"),
        Kind::ExclusiveMaximum(limit) => format!("должно быть меньше {limit}"),
        Kind::MultipleOf(step) => format!("должно быть кратно {step}"),
        Kind::MinLength(limit, is) => format!("символов не меньше {limit}, а их {is}"),
        Kind::MaxLength(limit, is) => format!("символов не больше {limit}, а их {is}"),
        Kind::Pattern(pattern) => format!("не подходит под {pattern}"),
        Kind::Format(format) => format!("не в формате {format}"),
        Kind::MinItems(limit, is) => format!("элементов не меньше {limit}, а их {is}"),
        Kind::MaxItems(limit, is) => format!("элементов не больше {limit}, а их {is}"),
        Kind::UniqueItems(first, second) => format!("элементы {first} и {second} одинаковы"),
        Kind::MinContains(limit, is) => {
            format!("подходящих элементов не меньше {limit}, а их {is}")
        }
        Kind::MaxContains(limit, is) => {
            format!("подходящих элементов не больше {limit}, а их {is}")
        }
        Kind::MinProperties(limit, is) => format!("свойств не меньше {limit}, а их {is}"),
        Kind::MaxProperties(limit, is) => format!("свойств не больше {limit}, а их {is}"),
        Kind::Required(name) => format!("нет свойства «{name}»"),
        Kind::DependentRequired(name, other) => format!("вместе с «{name}» нужно «{other}»"),
        Kind::Additional(name) => format!("свойство «{name}» не описано"),
        Kind::PropertyName(name) => format!("имя «{name}» не допускается"),
        Kind::AdditionalItem(index) => format!("элемента {index} быть не должно"),
        Kind::AnyOf(_) | Kind::OneOf(_) => "не подходит ни под один вариант".to_owned(),
        Kind::OneOfMany(_) => "подходит больше чем под один вариант".to_owned(),
        Kind::ReadOnly(name) => format!("свойство «{name}» только читается"),
        Kind::WriteOnly(name) => format!("свойство «{name}» только пишется"),
    }
}
