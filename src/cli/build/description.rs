//! The pages of an API description: its first page, its tags, its operations.

use super::catalogue::Catalogue;
use super::settle::Place;
use super::{Failure, Sheet, told};
use crate::contents::{Contents, Group, Row, verb_class};
use crate::html::{self, Attribute, Html, Tag, Url, classed, element, text};
use crate::i18n::Language;
use crate::json;
use crate::nav::Route;
use crate::reader::Reader;
use crate::site::Api;
use crate::yaml;
use serde_json::Value;
use std::cell::RefCell;
use std::path::{Path, PathBuf};

/// A description in a language.
pub(in crate::cli) struct Reading {
    id: String,
    language: Language,
    folder: PathBuf,
    reader: RefCell<Reader>,
    groups: Vec<(Group, Vec<Row>)>,
}

impl Reading {
    pub(in crate::cli) fn new(
        api: &Api,
        language: Language,
        folder: &Path,
    ) -> Result<Self, Failure> {
        let file = api.description.get(language);
        let source = load(&folder.join(file))?;
        let mut reader = Reader::default();
        reader.begin(file, source.len());
        reader.feed(source.as_bytes());
        let mut reading = Self {
            id: api.id.clone(),
            language,
            folder: folder.to_owned(),
            reader: RefCell::new(reader),
            groups: Vec::new(),
        };
        let contents = reading.ask("contents", &Value::Null);
        if contents.get("is_description").and_then(Value::as_bool) != Some(true) {
            return Err(format!(
                "{}: {}",
                folder.join(file).display(),
                Language::En.contents().file_too_odd
            ));
        }
        let contents = Contents::from_value(contents.get("groups").unwrap_or(&Value::Null));
        for group in contents.groups.into_iter().filter(|group| !group.is_schemas()) {
            let question =
                serde_json::json!({ "group": group.number, "from": 0, "to": group.count });
            let rows = reading.ask("rows", &question);
            let rows = rows.as_array().into_iter().flatten().map(Row::from_value).collect();
            reading.groups.push((group, rows));
        }
        Ok(reading)
    }

    /// Asks, and reads the files that a `$ref` leads to on the way.
    fn ask(&self, call: &str, input: &Value) -> Value {
        let input = input.to_string();
        loop {
            let answer = self.reader.borrow_mut().answer(call, &input);
            let answer = json::parse(&answer).unwrap_or_default();
            let Some(wanted) = answer.get("wanted").and_then(Value::as_array) else {
                return answer;
            };
            for url in wanted.iter().filter_map(Value::as_str) {
                let mut reader = self.reader.borrow_mut();
                match load(&self.folder.join(url)) {
                    Ok(source) => reader.add(url, &source),
                    Err(_) => reader.lost(url),
                }
            }
        }
    }

    fn overview(&self) -> Route {
        Route { page: self.id.clone(), ..Route::default() }
    }

    fn operation(&self, row: &Row) -> Route {
        Route { operation: Some(row.key.clone()), ..self.overview() }
    }

    /// The places of the app that become files, with the names of these.
    pub(super) fn places(&self) -> Vec<(Route, String)> {
        let mut places = vec![(self.overview(), "index".to_owned())];
        for (_, rows) in &self.groups {
            places.extend(rows.iter().map(|row| (self.operation(row), row.key.clone())));
        }
        places
    }

    /// Gives every page of it, in a language, with what is closed on it.
    pub(in crate::cli) fn all(&self, language: Language, take: &mut dyn FnMut(&[Html])) {
        self.each(language, &mut |page| {
            take(&html::from_value(page.get("html").unwrap_or(&Value::Null)));
        });
    }

    /// Gives the answer for every page of it, in a language.
    pub(in crate::cli) fn each(&self, language: Language, take: &mut dyn FnMut(&Value)) {
        for (route, _) in self.places() {
            let question =
                serde_json::json!({ "operation": route.operation, "language": language.code() });
            take(&self.ask("page", &question));
        }
    }

    /// The list beside a page: all groups, and the operations of the one that is read.
    fn list(&self, here: Option<(usize, usize)>) -> Vec<Html> {
        let words = self.language.contents();
        let mut lines = Vec::new();
        let mut section = "";
        for (number, (group, rows)) in self.groups.iter().enumerate() {
            if group.section != section && !group.section.is_empty() {
                lines.push(classed(Tag::Li, "contents-section", vec![text(&group.section)]));
            }
            section = &group.section;
            let title = match (group.title.as_str(), group.kind.as_str()) {
                ("", "webhooks") => words.webhooks,
                ("", _) => words.other,
                (title, _) => title,
            };
            let first = rows
                .first()
                .map(|row| self.operation(row).to_hash())
                .and_then(|hash| Url::check(&hash));
            let is_here = here.is_some_and(|(group, _)| group == number);
            let link = element(
                Tag::A,
                std::iter::once(Attribute::class("row-link"))
                    .chain(first.map(Attribute::Href))
                    .collect(),
                vec![element(Tag::Strong, Vec::new(), vec![text(title)])],
            );
            lines.push(element(Tag::Li, Vec::new(), vec![link]));
            for (index, row) in rows.iter().enumerate().filter(|_| is_here) {
                let mut attributes = vec![Attribute::class("row-link")];
                attributes.extend(Url::check(&self.operation(row).to_hash()).map(Attribute::Href));
                if here == Some((number, index)) {
                    attributes.push(Attribute::Current);
                }
                let badge = vec![text(row.method.to_ascii_uppercase())];
                let badge = classed(Tag::Span, verb_class(&row.method), badge);
                let children = vec![badge, text(" "), text(&row.title)];
                lines.push(element(
                    Tag::Li,
                    Vec::new(),
                    vec![element(Tag::A, attributes, children)],
                ));
            }
        }
        vec![classed(Tag::Ul, "contents-list", lines)]
    }

    fn sheet(
        &self,
        catalogue: &Catalogue,
        route: &Route,
        here: Option<(usize, usize)>,
    ) -> Option<Sheet> {
        let question = serde_json::json!({
            "operation": route.operation, "tag": route.tag, "page": route.page,
            "language": self.language.code(),
        });
        let answer = self.ask("page", &question);
        let html = html::from_value(answer.get("html")?);
        let path = catalogue.file(self.language, route)?.to_owned();
        let opened = |question: &str| {
            let input =
                serde_json::json!({ "question": question, "language": self.language.code() });
            html::from_value(&self.ask("opened", &input))
        };
        let place =
            Place { catalogue, language: self.language, path: &path, route, opened: &opened };
        let title = answer.get("title").and_then(Value::as_str).unwrap_or_default();
        let mut html = place.settle(html);
        // The title stands above the text of every page.
        if matches!(html.first(), Some(Html::Element(first)) if first.tag == Tag::H1) {
            html.remove(0);
        }
        Some(Sheet {
            title: title.to_owned(),
            html,
            hash: route.to_hash(),
            beside: place.settle(self.list(here)),
            others: catalogue.others(self.language, route),
            language: self.language,
            path,
        })
    }
}

/// Draws the pages of every description.
pub(super) fn draw(
    catalogue: &Catalogue,
    put: &mut dyn FnMut(Sheet) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for reading in &catalogue.readings {
        if let Some(sheet) = reading.sheet(catalogue, &reading.overview(), None) {
            put(sheet)?;
        }
        for (number, (_, rows)) in reading.groups.iter().enumerate() {
            for (index, row) in rows.iter().enumerate() {
                let sheet =
                    reading.sheet(catalogue, &reading.operation(row), Some((number, index)));
                if let Some(sheet) = sheet {
                    put(sheet)?;
                }
            }
        }
    }
    Ok(())
}

/// The text of a description as JSON.
fn load(path: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|error| told(path, &error))?;
    let source = String::from_utf8_lossy(&bytes).into_owned();
    if !yaml::looks_like_yaml(&source) {
        return Ok(source);
    }
    yaml::to_json(&source).map_err(|error| format!("{}: {:?}", path.display(), error.position()))
}
