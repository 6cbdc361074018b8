//! Draws the tree of allowed elements. The only place that makes elements of a document's content.

use crate::html::{Attribute, Html};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, HtmlElement, Node};

/// Replaces what an element holds. Text stays text: no markup is ever parsed.
pub fn draw(target: &Element, nodes: &[Html]) {
    let Some(document) = super::document() else {
        return;
    };
    let fragment = document.create_document_fragment();
    for node in nodes {
        append(&document, &fragment, node);
    }
    target.replace_children_with_node_1(&fragment);
}

fn append(document: &Document, parent: &Node, node: &Html) {
    match node {
        Html::Text(text) => {
            let _ = parent.append_child(&document.create_text_node(text));
        }
        Html::Element(element) => {
            let Ok(created) = document.create_element(element.tag.name()) else {
                return;
            };
            for (name, value) in element.attributes.iter().flat_map(Attribute::pairs) {
                let _ = created.set_attribute(name, &value);
            }
            for child in &element.children {
                append(document, &created, child);
            }
            let _ = parent.append_child(&created);
        }
    }
}

/// The button of a document that an event came from: what it does, and for which operation.
pub struct Pressed {
    /// The value of `data-action`.
    pub action: String,
    /// The value of `data-operation`.
    pub operation: String,
    /// The button.
    pub button: Element,
}

/// Finds the button of a document that was pressed.
pub fn pressed(event: &Event) -> Option<Pressed> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let button = target.closest("[data-action]").ok()??;
    Some(Pressed {
        action: button.get_attribute("data-action")?,
        operation: button.get_attribute("data-operation").unwrap_or_default(),
        button,
    })
}

/// The text of the code block around a button.
pub fn code_beside(button: &Element) -> String {
    let block = button.closest(".code").ok().flatten();
    let code = block.and_then(|block| block.query_selector("code").ok().flatten());
    code.and_then(|code| code.text_content())
        .unwrap_or_default()
}

/// Shows a word on a button for a moment.
pub fn flash(button: &Element, word: &str) {
    let Some(before) = button.text_content() else {
        return;
    };
    if button.has_attribute("data-flash") {
        return;
    }
    let _ = button.set_attribute("data-flash", "");
    button.set_text_content(Some(word));
    let button = button.clone();
    gloo_timers::callback::Timeout::new(1500, move || {
        button.set_text_content(Some(&before));
        let _ = button.remove_attribute("data-flash");
    })
    .forget();
}

/// Moves the focus to the button that folds a line, once the lines are drawn anew.
pub fn focus_fold(line: usize) {
    gloo_timers::callback::Timeout::new(0, move || {
        let selector = format!("[data-action=fold][data-operation=\"{line}\"]");
        let found =
            super::document().and_then(|page| page.query_selector(&selector).ok().flatten());
        if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    })
    .forget();
}

/// Moves the focus to the element of an id; `scroll` brings it into view.
pub fn focus(id: &str, scroll: bool) {
    let found = super::document().and_then(|document| document.get_element_by_id(id));
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        if scroll {
            element.scroll_into_view();
        }
        let _ = element.focus();
    }
}
