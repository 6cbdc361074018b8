//! A cURL command, pasted: it becomes the reader's own request.

use crate::browser::engine;
use crate::engine::{Imported, curl_input};
use crate::operation::OWN;
use crate::request::curl::CurlError;
use crate::ui::kit::{Button, Tone, notice, on_value};
use crate::ui::state::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What came of a pasted command.
#[derive(Clone, PartialEq)]
enum Outcome {
    Failed,
    Wrong(CurlError),
    Read(Imported),
}

/// The button, and the field that it opens.
pub(super) fn import(store: Store) -> AnyView {
    let open = RwSignal::new(false);
    let text = RwSignal::new(String::new());
    let outcome = RwSignal::new(None::<Outcome>);
    let press = move || open.update(|open| *open = !*open);
    let toggle = Button {
        pressed: Some(open.into()),
        ..Button::new("quiet", store.word(|m| m.paste_curl), press)
    };
    let read = move || {
        spawn_local(async move {
            let read = read(store, &text.get_untracked()).await;
            if let Outcome::Read(imported) = &read {
                take(store, imported);
                open.set(false);
                text.set(String::new());
            }
            outcome.set(Some(read));
        });
    };
    let read = Button {
        disabled: Some(Signal::derive(move || text.with(|text| text.trim().is_empty()))),
        ..Button::new("primary", store.word(|m| m.read_curl), read)
    };
    view! {
        {toggle.view()}
        <div class="import" hidden=move || !open.get()>
            <textarea
                id="curl"
                rows="5"
                spellcheck="false"
                autocapitalize="off"
                aria-label=store.word(|m| m.paste_curl)
                placeholder="curl https://api.example.com/…"
                prop:value=move || text.get()
                on:input=on_value(move |typed| text.set(typed))
            ></textarea>
            {read.view()}
        </div>
        {move || outcome.get().map(|outcome| said(store, &outcome))}
    }
    .into_any()
}

async fn read(store: Store, text: &str) -> Outcome {
    let base_url = untrack(|| store.base_url()).unwrap_or_default();
    let has_session = store.with_api(|api| api.sign_in.is_some()).unwrap_or_default();
    let answer = engine::ask("curl", &curl_input(text, &base_url, has_session)).await;
    match answer.as_ref().and_then(Imported::from_value) {
        None => Outcome::Failed,
        Some(Err(error)) => Outcome::Wrong(error),
        Some(Ok(imported)) => Outcome::Read(imported),
    }
}

/// Puts the request in the place of the reader's own.
fn take(store: Store, Imported { own, .. }: &Imported) {
    store.drafts.update(|drafts| {
        drafts.own_method.clone_from(&own.method);
        drafts.own_resource.clone_from(&own.resource);
        drafts.inputs.retain(|(id, _)| id != OWN);
        drafts.inputs.push((OWN.to_owned(), own.inputs.clone()));
    });
    // The path parameters that its resource names.
    store.set_own(None, None);
    store.open(OWN);
}

fn said(store: Store, outcome: &Outcome) -> Vec<AnyView> {
    let words = store.words();
    match outcome {
        Outcome::Failed => vec![notice(Tone::Error, words.engine_missing)],
        Outcome::Wrong(error) => vec![notice(Tone::Error, (words.curl_error)(error))],
        Outcome::Read(Imported { own, unsupported }) => {
            let mut shown = Vec::new();
            if let Some(host) = &own.other_host {
                shown.push(notice(Tone::Warning, (words.curl_other_host)(host)));
            }
            if own.had_token {
                shown.push(notice(Tone::Info, words.curl_had_token));
            }
            if !unsupported.is_empty() {
                shown.push(notice(Tone::Warning, (words.curl_unsupported)(&unsupported.join(" "))));
            }
            shown
        }
    }
}
