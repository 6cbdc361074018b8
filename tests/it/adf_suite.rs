//! Documents of the wild: nothing that a reader would see is lost.

use crate::suites::folder;
use obzor::adf::{document, html, shallow};
use obzor::html::{Attribute, Html, encode};
use obzor::i18n::Language;
use obzor::json::parse;
use serde_json::Value;
use std::path::PathBuf;

/// Every word of a document that a reader would see, in order.
fn leaves(value: &Value, found: &mut Vec<String>) {
    let attribute =
        |name: &str| value.get("attrs").and_then(|attrs| attrs.get(name)).and_then(Value::as_str);
    let mut add = |text: Option<&str>| found.extend(text.map(str::to_owned));
    match value.get("type").and_then(Value::as_str).unwrap_or_default() {
        "text" => add(value.get("text").and_then(Value::as_str)),
        "mention" | "status" | "placeholder" | "extension" | "inlineExtension" => {
            add(attribute("text"));
        }
        "emoji" => {
            add(attribute("text").filter(|text| !text.is_empty()).or(attribute("shortName")));
        }
        "expand" | "nestedExpand" => add(attribute("title")),
        "inlineCard" | "blockCard" | "embedCard" | "media" => {
            add(attribute("url").filter(|url| url.starts_with("http")));
        }
        "date" => {
            let stamp = attribute("timestamp").and_then(|stamp| stamp.parse::<u64>().ok());
            let year = stamp.filter(|stamp| *stamp < 253_402_300_800_000);
            add(year
                .map(|stamp| obzor::moment::date_time(stamp).chars().take(4).collect::<String>())
                .as_deref());
        }
        _ => {}
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| leaves(item, found)),
        value => {
            if let Some(content) = value.get("content") {
                leaves(content, found);
            }
        }
    }
}

/// All that a drawn document says, in order.
fn says(nodes: &[Html], out: &mut String) {
    for node in nodes {
        match node {
            Html::Text(text) => out.push_str(text),
            Html::Element(element) => {
                for (name, value) in element.attributes.iter().flat_map(Attribute::pairs) {
                    if matches!(name, "href" | "src" | "alt" | "title") {
                        out.push_str(&value);
                    }
                }
                says(&element.children, out);
            }
        }
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// How many leaves a document has, and those that are not drawn in their order.
fn check(text: &str) -> Option<(usize, Vec<String>)> {
    let value = parse(text).ok().or_else(|| shallow(text))?;
    let mut wanted = Vec::new();
    leaves(&value, &mut wanted);
    let drawn = html::draw(&document(&value), html::Look::new(Language::En));
    assert!(!encode(&drawn).is_empty());
    let mut said = String::new();
    says(&drawn, &mut said);
    let said = squeezed(&said);
    let mut rest = said.as_str();
    let mut lost = Vec::new();
    for leaf in &wanted {
        match rest.split_once(&squeezed(leaf)) {
            Some((_, after)) => rest = after,
            None => lost.push(leaf.clone()),
        }
    }
    Some((wanted.len(), lost))
}

fn files(name: &str) -> Vec<PathBuf> {
    let entries = folder(name).map(|path| std::fs::read_dir(path).unwrap());
    entries.into_iter().flatten().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn no_word_of_a_document_is_lost() {
    for (name, tolerated) in [("adf/valid", 0), ("adf/invalid", 5), ("hostile/public/adf", 5)] {
        let (mut all, mut lost) = (0, 0);
        for path in files(name) {
            let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            let found = check(&text);
            let Some((count, missing)) = found else {
                eprintln!("{}: no JSON", path.display());
                continue;
            };
            all += count;
            lost += missing.len();
            if !missing.is_empty() {
                eprintln!("{}: lost {missing:?}", path.display());
            }
        }
        match folder(name) {
            Some(_) => assert!(all > 0, "{name} is empty"),
            None => eprintln!("{name}: skipped"),
        }
        eprintln!("{name}: {all} leaves, {lost} lost");
        assert!(lost * 1000 <= all * tolerated, "{name}: {lost} of {all}");
    }
}
