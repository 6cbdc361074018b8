//! What the token says of itself, what the page keeps, and how to have it forget everything.

use crate::browser::{dom, offline};
use crate::session::jwt;
use crate::ui::kit::{Button, hint, memo};
use crate::ui::state::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The token of the chosen server, read, if it is a JSON Web Token.
pub(super) fn token_contents(store: Store) -> AnyView {
    let jwt = memo(move || store.token().and_then(|token| jwt::read(&token)));
    let content = move || {
        let jwt = jwt.get()?;
        let words = store.language.get().kept();
        let times = jwt.times.iter().map(|(name, moment)| {
            view! {
                <dt><code>{*name}</code>" "{(words.time)(name)}</dt>
                <dd><time datetime=moment.clone()>{moment.clone()}</time></dd>
            }
        });
        let times: Vec<_> = times.collect();
        let part = |name: &'static str, text: String| {
            view! {
                <pre tabindex="0" role="group" aria-label=name><code>{text}</code></pre>
            }
        };
        Some(view! {
            <details class="card token-contents">
                <summary>{words.token}</summary>
                {hint(Signal::stored(words.unchecked.to_owned()), Signal::stored(false))}
                <dl>{times}</dl>
                {part("header", jwt.header)}
                {part("claims", jwt.claims)}
            </details>
        })
    };
    view! { {content} }.into_any()
}

pub(super) fn kept(store: Store) -> AnyView {
    let forgotten = RwSignal::new(false);
    let forget = move || {
        super::sign_out(store);
        store.forget_everything();
        dom::focus("console", false);
        spawn_local(async move {
            offline::forget().await;
            forgotten.try_set(true);
        });
    };
    let words = move || store.language.get().kept();
    let label = Signal::derive(move || words().forget.to_owned());
    let text = move || if store.site().keeps { words().lasting } else { words().nothing };
    view! {
        <details class="kept">
            <summary>{move || words().title}</summary>
            <p class="hint">{text}</p>
            <p>
                {Button::new("", label, forget).view()}
                " "
                <span class="hint" role="status">
                    {move || if forgotten.get() { words().forgotten } else { "" }}
                </span>
            </p>
        </details>
    }
    .into_any()
}
