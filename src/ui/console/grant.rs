//! What the form of the section authentication holds beside the client: which grant, what it is asked
//! for, and what the reader has to do elsewhere.

use super::sign_in::destination_origin;
use super::token::Prompt;
use crate::browser::popup;
use crate::session::authorization::GrantKind;
use crate::session::oauth::ClientAuthentication;
use crate::site::SignIn;
use crate::ui::access::flows;
use crate::ui::drafts::Choice;
use crate::ui::kit::{
    Button, Input, Later, Tone, choice, copy_button, memo, notice, on_checked, on_value, row,
};
use crate::ui::state::Store;
use leptos::prelude::*;

/// Which grant, if the description offers several; and how the client proves itself.
pub(super) fn choices(store: Store) -> AnyView {
    let offered = memo(move || {
        let flows = store.oauth().map(|scheme| flows(&scheme)).unwrap_or_default();
        flows.into_iter().map(|flow| flow.kind).collect::<Vec<_>>()
    });
    let grant = memo(move || store.sign_in().map(|sign_in| sign_in.grant));
    let is_described = memo(move || store.oauth().is_some());
    view! {
        {move || {
            let offered = offered.get();
            (offered.len() > 1).then(|| {
                let now = move || grant.get().map(GrantKind::name).unwrap_or_default().to_owned();
                let choose = move |name| store.choose(|choice| choice.grant = Some(name));
                let select = choice("grant", offered, Signal::derive(now), choose);
                row("grant", store.language.get().access().grant, vec![select])
            })
        }}
        {move || grant.get().filter(|grant| grant.is_deprecated()).map(|grant| {
            notice(Tone::Warning, (store.language.get().access().deprecated)(grant))
        })}
        {move || (is_described.get() && grant.get() != Some(GrantKind::Implicit)).then(|| proof(store))}
    }
    .into_any()
}

/// How the client proves itself.
fn proof(store: Store) -> AnyView {
    let words = store.language.get().access();
    let is_basic =
        move || store.sign_in().is_some_and(|s| s.authentication == ClientAuthentication::Basic);
    let choose = move |value: String| store.choose(|choice| choice.by_header = value == "basic");
    view! {
        <div class="row">
            <label for="client-authentication">{words.client_authentication}</label>
            <select
                id="client-authentication"
                class="value"
                prop:value=move || if is_basic() { "basic" } else { "body" }
                on:change=on_value(choose)
            >
                <option value="body">{words.in_body}</option>
                <option value="basic">{words.in_header}</option>
            </select>
        </div>
    }
    .into_any()
}

/// What the grant needs beside the client.
pub(super) fn grant_fields(store: Store) -> AnyView {
    let sign_in =
        memo(move || store.sign_in().map(|sign_in| SignIn { scope: String::new(), ..sign_in }));
    view! {
        {move || sign_in.get().map(|sign_in| match sign_in.grant {
            GrantKind::Password => owner(store),
            GrantKind::AuthorizationCode | GrantKind::Implicit => redirect(store),
            GrantKind::ClientCredentials | GrantKind::Device => ().into_any(),
        })}
        {move || {
            let scopes = store.oauth().map(|scheme| {
                let kind = sign_in.get().map(|sign_in| sign_in.grant.name()).unwrap_or_default();
                let flow = scheme.flows.into_iter().find(|flow| flow.kind == kind);
                flow.map(|flow| flow.scopes).unwrap_or_default()
            });
            scopes.filter(|scopes| !scopes.is_empty()).map(|scopes| scope_list(store, scopes))
        }}
    }
    .into_any()
}

/// The name and the password of the user.
fn owner(store: Store) -> AnyView {
    let words = store.language.get().access();
    let shown = RwSignal::new(false);
    let user = Input::new(
        "owner-user",
        move || store.login().owner.user,
        // For whom the password is stays as it was.
        move |text| store.set_login(|login| login.owner.user = text),
    );
    let password = Input {
        shown: Some(shown),
        ..Input::new(
            "owner-password",
            move || store.login().owner.secret,
            move |text| {
                let origin = destination_origin(store);
                store.set_login(|login| (login.owner.secret, login.owner_for) = (text, origin));
            },
        )
    };
    let toggle = Button::toggle(store.show_words(), shown).view();
    vec![
        row("owner-user", words.user, vec![user.view()]),
        row("owner-password", words.password, vec![password.view(), toggle]),
    ]
    .into_any()
}

/// The address that the application has to have among its own.
fn redirect(store: Store) -> AnyView {
    let words = store.language.get().access();
    let address = popup::address_of("callback.html").unwrap_or_default();
    let copied = address.clone();
    let copy = move || -> Later {
        let text = copied.clone();
        Box::pin(async move { Some(text) })
    };
    view! {
        <p class="hint redirect">
            {words.redirect}" "<code>{address}</code>" "{copy_button(copy, store.copy_words())}
        </p>
    }
    .into_any()
}

/// The scopes, each with a box; those that the operation needs are marked at first.
fn scope_list(store: Store, scopes: Vec<(String, String)>) -> AnyView {
    let chosen = move || {
        let scope = store.sign_in().map(|sign_in| sign_in.scope).unwrap_or_default();
        scope.split_ascii_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    let boxes = scopes.into_iter().map(|(name, words)| {
        let (read, write) = (name.clone(), name.clone());
        let mark = move |marked: bool| {
            let mut all = untrack(chosen);
            all.retain(|other| *other != write);
            if marked {
                all.push(write.clone());
            }
            let scheme = untrack(|| store.oauth()).map(|scheme| scheme.name).unwrap_or_default();
            store.choose(|choice: &mut Choice| choice.scopes = Some((scheme, all)));
        };
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || chosen().contains(&read)
                    on:change=on_checked(mark)
                />
                <code>{name}</code>" "{words}
            </label>
        }
        .into_any()
    });
    let boxes: Vec<AnyView> = boxes.collect();
    view! {
        <fieldset class="scopes">
            <legend>"scope"</legend>
            {boxes}
        </fieldset>
    }
    .into_any()
}

/// What the reader has to do elsewhere meanwhile.
pub(super) fn prompt_view(store: Store, prompt: &Prompt) -> AnyView {
    let words = store.language.get().access();
    let link = |url: &str, text: String| {
        let url = crate::html::Url::check(url).map(|url| url.as_str().to_owned());
        view! { <a href=url target="_blank" rel="noopener noreferrer">{text}</a> }.into_any()
    };
    let content = match prompt {
        Prompt::Window(url) => {
            let link = link(url, words.open_window.to_owned());
            view! { {words.window}" "{link} }.into_any()
        }
        Prompt::Device(device) => {
            let address = device.complete_uri.as_ref().unwrap_or(&device.verification_uri);
            let link = link(address, device.verification_uri.clone());
            let code = device.user_code.clone();
            view! { {words.device}" "{link}" "<code class="user-code">{code}</code> }.into_any()
        }
    };
    notice(Tone::Info, content)
}
