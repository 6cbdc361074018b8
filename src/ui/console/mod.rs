//! The console: where the request goes, who sends it, what it holds, what came back.
//!
//! Its three tabs are three views of one request: switching them changes nothing but the view.

mod access;
mod answer;
mod body;
mod body_view;
mod exchange;
mod faults;
mod fields;
mod flight;
mod form;
mod grant;
mod history;
mod import;
mod kept;
mod operation;
mod outside;
mod preview;
pub(super) mod redirect;
mod server;
mod share;
mod sign_in;
mod snippet_view;
mod token;

use super::kit::{TabList, effect_since, memo, tab_id};
use super::state::Store;
use crate::browser::thread::{self, Program};
use crate::request::{Built, build};
use crate::session::Revoked;
use crate::snippet::Target;
use crate::text::Vars;
pub(super) use history::Past;
pub(super) use redirect::Returned;

use exchange::Exchange;
use leptos::ev::FocusEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

/// The view of the targets that have no tab, in an address.
const MORE: &str = "more";

/// The request of the console, for all its views.
#[derive(Clone, Copy)]
struct Current {
    /// The request and what is wrong with it; `None` if the page has no operation.
    built: Memo<Option<Built>>,
    /// Its sending.
    exchange: Exchange,
    /// The variables of a token's request, which is only shown; `None` for the request of the console.
    grant: Option<Memo<Vars>>,
}

impl Current {
    /// The values of its variables.
    fn vars(self, store: Store) -> Vars {
        self.grant.map_or_else(|| store.vars(), |vars| vars.get())
    }
}

pub(super) fn console(store: Store) -> AnyView {
    let current = Current {
        built: memo(move || {
            let operation = store.operation()?;
            let access = store.access(&operation);
            Some(store.with_inputs(&operation, |inputs| build(&operation, inputs, &access)))
        }),
        exchange: Exchange::new(),
        grant: None,
    };
    let exchange = current.exchange;
    effect_since(move |before: Option<u32>| {
        let now = store.sign_outs.get();
        if before.is_some_and(|before| before != now) {
            exchange.reset();
        }
        now
    });
    follow_view(store);
    on_cleanup(move || exchange.cancel());
    let has_form = memo(move || store.reference.form.with(Option::is_some));
    // The sign-in itself may change; the section is made anew when there comes to be one, or none.
    let signs_in = memo(move || store.sign_in().is_some());
    view! {
        <aside
            class="console"
            id="console"
            tabindex="-1"
            aria-label=store.word(|m| m.console)
            on:focusin=warm_up()
        >
            {server::server_picker(store)}
            {move || has_form.get().then(|| access::access(store))}
            {move || if signs_in.get() { sign_in::sign_in(store) } else { ().into_any() }}
            {kept::token_contents(store)}
            {operation::operation_picker(store, current)}
            {share::filled(store)}
            {views(store, current)}
            {kept::kept(store)}
        </aside>
    }
    .into_any()
}

/// Signs out, and has the server take the tokens back where it says how (RFC 7009).
pub(crate) fn sign_out(store: Store) {
    let revocation = untrack(|| token::Revocation::now(store));
    store.sign_out();
    let Some(revocation) = revocation else { return };
    store.revoked.set(Some(Revoked::Asked));
    let begun = store.sign_outs.get_untracked();
    spawn_local(async move {
        let taken_back = revocation.run().await;
        if store.sign_outs.get_untracked() == begun {
            store.revoked.set(Some(if taken_back { Revoked::Done } else { Revoked::Failed }));
        }
    });
}

/// The engine is loaded when the reader turns to the console, before it is asked.
fn warm_up() -> Box<dyn FnMut(FocusEvent)> {
    Box::new(|_| thread::start(Program::Engine))
}

/// Keeps the open view in the address, and opens the one that an address names.
fn follow_view(store: Store) {
    effect_since(move |before: Option<Option<String>>| {
        let asked = store.route.with(|route| route.view.clone());
        let view = store.view.get();
        let shown = (!view.is_empty()).then_some(view);
        if let (Some(id), true) = (&asked, asked != shown && before != Some(asked.clone())) {
            store.view.set(id.clone());
        } else if asked != shown {
            store.route.update(|route| route.view = shown);
        }
        asked
    });
}

fn views(store: Store, current: Current) -> AnyView {
    // By the id, so that a target that gets or loses its tab stays open.
    let open = memo(move || {
        let (view, favourites) = (store.view.get(), store.favourites.get());
        match favourites.iter().position(|id| *id == view) {
            Some(place) => (place + 1, Some(view)),
            None if view == MORE || Target::from_id(&view).is_some() => {
                (favourites.len() + 1, None)
            }
            None => (0, None),
        }
    });
    let selected = memo(move || open.get().0);
    // The explorer stays in the page, so that the caret, the scroll and a running request stay too.
    view! {
        <section
            class="views"
            aria-label=store.word(|m| m.request)
            hidden=move || store.is_reference.get() && store.operation().is_none()
        >
            {move || view_tabs(store, selected)}
            <div
                role="tabpanel"
                id="view-panel"
                class="panel-body"
                aria-labelledby=move || tab_id("view", selected.get())
            >
                <div hidden=move || selected.get() != 0>
                    {form::form(store, current)}
                    {answer::answer_view(store, current)}
                    {history::history(store, current)}
                </div>
                {move || {
                    let (index, id) = open.get();
                    (index > 0).then(|| match id.and_then(|id| Target::from_id(&id)) {
                        Some(target) => snippet_view::snippet_view(store, current, target),
                        None => snippet_view::other_targets(store, current),
                    })
                }}
            </div>
        </section>
    }
    .into_any()
}

/// The explorer, the reader's targets, and the others.
fn view_tabs(store: Store, selected: Memo<usize>) -> AnyView {
    let title = |id: String| Target::from_id(&id).map(|target| target.title).unwrap_or_default();
    let mut tabs = vec![store.word(|m| m.tab_explorer)];
    let favourites = store.favourites.get();
    tabs.extend(favourites.into_iter().map(|id| Signal::stored(title(id).to_owned())));
    tabs.push(store.word(|m| m.tab_more));
    let list = TabList {
        group: "view".to_owned(),
        label: store.word(|m| m.views),
        tabs,
        selected: selected.into(),
        on_select: Rc::new(move |index| {
            let favourite = index
                .checked_sub(1)
                .and_then(|place| store.favourites.with_untracked(|ids| ids.get(place).cloned()));
            let other = if index == 0 { "" } else { MORE };
            store.view.set(favourite.unwrap_or_else(|| other.to_owned()));
        }),
    };
    list.view()
}
