//! The versions of an API: which one is read, what changed between two of them, and the log of all that
//! the site lists.

use super::doc::{choice, option, skeleton};
use super::kit::{Tone, effect, html_view, memo, notice, on_value};
use super::state::Store;
use crate::browser::thread::{self, Program};
use crate::browser::{dom, page};
use crate::html::{self, Html};
use crate::i18n::{Guide, Language};
use crate::nav::{self, Route};
use crate::site::{Api, PageFile, Version};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};
use std::sync::Arc;

/// What changed between two versions.
struct Drawn {
    html: Vec<Html>,
    /// How many changes break a client, how many may, how many do not.
    counts: [u64; 3],
}

/// A comparison: of which API, the ids of the older and of the newer version, empty for the API as it is now.
#[derive(Clone)]
struct Pair {
    api: Api,
    old: String,
    new: String,
}

/// What a comparison found; `None` while it is on its way.
type Found = RwSignal<Option<Result<Arc<Drawn>, String>>>;

impl Store {
    /// The API of the address as it is now, if it has earlier versions.
    pub fn versioned_api(self) -> Option<Api> {
        let site = self.site();
        let api = self.with_api(|api| site.current(api).clone())?;
        (!api.versions.is_empty()).then_some(api)
    }

    /// Whether the address is that of the log of changes.
    pub fn is_log(self) -> bool {
        self.route.with(|route| route.page == nav::CHANGES)
    }
}

/// The choice of the version that is read, above the contents.
#[inline(never)]
pub(super) fn reading(store: Store) -> AnyView {
    let api = memo(move || store.versioned_api());
    let here = memo(move || store.route.with(|route| route.page.clone()));
    let words = move || store.language.get().guide();
    let options = move |api: &Api| {
        let earlier = api.versions.iter().map(|version| {
            let title = version.title.clone();
            let id = Api::versioned(&api.id, &version.id);
            option(here, &id, move || title.get(store.language.get()).to_owned())
        });
        let current = option(here, &api.id, move || words().current.to_owned());
        std::iter::once(current).chain(earlier).collect::<Vec<_>>()
    };
    let change = move |id: String| {
        // The same operation, if it is there too.
        store.route.update(|route| (route.page, route.compare) = (id, None));
    };
    let view = move || {
        let api = api.get()?;
        let compare = api.versions.first().map(|version| version.id.clone());
        let log = Route { page: api.id.clone(), compare, ..Route::default() }.to_hash();
        let select = view! {
            <select aria-label=move || words().version on:change=on_value(change)>
                {options(&api)}
            </select>
            <a href=log>{move || words().changes}</a>
        };
        Some(select.into_any())
    };
    view.into_any()
}

/// Says that the version which is read is not the one of now.
#[inline(never)]
pub(super) fn earlier(store: Store) -> Option<AnyView> {
    let site = store.site();
    let (api, id) = store.with_api(|api| api.earlier_of.clone())??;
    let current = site.apis.iter().find(|one| one.id == api)?;
    let words = store.language.get().guide();
    let version = current.versions.iter().find(|version| version.id == id)?;
    let title = version.title.get(store.language.get());
    let now = store.route.with(|route| Route { page: api.clone(), ..route.clone() }.to_hash());
    let compare = Route { page: api.clone(), compare: Some(id), ..Route::default() }.to_hash();
    let text = view! {
        {(words.is_earlier)(title)}
        " "
        <a href=now>{words.to_current}</a>
        " · "
        <a href=compare>{words.what_changed_since}</a>
    };
    Some(notice(Tone::Warning, text))
}

/// Two versions of the API of the address, and what changed between them.
#[inline(never)]
pub(super) fn comparison(store: Store, (old, new): (String, String)) -> AnyView {
    let words = move || store.language.get().guide();
    let Some(api) = untrack(|| store.versioned_api()) else {
        return notice(Tone::Warning, words().no_versions);
    };
    let title = api.title.clone();
    let pair = Pair { api: api.clone(), old, new };
    let found = compare(store, move || Some(pair.clone()));
    view! {
        <h1>{move || (words().changes_of)(title.get(store.language.get()))}</h1>
        <div class="versions">{choice(store, &api.versions)}</div>
        {report(store, found)}
    }
    .into_any()
}

/// Compares, again in another language, when there is a pair to compare.
fn compare(store: Store, pair: impl Fn() -> Option<Pair> + 'static) -> Found {
    let found: Found = RwSignal::new(None);
    effect(move || {
        let language = store.language.get();
        let Some(pair) = pair() else { return };
        spawn_local(async move {
            let result = load(&pair, language).await;
            // The reader may have gone on in the meantime.
            if store.language.get_untracked() == language {
                let _ = found.try_set(Some(result.map(Arc::new)));
            }
        });
    });
    found
}

fn report(store: Store, found: Found) -> AnyView {
    let view = move || match found.get() {
        None => skeleton(store),
        Some(Err(words)) => notice(Tone::Error, words),
        Some(Ok(drawn)) => html_view("prose changes", move || drawn.html.clone(), |_| {}),
    };
    view.into_any()
}

/// What changed between two versions, asked of a program of its own; the error is in words.
async fn load(pair: &Pair, language: Language) -> Result<Drawn, String> {
    let words = language.contents();
    let files = [file(pair, &pair.old, language)?, file(pair, &pair.new, language)?];
    let question = json!({
        "files": &files,
        "old": Api::versioned(&pair.api.id, &pair.old),
        "new": Api::versioned(&pair.api.id, &pair.new),
        "language": language.code(),
    });
    let Some(answer) = thread::ask(Program::Changes, "compare", &question).await else {
        return Err(language.guide().not_compared.to_owned());
    };
    let number = |name: &str| answer.get(name).and_then(Value::as_u64);
    let text = |name: &str| answer.get(name).and_then(Value::as_str).unwrap_or_default();
    if let Some(side) = number("undescribed") {
        let file = usize::try_from(side).ok().and_then(|side| files.get(side));
        return Err(format!("{}: {}", file.map_or("", String::as_str), words.file_too_odd));
    }
    if !text("failed").is_empty() {
        return Err(match (number("line"), text("error")) {
            (Some(line), _) => {
                let column = number("column").unwrap_or_default();
                format!("{}: {}", text("failed"), (words.not_yaml)(line, column, text("reason")))
            }
            (None, "") => (words.unreadable)(text("failed")),
            (None, status) => (words.not_read)(text("failed"), status),
        });
    }
    let count = |index: usize| answer.pointer(&format!("/counts/{index}")).and_then(Value::as_u64);
    Ok(Drawn {
        html: html::from_value(answer.get("html").unwrap_or(&Value::Null)),
        counts: [0, 1, 2].map(|index| count(index).unwrap_or_default()),
    })
}

/// The address of the description of a version.
fn file(pair: &Pair, id: &str, language: Language) -> Result<String, String> {
    let version = pair.api.versions.iter().find(|version| version.id == id);
    let file = version.map_or(&pair.api.description, |version| &version.file);
    let url = page::absolute(file.get(language)).filter(|_| version.is_some() || id.is_empty());
    url.map(|(url, _)| url).ok_or_else(|| (language.guide().no_version)(id))
}

/// The log: every version that the site lists, with what changed in it.
#[inline(never)]
pub(super) fn log(store: Store) -> AnyView {
    let site = store.site();
    let words = move || store.language.get().guide();
    let has_versions = |api: &&Api| !api.versions.is_empty() && api.earlier_of.is_none();
    let apis: Vec<AnyView> =
        site.apis.iter().filter(has_versions).map(|api| log_of(store, api)).collect();
    let pages: Vec<AnyView> = site.pages.iter().flat_map(|page| pages_log(store, page)).collect();
    let is_empty = apis.is_empty() && pages.is_empty();
    let pages = (!pages.is_empty()).then(|| {
        view! {
            <h2>{move || store.words().pages}</h2>
            <ul class="page-log">{pages}</ul>
        }
        .into_any()
    });
    view! {
        <h1>{move || words().changes}</h1>
        {is_empty.then(|| notice(Tone::Info, move || words().no_versions))}
        {apis}
        {pages}
    }
    .into_any()
}

/// A version beside the one before it: its id and its title, its date, the version before.
type Step = (String, Option<Version>, String, Version);

fn steps(versions: &[Version], date: &str) -> Vec<Step> {
    let newer = std::iter::once(None).chain(versions.iter().map(Some));
    newer
        .zip(versions)
        .map(|(newer, older)| {
            let (id, date) = newer.map_or(("", date), |version| (&version.id, &version.date));
            (id.to_owned(), newer.cloned(), date.to_owned(), older.clone())
        })
        .collect()
}

fn name(version: Option<&Version>, language: Language) -> String {
    version.map_or(language.guide().current, |version| version.title.get(language)).to_owned()
}

fn log_of(store: Store, api: &Api) -> AnyView {
    let title = api.title.clone();
    let steps = steps(&api.versions, &api.date).into_iter().enumerate();
    let entries: Vec<AnyView> =
        steps.map(|(index, step)| log_entry(store, api, step, index == 0)).collect();
    view! {
        <h2>{move || title.get(store.language.get()).to_owned()}</h2>
        {entries}
    }
    .into_any()
}

/// What changed in a version; looked for when the entry is opened.
fn log_entry(store: Store, api: &Api, step: Step, is_first: bool) -> AnyView {
    let words = move || store.language.get().guide();
    let (id, newer, date, older) = step;
    let wanted = RwSignal::new(is_first);
    let pair = Pair { api: api.clone(), old: older.id.clone(), new: id.clone() };
    let compared = if id.is_empty() { older.id.clone() } else { format!("{}..{id}", older.id) };
    let compared = Route { page: api.id.clone(), compare: Some(compared), ..Route::default() };
    let compared = compared.to_hash();
    let found = compare(store, move || wanted.get().then(|| pair.clone()));
    let counts = move || {
        let counts = found.get()?.ok()?.counts;
        Some(tally(counts, words()))
    };
    let title = move || name(newer.as_ref(), store.language.get());
    let since = move || (words().since)(older.title.get(store.language.get()));
    let toggle: Box<dyn FnMut(leptos::ev::Event)> = Box::new(move |event| {
        if dom::is_open(&event) {
            wanted.set(true);
        }
    });
    let content = move || wanted.get().then(|| report(store, found));
    view! {
        <details class="log-entry" open=is_first on:toggle=toggle>
            <summary>
                <strong>{title}</strong>
                " "
                <span class="log-date">{date}</span>
                " "
                <span class="log-since">{since}</span>
                " "
                {counts}
            </summary>
            {content}
            <p class="log-link">
                <a href=compared>{move || words().compare_these}</a>
            </p>
        </details>
    }
    .into_any()
}

/// How many changes there are of each kind, those that there are.
fn tally(counts: [u64; 3], words: &Guide) -> AnyView {
    const CLASSES: [&str; 3] = ["change-breaking", "change-warning", "change-fine"];
    let marks = counts.into_iter().zip(CLASSES).zip(words.counts);
    let marks = marks.filter(|((count, _), _)| *count > 0).map(|((count, class), word)| {
        let class = format!("change-mark {class}");
        view! { <span class=class>{word(count)}</span> }.into_any()
    });
    view! { <span class="log-counts">{marks.collect::<Vec<_>>()}</span> }.into_any()
}

/// The versions of a page, each a link to what changed in it.
fn pages_log(store: Store, page: &PageFile) -> Vec<AnyView> {
    let entry = |(id, newer, date, older): Step| {
        let compared = if id.is_empty() { older.id.clone() } else { format!("{}..{id}", older.id) };
        let href =
            Route { page: page.id.clone(), compare: Some(compared), ..Route::default() }.to_hash();
        let title = page.title.clone();
        let words = move || {
            let language = store.language.get();
            let newer = name(newer.as_ref(), language);
            let since = (language.guide().since)(older.title.get(language));
            (title.get(language).to_owned(), format!("{newer} {since}"))
        };
        let titled = words.clone();
        view! {
            <li>
                <a href=href>{move || titled().0}</a>
                " "
                <span class="log-since">{move || words().1}</span>
                " "
                <span class="log-date">{date}</span>
            </li>
        }
        .into_any()
    };
    steps(&page.versions, &page.date).into_iter().map(entry).collect()
}
