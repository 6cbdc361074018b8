//! What the reader sees of a description: the page of an operation, of a tag, of a schema, and the
//! first page. No state and no addresses of the site: only the tree of allowed elements.
//!
//! What the reader does not see at once is asked for when it is opened ([`opened`]); the questions
//! begin with `op?`.

mod body;
mod overview;
mod parameters;
mod parts;
mod question;
mod responses;
mod security;
mod status;
mod title;

use super::operation::{Described, Part};
use super::schema::{Direction, Look};
use super::{Place, Reading};
use crate::html::{Attribute, Html, Tag, code_block, element, tabs, text};
use crate::i18n::{Language, Reference};
use parts::{section, strong};
use question::Question;

pub use body::is_json;
pub use overview::{overview, schema_page, tag_page};
pub use status::phrase;

/// What is needed to draw.
#[derive(Clone, Copy)]
struct Pen<'r, 'a> {
    reading: &'r Reading<'a>,
    language: Language,
    words: &'static Reference,
}

impl<'r, 'a> Pen<'r, 'a> {
    fn new(reading: &'r Reading<'a>, language: Language) -> Self {
        Self { reading, language, words: language.reference() }
    }

    fn look(&self, direction: Direction) -> Look {
        Look { language: self.language, direction }
    }
}

/// The page of an operation.
pub fn page<'a>(reading: &Reading<'a>, described: &Described<'a>, language: Language) -> Vec<Html> {
    let pen = Pen::new(reading, language);
    let mut page = title::draw(&pen, described);
    page.extend(parts::notes(&pen, described, Part::Operation));
    page.extend(security::section_of(&pen, described));
    if described.own_servers || described.problems_of(Part::Servers).next().is_some() {
        let notes = parts::notes(&pen, described, Part::Servers);
        let servers = overview::servers(&pen, &described.servers);
        page.extend(section(("servers", pen.words.servers), notes, servers));
    }
    page.extend(content(&pen, described, true));
    page.extend(samples(&pen, described));
    page
}

/// Parameters, body, responses and callbacks. Only the page's own parts have anchors: one that was
/// opened would take the same names.
fn content<'a>(pen: &Pen<'_, 'a>, described: &Described<'a>, is_page: bool) -> Vec<Html> {
    let words = pen.words;
    let notes = |part| parts::notes(pen, described, part);
    let mut content = Vec::new();
    let mut add = |name: &'static str, title, part, drawn| {
        let name = if is_page { name } else { "" };
        content.extend(section((name, title), notes(part), drawn));
    };
    let drawn = parameters::draw(pen, described, is_page);
    add("parameters", words.parameters, Part::Parameters, drawn);
    let drawn = described.body.as_ref().map(|body| body::draw(pen, body)).unwrap_or_default();
    add("body", words.body, Part::Body, drawn);
    add("responses", words.responses, Part::Responses, responses::draw(pen, described));
    add("callbacks", words.callbacks, Part::Callbacks, responses::callbacks(described));
    content
}

fn samples<'a>(pen: &Pen<'_, 'a>, described: &Described<'a>) -> Option<Html> {
    let sample = |sample: &super::operation::Sample<'a>| {
        let label = if sample.label.is_empty() { pen.words.example } else { sample.label };
        let block = code_block(sample.language, sample.source, pen.language.messages());
        (label.to_owned(), vec![block])
    };
    let blocks: Vec<_> = described.samples.iter().map(sample).collect();
    let drawn = match blocks.len() {
        0 => Vec::new(),
        1 => blocks.into_iter().flat_map(|(_, block)| block).collect(),
        _ => vec![tabs(pen.words.samples, blocks)],
    };
    section(("samples", pen.words.samples), parts::notes(pen, described, Part::Samples), drawn)
}

/// What a part that was closed shows, by the question of its `Attribute::Lazy`; `None` for a
/// question of somebody else, or about something that is not there.
pub fn opened(reading: &Reading<'_>, question: &str, language: Language) -> Option<Vec<Html>> {
    let pen = Pen::new(reading, language);
    match Question::read(question)? {
        Question::Response(place, status) => {
            let described = Described::read(reading, &place);
            let response = described.responses.iter().find(|one| one.status == status)?;
            Some(responses::content(&pen, response))
        }
        Question::Operation(place) => Some(called(&pen, &place)),
        Question::Example(place, direction) => {
            let schema = reading.get(&place)?;
            let value = super::example::of(reading, &schema, direction);
            let json = serde_json::to_string_pretty(&value).unwrap_or_default();
            Some(vec![code_block("json", &json, language.messages())])
        }
    }
}

/// An operation inside of another one.
fn called(pen: &Pen<'_, '_>, place: &Place) -> Vec<Html> {
    let described = Described::read(pen.reading, place);
    let mut content_of = parts::description(pen, described.description, 5);
    if described.deprecated {
        content_of.insert(0, strong("r-badge r-deprecated", pen.words.deprecated));
    }
    content_of.extend(parts::notes(pen, &described, Part::Operation));
    content_of.extend(content(pen, &described, false));
    if content_of.is_empty() {
        let nothing = vec![text(pen.words.no_content)];
        content_of.push(element(Tag::P, vec![Attribute::class("hint")], nothing));
    }
    content_of
}
