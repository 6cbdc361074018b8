//! Reading the site's own files.

use crate::adf;
use crate::browser::fetch::{self, FileError};
use crate::browser::thread::{self, Program};
use crate::browser::{clock, rest};
use crate::json;
use crate::operation::Operation;
use crate::page::{Page, PageError};
use crate::site::{self, PageFile, Problem, Site};
use crate::ui::state::Store;
use leptos::prelude::*;
use serde_json::{Value, json};
use std::sync::Arc;

/// The largest page file that is read, in bytes.
const PAGE_BYTES: usize = 16_000_000;

/// A page of more bytes takes more than one turn.
const LONG: usize = 100_000;

/// Why a file of the site cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// It could not be read.
    File(String, FileError),
    /// site.json is wrong.
    Site(Vec<Problem>),
    /// A page's file is wrong.
    Page(String, PageError),
    /// There is no page of that id.
    NoPage(String),
    /// The program that draws a page could not be loaded.
    NotDrawn,
}

/// A page, and the operations of its tables.
pub(crate) struct Loaded {
    pub(crate) page: Page,
    pub(crate) operations: Vec<Operation>,
}

/// A page's file, read or not.
pub(crate) type PageResult = Result<Arc<Loaded>, Failure>;

pub(super) async fn load_site() -> Result<Site, Failure> {
    let path = "site.json";
    let text = fetch::site_file(path, site::MAX_BYTES).await;
    let text = text.map_err(|error| Failure::File(path.to_owned(), error))?;
    Site::read(&text).map_err(Failure::Site)
}

/// The text of a page's file.
pub(crate) async fn site_file(path: &str) -> Result<String, Failure> {
    let text = fetch::site_file(path, PAGE_BYTES).await;
    text.map_err(|error| Failure::File(path.to_owned(), error))
}

pub(crate) async fn load_page(store: Store, path: String) -> PageResult {
    let text = site_file(&path).await?;
    let page = if PageFile::is_markdown(&path) {
        Box::pin(markdown(store, &path, &text)).await?
    } else {
        document(&text).await.map_err(|error| Failure::Page(path, error))?
    };
    let operations = page.operations();
    Ok(Arc::new(Loaded { page, operations }))
}

/// A page in JSON.
async fn document(text: &str) -> Result<Page, PageError> {
    let value = json::parse(text);
    if !value.as_ref().is_ok_and(adf::is_early) {
        // What draws the other kinds of nodes comes with the rest of the program.
        rest::load().await;
    }
    // A long one is read and made in turns of their own, so that the page answers in between.
    let is_long = text.len() > LONG;
    if is_long {
        clock::sleep(0).await;
    }
    let page = match value {
        Ok(value) => Page::of(&value),
        Err(_) => Page::read(text),
    };
    if is_long {
        clock::sleep(0).await;
    }
    page
}

/// The id of the page of each file, also of an earlier version.
pub(crate) fn pages_by_file(store: Store) -> Value {
    let mut pages = serde_json::Map::new();
    for page in &store.site().pages {
        let files = page.versions.iter().map(|version| &version.file).chain([&page.file]);
        for (_, file) in files.flat_map(|file| &file.0) {
            pages.insert(file.trim_start_matches(['.', '/']).to_owned(), page.id.clone().into());
        }
    }
    Value::Object(pages)
}

/// A page in Markdown, drawn by a program of its own; what shows it comes with the rest of this one.
async fn markdown(store: Store, path: &str, text: &str) -> Result<Page, Failure> {
    rest::load().await;
    let question = json!({
        "text": text,
        "path": path,
        "language": store.language.get_untracked().code(),
        "pages": pages_by_file(store),
    });
    let drawn = thread::ask(Program::Docs, "page", &question).await;
    drawn.map(|drawn| Page::of_drawn(&drawn)).ok_or(Failure::NotDrawn)
}
