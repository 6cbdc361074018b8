//! A page's file: a header, texts and any number of `Tabs` blocks.
//!
//! Three shapes are read: an object `{title, lead, blocks}`, a bare `Tabs` array, a bare ADF document.

use crate::adf::html::Heading;
use crate::adf::{self, Node};
use crate::html::{self, Html};
use crate::i18n::Language;
use crate::json::{self, JsonError, kind};
use crate::operation::Operation;
use serde_json::Value;
use std::sync::Arc;

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its header; may be empty.
    pub title: String,
    /// What it is about, in a paragraph; may be empty.
    pub lead: String,
    /// The addresses of its pictures and files, by the ids that its documents name them with.
    pub files: Vec<(String, String)>,
    /// When it was changed last, as its author says; may be empty.
    pub updated: String,
    /// Its headings, if it is Markdown.
    pub headings: Vec<Heading>,
    /// What it holds.
    pub blocks: Vec<PageBlock>,
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageBlock {
    /// A document.
    Document(Arc<Vec<Node>>),
    /// Tabs.
    Tabs(Vec<Tab>),
    /// What is drawn already: a page in Markdown.
    Drawn(Vec<Html>),
    /// Something that is neither; its kind.
    Unknown(String),
}

/// A tab with its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Unique in the page, for deep links.
    pub id: String,
    /// The label, without blanks around it.
    pub label: String,
    /// What it holds.
    pub content: Vec<Node>,
}

/// Why a file is no page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageError {
    /// It is not JSON.
    Json(JsonError),
    /// It is JSON of another shape: what it is.
    Shape(&'static str),
}

impl Page {
    /// Reads a page's file.
    pub fn read(text: &str) -> Result<Self, PageError> {
        match json::parse(text) {
            Err(JsonError::TooDeep(at)) => match adf::shallow(text) {
                Some(value) => Self::of(&value),
                None => Err(PageError::Json(JsonError::TooDeep(at))),
            },
            read => Self::of(&read.map_err(PageError::Json)?),
        }
    }

    /// A page of what the program of the documents has drawn: `{title, updated, html, headings}`.
    pub fn of_drawn(drawn: &Value) -> Self {
        let headings = drawn.get("headings").and_then(Value::as_array).into_iter().flatten();
        let heading = |value: &Value| {
            let word = |at: usize| value.get(at).and_then(Value::as_str);
            Some(Heading {
                level: word(0)?.parse().ok()?,
                anchor: word(1)?.to_owned(),
                text: word(2)?.to_owned(),
            })
        };
        Self {
            title: string(drawn, "title"),
            updated: string(drawn, "updated"),
            headings: headings.filter_map(heading).collect(),
            blocks: vec![PageBlock::Drawn(html::from_value(
                drawn.get("html").unwrap_or(&Value::Null),
            ))],
            ..Self::default()
        }
    }

    /// A page of a file's JSON.
    pub fn of(value: &Value) -> Result<Self, PageError> {
        let mut reader = Reader::default();
        match value {
            Value::Array(_) => Ok(Self { blocks: vec![reader.block(value)], ..Self::default() }),
            value if adf::is_document(value) => {
                Ok(Self { blocks: vec![reader.block(value)], ..Self::default() })
            }
            Value::Object(object) => {
                let Some(Value::Array(blocks)) = object.get("blocks") else {
                    return Err(PageError::Shape("object"));
                };
                Ok(Self {
                    title: string(value, "title"),
                    lead: string(value, "lead"),
                    files: files(value),
                    updated: string(value, "updated"),
                    headings: Vec::new(),
                    blocks: blocks.iter().map(|block| reader.block(block)).collect(),
                })
            }
            other => Err(PageError::Shape(kind(other))),
        }
    }

    /// The whole page as it is drawn, without its title.
    pub fn draw(&self, language: Language) -> Vec<Html> {
        let look = adf::html::Look { language, files: &self.files };
        let mut drawn = Vec::new();
        if !self.lead.is_empty() {
            drawn.push(html::classed(html::Tag::P, "lead", vec![html::text(&self.lead)]));
        }
        for block in &self.blocks {
            match block {
                PageBlock::Document(nodes) => drawn.append(&mut adf::html::draw(nodes, look)),
                PageBlock::Tabs(tabs) => {
                    let tabs = tabs.iter();
                    let tabs =
                        tabs.map(|tab| (tab.label.clone(), adf::html::draw(&tab.content, look)));
                    drawn.push(html::labelled(language.messages().page_tabs, tabs.collect()));
                }
                PageBlock::Drawn(html) => drawn.extend(html.iter().cloned()),
                PageBlock::Unknown(kind) => {
                    let note = (language.messages().block_unknown)(kind);
                    drawn.push(html::classed(html::Tag::P, "not-drawn", vec![html::text(note)]));
                }
            }
        }
        drawn
    }

    /// Every operation of the page, in order, without repetition.
    pub fn operations(&self) -> Vec<Operation> {
        let mut found: Vec<Operation> = Vec::new();
        let all = self.blocks.iter().flat_map(|block| match block {
            PageBlock::Document(nodes) => adf::table::operations(nodes),
            PageBlock::Tabs(tabs) => {
                tabs.iter().flat_map(|tab| adf::table::operations(&tab.content)).collect()
            }
            PageBlock::Drawn(html) => html::sources(html)
                .into_iter()
                .filter_map(|source| Operation::from_source(source).ok())
                .collect(),
            PageBlock::Unknown(_) => Vec::new(),
        });
        for mut operation in all {
            if found.iter().any(|other| other.source == operation.source) {
                continue;
            }
            // Another row of the same method and path, with other data.
            let base = operation.id.clone();
            let mut number = 2;
            while found.iter().any(|other| other.id == operation.id) {
                operation.id = format!("{base} #{number}");
                number += 1;
            }
            found.push(operation);
        }
        found
    }
}

#[derive(Default)]
struct Reader {
    ids: std::collections::BTreeSet<String>,
}

impl Reader {
    fn block(&mut self, value: &Value) -> PageBlock {
        match value {
            Value::String(_) => PageBlock::Document(Arc::new(vec![Node::Block(
                adf::Block::Paragraph,
                adf::document(value),
            )])),
            Value::Array(items) => self.tabs(items),
            value if adf::is_document(value) => PageBlock::Document(Arc::new(adf::document(value))),
            Value::Object(object) => match object.get("tabs") {
                Some(Value::Array(items)) => self.tabs(items),
                _ => PageBlock::Unknown(match object.get("type").and_then(Value::as_str) {
                    Some(name) => name.to_owned(),
                    None => "object".to_owned(),
                }),
            },
            other => PageBlock::Unknown(kind(other).to_owned()),
        }
    }

    fn tabs(&mut self, items: &[Value]) -> PageBlock {
        let tabs = items.iter().filter(|item| item.is_object()).enumerate();
        PageBlock::Tabs(tabs.map(|(index, item)| self.tab(index + 1, item)).collect())
    }

    fn tab(&mut self, number: usize, item: &Value) -> Tab {
        let stated = string(item, "id");
        let base = if stated.is_empty() { format!("tab-{number}") } else { stated };
        let mut id = base.clone();
        let mut again = 2;
        while !self.ids.insert(id.clone()) {
            id = format!("{base}-{again}");
            again += 1;
        }
        let label = string(item, "label").trim().to_owned();
        let label = if label.is_empty() { number.to_string() } else { label };
        Tab { id, label, content: adf::content(item.get("content").unwrap_or(&Value::Null)) }
    }
}

fn string(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().trim().to_owned()
}

/// The member `files`: an address for each id.
fn files(value: &Value) -> Vec<(String, String)> {
    let members = value.get("files").and_then(Value::as_object).into_iter().flatten();
    let named = members.filter_map(|(id, path)| Some((id.clone(), path.as_str()?.to_owned())));
    named.collect()
}
