//! Two versions of a page, chosen by the reader, and what differs between them.

use super::{Arc, copy, html_view, skeleton};
use crate::browser::thread::{self, Program};
use crate::html::{self, Html};
use crate::i18n::Language;
use crate::site::{PageFile, Version};
use crate::ui::kit::{Tone, effect, memo, notice, on_value};
use crate::ui::shell::{pages_by_file, site_file};
use crate::ui::state::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;

/// The versions of the address: the older one and the newer one, empty for the page itself.
pub(in crate::ui) fn asked(store: Store) -> Option<(String, String)> {
    let asked = store.route.with(|route| route.compare.clone())?;
    let (old, new) = asked.split_once("..").unwrap_or((&asked, ""));
    Some((old.to_owned(), new.to_owned()))
}

fn ask(store: Store, old: &str, new: &str) {
    store.route.update(|route| {
        route.compare = match (old, new) {
            ("", _) => None,
            (old, "") => Some(old.to_owned()),
            (old, new) => Some(format!("{old}..{new}")),
        };
    });
}

/// The choice of two versions: of these, and the one of now.
#[inline(never)]
pub(in crate::ui) fn choice(store: Store, versions: &[Version]) -> AnyView {
    let words = move || store.language.get().guide();
    let versions = Arc::new(versions.to_vec());
    let chosen = memo(move || asked(store));
    let is_comparing = memo(move || chosen.with(Option::is_some));
    let old = memo(move || chosen.get().unwrap_or_default().0);
    let new = memo(move || chosen.get().unwrap_or_default().1);
    let newer = versions.clone();
    let second = move || {
        let change = on_value(move |id| ask(store, &old.get_untracked(), &id));
        let view = view! {
            <label for="compare-new">{move || words().compare_to}</label>
            <select id="compare-new" on:change=change>
                {option(new, "", move || words().this_version.to_owned())}
                {options(store, new, &newer)}
            </select>
        };
        is_comparing.get().then(|| view.into_any())
    };
    let change = on_value(move |id| ask(store, &id, &new.get_untracked()));
    view! {
        <label for="compare-old">{move || words().compare}</label>
        <select id="compare-old" on:change=change>
            {option(old, "", move || words().do_not_compare.to_owned())}
            {options(store, old, &versions)}
        </select>
        {second}
    }
    .into_any()
}

fn options(store: Store, chosen: Memo<String>, versions: &[Version]) -> Vec<AnyView> {
    let one = |version: &Version| {
        let title = version.title.clone();
        option(chosen, &version.id, move || title.get(store.language.get()).to_owned())
    };
    versions.iter().map(one).collect()
}

/// A line of a list; the list itself stays as it is when another line is chosen, and keeps the focus.
pub(in crate::ui) fn option(
    chosen: Memo<String>,
    id: &str,
    title: impl Fn() -> String + Send + Sync + 'static,
) -> AnyView {
    let (value, own) = (id.to_owned(), id.to_owned());
    let is_chosen = move || chosen.with(|chosen| *chosen == own);
    let title: Box<dyn Fn() -> String + Send + Sync> = Box::new(title);
    view! { <option value=value prop:selected=is_chosen>{move || title()}</option> }.into_any()
}

/// What differs between two versions; asked of the program of the documents.
#[inline(never)]
pub(super) fn comparison(store: Store, page: &PageFile, asked: (String, String)) -> AnyView {
    let found = RwSignal::new(None::<Result<Arc<Vec<Html>>, String>>);
    let page = page.clone();
    effect(move || {
        let language = store.language.get();
        let (page, asked) = (page.clone(), asked.clone());
        spawn_local(async move {
            let result = load(store, &page, &asked, language).await;
            // The reader may have gone on in the meantime.
            if store.language.get_untracked() == language {
                let _ = found.try_set(Some(result.map(Arc::new)));
            }
        });
    });
    let view = move || match found.get() {
        None => skeleton(store),
        Some(Err(words)) => notice(Tone::Error, words),
        Some(Ok(html)) => html_view(
            "prose comparison",
            move || html.to_vec(),
            move |pressed| {
                if pressed.action == "copy" {
                    copy(store, pressed);
                }
            },
        ),
    };
    view.into_any()
}

async fn load(
    store: Store,
    page: &PageFile,
    (old, new): &(String, String),
    language: Language,
) -> Result<Vec<Html>, String> {
    let old = side(store, page, old, language).await?;
    let new = side(store, page, new, language).await?;
    let question = json!({
        "old": old,
        "new": new,
        "language": language.code(),
        "pages": pages_by_file(store),
    });
    let messages = language.messages();
    let Some(answer) = thread::ask(Program::Shelf, "compare", &question).await else {
        return Err(messages.page_not_drawn.to_owned());
    };
    if let Some(html) = answer.get("html") {
        return Ok(html::from_value(html));
    }
    let path = answer.get("unreadable").and_then(serde_json::Value::as_str);
    Err((messages.page_shape)(path.unwrap_or_default(), "?"))
}

/// The file of a version, read.
async fn side(
    store: Store,
    page: &PageFile,
    id: &str,
    language: Language,
) -> Result<serde_json::Value, String> {
    let file = match page.versions.iter().find(|version| version.id == id) {
        Some(version) => &version.file,
        None if id.is_empty() => &page.file,
        None => return Err((language.guide().no_version)(id)),
    };
    let path = file.get(language);
    let text = site_file(path).await.map_err(|failure| store.words_now().failure(&failure))?;
    Ok(json!({ "path": path, "text": text }))
}
