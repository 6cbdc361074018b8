use obzor::openapi::schema::Direction;
use obzor::openapi::validate::decimal::Decimal;
use obzor::openapi::validate::pattern::Pattern;
use obzor::openapi::validate::{Fault, Kind, Rules, check_by};
use obzor::openapi::{Document, Library, Place};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use typed_arena::Arena;

fn faults(version: &str, schema: &Value, value: &Value, rules: Rules) -> Vec<Fault> {
    let text = json!({ "openapi": version, "components": { "schemas": { "S": schema, "T": { "type": "integer" } } } });
    let library = Library::of(&text.to_string());
    let arena = Arena::new();
    let reading = library.read(&arena);
    let node = reading.get(&Place::at("/components/schemas/S")).unwrap();
    check_by(&reading, &node, value, rules)
}

/// The first fault as `pointer keyword`; empty for a valid value.
fn check(version: &str, schema: &str, value: &str, expected: &str) {
    let (schema, value) =
        (serde_json::from_str(schema).unwrap(), serde_json::from_str(value).unwrap());
    let found = faults(version, &schema, &value, Rules::default());
    let found = found.first().map(|fault| format!("{} {}", fault.instance, fault.schema.name()));
    assert_eq!(found.unwrap_or_default(), expected, "{schema} {value}");
}

#[test]
fn a_fault_says_where_and_by_which_keyword() {
    for (schema, value, expected) in [
        (r#"{"type":"object","required":["a"]}"#, "{}", " required"),
        (r#"{"properties":{"a/b":{"type":"string"}}}"#, r#"{"a/b":1}"#, "/a~1b type"),
        (r#"{"items":{"minimum":3}}"#, "[3,2.99]", "/1 minimum"),
        (r#"{"multipleOf":0.01}"#, "19.99", ""),
        (r#"{"multipleOf":0.01}"#, "19.995", " multipleOf"),
        (r#"{"multipleOf":7}"#, "1e400", " multipleOf"),
        (r#"{"type":"integer"}"#, "1.0", ""),
        (r#"{"enum":[1]}"#, "1.0", ""),
        (r#"{"maximum":9007199254740992}"#, "9007199254740993", " maximum"),
        (r#"{"uniqueItems":true}"#, r#"[{"a":1,"b":2},3,{"b":2.0,"a":1}]"#, " uniqueItems"),
        (r##"{"$ref":"#/components/schemas/T","minimum":3}"##, "2", " minimum"),
        (r#"{"anyOf":[{"type":"string"},{"type":"null"}]}"#, "1", " anyOf"),
        (r#"{"oneOf":[{"type":"number"},{"type":"integer"}]}"#, "1", " oneOf"),
        (r#"{"maxLength":1}"#, "\"😀\"", ""),
        (r#"{"pattern":"(a+)+$"}"#, r#""aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab""#, " pattern"),
        (r#"{"pattern":"(?<wrong"}"#, "\"x\"", ""),
        (r##"{"allOf":[{"$ref":"#/components/schemas/S"}]}"##, "1", ""),
    ] {
        check("3.1.0", schema, value, expected);
    }
}

#[test]
fn older_versions_have_their_own_words() {
    for (schema, value, expected) in [
        (r#"{"type":"string","nullable":true}"#, "null", ""),
        (r#"{"type":"string","nullable":true,"enum":["a"]}"#, "null", " enum"),
        (r#"{"minimum":3,"exclusiveMinimum":true}"#, "3", " exclusiveMinimum"),
        (r#"{"minimum":3,"exclusiveMinimum":false}"#, "3", ""),
        (r##"{"$ref":"#/components/schemas/T","minimum":3}"##, "2", ""),
    ] {
        check("3.0.3", schema, value, expected);
    }
}

#[test]
fn directions_and_formats() {
    let schema = json!({ "required": ["id", "key"], "properties": {
        "id": { "readOnly": true }, "key": { "writeOnly": true }, "at": { "format": "date-time" },
    } });
    let of = |value: Value, direction, formats| {
        let found = faults("3.1.0", &schema, &value, Rules { direction, formats });
        found.into_iter().map(|fault| fault.kind).collect::<Vec<_>>()
    };
    assert_eq!(of(json!({ "key": 1 }), Direction::Request, false), []);
    assert_eq!(of(json!({ "id": 1 }), Direction::Response, false), []);
    let parts = json!({ "allOf": [{ "properties": { "id": { "readOnly": true } } }, { "required": ["id"] }] });
    let rules = Rules { direction: Direction::Request, formats: false };
    assert_eq!(faults("3.1.0", &parts, &json!({}), rules), []);
    let found = of(json!({ "key": 1, "id": 2 }), Direction::Request, false);
    assert_eq!(found, [Kind::ReadOnly("id".to_owned())]);
    assert!(found.iter().all(Kind::is_advice));
    let value = json!({ "id": 1, "key": 1, "at": "yesterday" });
    assert_eq!(of(value.clone(), Direction::Both, false), []);
    assert_eq!(of(value, Direction::Both, true), [Kind::Format("date-time".to_owned())]);
}

#[test]
fn patterns_are_those_of_ecma_262() {
    for (pattern, text, expected) in [
        ("^a|b$", "xb", true),
        (r"^\d{3}-\w+$", "123-a_b", true),
        (r"^[\w.-]+@[a-z]+\.[a-z]{2,}$", "a.b-c@host.org", true),
        (r"^(?!admin)[a-z]+$", "admins", false),
        (r"(?<=\$)\d+", "cost $5", true),
        (r"(?<!\$)\b\d+", "cost $5", false),
        (r"^(a|b)\1$", "ab", false),
        (r"^(?<x>a|b)\k<x>$", "bb", true),
        (r"^\u{1F600}[\u0410-\u042F]$", "😀Ж", true),
        (r"^\p{L}+$", "Привет", true),
        (r"^[^\d\s]+$", "a b", false),
        (r"^(()*)*$", "", true),
        ("^(a{0,99}){0,99}$", "aaa", true),
    ] {
        let found = Pattern::new(pattern).and_then(|it| it.matches(text));
        assert_eq!(found, Some(expected), "{pattern} {text}");
    }
    let long = "a".repeat(100_000);
    for pattern in ["^(?:(?=.*b).)*$", "^(a*)*(a*)*\\1b$", "(?<=(?<=a*)a*)b"] {
        let _ = Pattern::new(pattern).unwrap().matches(&long);
    }
    for pattern in [
        "(",
        "a**",
        "[b-a]",
        "\\p{Klingon}",
        "(){4000000000}",
        "^(a{0,1000}){0,1000}$",
        &"(".repeat(9999),
    ] {
        let _ = Pattern::new(pattern);
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    let (folders, mut files): (Vec<_>, Vec<_>) = found.into_iter().partition(|it| it.is_dir());
    files.retain(|file| file.extension().is_some_and(|kind| kind == "json"));
    files.extend(folders.iter().flat_map(|folder| self::files(folder)));
    files
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The documents that the suite serves, with the address that they are served at.
fn remotes(root: &Path) -> Vec<Document> {
    let folder = root.join("remotes");
    let mut documents = Vec::new();
    for path in files(&folder).iter().filter(|path| path.starts_with(folder.join("draft2020-12"))) {
        let mut value = read(path);
        let name = path.strip_prefix(&folder).unwrap().to_string_lossy().into_owned();
        let address = format!("http://localhost:1234/{name}");
        if let Some(members) = value.as_object_mut() {
            members.entry("$id").or_insert(address.clone().into());
        }
        documents.push(Document::new(&address, &value.to_string()));
    }
    documents
}

fn is_right(documents: Vec<Document>, value: &Value, valid: bool) -> bool {
    let library = Library { documents, ..Library::default() };
    let arena = Arena::new();
    let reading = library.read(&arena);
    let node = reading.get(&Place::default()).unwrap();
    check_by(&reading, &node, value, Rules::default()).is_empty() == valid
}

#[test]
fn the_suite_of_json_schema() {
    let root = std::env::var_os("OBZOR_SUITES")
        .map(|root| PathBuf::from(root).join("standards/json-schema"));
    let Some(root) = root.filter(|root| root.exists()) else {
        eprintln!("skipped: OBZOR_SUITES has no standards/json-schema");
        return;
    };
    let folder = root.join("public/tests/draft2020-12");
    let listed: BTreeSet<&str> = include_str!("validate_failures.txt")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .collect();
    let (mut failed, mut count) = (BTreeSet::new(), 0);
    for path in files(&folder) {
        let name = path.strip_prefix(&folder).unwrap().with_extension("");
        let name = name.to_string_lossy();
        // Formats are asserted only where they are asked for.
        if name.contains("format") {
            continue;
        }
        for group in read(&path).as_array().unwrap() {
            let schema = group["schema"].to_string();
            for test in group["tests"].as_array().unwrap() {
                count += 1;
                let mut documents = vec![Document::new("", &schema)];
                if schema.contains("localhost:1234") || name == "refRemote" {
                    documents.extend(remotes(&root));
                }
                let valid = test["valid"] == Value::Bool(true);
                if !is_right(documents, &test["data"], valid) {
                    failed.insert(format!(
                        "{name}: {} / {}",
                        group["description"].as_str().unwrap(),
                        test["description"].as_str().unwrap()
                    ));
                }
            }
        }
    }
    eprintln!("{count} cases, {} fail", failed.len());
    let failed: BTreeSet<&str> = failed.iter().map(String::as_str).collect();
    let new: Vec<_> = failed.difference(&listed).collect();
    let passing: Vec<_> = listed.difference(&failed).collect();
    assert!(new.is_empty() && passing.is_empty(), "fail: {new:#?}\nno longer fail: {passing:#?}");
}

#[test]
fn patterns_are_bounded_before_they_are_matched() {
    // Each repetition of a look aside would be as large as a pattern may be.
    for pattern in
        ["(?=a{19990}){19990}", "((?=a{9000})(?<!b{9000})){2}", "((?=(?=a{99}){99}){99}){99}"]
    {
        assert!(Pattern::new(pattern).is_none(), "{pattern}");
    }
    assert_eq!(Pattern::new("^(?=a{2}){3}a").unwrap().matches("aa"), Some(true));
    assert!(Pattern::new(&"a".repeat(10_001)).is_none());
    // A brace that counts nothing stands for itself, also where none closes it.
    assert_eq!(Pattern::new(&"a{".repeat(4_000)).unwrap().matches("a{a"), Some(false));
    assert_eq!(Pattern::new("^a{2$").unwrap().matches("a{2"), Some(true));
    assert_eq!(Pattern::new("^a{02}$").unwrap().matches("aa"), Some(true));
}

#[test]
fn what_cannot_be_told_is_no_fault() {
    let unknown = r#"{"pattern":"(?<wrong"}"#;
    let lost = r##"{"$ref":"#/nowhere"}"##;
    for unsure in [unknown, lost] {
        for (schema, value, expected) in [
            (r#"{"not":U}"#, "\"x\"", ""),
            (r#"{"not":{"allOf":[U,{"type":"integer"}]}}"#, "\"x\"", ""),
            (r#"{"not":{"not":U}}"#, "\"x\"", ""),
            (r#"{"oneOf":[U,{"type":"string"}]}"#, "\"x\"", ""),
            (r#"{"oneOf":[U,{"type":"string"},{"maxLength":3}]}"#, "\"x\"", " oneOf"),
            (r#"{"not":{"oneOf":[U,{"type":"string"}]}}"#, "\"x\"", ""),
            (r#"{"not":{"anyOf":[U,{"type":"string"}]}}"#, "\"x\"", " not"),
            (r#"{"not":{"anyOf":[U,{"type":"integer"}]}}"#, "\"x\"", ""),
            (r#"{"contains":U,"maxContains":1}"#, r#"["x","y"]"#, ""),
            (r#"{"contains":U,"minContains":3}"#, r#"["x","y"]"#, " contains"),
            (r#"{"if":U,"then":{"maxLength":0},"else":{"minLength":5}}"#, "\"x\"", ""),
            (r#"{"if":{"not":U},"then":{"maxLength":0},"else":{"minLength":5}}"#, "\"x\"", ""),
            (r#"{"not":{"if":U,"then":true}}"#, "\"x\"", ""),
        ] {
            check("3.1.0", &schema.replace('U', unsure), value, expected);
        }
    }
    check(
        "3.1.0",
        r#"{"patternProperties":{"(?<wrong":{}},"additionalProperties":false}"#,
        r#"{"x":1}"#,
        "",
    );
    check(
        "3.1.0",
        r##"{"$ref":"#/nowhere","properties":{"a":{}},"unevaluatedProperties":false}"##,
        r#"{"x":1}"#,
        "",
    );
    // What was not looked at for its depth is not told either.
    for depth in [121, 122] {
        let deep = "{\"not\":".repeat(depth) + "{}" + &"}".repeat(depth);
        check("3.1.0", &deep, "1", "");
    }
}

#[test]
fn null_is_allowed_by_the_word_of_each_version() {
    let of = |version: &str, word: &str| {
        let key = if version == "2.0" { "swagger" } else { "openapi" };
        let text = json!({ key: version, "S": { "type": "string", word: true } });
        let library = Library::of(&text.to_string());
        let arena = Arena::new();
        let reading = library.read(&arena);
        let node = reading.get(&Place::at("/S")).unwrap();
        check_by(&reading, &node, &Value::Null, Rules::default()).is_empty()
    };
    for (version, word, expected) in [
        ("2.0", "x-nullable", true),
        ("2.0", "nullable", false),
        ("3.0.3", "nullable", true),
        ("3.0.3", "x-nullable", false),
        ("3.1.0", "nullable", false),
        ("3.1.0", "x-nullable", false),
    ] {
        assert_eq!(of(version, word), expected, "{version} {word}");
    }
}

#[test]
fn a_fault_of_a_long_enum_names_the_first_of_it() {
    let schema = json!({ "enum": (0..1000).collect::<Vec<_>>() });
    let found = faults("3.1.0", &schema, &json!("x"), Rules::default());
    let Kind::Enum(values) = &found[0].kind else { panic!("{found:?}") };
    assert_eq!(values.len(), 20);
}

#[test]
fn numbers_of_any_exponent_are_read() {
    for text in [
        "1e-9223372036854775808",
        "1.5e-9223372036854775807",
        "1e9223372036854775807",
        "1e99999999999999999999999",
    ] {
        let number = Decimal::parse(text).unwrap();
        assert!(number.places() == 0 || !number.is_integer());
        let _ = (number.text(), number.scaled(3), number.is_multiple_of(&number));
    }
    check("3.1.0", r#"{"maximum":0}"#, "1e-9223372036854775808", " maximum");
    check("3.1.0", r#"{"type":"integer","minimum":5}"#, "10e9223372036854775807", "");
}

#[test]
fn a_reference_to_a_file_leads_to_it() {
    let library = Library {
        documents: vec![
            Document::new(
                "http://h/a.json",
                r#"{"openapi":"3.1.0","components":{"schemas":{"S":{"$ref":"other.json#/X"}}}}"#,
            ),
            Document::new("http://h/other.json", r#"{"X":{"type":"integer"}}"#),
        ],
        ..Library::default()
    };
    let arena = Arena::new();
    let reading = library.read(&arena);
    let node = reading.get(&Place::at("/components/schemas/S")).unwrap();
    let found = check_by(&reading, &node, &json!("x"), Rules::default());
    assert_eq!(found.len(), 1, "{found:?}");
}
