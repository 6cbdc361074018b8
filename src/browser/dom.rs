//! Draws the tree of allowed elements. The only place that makes elements of a document's content.

use crate::html::{Attribute, Html};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element, Event, HtmlElement, Node};

/// How long nodes are made at a stretch, in milliseconds; their layout takes as long again.
const SLICE: f64 = 12.0;
/// How many nodes are made between two looks at the clock.
const STEP: usize = 128;

/// What is still to be drawn: elements that are open, each with the children that it waits for.
type Open = Vec<(Node, std::vec::IntoIter<Html>)>;

/// Replaces what an element holds. Text stays text: no markup is ever parsed.
///
/// A long document is drawn in slices, so that the page answers in between; its beginning is there
/// at once. No recursion: how deep a document nests does not matter.
pub fn draw(target: &Element, nodes: Vec<Html>) {
    let Some(document) = super::document() else {
        return;
    };
    let fragment: Node = document.create_document_fragment().into();
    let mut open: Open = vec![(fragment.clone(), nodes.into_iter())];
    draw_slice(&document, &mut open);
    let line = focused_line(target);
    target.replace_children_with_node_1(&fragment);
    if let Some(line) = line {
        keep_focus(target, line);
    }
    if let Some((root, _)) = open.first_mut() {
        *root = target.clone().into();
    }
    let first = target.first_child();
    draw_rest(document, target.clone(), first, open);
}

/// Gives the focus to a line, if it is drawn; nothing scrolls.
fn keep_focus(list: &Element, line: usize) {
    let found = list.query_selector(&format!("[data-line=\"{line}\"]")).ok().flatten();
    if let Some(element) = found {
        focus_in_place(element);
    }
}

fn focus_in_place(element: Element) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        let _ = element.focus_with_options(&options);
    }
}

/// Moves the focus to the beginning of the page's text; nothing scrolls.
pub fn focus_main() {
    if let Some(main) = super::document().and_then(|page| page.get_element_by_id("main")) {
        focus_in_place(main);
    }
}

/// Calls back with the fragment of a link when a finger or a button goes down on it, for as long as the page lives.
pub fn on_link_pressed(callback: impl Fn(&str) + 'static) {
    let closure = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|target| target.closest("a[href^='#']").ok()?);
        if let Some(hash) = link.and_then(|link| link.get_attribute("href")) {
            callback(&hash);
        }
    });
    if let Some(document) = super::document() {
        let listener = closure.as_ref().unchecked_ref();
        let _ = document.add_event_listener_with_callback("pointerdown", listener);
    }
    closure.forget();
}

/// Goes on after the browser had its turn, unless something else was drawn there meanwhile.
fn draw_rest(document: Document, target: Element, first: Option<Node>, mut open: Open) {
    if open.is_empty() {
        return;
    }
    gloo_timers::callback::Timeout::new(0, move || {
        if target.is_connected() && target.first_child() == first {
            draw_slice(&document, &mut open);
            if let Some(name) = WANTED.take() {
                scroll_to_place(&name);
            }
            draw_rest(document, target, first, open);
        }
    })
    .forget();
}

fn draw_slice(document: &Document, open: &mut Open) {
    let end = super::clock::elapsed() + SLICE;
    while !open.is_empty() && super::clock::elapsed() < end {
        draw_step(document, open);
    }
}

fn draw_step(document: &Document, open: &mut Open) {
    for _ in 0..STEP {
        let Some((parent, children)) = open.last_mut() else {
            return;
        };
        match children.next() {
            None => drop(open.pop()),
            Some(Html::Text(text)) => {
                let _ = parent.append_child(&document.create_text_node(&text));
            }
            Some(Html::Element(element)) => {
                let Ok(created) = document.create_element(element.tag.name()) else {
                    continue;
                };
                for (name, value) in element.attributes.iter().flat_map(Attribute::pairs) {
                    let _ = created.set_attribute(name, &value);
                }
                mark(&created);
                let _ = parent.append_child(&created);
                open.push((created.into(), element.children.into_iter()));
            }
        }
    }
}

thread_local! {
    static CURRENT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Marks the button of the operation that the console shows, now and in what is drawn later.
pub fn mark_current(operation: &str) {
    CURRENT.with_borrow_mut(|current| operation.clone_into(current));
    let buttons =
        super::document().and_then(|page| page.query_selector_all("[data-action=try]").ok());
    let Some(buttons) = buttons else { return };
    for index in 0..buttons.length() {
        if let Some(button) = buttons.get(index).and_then(|node| node.dyn_into::<Element>().ok()) {
            mark(&button);
        }
    }
}

fn mark(element: &Element) {
    if element.get_attribute("data-action").as_deref() != Some("try") {
        return;
    }
    let operation = element.get_attribute("data-operation").unwrap_or_default();
    let _ = if CURRENT.with_borrow(|current| *current == operation) {
        element.set_attribute("aria-current", "true")
    } else {
        element.remove_attribute("aria-current")
    };
}

/// Says which card of an operation holds the console; none if that is closed.
pub fn mark_expanded(open: Option<&Element>) {
    let found =
        super::document().and_then(|page| page.query_selector("[aria-expanded=true].try").ok());
    if let Some(button) = found.flatten() {
        let _ = button.set_attribute("aria-expanded", "false");
        let _ = button.remove_attribute("aria-current");
    }
    if let Some(button) = open {
        let _ = button.set_attribute("aria-expanded", "true");
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

/// Finds the button of a document that was pressed. Tabs are switched here; a `<details>` whose
/// content is asked for when it is opened gives the action `lazy`, once.
pub fn pressed(event: &Event) -> Option<Pressed> {
    let target: Element = event.target()?.dyn_into().ok()?;
    if let Some(link) = target.closest("a[href^='#']").ok()? {
        // With a key held down a link opens elsewhere.
        let mouse = event.dyn_ref::<web_sys::MouseEvent>();
        if mouse.is_some_and(|it| it.ctrl_key() || it.meta_key() || it.shift_key()) {
            return None;
        }
        let name = follow_anchor(event, &link.get_attribute("href")?)?;
        return Some(Pressed { action: "anchor".to_owned(), operation: name, button: link });
    }
    if let Some(details) = target.closest("summary").ok()?.and_then(|it| it.parent_element()) {
        let question = details.get_attribute("data-lazy")?;
        details.remove_attribute("data-lazy").ok()?;
        return Some(Pressed { action: "lazy".to_owned(), operation: question, button: details });
    }
    let button = target.closest("[data-action]").ok()??;
    if button.get_attribute("data-action").as_deref() == Some("tab") {
        select_tab(&button);
        return None;
    }
    Some(Pressed {
        action: button.get_attribute("data-action")?,
        operation: button.get_attribute("data-operation").unwrap_or_default(),
        button,
    })
}

/// Goes to a place of the same document, and gives its name; a fragment that begins with a slash is an
/// address of the site, which the browser follows, unless it is there already.
fn follow_anchor(event: &Event, href: &str) -> Option<String> {
    let name = href.trim_start_matches('#');
    if name.starts_with('/') {
        let place = crate::nav::Route::parse(href).at.unwrap_or_default();
        let is_here = super::hash::get() == href;
        if is_here {
            scroll_to_place(&place);
        }
        return is_here.then_some(place);
    }
    event.prevent_default();
    let name = crate::request::encode::decode(name, false);
    scroll_to_place(&name);
    Some(name)
}

thread_local! {
    /// A place that is wanted while the document is still being drawn.
    static WANTED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Brings a place of a document into view, once it is drawn; what is closed around it is opened.
pub fn scroll_to_place(name: &str) {
    let found = super::document().and_then(|page| page.get_element_by_id(&format!("at-{name}")));
    match found {
        Some(place) => {
            WANTED.set(None);
            reveal(&place);
            place.scroll_into_view();
        }
        None => WANTED.set(Some(name.to_owned())),
    }
}

/// Opens the parts that can be folded, and the tabs, around an element.
fn reveal(element: &Element) {
    let mut inner = element.parent_element();
    while let Some(part) = inner {
        if part.tag_name() == "DETAILS" {
            let _ = part.set_attribute("open", "");
        }
        if part.has_attribute("hidden") && part.class_list().contains("tab-panel") {
            let row = part.parent_element().and_then(|set| set.first_element_child());
            let mut place = 0_u32;
            let mut before = part.previous_element_sibling();
            while let Some(sibling) = before {
                place += 1;
                before = sibling.previous_element_sibling();
            }
            let tab = row.and_then(|row| row.children().item(place.saturating_sub(1)));
            if let Some(tab) = tab {
                select_tab(&tab);
            }
        }
        inner = part.parent_element();
    }
}

/// The same, once what is being drawn is there.
pub fn scroll_to_place_soon(name: String) {
    gloo_timers::callback::Timeout::new(0, move || scroll_to_place(&name)).forget();
}

/// The last of some places of a document that stands above the upper quarter of the window.
pub fn place_in_view(names: &[&str]) -> Option<usize> {
    let (document, window) = (super::document()?, super::window()?);
    let line = window.inner_height().ok()?.as_f64()? / 4.0;
    names.iter().rposition(|name| {
        let found = document.get_element_by_id(&format!("at-{name}"));
        let shown = found.and_then(|place| place.dyn_into::<HtmlElement>().ok());
        // What stands in a tab that is not open has no place.
        let shown = shown.filter(|place| place.offset_parent().is_some());
        shown.is_some_and(|place| place.get_bounding_client_rect().top() < line)
    })
}

/// The place of the console in the card of an operation.
pub fn console_place(button: &Element) -> Option<HtmlElement> {
    let card = button.closest(".op-card").ok()??;
    card.query_selector(".op-console").ok()??.dyn_into().ok()
}

/// Shows the panel of a tab, by its number among the tabs of its row.
fn select_tab(tab: &Element) {
    let Some(row) = tab.parent_element() else { return };
    let (tabs, mut panel) = (row.children(), row.next_element_sibling());
    for index in 0..tabs.length() {
        let (Some(other), Some(shown)) = (tabs.item(index), panel) else { return };
        let chosen = other == *tab;
        let _ = other.set_attribute("aria-selected", if chosen { "true" } else { "false" });
        let _ = other.set_attribute("tabindex", if chosen { "0" } else { "-1" });
        let _ = shown.toggle_attribute_with_force("hidden", !chosen);
        panel = shown.next_element_sibling();
    }
}

/// Moves along a row of tabs by the arrow keys, as WAI-ARIA has it.
pub fn move_tab(event: &web_sys::KeyboardEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let Some(tab) = target.filter(|it| it.get_attribute("data-action").as_deref() == Some("tab"))
    else {
        return;
    };
    let Some(row) = tab.parent_element() else { return };
    let next = match event.key().as_str() {
        "ArrowRight" => tab.next_element_sibling().or_else(|| row.first_element_child()),
        "ArrowLeft" => tab.previous_element_sibling().or_else(|| row.last_element_child()),
        "Home" => row.first_element_child(),
        "End" => row.last_element_child(),
        _ => return,
    };
    event.prevent_default();
    if let Some(next) = next {
        select_tab(&next);
        let _ = next.dyn_into::<HtmlElement>().map(|next| next.focus());
    }
}

/// Fills a closed part with what it shows; without an answer it asks again when it is opened again.
pub fn fill(pressed: &Pressed, nodes: Vec<Html>) {
    let Some(document) = super::document() else { return };
    if nodes.is_empty() {
        let _ = pressed.button.set_attribute("data-lazy", &pressed.operation);
        return;
    }
    let mut open: Open = vec![(pressed.button.clone().into(), nodes.into_iter())];
    while !open.is_empty() {
        draw_slice(&document, &mut open);
    }
}

/// How far an element is scrolled, and how high it is, in pixels.
pub fn scrolled(element: &Element) -> (usize, usize) {
    let pixels = |number: i32| usize::try_from(number).unwrap_or_default();
    (pixels(element.scroll_top()), pixels(element.client_height()))
}

/// Scrolls a list so that a line stands in its middle; not at all if it is well in view. The foot of
/// the list may lie below the window while the page is not scrolled.
pub fn scroll_line(list: &Element, top: usize, height: usize) {
    let (from, shown) = scrolled(list);
    if top >= from && top + 5 * height <= from + shown {
        return;
    }
    let place = top.saturating_sub(shown / 2);
    list.set_scroll_top(i32::try_from(place).unwrap_or(i32::MAX));
}

/// The same, once what changes now is laid out.
pub fn scroll_line_soon(list: &Element, top: usize, height: usize) {
    let list = list.clone();
    let scroll = move || scroll_line(&list, top, height);
    gloo_timers::callback::Timeout::new(0, scroll).forget();
}

/// The number of the line that has the focus, in a list of which only a part is drawn.
pub fn focused_line(list: &Element) -> Option<usize> {
    let active = super::document()?.active_element()?;
    list.contains(Some(&active)).then(|| active.get_attribute("data-line")?.parse().ok())?
}

/// Moves the focus to a line of such a list, once it is drawn.
pub fn focus_line(list: &Element, line: usize, height: usize) {
    scroll_line(list, line * height, height);
    let list = list.clone();
    let focus = move || keep_focus(&list, line);
    focus();
    gloo_timers::callback::Timeout::new(40, focus).forget();
}

/// Whether the `<details>` that an event came from is open.
pub fn is_open(event: &Event) -> bool {
    let details = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    details.is_some_and(|details| details.has_attribute("open"))
}

/// The text of the code block around a button.
pub fn code_beside(button: &Element) -> String {
    let block = button.closest(".code").ok().flatten();
    let code = block.and_then(|block| block.query_selector("code").ok().flatten());
    code.and_then(|code| code.text_content()).unwrap_or_default()
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

/// Marks a tab of a row as the open one or not (WAI-ARIA `aria-selected`, one tab stop a row).
pub fn mark_tab(id: &str, open: bool) {
    let found = super::document().and_then(|document| document.get_element_by_id(id));
    if let Some(tab) = found {
        let _ = tab.set_attribute("aria-selected", if open { "true" } else { "false" });
        let _ = tab.set_attribute("tabindex", if open { "0" } else { "-1" });
    }
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

/// Moves the focus to the element of an id, once what is being drawn is there.
pub fn focus_soon(id: String) {
    gloo_timers::callback::Timeout::new(0, move || focus(&id, false)).forget();
}

/// Brings the element of an id into view, if it is not, once what is being drawn is there.
pub fn reveal_soon(id: &'static str) {
    gloo_timers::callback::Timeout::new(0, move || {
        let found = super::document().and_then(|document| document.get_element_by_id(id));
        if let Some(element) = found {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    })
    .forget();
}

/// Moves the focus to the first of some elements that is there, and brings it into view.
pub fn focus_first(ids: &[&str]) {
    let is_there = |id: &&&str| {
        super::document().is_some_and(|document| document.get_element_by_id(id).is_some())
    };
    if let Some(id) = ids.iter().find(is_there) {
        focus(id, true);
    }
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

/// Opens the dialog of an id above the page, or closes it; the browser keeps the focus in it.
pub fn show_dialog(id: &str, open: bool) {
    let found = super::document().and_then(|document| document.get_element_by_id(id));
    if let Some(dialog) = found.and_then(|it| it.dyn_into::<web_sys::HtmlDialogElement>().ok()) {
        if open && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !open {
            dialog.close();
        }
    }
}

/// Brings the chosen one of a list into view.
pub fn reveal_chosen(list: &str) {
    let selector = format!("#{list} .is-chosen");
    let found = super::document().and_then(|page| page.query_selector(&selector).ok().flatten());
    if let Some(element) = found {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
