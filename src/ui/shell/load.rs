//! Reading the site's own files.

use crate::adf;
use crate::browser::fetch::{self, FileError};
use crate::browser::rest;
use crate::json;
use crate::operation::Operation;
use crate::page::{Page, PageError};
use crate::site::{self, Problem, Site};
use std::sync::Arc;

/// The largest page file that is read, in bytes.
const PAGE_BYTES: usize = 16_000_000;

/// Why a file of the site cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// It could not be read.
    File(String, FileError),
    /// site.json is wrong.
    Site(Vec<Problem>),
    /// A page's file is wrong.
    Page(String, PageError),
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

pub(crate) async fn load_page(path: String) -> PageResult {
    let text = fetch::site_file(&path, PAGE_BYTES).await;
    let text = text.map_err(|error| Failure::File(path.clone(), error))?;
    let page = match json::parse(&text) {
        Ok(value) if adf::is_early(&value) => Page::of(&value),
        // What draws the other kinds of nodes comes with the rest of the program.
        _ => {
            rest::load().await;
            Page::read(&text)
        }
    };
    let page = page.map_err(|error| Failure::Page(path, error))?;
    let operations = page.operations();
    Ok(Arc::new(Loaded { page, operations }))
}
