//! The frame: what is on every page.

mod header;
mod load;
mod problems;
mod token_bar;

use super::console::Console;
use super::doc::PageView;
use super::state::Store;
use crate::browser::{clock, page};
use crate::site::Site;
use header::Header;
use leptos::prelude::*;
use problems::SiteProblems;
use token_bar::TokenBar;

pub(crate) use load::{Failure, load_page};

/// How long the secret is kept without being used, in milliseconds.
const FORGET_AFTER: u64 = 30 * 60 * 1000;

/// The whole app: reads site.json, then shows the site or what is wrong with it.
#[component]
pub fn App() -> impl IntoView {
    let site = LocalResource::new(load::load_site);
    move || match site.get() {
        None => view! { <div class="loading" role="status"></div> }.into_any(),
        Some(Ok(site)) => view! { <Shell site=site/> }.into_any(),
        Some(Err(failure)) => view! { <SiteProblems failure=failure/> }.into_any(),
    }
}

#[component]
fn Shell(site: Site) -> impl IntoView {
    let store = Store::start(site);
    provide_context(store);
    clock::every_second(move || {
        store.now.set(clock::now());
        if store.now.get_untracked().saturating_sub(store.used_at.get_untracked()) > FORGET_AFTER {
            store.forget_secret();
        }
    });
    page::on_leave(move || store.forget_secret());
    Effect::new(move |_| {
        let title = store.site().title.get(store.language.get()).to_owned();
        page::set_title(&title);
    });
    view! {
        <a class="skip" href="#console" on:click=move |event| {
            event.prevent_default();
            crate::browser::dom::focus("console", true);
        }>{move || store.words().skip_to_console}</a>
        <Header/>
        <TokenBar/>
        <main class="layout" id="main">
            <PageView/>
            <Console/>
        </main>
    }
}
