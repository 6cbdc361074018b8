//! A list of tabs by the ARIA pattern: one tab stop, arrow keys, Home and End.
//!
//! Source: WAI-ARIA Authoring Practices, "Tabs with automatic activation".

use super::effect::effect_since;
use super::on_press;
use crate::browser::dom;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use std::rc::Rc;

/// The id of a tab; its panel names it as its label.
pub(crate) fn tab_id(group: &str, index: usize) -> String {
    format!("{group}-tab-{index}")
}

/// A row of tabs. The panel is the caller's: its id is `{group}-panel`.
pub(crate) struct TabList {
    /// The beginning of the ids.
    pub(crate) group: String,
    /// What the tabs are for.
    pub(crate) label: Signal<String>,
    /// What stands on them.
    pub(crate) tabs: Vec<Signal<String>>,
    /// Which one is open.
    pub(crate) selected: Signal<usize>,
    /// Called with the one that the reader opens.
    pub(crate) on_select: Rc<dyn Fn(usize)>,
}

impl TabList {
    /// Draws it.
    pub(crate) fn view(self) -> AnyView {
        let Self { group, label, tabs, selected, on_select } = self;
        let count = tabs.len().max(1);
        let choose = on_select.clone();
        let name = group.clone();
        let key: Box<dyn FnMut(KeyboardEvent)> = Box::new(move |event| {
            let now = selected.get_untracked();
            let next = match event.key().as_str() {
                "ArrowRight" => (now + 1) % count,
                "ArrowLeft" => (now + count - 1) % count,
                "Home" => 0,
                "End" => count - 1,
                _ => return,
            };
            event.prevent_default();
            choose(next);
            dom::focus(&tab_id(&name, next), false);
        });
        let open = selected.get_untracked();
        let marked = group.clone();
        // Marks the two tabs that change, not every tab of the row; it may have changed since it was drawn.
        effect_since(move |before: Option<usize>| {
            let (before, now) = (before.unwrap_or(open), selected.get());
            if before != now {
                dom::mark_tab(&tab_id(&marked, before), false);
                dom::mark_tab(&tab_id(&marked, now), true);
            }
            now
        });
        let buttons = tabs.into_iter().enumerate().map(|(index, text)| {
            let select = on_select.clone();
            view! {
                <button
                    type="button"
                    role="tab"
                    id=tab_id(&group, index)
                    aria-controls=format!("{group}-panel")
                    aria-selected=(index == open).to_string()
                    tabindex=if index == open { "0" } else { "-1" }
                    on:click=on_press(move || select(index))
                >
                    {text}
                </button>
            }
            .into_any()
        });
        let buttons: Vec<AnyView> = buttons.collect();
        view! { <div role="tablist" class="tabs" aria-label=label on:keydown=key>{buttons}</div> }
            .into_any()
    }
}
