//! A snippet: its variables first, then the request that names them.

use super::Current;
use crate::browser::file;
use crate::browser::thread::{self, Program};
use crate::engine::{Written, snippet_input};
use crate::html::{Attribute, Tag, code_spans, element};
use crate::request::{Body, Built, Credential};
use crate::snippet::{LONG_BODY, LONG_BODY_FILE, TARGETS, Target, Warning};
use crate::ui::kit::{Button, Later, Tone, copy_button, effect, html_view, memo, notice, on_value};
use crate::ui::state::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

/// What starts the sandbox as a real server.
const SANDBOX: &str = "cargo run --features cli -- sandbox --port 8081";

/// The targets that have no tab, one of which is shown.
pub(super) fn other_targets(store: Store, current: Current) -> AnyView {
    let others = move || {
        let kept = store.favourites.get();
        TARGETS.iter().filter(move |target| !kept.iter().any(|id| id == target.id))
    };
    // The one of the address, else the first.
    let chosen = memo(move || {
        let view = store.view.get();
        let found = others().find(|target| target.id == view).or_else(|| others().next());
        found.map(|target| target.id).unwrap_or_default()
    });
    let choose = move |id: String| store.view.set(id);
    let options = move || {
        let option = |target: &'static Target| {
            let is_chosen = move || chosen.get() == target.id;
            view! { <option value=target.id prop:selected=is_chosen>{target.title}</option> }
                .into_any()
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
    let is_step = current.grant.is_some();
    let reveal = Button {
        disabled: Some(Signal::derive(move || {
            current.grant.is_some() || !store.vars().has_secret()
        })),
        ..Button::toggle([store.word(|m| m.show_token), store.word(|m| m.hide_token)], revealed)
    };
    let written = written(store, current, target);
    let copy = move || -> Later {
        // What is shown is what is copied; a browser may not wait for the clipboard.
        let shown = written.with_untracked(|written| match written {
            Outcome::Written(written) => written.texts.first().cloned(),
            Outcome::Waiting | Outcome::Failed => None,
        });
        let input = untrack(|| input(store, current, target));
        Box::pin(async move {
            match shown {
                Some(text) => Some(text),
                None => ask(input?).await?.texts.into_iter().next(),
            }
        })
    };
    view! {
        <div class="snippet">
            {move || written.with(|written| notices(store, current, written))}
            <div class="code">
                <div class="code-head">
                    <span class="language">{target.title}</span>
                    {(!is_step).then(|| value_button(store))}
                    {tab_button(store, target)}
                    {reveal.view()}
                    {copy_button(copy, store.copy_words())}
                </div>
                {html_view(
                    "snippet-code",
                    move || {
                        let index = usize::from(!revealed.get());
                        let text = written.with(|written| {
                            let Outcome::Written(written) = written else { return String::new() };
                            written.texts.get(index).cloned().unwrap_or_default()
                        });
                        let label = Attribute::Scrolls((store.words().code_in)(target.title));
                        let code = code_spans(target.language, text.trim_end());
                        vec![element(Tag::Pre, vec![label], vec![element(Tag::Code, Vec::new(), code)])]
                    },
                    |_| {},
                )}
            </div>
            {move || if is_step { None } else { written.with(|it| proven(store, target, it)) }}
        </div>
    }
    .into_any()
}

/// That what is written was run by the program it is for, and compared with what the page sends (`tests/snippets`).
fn proven(store: Store, target: &Target, written: &Outcome) -> Option<AnyView> {
    let Outcome::Written(written) = written else { return None };
    let is_exact = target.proven && !written.warnings.iter().any(Warning::is_loss);
    let view = move || view! { <p class="proven">"✓ "{store.word(|m| m.snippet_proven)}</p> };
    is_exact.then(|| view().into_any())
}

/// Puts the values in the place of the variables, in every snippet.
fn value_button(store: Store) -> AnyView {
    let press = move || store.choose_by_value(!store.by_value.get_untracked());
    let button = Button {
        pressed: Some(store.by_value.into()),
        ..Button::new("quiet", store.word(|m| m.snippet_by_value), press)
    };
    button.view()
}

/// Gives a target a tab of its own, or takes it away.
fn tab_button(store: Store, target: &'static Target) -> AnyView {
    let has_tab = move || store.favourites.with(|ids| ids.iter().any(|id| id == target.id));
    let text = Signal::derive(move || {
        let words = store.words();
        if has_tab() { words.kept_tab.to_owned() } else { words.keep_tab.to_owned() }
    });
    let tab = Button {
        pressed: Some(Signal::derive(has_tab)),
        ..Button::new("quiet", text, move || {
            // It stays what is shown.
            store.view.set(target.id.to_owned());
            store.toggle_favourite(target.id);
        })
    };
    tab.view()
}

/// What came of the last request.
#[derive(Clone, Default, PartialEq)]
enum Outcome {
    /// Nothing yet.
    #[default]
    Waiting,
    Written(Written),
    /// The engine could not be loaded.
    Failed,
}

/// The snippet, written by the engine each time the request changes. One question is asked at a time,
/// and always the latest. The last snippet stays until the next is there, so that nothing flickers.
fn written(store: Store, current: Current, target: &'static Target) -> RwSignal<Outcome> {
    let written = RwSignal::new(Outcome::Waiting);
    let latest = StoredValue::new(None::<Value>);
    let asks = StoredValue::new(false);
    effect(move || {
        let Some(input) = input(store, current, target) else {
            latest.set_value(None);
            written.set(Outcome::Waiting);
            return;
        };
        latest.set_value(Some(input));
        if asks.get_value() {
            return;
        }
        asks.set_value(true);
        spawn_local(async move {
            // The view may be gone meanwhile.
            while let Some(input) = latest.try_update_value(Option::take).flatten() {
                let answer = ask(input).await;
                if latest.try_with_value(Option::is_none) == Some(true) {
                    written.try_set(answer.map_or(Outcome::Failed, Outcome::Written));
                }
            }
            asks.try_set_value(false);
        });
    });
    written
}

/// What the engine is asked: with the secrets themselves, then with masks to look at.
fn input(store: Store, current: Current, target: &Target) -> Option<Value> {
    let vars = current.vars(store);
    let by_value = current.grant.is_none() && store.by_value.get();
    // What is no secret but a place for one is shown.
    let masked = if current.grant.is_some() {
        vars.clone()
    } else {
        // In the request itself only ASCII stays what it is in every language.
        vars.masked(if by_value { "************" } else { "••••••••••••" })
    };
    current.built.with(|built| {
        let request = in_file(built.as_ref()?);
        Some(snippet_input(target.id, &request, &[vars, masked], by_value))
    })
}

async fn ask(input: Value) -> Option<Written> {
    let answer = thread::ask(Program::Engine, "snippet", &input).await?;
    Written::from_value(&answer)
}

/// The request; with its body in a file if it is too long to read in a snippet.
fn in_file(built: &Built) -> crate::request::Request {
    let request = built.request.clone();
    match request.body() {
        Body::Text(text) if text.len() > LONG_BODY => request.with_body_in_file(LONG_BODY_FILE),
        _ => request,
    }
}

fn notices(store: Store, current: Current, written: &Outcome) -> Vec<AnyView> {
    let words = store.words();
    let mut shown = Vec::new();
    let lacks_token = |operation| {
        store.token().is_none() && store.access(&operation).contains(&Credential::Token)
    };
    let is_request = current.grant.is_none();
    if is_request && store.operation().is_some_and(lacks_token) {
        shown.push(notice(Tone::Warning, words.snippet_no_token));
    }
    if is_request && store.server().is_some_and(|server| server.sandbox) {
        let command = || -> Later { Box::pin(async { Some(SANDBOX.to_owned()) }) };
        let copy = copy_button(command, store.copy_words());
        let text = view! { <p>{words.snippet_sandbox}" "<code>{SANDBOX}</code></p> }.into_any();
        shown.push(notice(Tone::Info, vec![text, copy]));
    }
    let warnings = match written {
        Outcome::Waiting => &[],
        Outcome::Written(written) => written.warnings.as_slice(),
        Outcome::Failed => {
            shown.push(notice(Tone::Error, words.engine_missing));
            &[]
        }
    };
    for warning in warnings {
        let tone = if warning.is_loss() { Tone::Warning } else { Tone::Info };
        shown.push(notice(tone, (words.snippet_warning)(warning)));
        if let Some(name) = body_file(warning) {
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
