//! The request as it goes over the wire, the token masked.

use super::Current;
use crate::browser::dom;
use crate::request::{Body, WireRequest, wire};
use crate::ui::state::Store;
use leptos::ev::Event;
use leptos::prelude::*;

/// Longer bodies are cut in the preview.
const SHOWN: usize = 2000;

pub(super) fn preview(store: Store, current: Current) -> AnyView {
    // Made while it is looked at, not with every key.
    let open = RwSignal::new(false);
    let toggle: Box<dyn FnMut(Event)> = Box::new(move |event| open.set(dom::is_open(&event)));
    view! {
        <details class="preview" on:toggle=toggle>
            <summary>{store.word(|m| m.as_sent)}</summary>
            <pre tabindex="0" role="group" aria-label=store.word(|m| m.as_sent)>
                <code>{move || if open.get() { text(store, current) } else { String::new() }}</code>
            </pre>
        </details>
    }
    .into_any()
}

fn text(store: Store, current: Current) -> String {
    let Some(built) = current.built.get() else {
        return String::new();
    };
    let vars = store.vars().masked("••••••••");
    let is_multipart = matches!(built.request.body(), Body::Multipart(_));
    head_and_body(&wire(&built.request, &vars, "…").in_browser(), is_multipart)
}

fn head_and_body(request: &WireRequest, is_multipart: bool) -> String {
    let after = request.url.split_once("://").map_or(request.url.as_str(), |(_, rest)| rest);
    let (host, path) = after.split_once('/').unwrap_or((after, ""));
    let mut text = format!("{} /{path} HTTP/1.1\nHost: {host}\n", request.method);
    for (name, value) in &request.headers {
        text.push_str(&format!("{name}: {value}\n"));
    }
    if let Some(body) = &request.body {
        text.push('\n');
        let shown = String::from_utf8_lossy(body);
        if is_multipart || shown.chars().count() > SHOWN {
            text.extend(
                shown
                    .chars()
                    .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
                    .take(SHOWN),
            );
            text.push('…');
        } else {
            text.push_str(&shown);
        }
    }
    text
}
