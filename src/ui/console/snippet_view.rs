//! A snippet: its variables first, then the request that names them.

use super::Current;
use crate::adf::html::code_spans;
use crate::html::{Attribute, Tag, element};
use crate::snippet::{Target, render};
use crate::text::Vars;
use crate::ui::kit::{Button, Tone, copy_button, html_view, notice};
use crate::ui::state::Store;
use leptos::prelude::*;

pub(super) fn snippet_view(store: Store, current: Current, target: Target) -> AnyView {
    let revealed = RwSignal::new(false);
    let reveal = Button {
        disabled: Some(Signal::derive(move || store.token().is_none())),
        ..Button::toggle([store.word(|m| m.show_token), store.word(|m| m.hide_token)], revealed)
    };
    view! {
        <div class="snippet">
            {move || warnings(store, current, target)}
            <div class="code">
                <div class="code-head">
                    <span class="language">{name(target)}</span>
                    {reveal.view()}
                    {copy_button(move || untrack(|| text(store, current, (target, false))), store.copy_words())}
                </div>
                {html_view(
                    "snippet-code",
                    move || {
                        let text = text(store, current, (target, !revealed.get()));
                        let label = Attribute::Scrolls((store.words().code_in)(name(target)));
                        let code = code_spans(target.language(), text.trim_end());
                        vec![element(Tag::Pre, vec![label], vec![element(Tag::Code, Vec::new(), code)])]
                    },
                    |_| {},
                )}
            </div>
        </div>
    }
    .into_any()
}

/// The whole snippet; with a mask in place of the token if it is to be looked at.
fn text(store: Store, current: Current, (target, masked): (Target, bool)) -> String {
    let mut vars = Current::vars(store);
    if masked && !vars.access_token.is_empty() {
        "••••••••••••".clone_into(&mut vars.access_token);
    }
    current.built.with(|built| {
        built.as_ref().map(|built| render(target, &built.request, &vars).text()).unwrap_or_default()
    })
}

fn warnings(store: Store, current: Current, target: Target) -> Vec<AnyView> {
    let words = store.words();
    let mut shown = Vec::new();
    if store.token().is_none() {
        shown.push(notice(Tone::Warning, words.snippet_no_token));
    }
    if store.server().is_some_and(|server| server.sandbox) {
        shown.push(notice(Tone::Info, words.snippet_sandbox));
    }
    let warnings = current.built.with(|built| {
        built.as_ref().map(|built| render(target, &built.request, &Vars::default()).warnings)
    });
    for warning in warnings.unwrap_or_default() {
        shown.push(notice(Tone::Warning, (words.snippet_warning)(&warning)));
    }
    shown
}

fn name(target: Target) -> &'static str {
    match target {
        Target::Curl => "cURL",
        Target::Python => "Python 3",
    }
}
