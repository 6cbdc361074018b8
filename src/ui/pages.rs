//! Which page the address names, and its file.

use super::kit::{effect, memo};
use super::shell::{Failure, load_page};
use super::state::Store;
use crate::browser::{dom, page};
use crate::i18n::Language;
use crate::site::PageFile;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A page that is to be shown.
#[derive(Clone, PartialEq, Eq)]
struct Wanted {
    /// What the address names.
    id: String,
    /// Its file; `None` if the site has no such page.
    path: Option<String>,
    language: Language,
}

impl Store {
    /// The page of the address, as site.json has it; the first one for an address that names none.
    pub fn page_file(self) -> Option<PageFile> {
        let site = self.site();
        self.route.with(|route| {
            let found = site.pages.iter().find(|page| page.id == route.page);
            found.or_else(|| site.pages.first().filter(|_| route.page.is_empty())).cloned()
        })
    }

    /// Whether the page of the address is a guide: text with operations in it, not beside a console.
    pub fn is_guide(self) -> bool {
        let file = self.page_file();
        file.is_some_and(|page| PageFile::is_markdown(page.file.get(self.language.get())))
    }

    /// Reads the page's file whenever the address or the language names another one.
    pub(super) fn follow_page(self) {
        let wanted = memo(move || {
            if self.is_reference.get() || self.is_log() {
                return None;
            }
            let language = self.language.get();
            let path = self.page_file().map(|page| page.file.get(language).to_owned());
            Some(Wanted { id: self.route.with(|route| route.page.clone()), path, language })
        });
        let before = StoredValue::new(None::<String>);
        effect(move || {
            let Some(page) = wanted.get() else {
                before.set_value(Some(String::new()));
                return;
            };
            spawn_local(async move {
                let result = match &page.path {
                    Some(path) => load_page(self, path.clone()).await,
                    None => Err(Failure::NoPage(page.id.clone())),
                };
                // The reader may have gone on in the meantime.
                if wanted.with_untracked(|now| now.as_ref() != Some(&page)) {
                    return;
                }
                self.page.set(Some(result));
                if before.with_value(|before| before.as_ref().is_some_and(|id| *id != page.id)) {
                    self.begin_page();
                }
                before.set_value(Some(page.id));
            });
        });
    }

    /// Another page is read from its beginning, by whoever listens to it too.
    fn begin_page(self) {
        if self.route.with_untracked(|route| route.at.is_none()) {
            page::scroll_to_top();
        }
        dom::focus_main();
    }
}
