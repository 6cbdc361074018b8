//! The list of operations, schemas and webhooks: only the lines in view are drawn.

use super::state::Reference;
use crate::browser::dom;
use crate::contents::{Contents, Group, Layout, Line, verb_class};
use crate::html::{Action, Attribute, Html, Tag, Url, classed, element, text};
use crate::nav::Route;
use crate::ui::kit::{effect, effect_since, html_view, memo};
use crate::ui::state::Store;
use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;
use std::sync::Arc;

/// The height of a line, in pixels: `--line-height` of the style sheet.
const LINE: usize = 32;
/// Lines that are drawn at a stretch, so that most steps of a scroll draw nothing.
const STEP: usize = 16;

/// What is laid out: the groups, and on which line each stands.
type Laid = (Arc<Contents>, Arc<Layout>);

pub(super) fn contents(store: Store) -> AnyView {
    let reference = store.reference;
    let host = NodeRef::<Div>::new();
    // The first block in view and how many blocks fit.
    let view = RwSignal::new((0_usize, 4_usize));
    let current = memo(move || {
        let page = reference.page.get();
        page.and_then(|page| number(page.rest.get("group")?))
    });
    let laid = memo(move || -> Laid {
        let contents = reference.contents.get();
        let layout = contents.layout(|group| reference.is_open(group, current.get()));
        (contents, Arc::new(layout))
    });
    let look = move || {
        if let Some(host) = host.get_untracked() {
            let (top, height) = dom::scrolled(&host);
            view.set((top / LINE / STEP, height / LINE / STEP + 2));
        }
    };
    let watched: Box<dyn FnMut(leptos::ev::Event)> = Box::new(move |_| look());
    effect(move || {
        laid.track();
        look();
    });
    keep_in_view(store, laid, host);
    // Drawn anew only if something changes: a press between two drawings of the same would be lost.
    let drawn = memo(move || {
        let (contents, layout) = laid.get();
        reference.known.track();
        lines(store, &contents, &layout, view.get())
    });
    view! {
        <div
            class="contents-list"
            node_ref=host
            on:scroll=watched
            on:keydown=keys(laid, host)
        >
            <div class="contents-room" style:height=move || format!("{}px", laid.get().1.lines * LINE)>
                <div
                    class="contents-window"
                    style:top=move || format!("{}px", view.get().0.saturating_sub(1) * STEP * LINE)
                >
                    {html_view("contents-lines", move || drawn.get(), move |pressed| toggle(reference, current, &pressed))}
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn number(value: &serde_json::Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}

fn toggle(reference: Reference, current: Memo<Option<usize>>, pressed: &dom::Pressed) {
    if let ("group", Ok(number)) = (pressed.action.as_str(), pressed.operation.parse()) {
        let contents = reference.contents.get_untracked();
        let group = contents.groups.iter().find(|group| group.number == number);
        let open = group.is_some_and(|group| untrack(|| reference.is_open(group, current.get())));
        reference.folds.update(|folds| {
            folds.insert(number, !open);
        });
    }
}

/// The current row is brought into view when another one becomes current, and only then: a list that
/// grows or folds stays where the reader left it.
fn keep_in_view(store: Store, laid: Memo<Laid>, host: NodeRef<Div>) {
    let place = memo(move || {
        let page = store.reference.page.get()?;
        Some((number(page.rest.get("group")?)?, number(page.rest.get("row")?)?))
    });
    effect_since(move |shown: Option<Option<(usize, usize)>>| {
        let (shown, place) = (shown.flatten(), place.get());
        let Some((number, row)) = place.filter(|place| Some(*place) != shown) else {
            return place.and(shown);
        };
        let line = laid.with(|(contents, layout)| {
            let index = contents.groups.iter().position(|group| group.number == number)?;
            layout.line(index, row)
        });
        let (Some(line), Some(host)) = (line, host.get()) else { return shown };
        // The group may open with it: the list has to grow first.
        dom::scroll_line_soon(&host, line * LINE, LINE);
        place
    });
}

/// Up and down go from line to line, also to lines that are not drawn yet.
fn keys(laid: Memo<Laid>, host: NodeRef<Div>) -> Box<dyn FnMut(KeyboardEvent)> {
    Box::new(move |event| {
        let Some(host) = host.get_untracked() else { return };
        let Some(here) = dom::focused_line(&host) else { return };
        let last = laid.with_untracked(|(_, layout)| layout.lines).saturating_sub(1);
        let mut line = match event.key().as_str() {
            "ArrowDown" => here + 1,
            "ArrowUp" => here.saturating_sub(1),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        // The heading of a section is no place to stop at.
        let is_heading = |line| {
            laid.with_untracked(|(_, layout)| matches!(layout.at(line), Some(Line::Section(_))))
        };
        if is_heading(line) {
            line = if line > here || line == 0 { line + 1 } else { line - 1 };
        }
        dom::focus_line(&host, line.min(last), LINE);
    })
}

/// The lines of the blocks in view, and of one before and after.
fn lines(store: Store, contents: &Contents, layout: &Layout, view: (usize, usize)) -> Vec<Html> {
    let (first, count) = view;
    let from = first.saturating_sub(1) * STEP;
    let to = (first + count + 1) * STEP;
    let route = store.route.get();
    (from..to)
        .map_while(|line| Some((line, layout.at(line)?)))
        .filter_map(|(line, what)| draw(store, contents, &route, line, what))
        .collect()
}

fn draw(store: Store, contents: &Contents, route: &Route, line: usize, what: Line) -> Option<Html> {
    match what {
        Line::Section(index) => {
            let section = contents.groups.get(index)?.section.clone();
            Some(classed(Tag::Div, "contents-section", vec![text(section)]))
        }
        Line::Group(index) => {
            let group = contents.groups.get(index)?;
            Some(group_line(store, group, line))
        }
        Line::Row(index, row) => {
            let group = contents.groups.get(index)?;
            Some(row_line(store, route, group, row, line))
        }
    }
}

fn group_line(store: Store, group: &Group, line: usize) -> Html {
    let words = store.language.get().contents();
    let title = match (group.title.as_str(), group.kind.as_str()) {
        ("", "schemas") => words.schemas,
        ("", "webhooks") => words.webhooks,
        ("", _) => words.other,
        (title, _) => title,
    };
    let current = store
        .reference
        .page
        .with(|page| page.as_ref().and_then(|page| number(page.rest.get("group")?)));
    let open = store.reference.is_open(group, current);
    let class = match group.level {
        0 => "group",
        1 => "group level-1",
        _ => "group level-2",
    };
    element(
        Tag::Button,
        vec![
            Attribute::class(class),
            Attribute::Action(Action::Group { number: group.number, open }),
            Attribute::Line(line),
        ],
        vec![
            classed(Tag::Span, "group-title", vec![text(title)]),
            classed(Tag::Span, "count", vec![text(group.count.to_string())]),
        ],
    )
}

fn row_line(store: Store, route: &Route, group: &Group, number: usize, line: usize) -> Html {
    let Some(row) = store.reference.row(group.number, number) else {
        return classed(Tag::Div, "row-link is-coming", Vec::new());
    };
    let is_schema = group.kind == "schemas";
    let mut target = Route { page: route.page.clone(), ..Route::default() };
    let here = if is_schema {
        target.schema = Some(row.key.clone());
        route.schema.as_ref() == Some(&row.key)
    } else {
        target.operation = Some(row.key.clone());
        route.operation.as_ref() == Some(&row.key)
    };
    let mut attributes = vec![Attribute::class("row-link"), Attribute::Line(line)];
    attributes.extend(Url::check(&target.to_hash()).map(Attribute::Href));
    attributes.push(Attribute::Title(format!("{} {}", row.method.to_ascii_uppercase(), row.path)));
    if here {
        attributes.push(Attribute::Current);
    }
    let title = if row.deprecated { "row-title is-deprecated" } else { "row-title" };
    let mut children = Vec::new();
    if !is_schema {
        children.push(method(&row.method));
    }
    children.push(classed(Tag::Span, title, vec![text(row.title)]));
    element(Tag::A, attributes, children)
}

/// The badge of a method, short enough for a column.
pub(super) fn method(name: &str) -> Html {
    let short = match name {
        "delete" => "DEL".to_owned(),
        "options" => "OPT".to_owned(),
        other => other.to_ascii_uppercase(),
    };
    classed(Tag::Span, verb_class(name), vec![text(short)])
}
