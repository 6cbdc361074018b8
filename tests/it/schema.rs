//! Schemas as their reader sees them, as an outline: an element that shows something a line.

mod cases;
mod large;
mod random;
mod together;

use obzor::html::{Attribute, Element, Html, Tag};
use obzor::i18n::Language;
use obzor::openapi::schema::{Direction, Look, opened, view};
use obzor::openapi::{Library, Place};
use typed_arena::Arena;

const LOOK: Look = Look { language: Language::En, direction: Direction::Both };

/// What a tree shows: a line for each row, note, rule and label, indented by what it stands in.
fn outline(nodes: &[Html]) -> String {
    let mut out = String::new();
    for node in nodes {
        lines(node, 0, &mut out);
    }
    out
}

fn lines(node: &Html, indent: usize, out: &mut String) {
    let Html::Element(element) = node else {
        return line(indent, &words(node), out);
    };
    let class = class(element);
    let line_of = |mark: &str, out: &mut String| {
        line(indent, &format!("{mark}{}", words_of(element)), out);
    };
    match (element.tag, class) {
        (_, "s-json" | "s-all") => {}
        (_, "s-head") if indent == 0 => line_of("# ", out),
        (_, "s-head") => line_of("", out),
        (_, "s-rule") => line_of("- ", out),
        (_, "s-note") => line_of("note: ", out),
        (_, "s-problem") => line_of("problem: ", out),
        (_, "s-label") => line_of("= ", out),
        (_, "s-text") => line_of("> ", out),
        (Tag::Summary, _) => line_of("+ ", out),
        (Tag::Button, _) => line_of("tab ", out),
        (Tag::Code | Tag::Span, _) => line_of("", out),
        (_, "s-prop") => {
            let mut children = element.children.iter();
            for child in children.by_ref().take(1) {
                lines(child, indent.max(1), out);
            }
            children.for_each(|child| lines(child, indent.max(1) + 1, out));
        }
        (tag, _) => {
            let deeper = usize::from(tag == Tag::Details || class == "tab-panel");
            for child in &element.children {
                let is_summary = matches!(child, Html::Element(child) if child.tag == Tag::Summary);
                lines(child, indent + if is_summary { 0 } else { deeper }, out);
            }
        }
    }
}

fn line(indent: usize, words: &str, out: &mut String) {
    out.push_str(&format!("{}{}\n", "  ".repeat(indent), words.trim_end()));
}

fn class(element: &Element) -> &str {
    let found = element.attributes.iter().find_map(|attribute| match attribute {
        Attribute::Class(name) => name.split(' ').next(),
        _ => None,
    });
    found.unwrap_or_default()
}

/// The words of a node; code stands in backticks, what is closed in brackets.
fn words(node: &Html) -> String {
    match node {
        Html::Text(text) => text.clone(),
        Html::Element(element) if element.tag == Tag::Code => format!("`{}`", words_of(element)),
        Html::Element(element) if element.tag == Tag::Li => format!(" {};", words_of(element)),
        Html::Element(element) if element.tag == Tag::Details => {
            format!(" [{}]", words_of(element))
        }
        Html::Element(element) => words_of(element),
    }
}

fn words_of(element: &Element) -> String {
    element.children.iter().map(words).collect()
}

/// The questions of a tree, each with the words of its summary.
fn questions(nodes: &[Html]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for node in nodes {
        let Html::Element(element) = node else { continue };
        for attribute in &element.attributes {
            if let Attribute::Lazy(question) = attribute {
                found.push((words_of(element), question.clone()));
            }
        }
        found.extend(questions(&element.children));
    }
    found
}

fn count(nodes: &[Html]) -> usize {
    let of = |node: &Html| match node {
        Html::Text(_) => 1,
        Html::Element(element) => 1 + count(&element.children),
    };
    nodes.iter().map(of).sum()
}

/// A description of a version with some schemas in it.
fn description(version: &str, schemas: &str) -> Library {
    Library::of(&match version {
        "2.0" => format!(r#"{{"swagger":"2.0","definitions":{schemas}}}"#),
        _ => format!(r#"{{"openapi":"{version}","components":{{"schemas":{schemas}}}}}"#),
    })
}

/// The place of the schema `S`.
fn place(version: &str) -> Place {
    Place::at(if version == "2.0" { "/definitions/S" } else { "/components/schemas/S" })
}

/// The outline of the schema `S` of some schemas.
fn drawn(version: &str, schemas: &str, look: Look) -> String {
    let (library, arena) = (description(version, schemas), Arena::new());
    let reading = library.read(&arena);
    let schema = reading.get(&place(version)).unwrap();
    outline(&view(&reading, &schema, &look))
}

/// What is seen after opening parts one after the other, each named by the words of its summary.
fn after(version: &str, schemas: &str, opens: &[&str]) -> String {
    let (library, arena) = (description(version, schemas), Arena::new());
    let reading = library.read(&arena);
    let schema = reading.get(&place(version)).unwrap();
    let mut nodes = view(&reading, &schema, &LOOK);
    for open in opens {
        let found = questions(&nodes);
        let found = found.iter().find(|(label, _)| label == open);
        assert!(found.is_some(), "no {open:?} in\n{}", outline(&nodes));
        let (_, question) = found.unwrap();
        nodes = opened(&reading, question, Language::En).unwrap();
    }
    outline(&nodes)
}

/// A schema as 3.1 draws it.
fn check(schema: &str, expected: &str) {
    check_in("3.1.0", &format!(r#"{{"S":{schema}}}"#), expected);
}

fn check_in(version: &str, schemas: &str, expected: &str) {
    same(&drawn(version, schemas, LOOK), expected, schemas);
}

fn same(found: &str, expected: &str, input: &str) {
    assert_eq!(flush(found), flush(expected), "\n{input}\n{found}");
}

/// Lines without the indentation that the first of them has.
fn flush(text: &str) -> String {
    let text = text.strip_prefix('\n').unwrap_or(text).trim_end();
    let indent = text.len() - text.trim_start_matches(' ').len();
    let lines = text.lines().map(|line| line.get(indent..).unwrap_or_default().trim_end());
    lines.collect::<Vec<_>>().join("\n")
}
