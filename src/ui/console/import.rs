//! A cURL command, pasted: it becomes the reader's own request.

use crate::browser::thread::{self, Program};
use crate::engine::{Imported, curl_input};
use crate::operation::OWN;
use crate::request::curl::{CurlError, Own};
use crate::ui::kit::{Button, Tone, effect_since, notice, on_value};
use crate::ui::state::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What came of a pasted command.
#[derive(Clone, PartialEq)]
enum Outcome {
    Failed,
    Wrong(CurlError),
    Read { imported: Imported, before: Box<Own> },
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
            let asked = text.get_untracked();
            let read = read(store, &asked).await;
            if let Outcome::Read { imported, .. } = &read {
                take(store, &imported.own);
                open.set(false);
                // What was typed meanwhile stays.
                text.update(|text| {
                    if *text == asked {
                        text.clear();
                    }
                });
            }
            outcome.set(Some(read));
        });
    };
    let read = Button {
        disabled: Some(Signal::derive(move || text.with(|text| text.trim().is_empty()))),
        ..Button::new("primary", store.word(|m| m.read_curl), read)
    };
    // A command may hold a key.
    effect_since(move |before: Option<u32>| {
        let count = store.sign_outs.get();
        if before.is_some_and(|before| before != count) {
            text.set(String::new());
            outcome.set(None);
        }
        count
    });
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
        {move || outcome.get().map(|read| said(store, outcome, &read))}
    }
    .into_any()
}

async fn read(store: Store, text: &str) -> Outcome {
    let base_url = untrack(|| store.base_url()).unwrap_or_default();
    let has_session = store.with_api(|api| api.sign_in.is_some()).unwrap_or_default();
    let answer =
        thread::ask(Program::Engine, "curl", &curl_input(text, &base_url, has_session)).await;
    match answer.as_ref().and_then(Imported::from_value) {
        None => Outcome::Failed,
        Some(Err(error)) => Outcome::Wrong(error),
        Some(Ok(imported)) => Outcome::Read { imported, before: Box::new(own(store)) },
    }
}

/// The reader's own request as it is now.
fn own(store: Store) -> Own {
    let key = untrack(|| store.key(OWN));
    store.drafts.with_untracked(|drafts| {
        let typed = drafts.inputs.iter().find(|(id, _)| *id == key);
        Own {
            method: drafts.own_method.clone(),
            resource: drafts.own_resource.clone(),
            inputs: typed.map(|(_, inputs)| inputs.clone()).unwrap_or_default(),
            other_host: None,
            had_token: false,
        }
    })
}

/// Puts the request in the place of the reader's own.
fn take(store: Store, own: &Own) {
    let key = untrack(|| store.key(OWN));
    store.drafts.update(|drafts| {
        drafts.own_method.clone_from(&own.method);
        drafts.own_resource.clone_from(&own.resource);
        drafts.inputs.retain(|(id, _)| *id != key);
        drafts.inputs.push((key, own.inputs.clone()));
    });
    // The path parameters that its resource names.
    store.set_own(None, None);
    store.open(OWN);
}

fn said(store: Store, outcome: RwSignal<Option<Outcome>>, read: &Outcome) -> Vec<AnyView> {
    let words = store.words();
    match read {
        Outcome::Failed => vec![notice(Tone::Error, words.engine_missing)],
        Outcome::Wrong(error) => vec![notice(Tone::Error, (words.curl_error)(error))],
        Outcome::Read { imported: Imported { own, unsupported }, before } => {
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
            let before = before.clone();
            let undo = move || {
                take(store, &before);
                outcome.set(None);
            };
            shown.push(Button::new("quiet", store.word(|m| m.undo_curl), undo).view());
            shown
        }
    }
}
