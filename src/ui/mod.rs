//! What the reader sees. Components wire signals to values; the values and their logic are the core's.
//!
//! `shell` is the frame of the page, `doc` its text, `console` the request and its answer; `kit`
//! knows nothing of the domain.

#![expect(unreachable_pub, reason = "#[component] writes public properties")]
#![expect(clippy::redundant_closure, reason = "view! gives inline closures one type")]

mod access;
mod changes;
mod console;
mod doc;
mod drafts;
mod inputs;
mod kit;
mod pages;
mod reference;
mod servers;
mod sessions;
mod shell;
mod state;

use leptos::prelude::*;

pub use shell::App;

/// Starts the app in the body of the page.
pub fn mount() {
    crate::browser::crash::install();
    crate::browser::page::remove_loading();
    mount_to_body(App);
}
