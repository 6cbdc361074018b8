//! What is wrong with a value, in a sentence.

use super::super::validate::{Fault, Kind};

/// A fault in a sentence, with where it is.
pub(super) fn sentence(what: &str, fault: &Fault) -> String {
    format!("{what}{}: {}", fault.instance, reason(&fault.kind))
}

fn reason(kind: &Kind) -> String {
    match kind {
        Kind::Never => "nothing is valid here".to_owned(),
        Kind::Type(wanted, found) => format!("must be {}, is {found}", wanted.join(" or ")),
        Kind::Enum(values) => {
            let values: Vec<String> = values.iter().take(20).map(ToString::to_string).collect();
            format!("must be one of {}", values.join(", "))
        }
        Kind::Const(value) => format!("must be {value}"),
        Kind::Minimum(limit) => format!("must be {limit} or more"),
        Kind::Maximum(limit) => format!("must be {limit} or less"),
        Kind::ExclusiveMinimum(limit) => format!("must be more than {limit}"),
        Kind::ExclusiveMaximum(limit) => format!("must be less than {limit}"),
        Kind::MultipleOf(number) => format!("must be a multiple of {number}"),
        Kind::MinLength(limit, found) => format!("must have {limit} characters, has {found}"),
        Kind::MaxLength(limit, found) => {
            format!("must have at most {limit} characters, has {found}")
        }
        Kind::Pattern(pattern) => format!("must match {pattern}"),
        Kind::Format(format) => format!("must be of the format {format}"),
        Kind::MinItems(limit, found) => format!("must have {limit} items, has {found}"),
        Kind::MaxItems(limit, found) => format!("must have at most {limit} items, has {found}"),
        Kind::UniqueItems(one, other) => format!("items {one} and {other} are the same"),
        Kind::MinContains(limit, _) => format!("must have {limit} items of a kind"),
        Kind::MaxContains(limit, _) => format!("must have at most {limit} items of a kind"),
        Kind::MinProperties(limit, found) => format!("must have {limit} properties, has {found}"),
        Kind::MaxProperties(limit, found) => {
            format!("must have at most {limit} properties, has {found}")
        }
        Kind::Required(name) => format!("{name} is required"),
        Kind::DependentRequired(name, wanted) => format!("{name} wants {wanted} beside it"),
        Kind::Additional(name) => format!("{name} is not described"),
        Kind::PropertyName(name) => format!("{name} is no name for a property"),
        Kind::AdditionalItem(_) => "is one item too many".to_owned(),
        Kind::AnyOf(_) | Kind::OneOf(_) => "is valid in none of the ways that there are".to_owned(),
        Kind::OneOfMany(_) => "is valid in more than one way".to_owned(),
        Kind::Not => "is what must not be".to_owned(),
        Kind::ReadOnly(name) | Kind::WriteOnly(name) => format!("{name} is left out"),
    }
}
