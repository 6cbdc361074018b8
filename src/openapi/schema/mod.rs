//! A schema as its reader sees it: Swagger 2.0, OpenAPI 3.0, and JSON Schema 2020-12 of 3.1 and 3.2.
//!
//! ```text
//! Node ── whole::gather ($ref, allOf) ──► Whole ──► types, rules, rows, choices ──► Html
//!                                                                  │ what is closed
//!                                                                  ▼
//!                                                  Question ── opened ──► the next level
//! ```
//!
//! Only what is shown is looked at; what lies deeper is a question for later. No recursion without a
//! bound: a schema that holds itself opens once more each time its reader asks. Never fails: what is
//! broken is a note in its own place.

mod choice;
mod groups;
mod inside;
mod pen;
mod question;
mod raw;
mod rows;
mod rules;
mod types;
mod whole;

use super::{Node, Reading};
use crate::html::{Html, Tag, classed, text};
use crate::i18n::Language;
use pen::{Level, Pen};
use question::{Question, What};
use types::Typist;

/// Which way a value goes: what is `readOnly` is not sent, what is `writeOnly` not received.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// To the server.
    Request,
    /// From the server.
    Response,
    /// Neither: the schema by itself.
    #[default]
    Both,
}

/// How a schema is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The language of the words around it.
    pub language: Language,
    /// Which way the value goes.
    pub direction: Direction,
}

/// A schema with its properties, variants and constraints; what lies deeper opens on demand.
pub fn view<'a>(reading: &Reading<'a>, schema: &Node<'a>, look: &Look) -> Vec<Html> {
    let pen = Pen::new(reading, *look);
    vec![pen.view(schema)]
}

/// The type and the constraints in a line or two, without description: for a parameter or a header.
///
/// A parameter of Swagger 2.0, which holds these words itself, is as good as a schema.
pub fn summary<'a>(reading: &Reading<'a>, schema: &Node<'a>, look: &Look) -> Vec<Html> {
    let pen = Pen::new(reading, *look);
    let whole = pen.gather(std::slice::from_ref(schema), &Level::default());
    let words = type_words(reading, schema, look.language);
    let mut nodes = vec![classed(Tag::Span, "s-type", vec![text(words)])];
    nodes.extend(pen.problems(&whole));
    nodes.extend(pen.rules(&whole, "", &Level::default()));
    nodes
}

/// The type in a few words: `string`, `integer · int64`, `array of Pet`, `Cat | Dog`.
pub fn type_words<'a>(reading: &Reading<'a>, schema: &Node<'a>, language: Language) -> String {
    let whole = whole::gather(reading, std::slice::from_ref(schema), &[]);
    let typist = Typist { reading, scope: &whole.scope, words: language.schema() };
    typist.write(&whole, 0)
}

/// The schema's own JSON as a code block: digits and order as they are written. A long one is cut.
pub fn raw(schema: &Node<'_>, language: Language) -> Vec<Html> {
    raw::block(schema, language)
}

/// What a part that was closed shows, by the question of its `Attribute::Lazy`.
pub fn opened(reading: &Reading<'_>, question: &str, language: Language) -> Option<Vec<Html>> {
    let question = Question::read(question)?;
    let look = Look { language, direction: question.direction };
    let nodes: Vec<_> = question.at.iter().filter_map(|place| reading.get(place)).collect();
    let first = nodes.first()?;
    let pen = Pen::new(reading, look);
    Some(match question.what {
        What::Body => pen.opened(&question, &nodes),
        What::Enum => pen.enum_values(first, question.from),
        What::Value => raw::block(first, language),
    })
}
