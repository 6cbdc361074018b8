//! The versions of an API: which one is read, what changed between two of them, and the log of all that
//! the site lists.

use super::doc::{choice, option, skeleton};
use super::kit::{Tone, effect, html_view, memo, notice, on_value};
use super::state::Store;
use crate::browser::thread::{self, Program};
use crate::browser::{dom, page};
use crate::html::{self, Attribute, Html, Tag, Url, classed, element, text};
use crate::i18n::Language;
use crate::nav::{self, Route};
use crate::site::{Api, PageFile, Version};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};
use std::sync::Arc;

/// A comparison: of which API, the ids of the older and of the newer version, empty for the API as it is now.
#[derive(Clone)]
struct Pair {
    api: Api,
    old: String,
    new: String,
}

/// What a comparison found; `None` while it is on its way.
type Found = RwSignal<Option<Result<Arc<Vec<Html>>, String>>>;

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
    let found = compare(store, pair);
    view! {
        <h1>{move || (words().changes_of)(title.get(store.language.get()))}</h1>
        <div class="versions">{choice(store, &api.versions)}</div>
        {report(store, found)}
    }
    .into_any()
}

/// Compares, and again in another language.
fn compare(store: Store, pair: Pair) -> Found {
    let found: Found = RwSignal::new(None);
    effect(move || {
        let language = store.language.get();
        let pair = pair.clone();
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
        Some(Ok(html)) => html_view("prose changes", move || html.to_vec(), |_| {}),
    };
    view.into_any()
}

/// What changed between two versions, asked of a program of its own; the error is in words.
async fn load(pair: &Pair, language: Language) -> Result<Vec<Html>, String> {
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
    let string = |name: &str| answer.get(name).and_then(Value::as_str).unwrap_or_default();
    if let Some(side) = number("undescribed") {
        let file = usize::try_from(side).ok().and_then(|side| files.get(side));
        return Err(format!("{}: {}", file.map_or("", String::as_str), words.file_too_odd));
    }
    if !string("failed").is_empty() {
        return Err(match (number("line"), string("error")) {
            (Some(line), _) => {
                let column = number("column").unwrap_or_default();
                format!(
                    "{}: {}",
                    string("failed"),
                    (words.not_yaml)(line, column, string("reason"))
                )
            }
            (None, "") => (words.unreadable)(string("failed")),
            (None, status) => (words.not_read)(string("failed"), status),
        });
    }
    Ok(html::from_value(answer.get("html").unwrap_or(&Value::Null)))
}

/// The address of the description of a version.
fn file(pair: &Pair, id: &str, language: Language) -> Result<String, String> {
    let version = pair.api.versions.iter().find(|version| version.id == id);
    let file = version.map_or(&pair.api.description, |version| &version.file);
    let url = page::absolute(file.get(language)).filter(|_| version.is_some() || id.is_empty());
    url.map(|(url, _)| url).ok_or_else(|| (language.guide().no_version)(id))
}

/// The log: every version that the site lists, with what changed in it. The newest of each API is compared at
/// once, the others when they are opened.
#[inline(never)]
pub(super) fn log(store: Store) -> AnyView {
    let site = store.site();
    let apis = site.apis.iter().filter(|api| !api.versions.is_empty() && api.earlier_of.is_none());
    let apis: Vec<(Api, Found)> = apis
        .map(|api| {
            let old = api.versions.first().map(|version| version.id.clone()).unwrap_or_default();
            let pair = Pair { api: api.clone(), old, new: String::new() };
            (api.clone(), compare(store, pair))
        })
        .collect();
    html_view(
        "prose changes",
        move || draw_log(store, &apis),
        move |pressed| {
            if pressed.action == "lazy" {
                spawn_local(open_entry(store, pressed));
            }
        },
    )
}

async fn open_entry(store: Store, pressed: dom::Pressed) {
    let question = crate::json::parse(&pressed.operation).unwrap_or_default();
    let part = |index: usize| question.get(index).and_then(Value::as_str).unwrap_or_default();
    let site = store.site();
    let Some(api) = site.apis.iter().find(|api| api.id == part(0)) else { return };
    let pair = Pair { api: api.clone(), old: part(1).to_owned(), new: part(2).to_owned() };
    let found = load(&pair, store.language.get_untracked()).await;
    dom::fill(&pressed, found.unwrap_or_else(|words| vec![paragraph(words)]));
}

fn paragraph(words: impl Into<String>) -> Html {
    element(Tag::P, Vec::new(), vec![text(words)])
}

fn draw_log(store: Store, apis: &[(Api, Found)]) -> Vec<Html> {
    let language = store.language.get();
    let words = language.guide();
    let heading = |tag: Tag, words: &str| element(tag, Vec::new(), vec![text(words)]);
    let mut drawn = vec![heading(Tag::H1, words.changes)];
    for (api, found) in apis {
        drawn.push(heading(Tag::H2, api.title.get(language)));
        let steps = steps(&api.versions, &api.date).into_iter().enumerate();
        drawn.extend(steps.map(|(index, step)| {
            let newest = (index == 0).then(|| match found.get() {
                None => vec![paragraph(words.comparing)],
                Some(Err(failure)) => vec![paragraph(failure)],
                Some(Ok(html)) => html.to_vec(),
            });
            log_entry(api, &step, newest, language)
        }));
    }
    let site = store.site();
    let pages: Vec<Html> = site.pages.iter().flat_map(|page| page_log(page, language)).collect();
    if !pages.is_empty() {
        let list = classed(Tag::Ul, "page-log", pages);
        drawn.extend([heading(Tag::H2, store.words().pages), list]);
    }
    if !site.has_versions() {
        drawn.push(paragraph(words.no_versions));
    }
    drawn
}

/// A version beside the one before it: the newer one, `None` for the one of now, its date, the older one.
type Step<'a> = (Option<&'a Version>, &'a str, &'a Version);

fn steps<'a>(versions: &'a [Version], date: &'a str) -> Vec<Step<'a>> {
    let newer = std::iter::once(None).chain(versions.iter().map(Some));
    let step = |(newer, older): (Option<&'a Version>, &'a Version)| {
        (newer, newer.map_or(date, |version| &version.date), older)
    };
    newer.zip(versions).map(step).collect()
}

/// The address of a comparison.
fn compared(page: &str, (newer, _, older): &Step<'_>) -> Option<Attribute> {
    let compare = match newer {
        Some(newer) => format!("{}..{}", older.id, newer.id),
        None => older.id.clone(),
    };
    let route = Route { page: page.to_owned(), compare: Some(compare), ..Route::default() };
    Url::check(&route.to_hash()).map(Attribute::Href)
}

/// The name of a version, its date, and the one before.
fn named((newer, date, older): &Step<'_>, language: Language) -> Vec<Html> {
    let words = language.guide();
    let name = newer.map_or(words.current, |version| version.title.get(language));
    let since = (words.since)(older.title.get(language));
    vec![
        element(Tag::Strong, Vec::new(), vec![text(name)]),
        text(" "),
        classed(Tag::Span, "log-since", vec![text(since)]),
        text(" "),
        classed(Tag::Span, "log-date", vec![text(*date)]),
    ]
}

/// What changed in a version of an API; looked for when the entry is opened, if it is not known.
fn log_entry(api: &Api, step: &Step<'_>, known: Option<Vec<Html>>, language: Language) -> Html {
    let (newer, _, older) = step;
    let link = element(
        Tag::A,
        compared(&api.id, step).into_iter().collect(),
        vec![text(language.guide().compare_these)],
    );
    let mut children = vec![
        element(Tag::Summary, Vec::new(), named(step, language)),
        element(Tag::P, Vec::new(), vec![link]),
    ];
    let mut attributes = vec![Attribute::class("log-entry")];
    if let Some(html) = known {
        attributes.push(Attribute::Open);
        children.extend(html);
    } else {
        let new = newer.map(|version| version.id.as_str()).unwrap_or_default();
        attributes.push(Attribute::Lazy(json!([api.id, older.id, new]).to_string()));
    }
    element(Tag::Details, attributes, children)
}

/// The versions of a page, each a link to what changed in it.
fn page_log(page: &PageFile, language: Language) -> Vec<Html> {
    let entry = |step: &Step<'_>| {
        let title = vec![text(page.title.get(language))];
        let link = element(Tag::A, compared(&page.id, step).into_iter().collect(), title);
        let mut children = vec![link, text(": ")];
        children.extend(named(step, language));
        element(Tag::Li, Vec::new(), children)
    };
    steps(&page.versions, &page.date).iter().map(entry).collect()
}
