//! API descriptions: OpenAPI 3.0 to 3.2 and Swagger 2.0, in JSON; YAML is made JSON before.
//!
//! ```text
//! bytes ── Document (index of slices) ── Library ── Reading ──► Node ──► views, examples, operations
//! ```
//!
//! A document is held as its text and an index of where things stand in it. A value is parsed when
//! it is looked at, and kept for as long as one question is answered ([`Reading`]). Nothing fails as
//! a whole: what is broken is a [`Problem`] in its own place.

pub mod address;
pub mod changes;
pub mod console;
mod document;
pub mod example;
mod library;
pub mod mock;
pub mod node;
pub mod operation;
pub mod outline;
pub mod page;
mod scan;
pub mod schema;
mod table;
pub mod validate;
mod version;

pub use document::{Document, Version};
pub use library::{Library, Reading};
pub use node::{Node, Place};
pub use scan::Operation;
pub use table::Span;

/// What is wrong in a description, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands.
    pub place: Place,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// The ways in which a description can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The text there is not JSON: the parser's reason.
    Syntax(String),
    /// A `$ref` that leads nowhere: the reference.
    Missing(String),
    /// A `$ref` that leads to itself: the reference.
    Circular(String),
    /// A `$ref` to a file that may not be read: another origin.
    Foreign(String),
    /// A `$ref` to a file that could not be read.
    Unread(String),
    /// A value of another type than the field has: what it is, what it should be.
    Type(&'static str, &'static str),
    /// A field that must be there.
    Absent(&'static str),
}
