//! A schema as its reader sees it.

use super::{Node, Reading};
use crate::html::{Html, text};
use crate::i18n::Language;

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
    let _ = (reading, look);
    vec![text(schema.place.pointer.clone())]
}

/// The type and the constraints in a line or two, without description: for a parameter or a header.
pub fn summary<'a>(reading: &Reading<'a>, schema: &Node<'a>, look: &Look) -> Vec<Html> {
    let _ = (reading, look);
    vec![text(schema.place.pointer.clone())]
}

/// What a part that was closed shows, by the question of its `Attribute::Lazy`.
pub fn opened(reading: &Reading<'_>, question: &str, language: Language) -> Option<Vec<Html>> {
    let _ = (reading, question, language);
    None
}
