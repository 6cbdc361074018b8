//! `obzor page`: a page of one kind as another, and what its author should look at.

use super::{complain, say};
use crate::adf::audit::{Fault, audit, media};
use crate::adf::shallow;
use crate::docs;
use crate::html::{Attribute, Html, UrlKind, encode};
use crate::i18n::Language;
use crate::json::{self, JsonError};
use crate::page::{Page, PageBlock, PageError};
use crate::site::PageFile;
use clap::ValueEnum;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What a page is written as.
#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// The elements of its text.
    Html,
    /// Markdown.
    Markdown,
    /// A page file of Obzor: of an export, or of a bare document.
    Json,
}

#[derive(clap::Args)]
pub(super) struct Options {
    /// A page: Markdown (.md), an Atlassian document, an array of tabs, an export of Confluence's storage.
    file: PathBuf,
    /// What it is written as, to the standard output.
    #[arg(long, value_enum)]
    to: Option<Form>,
    /// Says what an author should look at, a line each, and fails if there is anything: nodes that nobody
    /// knows, addresses that are not allowed, files of the site that are not there.
    #[arg(long)]
    check: bool,
    /// The language of the words around the text: ru or en.
    #[arg(long, default_value = "en")]
    language: String,
}

pub(super) fn main(options: &Options) -> ExitCode {
    let name = options.file.display();
    let language = Language::from_code(&options.language).unwrap_or(Language::En);
    let (page, value) = match open(&options.file, language, language) {
        Ok(opened) => opened,
        Err(line) => return complain(&line),
    };
    if let Some(form) = options.to {
        if matches!(form, Form::Json) && value.is_null() {
            return complain(&format!("{name}: Markdown is a page file already"));
        }
        let written = write(&page, &value, form, language);
        say(&mut std::io::stdout(), written.trim_end());
    }
    if !options.check {
        return ExitCode::SUCCESS;
    }
    let lines = findings(&options.file, &page, &value, language);
    for (pointer, what) in &lines {
        let place = if pointer.is_empty() { String::new() } else { format!(":{pointer}") };
        say(&mut std::io::stderr(), &format!("{name}{place}: {what}"));
    }
    if lines.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What an author should look at in a page that is written in a language, told in another one; the error says
/// why it cannot be read.
pub(super) fn look(
    path: &Path,
    own: Language,
    words: Language,
) -> Result<Vec<(String, String)>, String> {
    let (page, value) = open(path, own, words)?;
    Ok(findings(path, &page, &value, words))
}

/// A page, and its JSON if it is some; the error is in words.
fn open(path: &Path, own: Language, words: Language) -> Result<(Page, Value), String> {
    let name = path.display();
    let bytes = std::fs::read(path).map_err(|error| format!("{name}: {error}"))?;
    read(path, &String::from_utf8_lossy(&bytes), own).map_err(|error| match error {
        PageError::Json(error) => format!("{name}: {}", (words.messages().json_error)(&error)),
        PageError::Shape(found) => (words.messages().page_shape)(&name.to_string(), found),
    })
}

/// The page of a file, and its JSON if it is some.
fn read(path: &Path, text: &str, language: Language) -> Result<(Page, Value), PageError> {
    if PageFile::is_markdown(&path.to_string_lossy()) {
        let drawn = docs::draw(text, language);
        let blocks = vec![PageBlock::Drawn(drawn.html)];
        let page = Page { title: drawn.title, updated: drawn.updated, blocks, ..Page::default() };
        return Ok((page, Value::Null));
    }
    match json::parse(text) {
        Ok(value) => Ok((Page::of(&value)?, value)),
        Err(JsonError::Html) => {
            let value = export(text);
            Ok((Page::of(&value)?, value))
        }
        Err(_) => {
            let page = Page::read(text)?;
            Ok((page, shallow(text).unwrap_or_default()))
        }
    }
}

/// The documents in the bodies of the macros of an export (Confluence storage format: XHTML with
/// `<![CDATA[…]]>`).
fn export(text: &str) -> Value {
    let bodies = text.split("<![CDATA[").skip(1).filter_map(|part| part.split("]]>").next());
    let blocks = bodies.filter_map(|body| json::parse(body).ok());
    let blocks: Vec<Value> = blocks.filter(|body| body.is_array() || body.is_object()).collect();
    json!({ "blocks": blocks })
}

fn write(page: &Page, value: &Value, form: Form, language: Language) -> String {
    match form {
        Form::Html => encode(&page.draw(language)),
        Form::Markdown => {
            let title =
                if page.title.is_empty() { String::new() } else { format!("# {}\n\n", page.title) };
            title + &docs::to_markdown(&page.draw(language))
        }
        Form::Json => {
            let page = match value {
                Value::Object(members) if members.contains_key("blocks") => value.clone(),
                value => json!({ "blocks": [value] }),
            };
            serde_json::to_string_pretty(&page).unwrap_or_default()
        }
    }
}

/// What an author should look at: a pointer, empty in Markdown, and what is there.
fn findings(path: &Path, page: &Page, value: &Value, language: Language) -> Vec<(String, String)> {
    let folder = path.parent().unwrap_or(Path::new(""));
    // What stands in a page file is relative to the site, which begins where site.json is.
    let site = path.ancestors().skip(1).find(|folder| folder.join("site.json").exists());
    let folder = if value.is_null() { folder } else { site.unwrap_or(folder) };
    let is_missing = |address: &str| {
        let file = address.split(['?', '#']).next().unwrap_or_default();
        !file.is_empty() && !file.starts_with('/') && !folder.join(file).exists()
    };
    let found = audit(value).into_iter().filter_map(|finding| {
        let what = match &finding.fault {
            Fault::Unknown(kind) => (language.messages().node_not_drawn)(kind),
            Fault::Address(address) => (language.prose().refused)(address),
            Fault::Local(address) if is_missing(address) => (language.prose().no_file)(address),
            Fault::Local(_) => return None,
        };
        Some((finding.pointer.clone(), what.trim_end_matches(':').to_owned()))
    });
    let mut lines: Vec<(String, String)> = found.collect();
    for (id, file) in &page.files {
        if is_missing(file) {
            let words = (language.prose().no_file)(file);
            let pointer = format!("/files/{}", id.replace('~', "~0").replace('/', "~1"));
            lines.push((pointer, words));
        }
    }
    let is_known = |id: &str| page.files.iter().any(|(known, _)| known == id);
    for (pointer, id) in media(value) {
        if !is_known(&id) {
            lines.push((pointer, (language.prose().no_file)(&id)));
        }
    }
    for block in &page.blocks {
        if let PageBlock::Drawn(html) = block {
            links(html, &mut |address| {
                if is_missing(address) {
                    lines.push((String::new(), (language.prose().no_file)(address)));
                }
            });
            refused(html, &mut |address| {
                lines.push((String::new(), (language.prose().refused)(address)));
            });
        }
    }
    lines
}

/// The addresses of the site in a drawn page.
fn links(nodes: &[Html], found: &mut dyn FnMut(&str)) {
    for node in nodes {
        let Html::Element(element) = node else { continue };
        for attribute in &element.attributes {
            if let Attribute::Href(url) | Attribute::Picture(url, _) = attribute
                && url.kind() == UrlKind::Internal
            {
                found(url.as_str());
            }
        }
        links(&element.children, found);
    }
}

/// The addresses that could not become links.
fn refused(nodes: &[Html], found: &mut dyn FnMut(&str)) {
    for node in nodes {
        let Html::Element(element) = node else { continue };
        if element.attributes.contains(&Attribute::class("bad-link"))
            && let Some(Html::Element(address)) = element.children.last()
            && let Some(Html::Text(text)) = address.children.first()
        {
            let text = text.trim();
            found(text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text));
        }
        refused(&element.children, found);
    }
}
