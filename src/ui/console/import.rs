//! A cURL command, pasted: it becomes the reader's own request.

use crate::operation::OWN;
use crate::request::curl::{self, CurlError, Own};
use crate::ui::kit::{Button, Tone, notice, on_value};
use crate::ui::state::Store;
use leptos::prelude::*;

/// What came of a pasted command.
#[derive(Clone, PartialEq)]
enum Outcome {
    Wrong(CurlError),
    Read { unsupported: Vec<String>, other_host: Option<String>, had_token: bool },
}

/// The button, and the field that it opens.
pub(super) fn import(store: Store) -> AnyView {
    let open = RwSignal::new(false);
    let text = RwSignal::new(String::new());
    let outcome = RwSignal::new(None::<Outcome>);
    let toggle = Button {
        pressed: Some(open.into()),
        ..Button::new("quiet", store.word(|m| m.paste_curl), move || {
            open.update(|open| *open = !*open);
        })
    };
    let read = move || {
        let has_session = store.with_api(|api| api.sign_in.is_some()).unwrap_or_default();
        let base_url = untrack(|| store.base_url()).unwrap_or_default();
        let read = curl::parse(&text.get_untracked());
        outcome.set(Some(match read {
            Err(error) => Outcome::Wrong(error),
            Ok(mut imported) => {
                let unsupported = std::mem::take(&mut imported.unsupported);
                let own = imported.into_own(&base_url, has_session);
                let (other_host, had_token) = (own.other_host.clone(), own.had_token);
                take(store, own);
                open.set(false);
                text.set(String::new());
                Outcome::Read { unsupported, other_host, had_token }
            }
        }));
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
        {move || outcome.get().map(|outcome| said(store, outcome))}
    }
    .into_any()
}

/// Puts the request in the place of the reader's own.
fn take(store: Store, own: Own) {
    store.drafts.update(|drafts| {
        drafts.own_method.clone_from(&own.method);
        drafts.own_resource.clone_from(&own.resource);
        drafts.inputs.retain(|(id, _)| id != OWN);
        drafts.inputs.push((OWN.to_owned(), own.inputs));
    });
    // The path parameters that its resource names.
    store.set_own(None, None);
    store.open(OWN);
}

fn said(store: Store, outcome: Outcome) -> Vec<AnyView> {
    let words = store.words();
    match outcome {
        Outcome::Wrong(error) => vec![notice(Tone::Error, (words.curl_error)(&error))],
        Outcome::Read { unsupported, other_host, had_token } => {
            let mut shown = Vec::new();
            if let Some(host) = other_host {
                shown.push(notice(Tone::Warning, (words.curl_other_host)(&host)));
            }
            if had_token {
                shown.push(notice(Tone::Info, words.curl_had_token));
            }
            if !unsupported.is_empty() {
                shown.push(notice(Tone::Warning, (words.curl_unsupported)(&unsupported.join(" "))));
            }
            shown
        }
    }
}
