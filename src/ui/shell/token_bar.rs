//! The Access Token Field: set a token by hand, see how long it lives, sign out.

use crate::browser::clock;
use crate::session::{Life, Session, TokenError, read_token};
use crate::ui::access::Holding;
use crate::ui::console::sign_out;
use crate::ui::kit::{Button, Input, Tone, effect, memo, notice, on_submit};
use crate::ui::state::Store;
use leptos::prelude::*;

pub(super) fn token_bar(store: Store) -> AnyView {
    let error = RwSignal::new(None::<TokenError>);
    let shown = memo(move || store.has_tokens());
    let content = move || {
        view! {
            {form(store, error)}
            {state(store)}
            {move || elsewhere(store)}
            {move || error.get().map(|wrong| notice(Tone::Error, (store.words().token_error)(wrong)))}
            {move || (!store.keeps.get()).then(|| notice(Tone::Warning, store.words().storage_blocked))}
        }
    };
    view! {
        <section class="token-bar" aria-labelledby="token-label" hidden=move || !shown.get()>
            {move || shown.get().then(|| untrack(content))}
        </section>
    }
    .into_any()
}

fn form(store: Store, error: RwSignal<Option<TokenError>>) -> AnyView {
    let typed = RwSignal::new(String::new());
    let shown = RwSignal::new(false);
    effect(move || {
        store.sign_outs.track();
        typed.set(String::new());
        shown.set(false);
    });
    let set_token = move || match read_token(&typed.get_untracked()) {
        Ok(token) => {
            let origin = untrack(|| receiver(store));
            store.held.update(|held| held.set_refresh(&origin, None));
            store.put(Session::new(token, origin, None, clock::now()));
            typed.set(String::new());
            error.set(None);
        }
        Err(wrong) => error.set(Some(wrong)),
    };
    let show = move || {
        // The field shows what is kept, so that it can be compared and copied.
        let kept = store.session.with_untracked(|s| s.as_ref().map(|s| s.token.clone()));
        if !shown.get_untracked() && typed.with_untracked(String::is_empty) {
            typed.set(kept.unwrap_or_default());
        }
        shown.update(|shown| *shown = !*shown);
    };
    let field = Input {
        shown: Some(shown),
        invalid: Some(Signal::derive(move || error.get().is_some())),
        described_by: Some("token-state"),
        placeholder: Some(Signal::derive(move || {
            if store.session.with(Option::is_some) { "•".repeat(12) } else { String::new() }
        })),
        ..Input::new(
            "token",
            move || typed.get(),
            move |text| {
                typed.set(text);
                error.set(None);
            },
        )
    };
    let toggle =
        Button { press: Some(Box::new(show)), ..Button::toggle(store.show_words(), shown) };
    view! {
        <form class="token-form" on:submit=on_submit(set_token)>
            <label id="token-label" for="token">"Access Token Field"</label>
            {field.view()}
            {toggle.view()}
            {Button::submit("", Signal::stored("Set Token".to_owned())).view()}
        </form>
    }
    .into_any()
}

/// For whom a pasted token is: the chosen server; nobody yet, if that is one of a description from
/// elsewhere and has none so far. Then the reader is asked below.
fn receiver(store: Store) -> String {
    let here = store.origin();
    if store.is_named() && store.token_for(&here).is_none() { String::new() } else { here }
}

/// Only the words are announced, not every second of the countdown.
fn state(store: Store) -> AnyView {
    let word = move || match store.life() {
        None => match store.revoked.get() {
            Some(revoked) => (store.words().revoked)(revoked),
            None => store.words().token_none,
        },
        Some(Life::NotStated) => store.words().token_not_stated,
        Some(Life::Expired) => store.words().token_expired,
        Some(Life::Left(_)) => store.words().token_lives,
    };
    let class = move || match store.life() {
        None => "token-state",
        Some(Life::Expired) => "token-state is-over",
        Some(_) => "token-state is-set",
    };
    let left = move || match store.life() {
        Some(Life::Left(seconds)) => countdown(seconds),
        _ => String::new(),
    };
    let until = memo(move || {
        let Some(Life::Left(_)) = store.life() else { return None };
        let end = store.with_session(&store.origin(), |session| session.deadline)??;
        Some((store.words().token_until)(&clock::time_of_day(end, store.language.get().code())))
    });
    let holds =
        move || store.session.with(Option::is_some) || store.held.with(Holding::has_secrets);
    let sign_out = Button {
        hidden: Some(Signal::derive(move || !holds())),
        ..Button::new("quiet", store.word(|m| m.sign_out), move || {
            sign_out(store);
        })
    };
    view! {
        <div class=move || class()>
            <span id="token-state" role="status">{move || word()}</span>
            " "
            <time class="countdown" aria-live="off">{move || left()}</time>
            <span class="until">{move || until.get()}</span>
        </div>
        {sign_out.view()}
    }
    .into_any()
}

/// A token of another server is not sent here unless the reader says so.
fn elsewhere(store: Store) -> Option<AnyView> {
    let here = store.origin();
    let from = store.session.with(|session| {
        session.as_ref().filter(|session| session.origin != here).map(|s| s.origin.clone())
    })?;
    let words = store.words();
    let question = (words.token_use_here)(&here);
    let take = move || {
        let here = here.clone();
        store.session.update(move |session| {
            if let Some(session) = session {
                session.origin = here;
            }
        });
    };
    let content = view! {
        {(words.token_elsewhere)(&from)}" "
        {Button::new("", Signal::stored(question), take).view()}
    };
    Some(notice(Tone::Warning, content))
}

/// `1:02:03`, or `2:03` below an hour.
fn countdown(seconds: u64) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{rest:02}")
    } else {
        format!("{minutes}:{rest:02}")
    }
}
