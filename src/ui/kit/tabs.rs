//! A list of tabs by the ARIA pattern: one tab stop, arrow keys, Home and End.
//!
//! Source: WAI-ARIA Authoring Practices, "Tabs with automatic activation".

use crate::browser::dom;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// The id of a tab; its panel names it as its label.
pub(crate) fn tab_id(group: &str, index: usize) -> String {
    format!("{group}-tab-{index}")
}

/// The row of tabs. The panel is the caller's: its id is `{group}-panel`.
#[component]
pub(crate) fn TabList(
    #[prop(into)] group: String,
    #[prop(into)] label: Signal<String>,
    tabs: Vec<Signal<String>>,
    #[prop(into)] selected: Signal<usize>,
    #[prop(into)] on_select: Callback<usize>,
) -> impl IntoView {
    let count = tabs.len();
    let choose = {
        let group = group.clone();
        move |index: usize| {
            on_select.run(index);
            dom::focus(&tab_id(&group, index), false);
        }
    };
    let key = move |event: KeyboardEvent| {
        let now = selected.get_untracked();
        let next = match event.key().as_str() {
            "ArrowRight" => (now + 1) % count.max(1),
            "ArrowLeft" => (now + count.max(1) - 1) % count.max(1),
            "Home" => 0,
            "End" => count.saturating_sub(1),
            _ => return,
        };
        event.prevent_default();
        choose(next);
    };
    let buttons = tabs.into_iter().enumerate().map(|(index, text)| {
        let is_selected = move || selected.get() == index;
        view! {
            <button
                type="button"
                role="tab"
                id=tab_id(&group, index)
                aria-controls=format!("{group}-panel")
                aria-selected=move || is_selected().to_string()
                tabindex=move || if is_selected() { "0" } else { "-1" }
                on:click=move |_| on_select.run(index)
            >
                {text}
            </button>
        }
    });
    view! {
        <div role="tablist" class="tabs" aria-label=label on:keydown=key>
            {buttons.collect::<Vec<_>>()}
        </div>
    }
}
