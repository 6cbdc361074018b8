//! The Access Token Field: set a token by hand, see how long it lives, sign out.

use crate::browser::{clock, page};
use crate::session::{Life, Session, TokenError, read_token};
use crate::ui::kit::{Notice, Tone};
use crate::ui::state::Store;
use leptos::prelude::*;

#[component]
pub(super) fn TokenBar() -> impl IntoView {
    let store = Store::get();
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<TokenError>);
    let set_token = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match read_token(&typed.get_untracked()) {
            Ok(token) => {
                let origin = untrack(|| store.origin());
                store.session.set(Some(Session::new(token, origin, None, clock::now())));
                typed.set(String::new());
                error.set(None);
            }
            Err(wrong) => error.set(Some(wrong)),
        }
    };
    let shown = RwSignal::new(false);
    view! {
        <section class="token-bar" aria-labelledby="token-label">
            <form class="token-form" on:submit=set_token>
                <label id="token-label" for="token">"Access Token Field"</label>
                <input
                    id="token"
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby="token-state"
                    aria-invalid=move || error.get().is_some().to_string()
                    placeholder=move || if store.session.with(Option::is_some) { "••••••••••••" } else { "" }
                    prop:value=typed
                    on:input:target=move |event| typed.set(event.target().value())
                />
                <button
                    type="button"
                    class="quiet"
                    aria-pressed=move || shown.get().to_string()
                    on:click=move |_| {
                        // The field shows what is kept, so that it can be compared and copied.
                        let kept = store.session.with_untracked(|s| s.as_ref().map(|s| s.token.clone()));
                        if !shown.get_untracked() && typed.with_untracked(String::is_empty) {
                            typed.set(kept.unwrap_or_default());
                        }
                        shown.update(|shown| *shown = !*shown);
                    }
                >
                    {move || if shown.get() { store.words().hide } else { store.words().show }}
                </button>
                <button type="submit" class="primary">"Set Token"</button>
            </form>
            <TokenState/>
            {move || error.get().map(|wrong| view! {
                <Notice tone=Tone::Error>{(store.words().token_error)(wrong)}</Notice>
            })}
            {move || (!store.keeps.get()).then(|| view! {
                <Notice tone=Tone::Warning>{store.words().storage_blocked}</Notice>
            })}
            {page::is_framed().then(|| view! {
                <Notice tone=Tone::Warning>{move || store.words().framed}</Notice>
            })}
        </section>
    }
}

#[component]
fn TokenState() -> impl IntoView {
    let store = Store::get();
    let elsewhere = move || {
        let origin = store.origin();
        store.session.with(|session| {
            session.as_ref().filter(|session| session.origin != origin).map(|s| s.origin.clone())
        })
    };
    // Only the words are announced, not every second of the countdown.
    let state = move || match store.life() {
        None => store.words().token_none.to_owned(),
        Some(Life::NotStated) => store.words().token_not_stated.to_owned(),
        Some(Life::Expired) => store.words().token_expired.to_owned(),
        Some(Life::Left(_)) => store.words().token_lives.to_owned(),
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
    view! {
        <div class=class>
            <span id="token-state" role="status">{state}</span>
            " "
            <time class="countdown" aria-live="off">{left}</time>
        </div>
        {move || elsewhere().map(|origin| view! {
            <Notice tone=Tone::Warning>
                {(store.words().token_elsewhere)(&origin)}" "
                <button type="button" on:click=move |_| {
                    let origin = untrack(|| store.origin());
                    store.session.update(|session| if let Some(session) = session { session.origin = origin });
                }>{move || (store.words().token_use_here)(&store.origin())}</button>
            </Notice>
        })}
        {move || (store.session.with(Option::is_some) || store.secret.with(|s| !s.is_empty())).then(|| view! {
            <button type="button" class="quiet" on:click=move |_| store.sign_out()>
                {store.words().sign_out}
            </button>
        })}
    }
}

/// `1:02:03`, or `2:03` below an hour.
fn countdown(seconds: u64) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{rest:02}") } else { format!("{minutes}:{rest:02}") }
}
