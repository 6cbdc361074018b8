//! The section authentication: credentials in, a token out.

use super::exchange::{self, TokenFailure};
use crate::browser::fetch::{Abort, FetchError};
use crate::html::Url;
use crate::session::oauth::{Grant, Refusal};
use crate::session::origin;
use crate::ui::kit::{Notice, Tone};
use crate::ui::state::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Where the secret would go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Destination {
    /// The token endpoint.
    pub(super) url: String,
    /// Its scheme and host.
    pub(super) origin: String,
    /// True if site.json names this host, or the reader confirmed it.
    pub(super) confirmed: bool,
}

/// The token endpoint of the chosen server; `None` while its address is wrong.
pub(super) fn destination(store: Store) -> Option<Destination> {
    let server = store.server()?;
    let sign_in = store.with_api(|api| api.sign_in.clone()).flatten()?;
    let (url, declared) = store.drafts.with(|drafts| {
        let url = server.token_url(&sign_in, &drafts.variables).ok();
        (url, server.is_as_declared(&drafts.variables))
    });
    let url = url?;
    let origin = origin(&url)?;
    let confirmed = declared || store.trusted.get().as_ref() == Some(&origin);
    Some(Destination { url, origin, confirmed })
}

#[derive(Clone)]
enum State {
    Idle,
    Running(Abort),
    Done(Result<Grant, TokenFailure>),
}

#[component]
pub(super) fn SignIn() -> impl IntoView {
    let store = Store::get();
    let state = RwSignal::new_local(State::Idle);
    let is_running = move || state.with(|state| matches!(state, State::Running(_)));
    let destination = Memo::new(move |_| destination(store));
    let ready = move || {
        store.credentials().is_some() && destination.with(|to| to.as_ref().is_some_and(|to| to.confirmed))
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !untrack(ready) || untrack(is_running) {
            return;
        }
        let abort = Abort::after(exchange::timeout(store));
        state.set(State::Running(abort.clone()));
        spawn_local(async move {
            let result = exchange::request_token(store, &abort).await;
            state.try_set(State::Done(result));
        });
    };
    // A signed-in reader needs the form no more; it stays one click away.
    let open = store.token().is_none();
    view! {
        <details class="card sign-in" open=open>
            <summary><h2 id="authentication">"authentication"</h2></summary>
            <form class="fields" on:submit=submit>
                <Demo/>
                <ClientId/>
                <Secret/>
                <Confirm destination=destination/>
                <div class="actions">
                    <button type="submit" class="primary" disabled=move || !ready() || is_running()>
                        "Try it out!"
                    </button>
                    {move || state.with(|state| match state {
                        State::Running(abort) => Some(abort.clone()),
                        _ => None,
                    }).map(|abort| view! {
                        <span class="running" role="status">{store.words().signing_in}</span>
                        <button type="button" on:click=move |_| abort.stop(FetchError::Aborted)>
                            {store.words().cancel}
                        </button>
                    })}
                </div>
            </form>
            {move || match state.get() {
                State::Done(Ok(grant)) => Some(view! { <Granted grant=grant/> }.into_any()),
                State::Done(Err(failure)) => Some(view! { <Failed failure=failure/> }.into_any()),
                _ => None,
            }}
        </details>
    }
}

/// What opens the sandbox, shown to everyone.
#[component]
fn Demo() -> impl IntoView {
    let store = Store::get();
    let demo = store.with_api(|api| api.sign_in.as_ref().and_then(|sign_in| sign_in.demo.clone()));
    let demo = demo.flatten();
    move || {
        let demo = demo.clone()?;
        let sandbox = store.server().is_some_and(|server| server.sandbox);
        let (id, secret) = (demo.id.clone(), demo.secret.clone());
        sandbox.then(|| view! {
            <p class="hint demo">
                {store.words().demo_credentials}" "<code>{id}</code>" / "<code>{secret}</code>" "
                <button type="button" class="quiet" on:click=move |_| {
                    store.drafts.update(|drafts| drafts.client_id.clone_from(&demo.id));
                    store.secret.set(demo.secret.clone());
                }>{store.words().fill_in}</button>
            </p>
        })
    }
}

#[component]
fn ClientId() -> impl IntoView {
    let store = Store::get();
    view! {
        <div class="row">
            <label for="client-id"><code>"client_id"</code></label>
            <input
                id="client-id"
                type="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                prop:value=move || store.drafts.with(|drafts| drafts.client_id.clone())
                on:input:target=move |event| {
                    let text = event.target().value();
                    store.drafts.update(|drafts| drafts.client_id = text);
                }
            />
        </div>
    }
}

#[component]
fn Secret() -> impl IntoView {
    let store = Store::get();
    let shown = RwSignal::new(false);
    view! {
        <div class="row">
            <label for="client-secret"><code>"client_secret"</code></label>
            <input
                id="client-secret"
                type=move || if shown.get() { "text" } else { "password" }
                autocomplete="new-password"
                spellcheck="false"
                prop:value=store.secret
                on:input:target=move |event| store.secret.set(event.target().value())
            />
            <button
                type="button"
                class="quiet"
                aria-pressed=move || shown.get().to_string()
                aria-label=move || store.words().show_secret
                on:click=move |_| shown.update(|shown| *shown = !*shown)
            >
                {move || if shown.get() { store.words().hide } else { store.words().show }}
            </button>
        </div>
    }
}

/// Who gets the secret; a host that site.json does not name has to be confirmed.
#[component]
fn Confirm(destination: Memo<Option<Destination>>) -> impl IntoView {
    let store = Store::get();
    move || {
        let to = destination.get()?;
        let sandbox = store.server().is_some_and(|server| server.sandbox);
        let origin = to.origin.clone();
        let asks = !store.server().is_some_and(|server| {
            store.drafts.with(|drafts| server.is_as_declared(&drafts.variables))
        });
        let text = if sandbox {
            store.words().secret_stays.to_owned()
        } else {
            (store.words().secret_goes_to)(&to.origin)
        };
        Some(view! {
            <p class="hint">{text}</p>
            {(asks && !sandbox).then(|| view! {
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=to.confirmed
                        on:change:target=move |event| {
                            store.trusted.set(event.target().checked().then(|| origin.clone()));
                        }
                    />
                    {(store.words().secret_confirm)(&to.origin)}
                </label>
            })}
        })
    }
}

#[component]
fn Granted(grant: Grant) -> impl IntoView {
    let store = Store::get();
    let shown = RwSignal::new(false);
    let token = grant.token.clone();
    let used = {
        let token = token.clone();
        move || store.token().as_ref() == Some(&token)
    };
    let masked = move || if shown.get() { token.clone() } else { "•".repeat(12) };
    let expires = grant.expires_in.map(|seconds| seconds.to_string());
    let notes = grant.notes.clone();
    let kept = grant.clone();
    view! {
        <div class="grant" role="status">
            <dl>
                <dt><code>"access_token"</code></dt>
                <dd>
                    <code class="token">{masked}</code>" "
                    <button type="button" class="quiet" on:click=move |_| shown.update(|s| *s = !*s)>
                        {move || if shown.get() { store.words().hide } else { store.words().show }}
                    </button>
                </dd>
                <dt><code>"token_type"</code></dt>
                <dd>{move || or_not_stated(&grant.token_type, store)}</dd>
                <dt><code>"expires_in"</code></dt>
                <dd>{move || or_not_stated(expires.as_deref().unwrap_or_default(), store)}</dd>
                <dt><code>"scope"</code></dt>
                <dd>{move || or_not_stated(grant.scope.as_deref().unwrap_or_default(), store)}</dd>
            </dl>
            {move || notes.iter().map(|note| view! {
                <p class="hint">{(store.words().grant_note)(*note)}</p>
            }).collect::<Vec<_>>()}
            {move || if used() {
                view! { <Notice tone=Tone::Good>{store.words().token_in_use}</Notice> }.into_any()
            } else {
                let kept = kept.clone();
                view! {
                    <button type="button" class="primary" on:click=move |_| exchange::keep(store, &kept)>
                        {store.words().use_token}
                    </button>
                }.into_any()
            }}
        </div>
    }
}

fn or_not_stated(text: &str, store: Store) -> String {
    if text.is_empty() { store.words().not_stated.to_owned() } else { text.to_owned() }
}

/// Why there is no token: the code and the server's words, and what to do, in the reader's language.
#[component]
pub(super) fn Failed(failure: TokenFailure) -> impl IntoView {
    let store = Store::get();
    let link = match &failure {
        TokenFailure::Refused(Refusal::OAuth { uri: Some(uri), .. }) => {
            // Only http(s) becomes a link; anything else stands as text.
            let url = Url::check(uri).filter(|url| url.as_str().starts_with("http"));
            Some((uri.clone(), url))
        }
        _ => None,
    };
    view! {
        <Notice tone=Tone::Error>
            {move || store.words().token_failure(&failure)}
            {link.map(|(text, url)| match url {
                Some(url) => view! {
                    " "<a href=url.as_str().to_owned() rel="noopener noreferrer" target="_blank">{text}</a>
                }.into_any(),
                None => view! { " "<span>{text}</span> }.into_any(),
            })}
        </Notice>
    }
}

impl crate::i18n::Messages {
    /// Why there is no token.
    pub(super) fn token_failure(&self, failure: &TokenFailure) -> String {
        match failure {
            TokenFailure::Send(error) => (self.send_error)(error),
            TokenFailure::Refused(refusal) => (self.refusal)(refusal),
            TokenFailure::Host => self.host_not_confirmed.to_owned(),
        }
    }
}
