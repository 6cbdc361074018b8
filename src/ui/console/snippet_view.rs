//! A snippet: its variables first, then the request that names them.

use super::Current;
use crate::adf::html::code_spans;
use crate::html::{Attribute, Tag, element};
use crate::snippet::{Snippet, Target, render};
use crate::text::Vars;
use crate::ui::kit::{CopyButton, HtmlView, Notice, Tone};
use crate::ui::state::Store;
use leptos::prelude::*;

#[component]
pub(super) fn SnippetView(target: Target) -> impl IntoView {
    let store = Store::get();
    let current: Current = expect_context();
    let revealed = RwSignal::new(false);
    let snippet = move |masked: bool| {
        let built = current.built.get()?;
        let vars = current.vars.get();
        let hide = masked && !vars.access_token.is_empty();
        let access_token = if hide { "••••••••••••".to_owned() } else { vars.access_token };
        Some(render(target, &built.request, &Vars { access_token, base_url: vars.base_url }))
    };
    let shown = Memo::new(move |_| snippet(!revealed.get()));
    let draw = move |()| {
        let text = shown.with(|snippet| snippet.as_ref().map(Snippet::text).unwrap_or_default());
        let label = Attribute::Scrolls((store.words().code_in)(name(target)));
        let code = element(Tag::Code, Vec::new(), code_spans(target.language(), text.trim_end()));
        vec![element(Tag::Pre, vec![label], vec![code])]
    };
    let copied = move |()| untrack(|| snippet(false)).map(|snippet| snippet.text()).unwrap_or_default();
    let words = Signal::derive(move || {
        let words = store.words();
        [words.copy, words.copied, words.not_copied]
    });
    let has_token = move || current.vars.with(|vars| !vars.access_token.is_empty());
    let is_sandbox = move || store.server().is_some_and(|server| server.sandbox);
    view! {
        <div class="snippet">
            {move || (!has_token()).then(|| view! {
                <Notice tone=Tone::Warning>{store.words().snippet_no_token}</Notice>
            })}
            {move || is_sandbox().then(|| view! {
                <Notice tone=Tone::Info>{store.words().snippet_sandbox}</Notice>
            })}
            {move || shown.with(|snippet| {
                let warnings = snippet.as_ref().map(|snippet| snippet.warnings.clone()).unwrap_or_default();
                warnings.into_iter().map(|warning| view! {
                    <Notice tone=Tone::Warning>{(store.words().snippet_warning)(&warning)}</Notice>
                }).collect::<Vec<_>>()
            })}
            <div class="code">
                <div class="code-head">
                    <span class="language">{name(target)}</span>
                    <button
                        type="button"
                        aria-pressed=move || revealed.get().to_string()
                        disabled=move || !has_token()
                        on:click=move |_| revealed.update(|revealed| *revealed = !*revealed)
                    >
                        {move || if revealed.get() { store.words().hide_token } else { store.words().show_token }}
                    </button>
                    <CopyButton text=Callback::new(copied) words=words/>
                </div>
                <HtmlView class="snippet-code" nodes=Callback::new(draw) on_press=|_| {}/>
            </div>
        </div>
    }
}

fn name(target: Target) -> &'static str {
    match target {
        Target::Curl => "cURL",
        Target::Python => "Python 3",
    }
}
