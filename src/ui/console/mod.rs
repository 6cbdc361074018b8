//! The console: where the request goes, who sends it, what it holds, what came back.
//!
//! Its three tabs are three views of one request: switching them changes nothing but the view.

mod answer;
mod body_view;
mod exchange;
mod fields;
mod form;
mod operation;
mod preview;
mod server;
mod sign_in;
mod snippet_view;

use super::kit::{TabList, tab_id};
use super::state::Store;
use crate::request::{Built, build};
use crate::snippet::Target;
use crate::text::Vars;
use exchange::Exchange;
use leptos::prelude::*;
use std::rc::Rc;

/// The request of the console, for all its views.
#[derive(Clone, Copy)]
struct Current {
    /// The request and what is wrong with it; `None` if the page has no operation.
    built: Memo<Option<Built>>,
    /// Its sending.
    exchange: Exchange,
}

impl Current {
    /// The values of the request's variables; no address while that is wrong.
    fn vars(store: Store) -> Vars {
        Vars {
            base_url: store.base_url().unwrap_or_default(),
            access_token: store.token().unwrap_or_default(),
        }
    }
}

pub(super) fn console(store: Store) -> AnyView {
    let signs_in = store.with_api(|api| api.sign_in.is_some()).unwrap_or_default();
    let current = Current {
        built: Memo::new(move |_| {
            let operation = store.operation()?;
            Some(build(&operation, &store.inputs(&operation), signs_in))
        }),
        exchange: Exchange::new(),
    };
    let authentication = if signs_in { sign_in::sign_in(store) } else { ().into_any() };
    view! {
        <aside class="console" id="console" tabindex="-1" aria-label=store.word(|m| m.console)>
            {server::server_picker(store)}
            {authentication}
            {operation::operation_picker(store, current)}
            {views(store, current)}
        </aside>
    }
    .into_any()
}

fn views(store: Store, current: Current) -> AnyView {
    let selected = RwSignal::new(0_usize);
    let list = TabList {
        group: "view".to_owned(),
        label: store.word(|m| m.views),
        tabs: vec![
            Signal::derive(move || store.words().tab_explorer.to_owned()),
            Signal::stored("cURL".to_owned()),
            Signal::stored("Python 3".to_owned()),
        ],
        selected: selected.into(),
        on_select: Rc::new(move |index| selected.set(index)),
    };
    // The explorer stays in the page, so that the caret, the scroll and a running request stay too.
    view! {
        <section class="views" aria-label=store.word(|m| m.request)>
            {list.view()}
            <div
                role="tabpanel"
                id="view-panel"
                class="panel-body"
                aria-labelledby=move || tab_id("view", selected.get())
            >
                <div hidden=move || selected.get() != 0>
                    {form::form(store, current)}
                    {answer::answer_view(store, current)}
                </div>
                {move || {
                    let target = selected.get().checked_sub(1).and_then(|index| Target::ALL.get(index));
                    target.map(|target| snippet_view::snippet_view(store, current, *target))
                }}
            </div>
        </section>
    }
    .into_any()
}
