//! A link to a filled request: copied, and followed.

use crate::browser::{clipboard, page};
use crate::nav::Route;
use crate::request::Inputs;
use crate::ui::kit::{Button, Tone, effect, notice};
use crate::ui::state::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How the copying went.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Copied,
    Refused,
    TooLong,
}

/// The button that copies the link, and what came of it.
pub(super) fn share(store: Store) -> AnyView {
    let outcome = RwSignal::new(None::<Outcome>);
    effect(move || {
        // It was about what stood here then.
        store.drafts.track();
        store.route.track();
        outcome.set(None);
    });
    let copy = move || {
        spawn_local(async move {
            let done = match untrack(|| link(store)) {
                None => Outcome::TooLong,
                Some(link) if clipboard::copy(&link).await => Outcome::Copied,
                Some(_) => Outcome::Refused,
            };
            outcome.set(Some(done));
        });
    };
    let words = move || store.language.get().share();
    let button = Button {
        hidden: Some(Signal::derive(move || store.operation().is_none_or(|it| it.is_own()))),
        ..Button::new("quiet", Signal::derive(move || words().copy.to_owned()), copy)
    };
    let said = move || {
        outcome.get().map(|outcome| match outcome {
            Outcome::Copied => notice(Tone::Good, words().copied),
            Outcome::Refused => notice(Tone::Error, store.words().not_copied),
            Outcome::TooLong => notice(Tone::Warning, words().too_long),
        })
    };
    view! {
        {button.view()}
        {said}
    }
    .into_any()
}

/// The address of the operation with what was typed for it, without secrets.
fn link(store: Store) -> Option<String> {
    let operation = store.operation()?;
    let secrets = store.secrets();
    let fill = store.with_inputs(&operation, |inputs| inputs.to_link(&secrets))?;
    let route = store.route.get();
    let route = Route {
        page: route.page,
        operation: Some(operation.id),
        fill: Some(fill),
        view: route.view,
        ..Route::default()
    };
    page::absolute(&route.to_hash()).map(|(url, _)| url)
}

/// Takes what a link brings: at once if nothing else was typed here, else when the reader says so.
pub(super) fn filled(store: Store) -> AnyView {
    let waiting = RwSignal::new(None::<(String, Inputs)>);
    effect(move || {
        let Some(fill) = store.route.with(|route| route.fill.clone()) else { return };
        let Some(operation) = store.operation() else { return };
        if store.route.with(|route| route.operation.as_ref() != Some(&operation.id)) {
            return;
        }
        untrack(|| {
            store.route.update(|route| route.fill = None);
            let Some(inputs) = Inputs::from_link(&fill) else { return };
            if store.has_draft(&operation) {
                waiting.set(Some((operation.id.clone(), inputs)));
            } else {
                store.edit(&operation, |typed| take(typed, inputs));
            }
        });
    });
    let words = move || store.language.get().share();
    let offer = move || {
        let (id, inputs) = waiting.get()?;
        let operation = store.operation().filter(|operation| operation.id == id)?;
        let accept = move || {
            let inputs = inputs.clone();
            store.edit(&operation, |typed| take(typed, inputs));
            waiting.set(None);
        };
        let button = Button::new("quiet", Signal::derive(move || words().take.to_owned()), accept);
        Some(notice(Tone::Info, view! { {words().brings} " " {button.view()} }))
    };
    (move || offer()).into_any()
}

/// Puts the values of a link in the place of those that stand here; headers and cookies stay.
fn take(typed: &mut Inputs, link: Inputs) {
    *typed = Inputs {
        headers: std::mem::take(&mut typed.headers),
        cookies: std::mem::take(&mut typed.cookies),
        other_bodies: std::mem::take(&mut typed.other_bodies),
        ..link
    };
}
