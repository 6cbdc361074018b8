//! Every operation, schema and closed part of real descriptions, as the page asks for them.
//!
//! `OBZOR_CRAWL=all` visits each one, which a release build does in a minute or two; else every n-th
//! of the large files.

use crate::suites;
use obzor::html::{Attribute, Html, from_value};
use obzor::reader::Reader;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What was seen.
#[derive(Default)]
struct Seen {
    operations: usize,
    schemas: usize,
    opened: usize,
    notes: BTreeMap<String, usize>,
}

fn text_of(path: &Path) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    if obzor::yaml::looks_like_yaml(&text) { obzor::yaml::to_json(&text).ok() } else { Some(text) }
}

/// The questions of the closed parts, and the words of the notes about what is wrong.
fn look(drawn: &[Html], questions: &mut Vec<String>, notes: &mut BTreeMap<String, usize>) {
    for html in drawn {
        let Html::Element(element) = html else { continue };
        for attribute in &element.attributes {
            match attribute {
                Attribute::Lazy(question) => questions.push(question.clone()),
                Attribute::Class(name) if name.contains("problem") => {
                    *notes.entry(words(&element.children)).or_default() += 1;
                }
                _ => {}
            }
        }
        look(&element.children, questions, notes);
    }
}

fn words(nodes: &[Html]) -> String {
    let word = |node: &Html| match node {
        Html::Text(text) => text.clone(),
        Html::Element(element) => words(&element.children),
    };
    nodes.iter().map(word).collect::<Vec<_>>().join(" ").chars().take(70).collect()
}

/// Asks as the thread does; no file beside the description can be read.
fn ask(reader: &mut Reader, call: &str, input: &Value) -> Value {
    for _ in 0..50 {
        let answer: Value = serde_json::from_str(&reader.answer(call, &input.to_string())).unwrap();
        let Some(wanted) = answer.get("wanted") else { return answer };
        for url in wanted.as_array().unwrap() {
            reader.lost(url.as_str().unwrap());
        }
    }
    unreachable!("{call} {input} wants more and more files");
}

fn visit(reader: &mut Reader, question: &Value, seen: &mut Seen) {
    let answer = ask(reader, "page", question);
    assert!(answer.get("missing").is_none(), "{question} is missing");
    let (mut questions, nodes) = (Vec::new(), from_value(&answer["html"]));
    assert!(!nodes.is_empty(), "{question} shows nothing");
    look(&nodes, &mut questions, &mut seen.notes);
    for question in questions.into_iter().take(3) {
        let input = json!({ "question": question, "language": "ru" });
        assert!(ask(reader, "opened", &input) != json!([]), "{question} opens to nothing");
        seen.opened += 1;
    }
}

fn crawl(name: &str, text: &str) -> Seen {
    let mut reader = Reader::default();
    reader.begin(name, text.len());
    reader.feed(text.as_bytes());
    let mut seen = Seen::default();
    visit(&mut reader, &json!({ "language": "ru" }), &mut seen);
    let contents = ask(&mut reader, "contents", &Value::Null);
    let all = std::env::var_os("OBZOR_CRAWL").is_some();
    let step = if all { 1 } else { 1 + text.len() / 400_000 };
    for group in contents["groups"].as_array().unwrap() {
        let count = group["count"].as_u64().unwrap();
        let input = json!({ "group": group["number"], "from": 0, "to": count });
        let rows = ask(&mut reader, "rows", &input);
        for row in rows.as_array().unwrap().iter().step_by(step) {
            let is_schema = group["kind"] == "schemas";
            let kind = if is_schema { "schema" } else { "operation" };
            *if is_schema { &mut seen.schemas } else { &mut seen.operations } += 1;
            visit(&mut reader, &json!({ kind: row[0], "language": "en" }), &mut seen);
        }
    }
    seen
}

fn descriptions(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            descriptions(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "json" || kind == "yaml") {
            found.push(path);
        }
    }
}

fn check(folder: &Path) {
    let mut files = Vec::new();
    descriptions(folder, &mut files);
    files.sort();
    for path in files {
        let name = path.strip_prefix(folder).unwrap().display().to_string();
        let Some(text) = text_of(&path) else {
            eprintln!("{name}: not JSON or YAML");
            continue;
        };
        let seen = crawl(&name, &text);
        let problems: usize = seen.notes.values().sum();
        eprintln!(
            "{name}: {} operations, {} schemas, {} parts opened, {problems} problems {:?}",
            seen.operations, seen.schemas, seen.opened, seen.notes
        );
    }
}

#[test]
fn real_descriptions() {
    if let Some(root) = std::env::var_os("OBZOR_SPECS") {
        check(&PathBuf::from(root).join("public"));
    } else {
        eprintln!("skipped: OBZOR_SPECS is not set");
    }
    check(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("public/specs"));
}

#[test]
fn descriptions_of_the_suites() {
    let folders = [
        "standards/oas-examples",
        "standards/swagger-parser-specs",
        "hostile/public/openapi",
        "probes",
    ];
    for folder in folders.into_iter().filter_map(suites::folder) {
        check(&folder);
    }
}
