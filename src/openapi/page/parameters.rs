//! Parameters by their place, and what fields of a form have in common with them.

use super::Pen;
use super::parts::{code, compact, inline, strong};
use super::security::listed;
use crate::html::{Html, Tag, classed, element, text};
use crate::openapi::Node;
use crate::openapi::operation::{Content, Described, Example, Header, In, Parameter};
use crate::openapi::schema::{self, Direction};

/// Parameters grouped by where they stand.
pub(super) fn draw<'a>(pen: &Pen<'_, 'a>, described: &Described<'a>, is_page: bool) -> Vec<Html> {
    let words = pen.words;
    let groups = [
        (In::Path, words.path_parameters),
        (In::Query, words.query_parameters),
        (In::QueryString, words.whole_query),
        (In::Header, words.header_parameters),
        (In::Cookie, words.cookie_parameters),
    ];
    let tag = if is_page { Tag::H3 } else { Tag::H4 };
    let mut content = Vec::new();
    for (place, title) in groups {
        let all = described.parameters.iter();
        let mut group: Vec<_> = all.filter(|one| one.place == place).collect();
        if place == In::Path {
            group.sort_by_key(|one| described.path.find(&format!("{{{}}}", one.name)));
        }
        if !group.is_empty() {
            content.push(element(tag, Vec::new(), vec![text(title)]));
            content.push(list(pen, &group));
        }
    }
    content
}

/// A list of parameters.
pub(super) fn list<'a>(pen: &Pen<'_, 'a>, parameters: &[&Parameter<'a>]) -> Html {
    let fields = parameters.iter().map(|parameter| {
        let mut notes = Vec::new();
        if let Some(written) = written_as(parameter) {
            notes.push(text(format!("{} ", pen.words.written_as)));
            notes.push(code(written));
        }
        if !parameter.is_sent() {
            notes.push(text(pen.words.not_sent));
        }
        Field {
            name: parameter.name,
            required: parameter.required,
            deprecated: parameter.deprecated,
            description: parameter.description,
            schema: parameter.schema.as_ref(),
            direction: Direction::Request,
            notes,
            examples: &parameter.examples,
        }
    });
    classed(Tag::Dl, "r-fields", fields.flat_map(|field| field.draw(pen)).collect())
}

/// The headers of a response.
pub(super) fn headers<'a>(pen: &Pen<'_, 'a>, headers: &[Header<'a>]) -> Html {
    let fields = headers.iter().map(|header| Field {
        name: header.name,
        required: header.required,
        deprecated: header.deprecated,
        description: header.description,
        schema: header.schema.as_ref(),
        direction: Direction::Response,
        notes: Vec::new(),
        examples: &header.examples,
    });
    classed(Tag::Dl, "r-fields", fields.flat_map(|field| field.draw(pen)).collect())
}

struct Field<'f, 'a> {
    name: &'a str,
    required: bool,
    deprecated: bool,
    description: &'a str,
    schema: Option<&'f Node<'a>>,
    direction: Direction,
    notes: Vec<Html>,
    examples: &'f [Example<'a>],
}

impl<'a> Field<'_, 'a> {
    fn draw(self, pen: &Pen<'_, 'a>) -> [Html; 2] {
        let words = pen.words;
        let class = if self.deprecated { "r-name r-old" } else { "r-name" };
        let mut term = vec![classed(Tag::Code, class, vec![text(self.name)])];
        let marks = [
            (self.required, "r-required", words.required),
            (self.deprecated, "r-badge r-deprecated", words.deprecated),
        ];
        for (_, class, words) in marks.into_iter().filter(|(is, ..)| *is) {
            term.push(text(" "));
            term.push(strong(class, words));
        }
        let mut about = self.summary(pen);
        if !self.description.is_empty() {
            about.push(classed(Tag::Div, "r-text", compact(pen, self.description)));
        }
        if !self.notes.is_empty() {
            about.push(classed(Tag::P, "hint", self.notes));
        }
        about.extend(examples(pen, self.examples));
        [element(Tag::Dt, Vec::new(), term), element(Tag::Dd, Vec::new(), about)]
    }

    fn summary(&self, pen: &Pen<'_, 'a>) -> Vec<Html> {
        let Some(node) = self.schema else {
            return Vec::new();
        };
        let summary = schema::summary(pen.reading, node, &pen.look(self.direction));
        vec![classed(Tag::Div, "r-type", summary)]
    }
}

/// Examples in lines: one for each, or all in one line if none has a name.
fn examples(pen: &Pen<'_, '_>, examples: &[Example<'_>]) -> Vec<Html> {
    let content = |example: &Example<'_>| match example.content {
        Content::Value(value) => code(inline(value)),
        Content::Text(text) | Content::External(text) => code(text),
    };
    let words = pen.words;
    match examples {
        [] => Vec::new(),
        all if all.iter().all(|example| example.name.is_empty()) => {
            let label = if all.len() == 1 { words.example } else { words.examples };
            let mut line = vec![text(format!("{label}: "))];
            line.extend(listed(all.iter().map(content)));
            vec![classed(Tag::P, "r-example", line)]
        }
        all => {
            let item = |example: &Example<'_>| {
                let named = [example.summary, example.name];
                let name = named.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
                let mut line = vec![content(example), text(format!(" — {name}"))];
                if !example.description.is_empty() {
                    line.push(text(". "));
                    line.extend(compact(pen, example.description));
                }
                element(Tag::Li, Vec::new(), line)
            };
            let list = classed(Tag::Ul, "r-examples", all.iter().map(item).collect());
            vec![classed(Tag::P, "r-example", vec![text(format!("{}:", words.examples))]), list]
        }
    }
}

/// How the author says that it is written, if he does.
fn written_as(parameter: &Parameter<'_>) -> Option<String> {
    let keys = ["style", "explode", "allowReserved", "allowEmptyValue", "collectionFormat"];
    let said = |key: &&str| {
        let value = parameter.node.value.get(*key)?;
        Some(format!("{key}: {}", inline(value)))
    };
    let mut said: Vec<String> = keys.iter().filter_map(said).collect();
    if !parameter.media_type.is_empty() {
        said.insert(0, parameter.media_type.to_owned());
    }
    (!said.is_empty()).then(|| said.join(", "))
}
