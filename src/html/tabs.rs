//! A row of tabs inside a document: buttons, and a panel for each, of which one is shown.

use super::{Attribute, Html, Tag, classed, element, text};

/// Tabs by their labels, none of which is lost: a single one is shown below its label.
pub fn labelled(name: &str, mut all: Vec<(String, Vec<Html>)>) -> Html {
    if let [(label, content)] = all.as_mut_slice() {
        let label = element(Tag::Strong, Vec::new(), vec![text(std::mem::take(label))]);
        let mut parts = vec![element(Tag::P, Vec::new(), vec![label])];
        parts.append(content);
        return element(Tag::Div, Vec::new(), parts);
    }
    tabs(name, all)
}

/// Tabs by their labels; the first one is open. A single one is shown without a row.
///
/// The page switches them in one place (`browser::dom`), by the order of the buttons.
pub fn tabs(name: &str, tabs: Vec<(String, Vec<Html>)>) -> Html {
    if tabs.len() < 2 {
        let content = tabs.into_iter().next().map(|(_, content)| content).unwrap_or_default();
        return element(Tag::Div, Vec::new(), content);
    }
    let mut row = Vec::new();
    let mut panels = Vec::new();
    for (index, (label, content)) in tabs.into_iter().enumerate() {
        row.push(element(Tag::Button, vec![Attribute::Tab(index == 0)], vec![text(label)]));
        let mut attributes = vec![Attribute::class("tab-panel"), Attribute::TabPanel];
        if index > 0 {
            attributes.push(Attribute::Hidden);
        }
        panels.push(element(Tag::Div, attributes, content));
    }
    let attributes = vec![Attribute::class("tab-row"), Attribute::TabRow(name.to_owned())];
    let mut children = vec![element(Tag::Div, attributes, row)];
    children.append(&mut panels);
    classed(Tag::Div, "tabset", children)
}
