//! Where each place of the app stands as a file, in each language.

use super::Failure;
use crate::i18n::Language;
use crate::nav::Route;
use crate::request::encode;
use crate::site::{Api, Localized, PageFile, Site};
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// The folder of the pages that need no program.
const FOLDER: &str = "read";

/// The files, by their places in the app.
pub(super) struct Catalogue {
    /// The first language, whose files stand without its code.
    first: Language,
    files: HashMap<(&'static str, String), String>,
    taken: HashSet<String>,
    /// The descriptions that are read, each with what it is of.
    pub(super) readings: Vec<super::description::Reading>,
}

impl Catalogue {
    pub(super) fn new(site: &Site, folder: &Path) -> Result<Self, Failure> {
        let first = site.languages.first().copied().unwrap_or(Language::En);
        let mut catalogue =
            Self { first, files: HashMap::new(), taken: HashSet::new(), readings: Vec::new() };
        for page in &site.pages {
            for language in catalogue.languages(site, &page.file) {
                catalogue.place(language, &page_route(page), &page.id);
            }
        }
        for api in site.apis.iter().filter(|api| is_drawn(api)) {
            for language in catalogue.languages(site, &api.description) {
                let reading = super::description::Reading::new(api, language, folder)?;
                for (route, name) in reading.places() {
                    catalogue.place(language, &route, &format!("{}/{name}", api.id));
                }
                catalogue.readings.push(reading);
            }
        }
        Ok(catalogue)
    }

    /// The languages in which a file is there: one without languages is there in the first alone.
    pub(super) fn languages(&self, site: &Site, file: &Localized) -> Vec<Language> {
        let own = |language: &&Language| file.0.iter().any(|(found, _)| *found == Some(**language));
        let found: Vec<Language> = site.languages.iter().filter(own).copied().collect();
        if found.is_empty() { vec![self.first] } else { found }
    }

    fn place(&mut self, language: Language, route: &Route, name: &str) {
        let folder = if language == self.first {
            FOLDER.to_owned()
        } else {
            format!("{FOLDER}/{}", language.code())
        };
        let name: Vec<String> = name.split('/').map(safe).collect();
        let stem = format!("{folder}/{}", name.join("/"));
        let mut path = format!("{stem}.html");
        // File systems may not tell cases apart.
        for number in 2.. {
            if self.taken.insert(path.to_lowercase()) {
                break;
            }
            path = format!("{stem}-{number}.html");
        }
        self.files.insert((language.code(), route.to_hash()), path);
    }

    /// The file of a place in a language, else in any other.
    pub(super) fn file(&self, language: Language, route: &Route) -> Option<&str> {
        let hash = route.to_hash();
        let languages = std::iter::once(language).chain(Language::ALL.iter().copied());
        let mut found =
            languages.filter_map(|language| self.files.get(&(language.code(), hash.clone())));
        found.next().map(String::as_str)
    }

    /// The same place in other languages.
    pub(super) fn others(&self, language: Language, route: &Route) -> Vec<(Language, String)> {
        let hash = route.to_hash();
        let others = Language::ALL.iter().filter(|other| **other != language);
        let file = |other: &Language| {
            Some((*other, self.files.get(&(other.code(), hash.clone()))?.clone()))
        };
        others.filter_map(file).collect()
    }
}

/// An earlier version is for readers, not for search engines; what lies elsewhere is read by the app alone.
pub(super) fn is_drawn(api: &Api) -> bool {
    let is_here = !api.description.0.iter().any(|(_, file)| is_elsewhere(file));
    !api.description.0.is_empty() && is_here && api.earlier_of.is_none()
}

/// Whether a file is not the site's own: the commands ask no network.
pub(in crate::cli) fn is_elsewhere(file: &str) -> bool {
    file.contains("://")
}

pub(super) fn page_route(page: &PageFile) -> Route {
    Route { page: page.id.clone(), ..Route::default() }
}

/// A name that every file system and every address bar takes as it is.
fn safe(name: &str) -> String {
    let kept =
        name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '_' | '.') { c } else { '-' });
    let name: String = kept.take(120).collect();
    let name = name.trim_matches(['-', '.']);
    if name.is_empty() { "page".to_owned() } else { name.to_owned() }
}

/// The twin in Markdown of a page.
pub(super) fn twin(path: &str) -> String {
    format!("{}.md", path.trim_end_matches(".html"))
}

/// The address of a file: what is not ASCII is percent-encoded (RFC 3986 §2.1).
pub(super) fn address(path: &str) -> String {
    path.split('/').map(encode::path_segment).collect::<Vec<_>>().join("/")
}

/// The way from a file to the folder of the site.
pub(super) fn up(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}
