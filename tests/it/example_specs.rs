//! Examples of every schema of real descriptions, checked by the `jsonschema` crate.

use obzor::openapi::example::of;
use obzor::openapi::schema::Direction;
use obzor::openapi::validate;
use obzor::openapi::{Library, Place, Version};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use typed_arena::Arena;

/// Schemas that nothing sensible is valid against: the file, the end of the pointer, why.
const KNOWN: &[(&str, &str, &str)] = &[
    (
        "discord-3.1.json",
        "~1guilds~1{guild_id}~1requests/get/parameters/0/schema",
        "an enum without values in every way of oneOf",
    ),
    (
        "github-3.0.json",
        "~1contents~1{path}/put/responses/409/content/application~1json/schema",
        "oneOf of two objects that require nothing: what is valid against one is so against both",
    ),
    (
        "digitalocean-3.0.json",
        "/paths/~1v2~1droplets~1actions/post/requestBody/content/application~1json/schema",
        "oneOf of an object and the same with one more property, which is optional",
    ),
];
/// Schemas of which the example that goes one way is not valid: the file, a part of the line.
const ONE_WAY: &[(&str, &str)] = &[];
/// Of a file of more bytes than this, every so manieth schema is looked at.
const LARGE: usize = 15_000_000;
const STRIDE: usize = 5;
/// How many of the listed failures of a file are printed.
const PRINTED: usize = 12;

/// The schemas of a description by their pointers: those with a name, and those written in place.
fn schemas(document: &Value) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    for folder in ["/components/schemas", "/definitions"] {
        for (name, schema) in
            document.pointer(folder).and_then(Value::as_object).into_iter().flatten()
        {
            let name = name.replace('~', "~0").replace('/', "~1");
            found.insert(format!("{folder}/{name}"), schema.clone());
        }
    }
    let mut known = HashSet::new();
    inline(&document["paths"], "/paths", &mut known, &mut found);
    found
}

/// Schemas of request and response bodies that are more than a reference, each text once.
fn inline(
    value: &Value,
    pointer: &str,
    known: &mut HashSet<String>,
    found: &mut BTreeMap<String, Value>,
) {
    match value {
        Value::Object(members) => {
            for (key, child) in members {
                let pointer = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
                let plain = child.get("$ref").is_some()
                    || child.get("type").is_none_or(|kind| kind != "object" && kind != "array")
                        && child
                            .get("allOf")
                            .or(child.get("oneOf"))
                            .or(child.get("anyOf"))
                            .is_none();
                match key.as_str() {
                    "schema" if plain => {}
                    "schema" if known.insert(child.to_string()) => {
                        found.insert(pointer, child.clone());
                    }
                    "schema" | "example" | "examples" => {}
                    _ => inline(child, &pointer, known, found),
                }
            }
        }
        Value::Array(items) => {
            for (index, child) in items.iter().enumerate() {
                inline(child, &format!("{pointer}/{index}"), known, found);
            }
        }
        _ => {}
    }
}

/// What JSON Schema has no word for, or what the oracle need not know.
const LEFT_OUT: &[&str] = &[
    "default",
    "example",
    "examples",
    "format",
    "discriminator",
    "xml",
    "nullable",
    "externalDocs",
    "$schema",
    "description",
];
const TYPES: &[&str] = &["null", "boolean", "number", "integer", "string", "array", "object"];

/// A reference to a named schema, as the oracle has it.
fn moved(reference: &str) -> String {
    reference.replace("#/components/schemas/", "#/$defs/").replace("#/definitions/", "#/$defs/")
}

/// A schema as the oracle reads it: the words of 3.0 and 2.0 as those of JSON Schema 2020-12.
fn converted(value: &Value, old: bool) -> Value {
    let members = match value {
        Value::Object(members) => members,
        Value::Array(items) => return items.iter().map(|item| converted(item, old)).collect(),
        other => return other.clone(),
    };
    if let Some(reference) = members.get("$ref").and_then(Value::as_str).filter(|_| old) {
        return json!({ "$ref": moved(reference) });
    }
    let is = |key: &str| members.get(key) == Some(&json!(true));
    let mut out = Map::new();
    for (key, child) in members {
        let (key, new) = match (key.as_str(), child) {
            (name, _) if LEFT_OUT.contains(&name) || name.starts_with("x-") => continue,
            ("exclusiveMinimum" | "exclusiveMaximum", Value::Bool(_)) => continue,
            ("type", Value::String(name)) if !TYPES.contains(&name.as_str()) => continue,
            ("type", Value::String(name)) if old && is("nullable") => {
                ("type", json!([name, "null"]))
            }
            ("minimum", _) if old && is("exclusiveMinimum") => ("exclusiveMinimum", child.clone()),
            ("maximum", _) if old && is("exclusiveMaximum") => ("exclusiveMaximum", child.clone()),
            ("$ref", Value::String(reference)) => ("$ref", moved(reference).into()),
            (name @ ("enum" | "const" | "required"), _) => (name, child.clone()),
            (name @ ("properties" | "patternProperties" | "$defs"), Value::Object(named)) => {
                let named = named.iter().map(|(key, child)| (key.clone(), converted(child, old)));
                (name, Value::Object(named.collect()))
            }
            (name, _) => (name, converted(child, old)),
        };
        out.insert(key.to_owned(), new);
    }
    Value::Object(out)
}

/// What came of a file: how many examples, and the pointers of those that are not valid.
#[derive(Default)]
struct Outcome {
    count: usize,
    invalid: Vec<String>,
    disagreements: Vec<String>,
    formats: Vec<String>,
    directed: Vec<String>,
}

/// A schema of an object whose member of each number must be valid by the schema of that number.
fn oracle(document: &Value, schemas: &BTreeMap<String, Value>, old: bool) -> Value {
    let (mut definitions, mut properties) = (Map::new(), Map::new());
    for (index, (pointer, schema)) in schemas.iter().enumerate() {
        let name = match pointer.strip_prefix("/paths") {
            Some(_) => format!("inline-{index}"),
            None => pointer.rsplit('/').next().unwrap().replace("~1", "/").replace("~0", "~"),
        };
        let step = name.replace('~', "~0").replace('/', "~1");
        properties.insert(index.to_string(), json!({ "$ref": format!("#/$defs/{step}") }));
        definitions.insert(name, converted(schema, old));
    }
    let mut oracle = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": definitions,
        "properties": properties,
    });
    if document.to_string().contains("\"#/paths") {
        oracle["paths"] = converted(&document["paths"], old);
    }
    oracle
}

fn run(text: &str) -> Outcome {
    let document: Value = serde_json::from_str(text).unwrap();
    let library = Library::of(text);
    let old = matches!(library.version(), Version::Swagger2 | Version::V30);
    let schemas = schemas(&document);
    let is_large = text.len() > LARGE && std::env::var_os("OBZOR_FULL").is_none();
    let stride = if is_large { STRIDE } else { 1 };
    if is_large {
        eprintln!("the next file is large: every {STRIDE}th schema, unless OBZOR_FULL is set");
    }
    let mut examples = Map::new();
    let count = schemas.len().div_ceil(stride);
    let mut outcome = Outcome { count, ..Outcome::default() };
    let mut ours = Vec::new();
    for (index, pointer) in schemas.keys().enumerate().step_by(stride) {
        let arena = Arena::new();
        let reading = library.read(&arena);
        let node = reading.get(&Place::at(pointer.as_str())).unwrap();
        let value = of(&reading, &node, Direction::Both);
        let rules = validate::Rules { direction: Direction::Both, formats: false };
        ours.push(validate::check_by(&reading, &node, &value, rules).is_empty());
        let strict = validate::Rules { formats: true, ..rules };
        let strict = validate::check_by(&reading, &node, &value, strict);
        if let Some(fault) = strict.first().filter(|_| ours.last() == Some(&true)) {
            outcome.formats.push(format!("{pointer}: {} {:?}", fault.instance, fault.kind));
        }
        for direction in [Direction::Request, Direction::Response] {
            let sent = of(&reading, &node, direction);
            let faults = validate::check(&reading, &node, &sent, direction);
            if !faults.is_empty() && ours.last() == Some(&true) {
                outcome.directed.push(format!("{pointer} {direction:?}: {:?}", faults.first()));
            }
        }
        examples.insert(index.to_string(), value);
    }
    let oracle = oracle(&document, &schemas, old);
    let validator = jsonschema::validator_for(&oracle).unwrap();
    let mut theirs = BTreeMap::new();
    for error in validator.iter_errors(&Value::Object(examples)) {
        let path = error.instance_path().to_string();
        let index: usize = path.split('/').nth(1).unwrap().parse().unwrap();
        theirs.entry(index).or_insert_with(|| format!("{error} at {path}"));
    }
    let sampled = schemas.keys().enumerate().step_by(stride);
    for ((index, pointer), ours) in sampled.zip(ours) {
        let error = theirs.get(&index).map(|it| it.chars().take(300).collect::<String>());
        if ours != error.is_none() {
            outcome.disagreements.push(format!("{pointer}: {error:?}"));
        }
        outcome.invalid.extend(error.map(|error| format!("{pointer}: {error}")));
    }
    outcome
}

fn files(root: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root.join("public")).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|kind| kind == "json"));
    files.sort_by_key(|path| std::fs::metadata(path).unwrap().len());
    files
}

#[test]
fn examples_of_real_descriptions_are_valid() {
    let Some(root) = std::env::var_os("OBZOR_SPECS").map(PathBuf::from) else {
        eprintln!("skipped: OBZOR_SPECS is not set");
        return;
    };
    let (mut count, mut invalid) = (0, 0);
    for path in files(&root) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if std::env::var("ONLY").is_ok_and(|only| !name.contains(&only)) {
            continue;
        }
        let outcome = run(&std::fs::read_to_string(&path).unwrap());
        eprintln!(
            "{name}: {} examples, {} not valid, {} judged otherwise by us, {} of a wrong format",
            outcome.count,
            outcome.invalid.len(),
            outcome.disagreements.len(),
            outcome.formats.len()
        );
        for line in outcome.invalid.iter().take(PRINTED) {
            eprintln!("    {line}");
        }
        for line in outcome.disagreements.iter().take(PRINTED) {
            eprintln!("    judged otherwise: {line}");
        }
        for line in outcome.directed.iter().take(PRINTED) {
            eprintln!("    one way: {line}");
        }
        for line in outcome.formats.iter().take(PRINTED / 3) {
            eprintln!("    format: {line}");
        }
        // What goes one way is made another time, and may end where the whole does not.
        let directed: Vec<_> = ONE_WAY.iter().filter(|(file, _)| *file == name).collect();
        let is_listed = |line: &String| directed.iter().any(|(_, part)| line.contains(part));
        assert!(outcome.directed.iter().all(is_listed), "{name}: one way is not valid");
        count += outcome.count;
        invalid += outcome.invalid.len();
        assert!(outcome.disagreements.is_empty(), "{name}: our own check is wrong");
        let known: Vec<_> = KNOWN.iter().filter(|(file, ..)| *file == name).collect();
        let is_known = |line: &String| known.iter().any(|(_, end, _)| line.contains(end));
        assert!(outcome.invalid.iter().all(is_known), "{name}: an example is not valid");
        assert_eq!(outcome.invalid.len(), known.len(), "{name}: a listed schema has an example");
    }
    eprintln!("{count} examples, {invalid} not valid");
}
