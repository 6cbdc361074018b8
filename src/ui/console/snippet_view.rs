//! A snippet: its variables first, then the request that names them.

use super::Current;
use crate::adf::html::code_spans;
use crate::browser::file;
use crate::html::{Attribute, Tag, element};
use crate::request::{Body, Built};
use crate::snippet::{LONG_BODY, LONG_BODY_FILE, Snippet, TARGETS, Target, Warning};
use crate::text::Vars;
use crate::ui::kit::{Button, Tone, copy_button, html_view, notice, on_value};
use crate::ui::state::Store;
use leptos::prelude::*;

/// The targets that have no tab, one of which is shown.
pub(super) fn other_targets(store: Store, current: Current) -> AnyView {
    let others = move || {
        let kept = store.favourites.get();
        TARGETS.iter().filter(move |target| !kept.iter().any(|id| id == target.id))
    };
    let chosen = RwSignal::new(untrack(others).next().map(|target| target.id).unwrap_or_default());
    let choose = move |id: String| {
        if let Some(target) = Target::from_id(&id) {
            chosen.set(target.id);
        }
    };
    let options = move || {
        let option = |target: &'static Target| {
            let selected = target.id == chosen.get_untracked();
            view! { <option value=target.id selected=selected>{target.title}</option> }.into_any()
        };
        others().map(option).collect::<Vec<_>>()
    };
    view! {
        <div class="row target">
            <label for="target">{store.word(|m| m.snippet_language)}</label>
            <select id="target" on:change=on_value(choose)>{move || options()}</select>
        </div>
        {move || Target::from_id(chosen.get()).map(|target| snippet_view(store, current, target))}
    }
    .into_any()
}

pub(super) fn snippet_view(store: Store, current: Current, target: &'static Target) -> AnyView {
    let revealed = RwSignal::new(false);
    let reveal = Button {
        disabled: Some(Signal::derive(move || store.token().is_none())),
        ..Button::toggle([store.word(|m| m.show_token), store.word(|m| m.hide_token)], revealed)
    };
    let has_tab = move || store.favourites.with(|ids| ids.iter().any(|id| id == target.id));
    let tab_text = Signal::derive(move || {
        let words = store.words();
        if has_tab() { words.kept_tab.to_owned() } else { words.keep_tab.to_owned() }
    });
    let tab = Button {
        pressed: Some(Signal::derive(has_tab)),
        ..Button::new("quiet", tab_text, move || {
            store.toggle_favourite(target.id);
        })
    };
    let text = move |shown| written(store, current, (target, shown)).text();
    view! {
        <div class="snippet">
            {move || warnings(store, current, target)}
            <div class="code">
                <div class="code-head">
                    <span class="language">{target.title}</span>
                    {tab.view()}
                    {reveal.view()}
                    {copy_button(move || untrack(|| text(true)), store.copy_words())}
                </div>
                {html_view(
                    "snippet-code",
                    move || {
                        let text = text(revealed.get());
                        let label = Attribute::Scrolls((store.words().code_in)(target.title));
                        let code = code_spans(target.language, text.trim_end());
                        vec![element(Tag::Pre, vec![label], vec![element(Tag::Code, Vec::new(), code)])]
                    },
                    |_| {},
                )}
            </div>
        </div>
    }
    .into_any()
}

/// The snippet; with a mask in place of the token unless it may be shown.
fn written(store: Store, current: Current, (target, shown): (&Target, bool)) -> Snippet {
    let mut vars = Current::vars(store);
    if !shown && !vars.access_token.is_empty() {
        "••••••••••••".clone_into(&mut vars.access_token);
    }
    current.built.with(|built| {
        built.as_ref().map(|built| target.write(&in_file(built), &vars)).unwrap_or_default()
    })
}

/// The request; with its body in a file if it is too long to read in a snippet.
fn in_file(built: &Built) -> crate::request::Request {
    let request = built.request.clone();
    match request.body() {
        Body::Text(text) if text.len() > LONG_BODY => request.with_body_in_file(LONG_BODY_FILE),
        _ => request,
    }
}

fn warnings(store: Store, current: Current, target: &'static Target) -> Vec<AnyView> {
    let words = store.words();
    let mut shown = Vec::new();
    if store.token().is_none() {
        shown.push(notice(Tone::Warning, words.snippet_no_token));
    }
    if store.server().is_some_and(|server| server.sandbox) {
        shown.push(notice(Tone::Info, words.snippet_sandbox));
    }
    let written = current
        .built
        .with(|built| built.as_ref().map(|built| target.write(&in_file(built), &Vars::default())));
    for warning in written.map(|snippet| snippet.warnings).unwrap_or_default() {
        let tone = if warning.is_loss() { Tone::Warning } else { Tone::Info };
        shown.push(notice(tone, (words.snippet_warning)(&warning)));
        if let Some(name) = body_file(&warning) {
            shown.push(download(store, current, name.to_owned()));
        }
    }
    shown
}

/// The name of the file that holds the body of the request.
fn body_file(warning: &Warning) -> Option<&str> {
    match warning {
        Warning::BodyInFile(name) => Some(name),
        Warning::Files(names) => {
            names.iter().find(|name| *name == LONG_BODY_FILE).map(String::as_str)
        }
        _ => None,
    }
}

/// The body as a file to keep beside the snippet.
fn download(store: Store, current: Current, name: String) -> AnyView {
    let label = (store.words().download)(&name);
    let save = move || {
        current.built.with_untracked(|built| {
            if let Some(Body::Text(text)) = built.as_ref().map(|built| built.request.body()) {
                file::download(text.as_bytes(), &name, "text/plain");
            }
        });
    };
    Button::new("download", Signal::stored(label), save).view()
}
