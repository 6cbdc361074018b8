//! A tree of allowed elements, drawn into an element of its own.

use crate::browser::dom;
use crate::html::Html;
use leptos::html::Div;
use leptos::prelude::*;

/// Draws `nodes` anew whenever they change; `on_press` hears of the buttons in them.
#[component]
pub(crate) fn HtmlView(
    #[prop(into)] class: &'static str,
    nodes: Callback<(), Vec<Html>>,
    #[prop(into)] on_press: Callback<dom::Pressed>,
) -> impl IntoView {
    let host = NodeRef::<Div>::new();
    Effect::new(move |_| {
        let nodes = nodes.run(());
        if let Some(host) = host.get() {
            dom::draw(&host, &nodes);
        }
    });
    let press = move |event: leptos::ev::MouseEvent| {
        if let Some(pressed) = dom::pressed(&event) {
            on_press.run(pressed);
        }
    };
    view! { <div class=class node_ref=host on:click=press></div> }
}
