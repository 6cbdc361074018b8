//! The frame: what is on every page.

mod header;
mod load;
mod problems;
mod token_bar;

use super::changes::log;
use super::console::console;
use super::doc::{page_view, pages_of_group, skeleton, toc};
use super::kit::Button;
use super::kit::{Tone, effect, memo, notice};
use super::reference::{contents_column, finder, follow_presses, reference_view};
use super::state::Store;
use crate::browser::{clock, dom, page, policy, rest};
use crate::nav::Route;
use crate::site::{Link, Site};
use leptos::prelude::*;
use leptos::task::spawn_local;

pub(crate) use load::{Failure, Loaded, PageResult, load_page, pages_by_file, site_file};

/// How long the secret is kept without being used, in milliseconds.
const FORGET_AFTER: u64 = 30 * 60 * 1000;

/// The whole app: reads site.json, then shows the site or what is wrong with it.
#[component]
pub fn App() -> impl IntoView {
    let site = RwSignal::new(None);
    spawn_local(async move { site.set(Some(load::load_site().await)) });
    // Nothing but this read makes the app anew, and site.json is read once.
    move || match site.get() {
        None => ().into_any(),
        Some(Ok(site)) => shell(site),
        Some(Err(failure)) => problems::site_problems(&failure),
    }
}

fn shell(site: Site) -> AnyView {
    page::remove_loading();
    let store = Store::start(site);
    clock::every_second(move || {
        store.now.set(clock::now());
        if store.now.get_untracked().saturating_sub(store.used_at.get_untracked()) > FORGET_AFTER {
            store.returned.set_value(None);
            store.forget_secret();
        }
    });
    page::on_leave(move || store.forget_secret());
    page::on_scroll(move || store.scrolls.update(|count| *count = count.wrapping_add(1)));
    let has_console = store.site().has_console;
    // Before anything can be sent: what sends comes with the rest.
    spawn_local(async move {
        rest::load().await;
        narrow(store);
        follow_presses(store);
        store.has_rest.set(true);
    });
    effect(move || {
        let site = store.site();
        let title = site.title.get(store.language.get());
        page::set_title(&format!("{} · {title}", store.page_title()));
    });
    view! {
        {has_console.then(|| Button::new("skip", store.word(|m| m.skip_to_console), || dom::focus_first(&["console", "main"])).view())}
        {header::header(store)}
        {has_console.then(|| token_bar::token_bar(store))}
        {move || refused(store)}
        {page::is_framed().then_some(move || framed(store))}
        {move || if store.is_reference.get() { reference_layout(store) } else { page_layout(store) }}
        {with_the_rest(store, footer, ().into_any())}
        {with_the_rest(store, finder, ().into_any())}
    }
    .into_any()
}

/// Lets the page ask no other hosts than the site names, if it names them all.
fn narrow(store: Store) {
    if let Some(origins) = store.site().origins() {
        policy::narrow(origins);
    }
}

fn page_layout(store: Store) -> AnyView {
    let shape = memo(move || {
        if store.is_log() {
            return None;
        }
        let is_grouped = store.page_file().is_some_and(|page| !page.groups.is_empty());
        Some((is_grouped, store.is_guide()))
    });
    (move || match shape.get() {
        Some((false, false)) => beside_console(store),
        // All that only guides draw comes with the rest of the program.
        _ if !store.has_rest.get() => guide_waits(store),
        Some(shape) => untrack(|| guide_layout(store, shape)),
        None => untrack(|| log_layout(store)),
    })
    .into_any()
}

/// Keeps the room of a guide.
fn guide_waits(store: Store) -> AnyView {
    view! {
        <div class="layout has-contents">
            <div class="contents guides"></div>
            <main class="columns has-toc" id="main" tabindex="-1">
                <article class="doc">{skeleton(store)}</article>
            </main>
        </div>
    }
    .into_any()
}

/// A guide, with the pages of its group and its headings; another page of a group has the console.
#[inline(never)]
fn guide_layout(store: Store, (is_grouped, is_guide): (bool, bool)) -> AnyView {
    let aside = if is_guide { toc(store) } else { console_place(store) };
    let main = view! {
        <main class=if is_guide { "columns has-toc" } else { "columns" } id="main" tabindex="-1">
            {page_view(store)} {aside}
        </main>
    };
    let class = if is_grouped { "layout has-contents" } else { "layout has-contents is-alone" };
    view! {
        <div class=class>
            {is_grouped.then(|| pages_of_group(store))} {main}
        </div>
    }
    .into_any()
}

/// The log of changes.
#[inline(never)]
fn log_layout(store: Store) -> AnyView {
    view! {
        <div class="layout has-contents is-alone">
            <main class="columns is-single" id="main" tabindex="-1">
                <article class="doc">{log(store)}</article>
            </main>
        </div>
    }
    .into_any()
}

fn beside_console(store: Store) -> AnyView {
    view! {
        <main class="layout" id="main" tabindex="-1">
            {page_view(store)}
            {console_place(store)}
        </main>
    }
    .into_any()
}

fn reference_layout(store: Store) -> AnyView {
    view! {
        <div class="layout has-contents">
            {contents_column(store)}
            <main class="columns" id="main" tabindex="-1">
                {reference_view(store)}
                {console_place(store)}
            </main>
        </div>
    }
    .into_any()
}

/// The console, once the rest of the program is there.
fn console_place(store: Store) -> AnyView {
    if !store.site().has_console {
        return ().into_any();
    }
    let waiting = view! { <aside class="console">{skeleton(store)}</aside> };
    with_the_rest(store, console, waiting.into_any())
}

/// A view whose functions the first view does not run; what holds its place is shown until they have come.
fn with_the_rest(store: Store, view: fn(Store) -> AnyView, waiting: AnyView) -> AnyView {
    if rest::is_here() {
        return view(store);
    }
    let here = RwSignal::new(false);
    spawn_local(async move {
        rest::load().await;
        // The reader may have gone to a page with another layout.
        let _ = here.try_set(true);
    });
    let mut waiting = Some(waiting);
    let place = move || {
        if here.get() { untrack(|| view(store)) } else { waiting.take().into_any() }
    };
    place.into_any()
}

/// The links that the author gives to every page.
fn footer(store: Store) -> AnyView {
    let links = store.site().look.footer.clone();
    if links.is_empty() {
        return ().into_any();
    }
    let link = |link: Link| {
        let title = move || link.title.get(store.language.get()).to_owned();
        view! { <a href=link.url rel="noopener noreferrer">{title}</a> }.into_any()
    };
    let links: Vec<AnyView> = links.into_iter().map(link).collect();
    view! { <footer class="site-footer">{links}</footer> }.into_any()
}

/// Why nothing secret can be typed: there is no header that keeps other sites from framing this one.
fn framed(store: Store) -> AnyView {
    let words = store.words();
    let here = move || store.route.with(Route::to_hash);
    let link = view! { " "<a href=here target="_blank" rel="noopener">{words.unframed}</a> };
    notice(Tone::Warning, view! { {words.framed} {link} })
}

/// A description that the address bar names and the site does not allow.
fn refused(store: Store) -> Option<AnyView> {
    let origin = store.reference.refused.get()?;
    Some(notice(Tone::Warning, (store.language.get().contents().origin_not_listed)(&origin)))
}
