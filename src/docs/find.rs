//! The search over pages: each heading with the text below it is found by itself.

use super::{language, text};
use crate::html::{self, Html, Tag};
use crate::json;
use crate::search::{Entry, Field, Found, Index, Kind, around, marked};
use serde_json::{Value, json};

/// How much of a section is searched, in bytes.
const PROSE: usize = 4000;

/// The pages that were learnt.
#[derive(Debug, Default)]
pub struct Shelf {
    index: Index,
    /// Where each entry stands: the page, the name of the place, the title of the page.
    places: Vec<(String, String, String)>,
}

impl Shelf {
    /// Answers a question about several pages. What cannot be read is answered by `null`.
    pub fn answer(&mut self, call: &str, input: &str) -> String {
        let input = json::parse(input).unwrap_or_default();
        let answer = match call {
            "compare" => super::versions::answer(&input),
            "forget" => {
                *self = Self::default();
                Value::Null
            }
            "learn" => self.learn(&input),
            "find" => self.find(&input),
            _ => Value::Null,
        };
        answer.to_string()
    }

    /// Learns a page: `{id, title, path, text, language}`.
    fn learn(&mut self, input: &Value) -> Value {
        let language = language(input);
        let Some((own, html)) =
            super::versions::page(text(input, "path"), text(input, "text"), language)
        else {
            return Value::Null;
        };
        let name = if own.is_empty() { text(input, "title") } else { &own };
        let mut sections = vec![Section { title: name.to_owned(), ..Section::default() }];
        cut(&html, &mut sections);
        for section in sections {
            let kind = if section.anchor.is_empty() { Kind::Page } else { Kind::Heading };
            let fields = vec![(Field::Title, section.title), (Field::Description, section.text)];
            self.index.add(&Entry { kind, fields });
            self.places.push((text(input, "id").to_owned(), section.anchor, name.to_owned()));
        }
        Value::Bool(true)
    }

    /// What a query finds: `{query, limit}` → `[{kind, page, at, title, below}]`.
    fn find(&self, input: &Value) -> Value {
        let limit = input.get("limit").and_then(Value::as_u64).unwrap_or(20);
        let found = self.index.find(text(input, "query"), usize::try_from(limit).unwrap_or(20));
        found.iter().filter_map(|found| self.result(found)).collect()
    }

    fn result(&self, found: &Found) -> Option<Value> {
        let (page, at, name) = self.places.get(found.entry as usize)?;
        let fields: Vec<(Field, &str)> = self.index.fields(found.entry).collect();
        let title = marked(fields.first()?.1, found.ranges(0));
        let prose = found.ranges(1);
        let below = match fields.get(1) {
            Some((_, prose_text)) if !prose.is_empty() => around(prose_text, prose),
            _ if at.is_empty() => Vec::new(),
            _ => vec![html::text(name)],
        };
        Some(json!({
            "kind": "page",
            "page": page,
            "at": at,
            "title": html::to_value(&title),
            "below": html::to_value(&below),
        }))
    }
}

/// A heading and the text below it.
#[derive(Default)]
struct Section {
    anchor: String,
    title: String,
    text: String,
}

/// Cuts a drawn text at its headings. Depth is bounded by what draws it.
fn cut(nodes: &[Html], sections: &mut Vec<Section>) {
    for node in nodes {
        match node {
            Html::Text(words) => push(sections, words),
            Html::Element(element) if element.tag.heading_level().is_some() => {
                let anchor = element.anchor().map(str::to_owned);
                // The link of a heading to itself is its last child.
                let is_link = |node: &&Html| !matches!(node, Html::Element(it) if it.tag == Tag::A);
                let mut inner = vec![Section::default()];
                let words: Vec<Html> = element.children.iter().filter(is_link).cloned().collect();
                cut(&words, &mut inner);
                let title = inner.pop().map(|inner| inner.text).unwrap_or_default();
                sections.push(Section {
                    anchor: anchor.unwrap_or_default(),
                    title: title.trim().to_owned(),
                    text: String::new(),
                });
            }
            Html::Element(element) if element.tag == Tag::Button => {}
            Html::Element(element) => {
                cut(&element.children, sections);
                if is_apart(element.tag) {
                    push(sections, " ");
                }
            }
        }
    }
}

fn push(sections: &mut [Section], words: &str) {
    if let Some(section) = sections.last_mut()
        && section.text.len() < PROSE
    {
        section.text.push_str(words);
    }
}

/// Whether the words of an element are set apart from those around it.
fn is_apart(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::P
            | Tag::Div
            | Tag::Li
            | Tag::Td
            | Tag::Th
            | Tag::Pre
            | Tag::Br
            | Tag::Dt
            | Tag::Dd
            | Tag::Blockquote
            | Tag::Summary
    )
}
