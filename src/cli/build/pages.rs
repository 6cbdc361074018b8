//! The pages of the site.

use super::catalogue::{Catalogue, page_route};
use super::settle::Place;
use super::{Failure, Sheet, told};
use crate::docs;
use crate::html::{Attribute, Html, Tag, Url, classed, element, text};
use crate::i18n::Language;
use crate::page::{Page, PageBlock, PageError};
use crate::site::{PageFile, Site};
use serde_json::Value;
use std::path::Path;

/// Draws every page in every language that it has.
pub(super) fn draw(
    site: &Site,
    catalogue: &Catalogue,
    folder: &Path,
    put: &mut dyn FnMut(Sheet) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let ids = ids(site);
    for page in &site.pages {
        for language in catalogue.languages(site, &page.file) {
            put(sheet(site, catalogue, (page, language), (folder, &ids))?)?;
        }
    }
    Ok(())
}

/// The id of the page of each file.
fn ids(site: &Site) -> Value {
    let files =
        site.pages.iter().flat_map(|page| page.file.0.iter().map(move |(_, file)| (file, page)));
    let pairs = files.map(|(file, page)| {
        (file.trim_start_matches(['.', '/']).to_owned(), Value::from(page.id.clone()))
    });
    Value::Object(pairs.collect())
}

fn sheet(
    site: &Site,
    catalogue: &Catalogue,
    (page, language): (&PageFile, Language),
    (folder, ids): (&Path, &Value),
) -> Result<Sheet, Failure> {
    let file = page.file.get(language);
    let path = folder.join(file);
    let source = std::fs::read(&path).map_err(|error| told(&path, &error))?;
    let source = String::from_utf8_lossy(&source);
    let read = if PageFile::is_markdown(file) {
        let mut drawn = docs::draw(&source, language);
        docs::relink(&mut drawn.html, file, ids);
        let blocks = vec![PageBlock::Drawn(drawn.html)];
        Page { title: drawn.title, updated: drawn.updated, blocks, ..Page::default() }
    } else {
        let name = path.display().to_string();
        Page::read(&source).map_err(|error| match error {
            PageError::Json(error) => {
                format!("{name}: {}", (Language::En.messages().json_error)(&error))
            }
            PageError::Shape(found) => (Language::En.messages().page_shape)(&name, found),
        })?
    };
    let route = page_route(page);
    let target = catalogue.file(language, &route).unwrap_or_default().to_owned();
    let place =
        Place { catalogue, language, path: &target, route: &route, opened: &|_| Vec::new() };
    let title = if read.title.is_empty() {
        page.title.get(language).to_owned()
    } else {
        read.title.clone()
    };
    let html = place.settle(read.draw(language));
    let beside = place.settle(group(site, page, language));
    Ok(Sheet {
        title,
        html,
        hash: route.to_hash(),
        beside,
        others: catalogue.others(language, &route),
        language,
        path: target,
    })
}

/// The pages of the group of a page.
fn group(site: &Site, here: &PageFile, language: Language) -> Vec<Html> {
    let Some(group) = here.groups.first() else { return Vec::new() };
    let link = |page: &PageFile| {
        let mut attributes = vec![Attribute::class("row-link")];
        attributes.extend(Url::check(&page_route(page).to_hash()).map(Attribute::Href));
        if page.id == here.id {
            attributes.push(Attribute::Current);
        }
        let link = element(Tag::A, attributes, vec![text(page.title.get(language))]);
        element(Tag::Li, Vec::new(), vec![link])
    };
    let pages = site.pages.iter().filter(|page| page.groups.first() == Some(group));
    vec![
        classed(Tag::P, "guides-title", vec![text(group.get(language))]),
        classed(Tag::Ul, "contents-list", pages.map(link).collect()),
    ]
}
