//! A tree of allowed elements, drawn into an element of its own.

use super::effect::effect;
use crate::browser::dom;
use crate::html::Html;
use leptos::html::Div;
use leptos::prelude::*;

/// Draws `nodes` anew whenever what they read changes; `on_press` hears of the buttons in them.
pub(crate) fn html_view(
    class: &'static str,
    nodes: impl Fn() -> Vec<Html> + 'static,
    on_press: impl Fn(dom::Pressed) + 'static,
) -> AnyView {
    host(class, Box::new(nodes), Box::new(on_press))
}

fn host(
    class: &'static str,
    nodes: Box<dyn Fn() -> Vec<Html>>,
    on_press: Box<dyn Fn(dom::Pressed)>,
) -> AnyView {
    let host = NodeRef::<Div>::new();
    effect(move || {
        let nodes = nodes();
        if let Some(host) = host.get() {
            dom::draw(&host, nodes);
        }
    });
    let press: Box<dyn FnMut(leptos::ev::MouseEvent)> = Box::new(move |event| {
        if let Some(pressed) = dom::pressed(&event) {
            on_press(pressed);
        }
    });
    let key: Box<dyn FnMut(leptos::ev::KeyboardEvent)> = Box::new(|event| dom::move_tab(&event));
    view! { <div class=class node_ref=host on:click=press on:keydown=key></div> }.into_any()
}
