//! The pages of the site as the search knows them: read once a language, when the search is first used.

use crate::browser::thread::{self, Program};
use crate::i18n::Language;
use crate::ui::shell::site_file;
use crate::ui::state::Store;
use leptos::prelude::*;
use serde_json::json;

/// Has the program of the documents learn every page of the site in the language of now; a page that
/// cannot be read is not found, and says why when it is opened. True if that was done now.
pub(super) async fn learn(store: Store) -> bool {
    let language = store.language.get_untracked();
    // Known, or being learnt.
    if store.learnt.get_value().is_some_and(|(known, _)| known == language) {
        return false;
    }
    store.learnt.set_value(Some((language, false)));
    thread::ask(Program::Shelf, "forget", &json!({})).await;
    for page in &store.site().pages {
        let path = page.file.get(language);
        let Ok(text) = site_file(path).await else { continue };
        // The reader may have chosen another language meanwhile, whose pages are learnt now.
        if store.learnt.get_value() != Some((language, false)) {
            return false;
        }
        let title = page.title.get(language);
        let input = question(language, &page.id, title, path, &text);
        thread::ask(Program::Shelf, "learn", &input).await;
    }
    store.learnt.set_value(Some((language, true)));
    true
}

fn question(
    language: Language,
    id: &str,
    title: &str,
    path: &str,
    text: &str,
) -> serde_json::Value {
    json!({ "id": id, "title": title, "path": path, "text": text, "language": language.code() })
}
