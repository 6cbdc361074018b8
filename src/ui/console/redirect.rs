//! The sign-in in this very tab: away to the authorization server, and back.

use super::exchange::{Place, timeout};
use super::sign_in::{Destination, State, destination, ended};
use super::token::{TokenFailure, ask};
use crate::browser::fetch::Abort;
use crate::browser::storage::{self, Area};
use crate::browser::{clock, page, popup, random_bytes};
use crate::session::authorization::{self, Answered, GrantKind};
use crate::session::redirect::Redirect;
use crate::site::SignIn;
use crate::ui::kit::{Button, effect, hint, memo};
use crate::ui::state::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What the tab keeps meanwhile; `public/callback.js` knows both.
const LEFT: &str = "obzor.redirect";
const ANSWER: &str = "obzor.redirect.answer";

/// What a reader came back with, and what it is compared with.
pub(in crate::ui) struct Returned {
    left: Redirect,
    answer: String,
}

/// The button for it. A host that nobody vouches for gets a window alone: what the reader agreed to does not outlive
/// the page.
#[inline(never)] // not a part of the first view
pub(super) fn in_this_tab(store: Store) -> AnyView {
    let words = move || store.language.get().access();
    let expected = move || destination(store).is_some_and(|Destination { expected, .. }| expected);
    let ready =
        move || expected() && store.login().secret.is_empty() && store.credentials().is_some();
    let shown = memo(move || {
        let redirects = |sign_in: SignIn| {
            matches!(sign_in.grant, GrantKind::AuthorizationCode | GrantKind::Implicit)
        };
        store.sign_in().is_some_and(redirects)
            && store.server().is_some_and(|server| !server.sandbox)
            // What a provider said of itself does not outlive the page.
            && store.provider().is_none()
            // A browser that keeps nothing would not know the answer.
            && storage::works(Area::Tab)
    });
    let view = move || {
        let text = Signal::derive(move || words().in_this_tab.to_owned());
        let button = Button {
            disabled: Some(Signal::derive(move || !ready())),
            ..Button::new("", text, move || leave(store))
        };
        let why = Signal::derive(move || words().in_this_tab_hint.to_owned());
        view! { <div class="in-this-tab">{button.view()}{hint(why, Signal::stored(false))}</div> }
    };
    view! { {move || shown.get().then(view)} }.into_any()
}

/// Leaves for the authorization server.
#[inline(never)] // not a part of the first view
fn leave(store: Store) {
    let place = Place::now(store);
    let Some((client, uri)) =
        place.and_then(|place| place.client).zip(popup::address_of("callback.html"))
    else {
        return;
    };
    let (id, scope) = (&client.credentials.id, &client.sign_in.scope);
    let named = (id.as_str(), uri.as_str(), scope.as_str());
    let asked =
        authorization::ask(client.sign_in.grant, &client.other, named, &random_bytes::<64>());
    let url = asked.url.clone();
    let left = Redirect {
        asked,
        client: (client.endpoint.clone(), id.clone()),
        environment: untrack(|| store.environment()),
        back: page::address(),
        begun: clock::now(),
    };
    storage::remove(Area::Tab, ANSWER);
    if storage::set(Area::Tab, LEFT, &left.to_json()) {
        page::leave_for(&url);
    }
}

/// The answer that the reader came back with. Whatever comes of it: it is good for once, and rests no longer.
pub(in crate::ui) fn returned() -> Option<Returned> {
    // Nothing is read of most pages that begin.
    storage::get(Area::Tab, LEFT)?;
    taken()
}

#[inline(never)] // not a part of the first view
fn taken() -> Option<Returned> {
    let (left, answer) = (storage::get(Area::Tab, LEFT)?, storage::get(Area::Tab, ANSWER));
    forget();
    Some(Returned { left: Redirect::from_json(&left, clock::now())?, answer: answer? })
}

/// Forgets that the page was left.
#[inline(never)] // not a part of the first view
pub(in crate::ui) fn forget() {
    storage::remove(Area::Tab, LEFT);
    storage::remove(Area::Tab, ANSWER);
}

/// Goes on where the reader comes back with an answer.
pub(super) fn come_back(store: Store, state: RwSignal<State, LocalStorage>) {
    if store.returned.with_value(Option::is_some) {
        go_on(store, state);
    }
}

#[inline(never)] // not a part of the first view
fn go_on(store: Store, state: RwSignal<State, LocalStorage>) {
    // A description may still be on its way: until then nobody knows who asks for tokens here.
    effect(move || {
        let waits = store.returned.with_value(Option::is_some);
        if !waits || destination(store).is_none() || store.credentials().is_none() {
            return;
        }
        let here = store.environment();
        let Some(place) = Place::now(store) else { return };
        let is_here = |Returned { left, .. }: &mut Returned| {
            let client = place.client.as_ref();
            left.environment == here && client.is_some_and(|it| it.is_named(&left.client))
        };
        let taken = store.returned.try_update_value(|returned| returned.take_if(is_here));
        if let Some(returned) = taken.flatten().filter(|it| it.left.is_fresh(clock::now())) {
            finish(store, state, (place, returned));
        }
    });
}

fn finish(
    store: Store,
    state: RwSignal<State, LocalStorage>,
    (place, Returned { left, answer }): (Place, Returned),
) {
    let abort = Abort::after(timeout(store));
    state.set(State::Running(abort.clone()));
    spawn_local(async move {
        let result = match authorization::read_answer(&answer, &left.asked) {
            Ok(Answered::Code(proof)) => ask(store, &place, &proof, &abort).await,
            Ok(Answered::Token(grant)) => Ok(place.got(*grant)),
            Err(refusal) => Err(TokenFailure::Refused(refusal)),
        };
        if place.is_current(store) {
            ended(state, result);
        }
    });
}
