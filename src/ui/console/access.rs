//! What the description asks for to be let in: the ways, and a field for each thing that a way needs.

use super::sign_in::failed;
use super::token::{self, TokenFailure};
use crate::operation::{Operation, Scheme};
use crate::request::KeyPlace;
use crate::session::access::{self, Held, Means};
use crate::ui::kit::{Button, Input, Tone, hint, memo, notice, on_value, row};
use crate::ui::state::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;

pub(super) fn access(store: Store) -> AnyView {
    let ways = memo(move || {
        let form = store.operation().and_then(|operation| store.form_of(&operation));
        form.map(|form| form.security.clone()).unwrap_or_default()
    });
    let way = memo(move || {
        let way = |operation: Operation| store.way(&operation);
        store.operation().and_then(way).unwrap_or_default()
    });
    // The section authentication is enough for a token that is got there.
    let shown = memo(move || {
        let is_got = |scheme: &Scheme| store.signs_in() || !scheme.flows.is_empty();
        let is_other = |scheme: &Scheme| !is_got(scheme) || Means::of(scheme) != Means::Token;
        ways.with(|ways| ways.len() > 1 || ways.iter().flatten().any(is_other))
    });
    view! {
        {move || shown.get().then(|| card(store, ways, way))}
    }
    .into_any()
}

fn card(store: Store, ways: Memo<Vec<Vec<Scheme>>>, way: Memo<Vec<Scheme>>) -> AnyView {
    view! {
        <section class="card access" aria-labelledby="access">
            <h2 id="access">{move || store.language.get().access().title}</h2>
            {move || ways.with(|ways| (ways.len() > 1).then(|| choice_of_way(store, ways, way)))}
            {move || way.with(|way| way.iter().enumerate().map(|(index, scheme)| one(store, index, scheme)).collect::<Vec<_>>())}
        </section>
    }
    .into_any()
}

fn choice_of_way(store: Store, ways: &[Vec<Scheme>], way: Memo<Vec<Scheme>>) -> AnyView {
    let words = store.language.get().access();
    let options = ways.iter().map(|way| {
        let name = access::name(way);
        let shown = if way.is_empty() { words.nothing.to_owned() } else { name.clone() };
        view! { <option value=name>{shown}</option> }.into_any()
    });
    let options: Vec<AnyView> = options.collect();
    let choose = move |name: String| store.choose(|choice| choice.way = Some(name));
    view! {
        <div class="row">
            <label for="way">{words.way}</label>
            <select
                id="way"
                class="value"
                prop:value=move || way.with(|way| access::name(way))
                on:change=on_value(choose)
            >
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// What a scheme needs.
fn one(store: Store, index: usize, scheme: &Scheme) -> AnyView {
    let words = store.language.get().access();
    let text = |text: String| hint(Signal::stored(text), Signal::stored(false));
    let means = Means::of(scheme);
    let name = scheme.name.clone();
    let user = |held: &mut Held, text| held.user = text;
    let id = format!("access-{index}-user");
    match &means {
        Means::Key(place, parameter) => {
            let secret = secret(store, index, (&name, parameter));
            let cookie = (*place == KeyPlace::Cookie).then(|| text(words.cookie.to_owned()));
            let place = text(format!("{}, {}", name, (words.place)(*place)));
            vec![secret, place, below(store, name, means), cookie.into_any()].into_any()
        }
        Means::Basic | Means::Digest => vec![
            row(&id, words.user, vec![field(store, &id, &name, None, user)]),
            secret(store, index, (&name, words.password)),
            below(store, name, means),
        ]
        .into_any(),
        Means::Token if store.signs_in() || !scheme.flows.is_empty() => ().into_any(),
        Means::Token if !scheme.url.is_empty() => provider(store, scheme.url.clone()),
        Means::Token => text(words.token.to_owned()),
        Means::MutualTls => text(words.mutual_tls.to_owned()),
        Means::Unknown => text((words.unknown)(&name)),
    }
}

/// The field of a key or a password.
fn secret(store: Store, index: usize, (scheme, label): (&str, &str)) -> AnyView {
    let shown = RwSignal::new(false);
    let id = format!("access-{index}");
    let field = field(store, &id, scheme, Some(shown), |held, text| held.secret = text);
    let toggle = Button {
        label: Some(store.word(|m| m.show_secret)),
        ..Button::toggle(store.show_words(), shown)
    };
    row(&id, label, vec![field, toggle.view()])
}

fn field(
    store: Store,
    id: &str,
    scheme: &str,
    shown: Option<RwSignal<bool>>,
    change: fn(&mut Held, String),
) -> AnyView {
    let (read, write) = (scheme.to_owned(), scheme.to_owned());
    let is_secret = shown.is_some();
    let value = move || {
        let held = store.typed(&read);
        if is_secret { held.secret } else { held.user }
    };
    let edit = move |text| store.hold(&write, |held| change(held, text));
    Input { shown, ..Input::new(id, value, edit) }.view()
}

/// Where it goes, or why it does not; and the way to forget it.
fn below(store: Store, scheme: String, means: Means) -> AnyView {
    let words = move || store.language.get().access();
    let name = scheme.clone();
    let is_digest = means == Means::Digest;
    let error = memo(move || store.typed(&name).error(&means));
    let goes = move || {
        let is_sandbox = store.server().is_some_and(|server| server.sandbox);
        if is_digest {
            (words().digest)(&store.origin())
        } else if is_sandbox {
            words().stays.to_owned()
        } else {
            (words().goes_to)(&store.origin())
        }
    };
    let name = scheme.clone();
    let nothing = Signal::derive(move || store.typed(&name) == Held::default());
    let forget = move || store.hold(&scheme, |held| *held = Held::default());
    let forget = Button {
        hidden: Some(nothing),
        ..Button::new("quiet", Signal::derive(move || words().forget.to_owned()), forget)
    };
    view! {
        {move || error.get().map(|error| notice(Tone::Error, (words().error)(error)))}
        {hint(Signal::derive(goes), Signal::stored(false))}
        {forget.view()}
    }
    .into_any()
}

/// A provider of OpenID Connect says itself where a token is got; nobody is asked before the reader
/// presses.
fn provider(store: Store, url: String) -> AnyView {
    let words = move || store.language.get().access();
    let failure = RwSignal::new(None::<TokenFailure>);
    let known = {
        let url = url.clone();
        memo(move || store.held.with(|held| held.providers.iter().any(|(of, _)| *of == url)))
    };
    let shown = url.clone();
    let ask = move || {
        let url = url.clone();
        spawn_local(async move {
            failure.set(None);
            match token::discover(store, &url).await {
                Ok(provider) => store.held.update(|held| held.providers.push((url, provider))),
                Err(why) => failure.set(Some(why)),
            }
        });
    };
    let button = Button {
        hidden: Some(known.into()),
        ..Button::new("", Signal::derive(move || words().discover.to_owned()), ask)
    };
    view! {
        {hint(Signal::derive(move || (words().discover_hint)(&shown)), Signal::stored(false))}
        {button.view()}
        {move || failure.get().map(|failure| failed(store, &failure))}
    }
    .into_any()
}
