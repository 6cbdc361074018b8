//! Figures of the search, to be read: `OBZOR_SPECS` names the folder of the descriptions.
//! `cargo test --release --test it search_speed -- --ignored --nocapture`

use obzor::search::{Entry, Field, Index, Kind};
use serde_json::Value;
use std::time::Instant;

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Half of these are typed wrongly, in another form, or in the other layout.
const QUERIES: [&str; 24] = [
    "user",
    "users",
    "get users",
    "list messages",
    "create event calendar",
    "/users/{user-id}/messages",
    "users.user.ListMessages",
    "messages attachments",
    "m",
    "me",
    "e",
    "the",
    "delete drive item permission",
    "retention label",
    "usres",
    "mesage",
    "atachments",
    "calender events",
    "permision grant",
    "authentcation methods",
    "subscribtion",
    "гыук",
    "zzzzzzzzzz",
    "updaet onenote sectoin",
];

fn entries(description: &Value) -> Vec<Entry> {
    let mut entries = Vec::new();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if !METHODS.contains(&method.as_str()) {
                continue;
            }
            let mut fields = vec![
                (Field::Title, text(&operation["summary"])),
                (Field::Path, path.clone()),
                (Field::Method, method.to_uppercase()),
                (Field::Id, text(&operation["operationId"])),
                (Field::Description, text(&operation["description"])),
            ];
            let own = operation["parameters"].as_array().into_iter().flatten();
            for parameter in item["parameters"].as_array().into_iter().flatten().chain(own) {
                let reference = parameter["$ref"].as_str().and_then(|name| name.rsplit('/').next());
                let name = parameter["name"].as_str().or(reference).unwrap_or_default();
                fields.push((Field::Parameter, name.to_owned()));
            }
            for tag in operation["tags"].as_array().into_iter().flatten() {
                fields.push((Field::Tag, text(tag)));
            }
            fields.retain(|(_, text)| !text.is_empty());
            entries.push(Entry { kind: Kind::Operation, fields });
        }
    }
    entries
}

#[test]
#[ignore = "figures, not a test"]
#[expect(clippy::disallowed_methods, reason = "a clock to measure with")]
fn search_speed() {
    let Some(root) = std::env::var_os("OBZOR_SPECS").map(std::path::PathBuf::from) else {
        eprintln!("skipped: no OBZOR_SPECS");
        return;
    };
    for (name, times) in [("msgraph-v1-3.0.json", 1), ("msgraph-v1-3.0.json", 4)] {
        let Ok(text) = std::fs::read_to_string(root.join("public").join(name)) else {
            eprintln!("skipped: OBZOR_SPECS has no {name}");
            continue;
        };
        let entries = entries(&obzor::json::parse(&text).unwrap());
        let bytes: usize =
            entries.iter().flat_map(|entry| &entry.fields).map(|(_, text)| text.len()).sum();
        let start = Instant::now();
        let mut index = Index::new();
        for entry in (0..times).flat_map(|_| &entries) {
            index.add(entry);
        }
        let built = start.elapsed();
        index.shrink();
        eprintln!(
            "{name}: {} entries, {} bytes of text, {} bytes of index, {} words, built in {built:?}",
            index.len(),
            bytes * times,
            index.size(),
            index.words(),
        );
        for query in QUERIES {
            let start = Instant::now();
            let found = index.find(query, 30);
            let took = start.elapsed();
            eprintln!("{took:>10.1?} {query:30} {}", found.len());
            for one in found.iter().take(3) {
                let shown: Vec<&str> =
                    index.fields(one.entry).take(3).map(|(_, text)| text).collect();
                eprintln!("{:>20} {shown:.60?} {:?}", one.score, one.field);
            }
        }
    }
}
