//! A Markdown file as a page of the site.

use super::{language, links, text};
use crate::adf::html::Heading;
use crate::html::{self, Attribute, Html, Tag, Url, element};
use crate::i18n::Language;
use crate::markdown::{self, Look};
use crate::request::encode;
use serde_json::{Value, json};

/// A page that is ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Its title: of its head, else its first heading; may be empty.
    pub title: String,
    /// When it was changed last, as its head says; may be empty.
    pub updated: String,
    /// What it holds, without its title.
    pub html: Vec<Html>,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
}

/// Draws a page. A head between two lines `---` may give `title` and `updated`; a first heading of the
/// first level is the title, and not drawn a second time.
pub fn draw(source: &str, language: Language) -> Drawn {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let (head, body) = head(source);
    let member = |name: &str| {
        let lines = head.lines().filter_map(|line| line.split_once(':'));
        let mut found = lines.filter(|(key, _)| key.trim() == name).map(|(_, value)| value.trim());
        found
            .next_back()
            .map(|value| value.trim_matches(['"', '\'']).to_owned())
            .unwrap_or_default()
    };
    let mut html = markdown::blocks(body, &Look::page(language));
    let mut title = member("title");
    if let Some(Html::Element(first)) = html.first()
        && is_title(body)
        && matches!(first.tag, Tag::H1 | Tag::H2)
    {
        let mut own = String::new();
        html::words(&first.children, &mut own);
        // Another title in the head does not take the heading's words away.
        if title.is_empty() || title == own {
            title = own;
            html.remove(0);
        }
    }
    if html.iter().any(|node| matches!(node, Html::Element(it) if it.tag == Tag::H1)) {
        html.iter_mut().for_each(lower);
    }
    let headings = headings(&html);
    for node in &mut html {
        link_heading(node, language);
    }
    Drawn { title, updated: member("updated"), html, headings }
}

pub(super) fn answer(input: &Value) -> Value {
    let language = language(input);
    let mut drawn = draw(text(input, "text"), language);
    links::relink(&mut drawn.html, text(input, "path"), input.get("pages").unwrap_or(&Value::Null));
    let headings = drawn.headings.iter();
    let headings = headings.map(|it| json!([it.level.to_string(), it.anchor, it.text]));
    json!({
        "title": drawn.title,
        "updated": drawn.updated,
        "html": html::to_value(&drawn.html),
        "headings": headings.collect::<Value>(),
    })
}

/// The head of a file, and what follows it.
fn head(source: &str) -> (&str, &str) {
    let none = ("", source);
    let Some(rest) = source
        .strip_prefix("---")
        .and_then(|rest| rest.trim_start_matches(['\r', ' ', '\t']).strip_prefix('\n'))
    else {
        return none;
    };
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        let is_member =
            line.trim().is_empty() || line.starts_with([' ', '#']) || line.contains(':');
        if !is_member && !matches!(line.trim_end(), "---" | "...") {
            // A line across, and a text.
            return none;
        }
        if matches!(line.trim_end(), "---" | "...") {
            let body = rest.get(at + line.len()..).unwrap_or_default();
            return (rest.get(..at).unwrap_or_default(), body);
        }
        at += line.len();
    }
    none
}

/// Whether a text begins with a heading of the first level.
fn is_title(body: &str) -> bool {
    let first = body.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let next = body.lines().skip_while(|line| *line != first).nth(1).unwrap_or_default();
    let underlined = !next.trim().is_empty() && next.trim().chars().all(|c| c == '=');
    first.trim_start().starts_with("# ") || underlined
}

/// The headings of a drawn text. Depth is bounded by what draws it.
pub(super) fn headings(nodes: &[Html]) -> Vec<Heading> {
    let mut found = Vec::new();
    collect(nodes, &mut found);
    found
}

fn collect(nodes: &[Html], found: &mut Vec<Heading>) {
    for node in nodes {
        let Html::Element(element) = node else { continue };
        match (element.tag.heading_level(), element.anchor()) {
            (Some(level), Some(anchor)) => {
                let mut text = String::new();
                html::words(&element.children, &mut text);
                found.push(Heading { level, anchor: anchor.to_owned(), text });
            }
            _ => collect(&element.children, found),
        }
    }
}

/// Makes a heading one of the next lower level: the title of the page is the only one of the first.
fn lower(node: &mut Html) {
    let Html::Element(element) = node else { return };
    element.tag = match element.tag {
        Tag::H1 => Tag::H2,
        Tag::H2 => Tag::H3,
        Tag::H3 => Tag::H4,
        Tag::H4 => Tag::H5,
        Tag::H5 => Tag::H6,
        other => other,
    };
    element.children.iter_mut().for_each(lower);
}

/// Gives a heading a link to itself, which can be copied.
fn link_heading(node: &mut Html, language: Language) {
    let Html::Element(heading) = node else { return };
    let is_heading = heading.tag.heading_level().is_some();
    let Some(anchor) = heading.anchor().filter(|_| is_heading) else {
        heading.children.iter_mut().for_each(|child| link_heading(child, language));
        return;
    };
    if let Some(url) = Url::check(&format!("#{}", encode::path_segment(anchor))) {
        let name = language.prose().link_to_place.to_owned();
        let attributes =
            vec![Attribute::class("heading-link"), Attribute::Href(url), Attribute::Label(name)];
        heading.children.push(element(Tag::A, attributes, vec![html::text("#")]));
    }
}
