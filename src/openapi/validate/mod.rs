//! Whether a value is as its schema says: JSON Schema 2020-12 as OpenAPI 3.1 uses it, and what 3.0
//! and Swagger 2.0 have otherwise.
//!
//! ```text
//! schema + value ── Run (visit) ──► faults: where in the value, by which keyword, with the figures
//! ```
//!
//! Bounded on any schema: what was not looked at for lack of steps is no fault, and neither is what
//! cannot be told: a pattern that is not understood, a reference that leads nowhere.

mod array;
pub mod decimal;
mod format;
mod object;
pub mod pattern;
mod resolve;
mod run;
mod scalar;

use super::schema::Direction;
use super::{Node, Place, Reading};
use serde_json::Value;

pub use resolve::Resolver;
pub use run::Patterns;

/// How many schemas are visited for one value.
const STEPS: u32 = 400_000;

/// Where a value is not as its schema says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// A JSON pointer into the value.
    pub instance: String,
    /// The keyword, or the schema for [`Kind::Never`].
    pub schema: Place,
    /// What is wrong.
    pub kind: Kind,
}

/// What is wrong with a value, with the figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No value is valid here: the schema is `false`.
    Never,
    /// Of another type: what it may be, what it is.
    Type(Vec<String>, &'static str),
    /// None of the values of `enum`: the first of them.
    Enum(Vec<Value>),
    /// Another value than `const`.
    Const(Value),
    /// Less than this.
    Minimum(String),
    /// More than this.
    Maximum(String),
    /// Not more than this.
    ExclusiveMinimum(String),
    /// Not less than this.
    ExclusiveMaximum(String),
    /// No multiple of this.
    MultipleOf(String),
    /// Fewer characters than this: the limit, how many there are.
    MinLength(u64, u64),
    /// More characters than this: the limit, how many there are.
    MaxLength(u64, u64),
    /// The pattern does not match.
    Pattern(String),
    /// Not written as the format wants it.
    Format(String),
    /// Fewer items than this: the limit, how many there are.
    MinItems(u64, u64),
    /// More items than this: the limit, how many there are.
    MaxItems(u64, u64),
    /// Two items are the same: their indexes.
    UniqueItems(usize, usize),
    /// Too few items are as `contains` says: the limit, how many are.
    MinContains(u64, u64),
    /// Too many items are as `contains` says: the limit, how many are.
    MaxContains(u64, u64),
    /// Fewer properties than this: the limit, how many there are.
    MinProperties(u64, u64),
    /// More properties than this: the limit, how many there are.
    MaxProperties(u64, u64),
    /// A property is missing.
    Required(String),
    /// A property is missing that another one wants: the one that is there, the one that is not.
    DependentRequired(String, String),
    /// A property that nothing describes where nothing else may be.
    Additional(String),
    /// The name of a property is not as `propertyNames` says.
    PropertyName(String),
    /// An item beyond those that may be.
    AdditionalItem(usize),
    /// Valid against none of `anyOf`: the faults of each.
    AnyOf(Vec<Vec<Fault>>),
    /// Valid against none of `oneOf`: the faults of each.
    OneOf(Vec<Vec<Fault>>),
    /// Valid against more than one of `oneOf`: their indexes.
    OneOfMany(Vec<usize>),
    /// Valid against what it must not be.
    Not,
    /// A property that is not sent. Advice: the value is valid nonetheless.
    ReadOnly(String),
    /// A property that is not received. Advice: the value is valid nonetheless.
    WriteOnly(String),
}

impl Kind {
    /// True if the value is valid nonetheless.
    pub fn is_advice(&self) -> bool {
        matches!(self, Self::ReadOnly(_) | Self::WriteOnly(_))
    }
}

/// What is looked at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rules {
    /// Which way the value goes: a required property that is `readOnly` need not be sent.
    pub direction: Direction,
    /// `format` counts, where it is one of those that can be told for certain.
    pub formats: bool,
}

/// The faults of a value; none if it is valid.
pub fn check<'a>(
    reading: &Reading<'a>,
    schema: &Node<'a>,
    value: &Value,
    direction: Direction,
) -> Vec<Fault> {
    check_by(reading, schema, value, Rules { direction, formats: false })
}

/// The faults of a value, by rules.
pub fn check_by<'a>(
    reading: &Reading<'a>,
    schema: &Node<'a>,
    value: &Value,
    rules: Rules,
) -> Vec<Fault> {
    let (resolver, patterns) = (Resolver::new(reading), Patterns::default());
    run::Run::new(&resolver, &patterns, rules, STEPS).faults(schema, value)
}

/// True if a value has no fault, found within some steps; what the steps were is taken from `left`.
pub(super) fn fits<'a>(
    known: (&Resolver<'_, 'a>, &Patterns),
    schema: &Node<'a>,
    value: &Value,
    rules: Rules,
    left: &mut u32,
) -> bool {
    let mut run = run::Run::new(known.0, known.1, rules, *left);
    let fits = run.is_valid(schema, value);
    *left = run.left();
    fits
}
