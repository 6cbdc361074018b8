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

/// The request of the console, for all its views.
#[derive(Clone, Copy)]
pub(super) struct Current {
    /// The request and what is wrong with it; `None` if the page has no operation.
    built: Memo<Option<Built>>,
    /// The values of its variables; no address while that is wrong.
    vars: Memo<Vars>,
    /// Its sending.
    exchange: Exchange,
}

#[component]
pub(super) fn Console() -> impl IntoView {
    let store = Store::get();
    let signs_in = store.with_api(|api| api.sign_in.is_some()).unwrap_or_default();
    let current = Current {
        built: Memo::new(move |_| {
            let operation = store.operation()?;
            Some(build(&operation, &store.inputs(&operation), signs_in))
        }),
        vars: Memo::new(move |_| Vars {
            base_url: store.base_url().unwrap_or_default(),
            access_token: store.token().unwrap_or_default(),
        }),
        exchange: Exchange::new(),
    };
    provide_context(current);
    view! {
        <aside class="console" id="console" tabindex="-1" aria-label=move || store.words().console>
            <server::ServerPicker/>
            {signs_in.then(|| view! { <sign_in::SignIn/> })}
            <operation::OperationPicker/>
            <Views/>
        </aside>
    }
}

#[component]
fn Views() -> impl IntoView {
    let store = Store::get();
    let selected = RwSignal::new(0_usize);
    let labels = vec![
        Signal::derive(move || store.words().tab_explorer.to_owned()),
        Signal::stored("cURL".to_owned()),
        Signal::stored("Python 3".to_owned()),
    ];
    let label = Signal::derive(move || store.words().views.to_owned());
    // The explorer stays in the page, so that the caret, the scroll and a running request stay too.
    view! {
        <section class="views" aria-label=move || store.words().request>
            <TabList
                group="view"
                label=label
                tabs=labels
                selected=selected
                on_select=move |index| selected.set(index)
            />
            <div
                role="tabpanel"
                id="view-panel"
                class="panel-body"
                aria-labelledby=move || tab_id("view", selected.get())
            >
                <div hidden=move || selected.get() != 0>
                    <form::Form/>
                    <answer::AnswerView/>
                </div>
                {move || {
                    let target = selected.get().checked_sub(1).and_then(|index| Target::ALL.get(index));
                    target.map(|target| view! { <snippet_view::SnippetView target=*target/> })
                }}
            </div>
        </section>
    }
}
