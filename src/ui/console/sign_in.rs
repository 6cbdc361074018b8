//! The section authentication: credentials in, a token out.

use super::grant::{choices, grant_fields, prompt_view};
use super::outside::outside;
use super::redirect::{come_back, in_this_tab};
use super::token::{self, Got, Prompt, TokenFailure};
use crate::browser::dom;
use crate::browser::fetch::{Abort, FetchError};
use crate::html::Url;
use crate::session::authorization::GrantKind;
use crate::session::oauth::Refusal;
use crate::session::origin;
use crate::site::Api;
use crate::ui::kit::{Button, Input, Tone, effect, hint, memo, notice, on_checked, on_submit, row};
use crate::ui::state::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Where the secret would go, and what comes for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Destination {
    /// The token endpoint.
    pub(super) url: String,
    /// Its scheme and host.
    pub(super) origin: String,
    /// The server that would get the token, if it is another host, which nobody vouches for.
    pub(super) server: Option<String>,
    /// True if site.json names this host and the secret was typed for it.
    pub(super) expected: bool,
    /// True if it is as expected, or the reader confirmed it.
    pub(super) confirmed: bool,
}

/// The token endpoint of the chosen server; `None` while its address is wrong.
pub(super) fn destination(store: Store) -> Option<Destination> {
    let server = store.server()?;
    let sign_in = store.sign_in()?;
    let variables = store.variables();
    let vouched = server.is_as_declared(&variables) && !store.is_named();
    let url = server.endpoint(sign_in.first_endpoint(), &variables).ok()?;
    // What a sandbox is told stays in the page, and is not for the host that it stands for.
    let origin = if server.sandbox { store.origin() } else { origin(&url)? };
    let declared = vouched && store.provider().is_none_or(|provider| provider == origin);
    let receiver = store.origin();
    let receiver = (!server.sandbox && !vouched && receiver != origin).then_some(receiver);
    // A secret goes where it was typed for; any other host has to be confirmed.
    let is_here = |typed: &Option<String>| typed.as_ref().is_none_or(|o| *o == origin);
    let login = store.login();
    let typed_here = is_here(&login.secret_for) && is_here(&login.owner_for);
    let expected = (server.sandbox || declared) && typed_here;
    let asked = (origin, receiver);
    let confirmed = expected || store.trusted.with(|trusted| trusted.as_ref() == Some(&asked));
    let (origin, server) = asked;
    Some(Destination { url, origin, server, expected, confirmed })
}

pub(super) fn destination_origin(store: Store) -> Option<String> {
    untrack(|| destination(store)).map(|to| to.origin)
}

/// How far the sign-in is.
#[derive(Clone)]
pub(super) enum State {
    Idle,
    Running(Abort),
    Done(Result<Got, TokenFailure>),
}

pub(super) fn sign_in(store: Store) -> AnyView {
    let state = RwSignal::new_local(State::Idle);
    let prompt = RwSignal::new(None::<Prompt>);
    effect(move || {
        store.sign_outs.track();
        store.forgets.track();
        stop(state);
        state.set(State::Idle);
        prompt.set(None);
    });
    come_back(store, state);
    // Who goes on to another page has not waited for it.
    on_cleanup(move || stop(state));
    // A reader who is signed in needs the form no more; it stays one click away.
    let open = memo(move || store.token().is_none());
    view! {
        <details class="card sign-in" prop:open=move || open.get()>
            <summary><h2 id="authentication">"authentication"</h2></summary>
            {form(store, state, prompt)}
            {move || prompt.get().map(|prompt| prompt_view(store, &prompt))}
            {move || match state.get() {
                // Another server's token has nothing to do here.
                State::Done(Ok(got)) if got.origin == store.origin() => granted(store, got),
                State::Done(Err(failure)) => failed(store, &failure),
                State::Done(Ok(_)) | State::Idle | State::Running(_) => ().into_any(),
            }}
            {outside(store)}
        </details>
    }
    .into_any()
}

/// Stops what runs.
fn stop(state: RwSignal<State, LocalStorage>) {
    if let Some(State::Running(abort)) = state.try_get_untracked() {
        abort.stop(FetchError::Aborted);
    }
}

fn form(
    store: Store,
    state: RwSignal<State, LocalStorage>,
    prompt: RwSignal<Option<Prompt>>,
) -> AnyView {
    let is_running = move || state.with(|state| matches!(state, State::Running(_)));
    let ready =
        move || store.credentials().is_some() && destination(store).is_some_and(|to| to.confirmed);
    let submit = move || {
        if untrack(ready) && !untrack(is_running) {
            ask(store, state, prompt);
        }
    };
    let cancel = move || stop(state);
    // Made anew when they change, not with every key: the focus stays where it is.
    let is_sandbox = memo(move || store.server().is_some_and(|server| server.sandbox));
    let receiver = memo(move || receiver(store));
    // A site's client credentials need no more than the client: what else there is comes with the rest.
    let is_plain = memo(move || {
        let is_client = |api: &Api| {
            api.sign_in.as_ref().is_some_and(|s| s.grant == GrantKind::ClientCredentials)
        };
        store.with_api(is_client) == Some(true)
    });
    let send = Button {
        disabled: Some(Signal::derive(move || !ready())),
        id: Some("try-it-out"),
        ..Button::submit("primary", Signal::stored("Try it out!".to_owned()))
    };
    let stop = Button {
        hidden: Some(Signal::derive(move || !is_running())),
        ..Button::new("", store.word(|m| m.cancel), cancel)
    };
    view! {
        <form class="fields" on:submit=on_submit(submit)>
            {move || is_sandbox.get().then(|| demo(store))}
            {move || (!is_plain.get()).then(|| choices(store))}
            {client_id(store)}
            {move || if is_plain.get() { secret(store) } else { secret_if_any(store) }}
            {move || (!is_plain.get()).then(|| grant_fields(store))}
            {move || receiver.get().map(|receiver| receiver_view(store, receiver))}
            <div class="actions">
                {send.view()}
                {stop.view()}
                <span class="running" role="status">
                    {move || if is_running() { store.words().signing_in } else { "" }}
                </span>
            </div>
            {move || (!is_plain.get()).then(|| in_this_tab(store))}
        </form>
    }
    .into_any()
}

fn ask(store: Store, state: RwSignal<State, LocalStorage>, prompt: RwSignal<Option<Prompt>>) {
    let begun = store.sign_outs.get_untracked();
    spawn_local(async move {
        let starts = move |abort| state.set(State::Running(abort));
        let result = token::request_token(store, prompt, starts).await;
        if store.sign_outs.get_untracked() == begun {
            ended(state, result);
        }
    });
}

/// Shows what came of it.
pub(super) fn ended(state: RwSignal<State, LocalStorage>, result: Result<Got, TokenFailure>) {
    let granted = result.is_ok();
    state.set(State::Done(result));
    if granted {
        dom::focus_soon("use-token".to_owned());
    }
}

/// What opens the sandbox, shown to everyone.
fn demo(store: Store) -> Option<AnyView> {
    let demo =
        store.with_api(|api| api.sign_in.as_ref().and_then(|sign_in| sign_in.demo.clone()))??;
    let (id, secret) = (demo.id.clone(), demo.secret.clone());
    let fill = move || {
        store.set_client_id(demo.id.clone());
        store.set_secret(demo.secret.clone(), destination_origin(store));
        dom::focus_soon("try-it-out".to_owned());
    };
    let words = store.words();
    let view = view! {
        <p class="hint demo">
            {words.demo_credentials}" "<code>{id}</code>" / "<code>{secret}</code>" "
            {Button::new("", store.word(|m| m.fill_in), fill).view()}
        </p>
    };
    Some(view.into_any())
}

fn client_id(store: Store) -> AnyView {
    let value = move || store.client_id();
    let edit = move |text| store.set_client_id(text);
    row("client-id", "client_id", vec![Input::new("client-id", value, edit).view()])
}

/// The implicit grant has no use for a secret.
fn secret_if_any(store: Store) -> AnyView {
    let has_secret =
        memo(move || store.sign_in().is_some_and(|sign_in| sign_in.grant != GrantKind::Implicit));
    view! { {move || has_secret.get().then(|| secret(store))} }.into_any()
}

fn secret(store: Store) -> AnyView {
    let shown = RwSignal::new(false);
    let field = Input {
        shown: Some(shown),
        ..Input::new(
            "client-secret",
            move || store.login().secret,
            move |text| store.set_secret(text, destination_origin(store)),
        )
    };
    let toggle = Button {
        label: Some(store.word(|m| m.show_secret)),
        ..Button::toggle(store.show_words(), shown)
    };
    row("client-secret", "client_secret", vec![field.view(), toggle.view()])
}

/// Who gets the secret, as far as the form shows it.
#[derive(Clone, PartialEq, Eq)]
enum Receiver {
    /// The page itself.
    Page,
    /// A host that site.json names and the secret was typed for.
    Declared(String),
    /// A host that the reader has to confirm, and the one that gets the token, if it is another.
    Other(String, Option<String>),
}

fn receiver(store: Store) -> Option<Receiver> {
    let Destination { origin, server, expected, .. } = destination(store)?;
    Some(match (store.server()?.sandbox, expected) {
        (true, true) => Receiver::Page,
        (false, true) => Receiver::Declared(origin),
        (_, false) => Receiver::Other(origin, server),
    })
}

fn receiver_view(store: Store, receiver: Receiver) -> AnyView {
    let words = store.words();
    let hint = |text: String| hint(Signal::stored(text), Signal::stored(false));
    let asked = match receiver {
        Receiver::Page => return hint(words.secret_stays.to_owned()),
        Receiver::Declared(origin) => return hint((words.secret_goes_to)(&origin)),
        Receiver::Other(origin, server) => (origin, server),
    };
    let goes = (words.secret_goes_to)(&asked.0);
    let question = (words.secret_confirm)(&asked.0, asked.1.as_deref());
    let confirmed = {
        let asked = asked.clone();
        move || store.trusted.with(|trusted| trusted.as_ref() == Some(&asked))
    };
    let trust = move |agreed: bool| store.trusted.set(agreed.then(|| asked.clone()));
    view! {
        {hint(goes)}
        <label class="check">
            <input type="checkbox" prop:checked=move || confirmed() on:change=on_checked(trust)/>
            {question}
        </label>
    }
    .into_any()
}

fn granted(store: Store, got: Got) -> AnyView {
    let grant = &got.grant;
    let shown = RwSignal::new(false);
    let token = grant.token.clone();
    let notes = grant.notes.clone();
    let expires = grant.expires_in.map(|seconds| seconds.to_string()).unwrap_or_default();
    let scope = grant.scope.clone().unwrap_or_default();
    let kind = grant.token_type.clone();
    view! {
        <div class="grant" role="status">
            <dl>
                <dt><code>"access_token"</code></dt>
                <dd>
                    <code class="token">
                        {move || if shown.get() { token.clone() } else { "•".repeat(12) }}
                    </code>
                    " "{Button::toggle(store.show_words(), shown).view()}
                </dd>
                <dt><code>"token_type"</code></dt>
                <dd>{move || or_not_stated(&kind, store)}</dd>
                <dt><code>"expires_in"</code></dt>
                <dd>{move || or_not_stated(&expires, store)}</dd>
                <dt><code>"scope"</code></dt>
                <dd>{move || or_not_stated(&scope, store)}</dd>
            </dl>
            {move || notes.iter().map(|note| {
                let text = (store.words().grant_note)(*note);
                hint(Signal::stored(text.to_owned()), Signal::stored(false))
            }).collect::<Vec<_>>()}
            {move || use_token(store, &got)}
        </div>
    }
    .into_any()
}

/// Offers the token, or says that it is the one in use.
fn use_token(store: Store, got: &Got) -> AnyView {
    if store.token().as_ref() == Some(&got.grant.token) {
        return notice(Tone::Good, store.words().token_in_use);
    }
    let got = got.clone();
    let keep = move || {
        token::keep(store, &got);
        dom::focus_soon("send".to_owned());
    };
    let button = Button::new("primary", store.word(|m| m.use_token), keep);
    Button { id: Some("use-token"), ..button }.view()
}

fn or_not_stated(text: &str, store: Store) -> String {
    if text.is_empty() { store.words().not_stated.to_owned() } else { text.to_owned() }
}

/// Why there is no token: the code and the server's words, and what to do, in the reader's language.
pub(super) fn failed(store: Store, failure: &TokenFailure) -> AnyView {
    let uri = match failure {
        TokenFailure::Refused(Refusal::OAuth { uri, .. }) => uri.clone(),
        _ => None,
    };
    // Only http(s) becomes a link; anything else stands as text.
    let link =
        uri.map(|text| match Url::check(&text).filter(|url| url.as_str().starts_with("http")) {
            Some(url) => {
                let href = url.as_str().to_owned();
                view! { " "<a href=href rel="noopener noreferrer" target="_blank">{text}</a> }
                    .into_any()
            }
            None => view! { " "<span>{text}</span> }.into_any(),
        });
    let text = store.words().token_failure(failure);
    notice(Tone::Error, view! { {text} {link} })
}

impl crate::i18n::Messages {
    /// Why there is no token.
    fn token_failure(&self, failure: &TokenFailure) -> String {
        match failure {
            TokenFailure::Send(error) => (self.send_error)(error),
            TokenFailure::Refused(refusal) => (self.refusal)(refusal),
            TokenFailure::Host => self.host_not_confirmed.to_owned(),
        }
    }
}
