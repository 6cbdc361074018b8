use obzor::openapi::outline::{Kind, Outline};
use obzor::openapi::{Document, Library, Place, Version, address};
use proptest::prelude::*;
use serde_json::{Value, json};
use typed_arena::Arena;

const SHOP: &str = r##"{
  "openapi": "3.1.0", "info": {"title": "Shop \"A\""},
  "tags": [{"name": "b", "x-displayName": "Bees"}, {"name": "a"}],
  "paths": {
    "/a/{id}": {
      "parameters": [{"name": "id"}],
      "get": {"operationId": "getA", "summary": "Get \u0041", "tags": ["a", "b"]},
      "delete": {"deprecated": true, "tags": ["b"], "x-internal": false},
      "additionalOperations": {"PURGE": {"operationId": "purge"}}
    },
    "/v1/cats/{id}": {"get": {"x": "} ] \" , {"}},
    "/hidden": {"get": {"x-internal": true}},
    "/there": {"$ref": "#/components/pathItems/There"}
  },
  "webhooks": {"born": {"post": {"summary": "Born"}}},
  "components": {
    "schemas": {"A": {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/A"}}},
                "B": {"$anchor": "bee"}, "a/b~c": {"type": "string"}},
    "pathItems": {"There": {"get": {"operationId": "there", "tags": ["a"]}}}
  }
}"##;

/// The same at whatever place the text is cut into two.
fn check(pointer: &str, expected: Option<&Value>) {
    for cut in [0, 1, SHOP.len() / 3, SHOP.len() / 2, SHOP.len() - 1] {
        let mut document = Document::empty("");
        let (first, second) = SHOP.as_bytes().split_at(cut);
        document.feed(first);
        document.feed(second);
        assert_eq!(document.get(pointer).as_ref(), expected, "{pointer} cut at {cut}");
    }
}

#[test]
fn finds_what_stands_at_a_pointer() {
    check("/info/title", Some(&json!("Shop \"A\"")));
    check("/paths/~1a~1{id}/get/summary", Some(&json!("Get A")));
    check("/paths/~1a~1{id}/parameters/0/name", Some(&json!("id")));
    check("/paths/~1a~1{id}/additionalOperations/PURGE/operationId", Some(&json!("purge")));
    check("/paths/~1v1~1cats~1{id}/get/x", Some(&json!("} ] \" , {")));
    check("/webhooks/born/post/summary", Some(&json!("Born")));
    check("/components/schemas/a~1b~0c/type", Some(&json!("string")));
    check(
        "/components/schemas/A/properties/next",
        Some(&json!({"$ref": "#/components/schemas/A"})),
    );
    check("/tags/1/name", Some(&json!("a")));
    check("/paths/~1a~1{id}/put", None);
    check("/paths/~1missing/get", None);
    check("/tags/2", None);
    check("/nothing", None);
    check("/components/examples", None);
    check("/components/examples/a", None);
    check(
        "/components/schemas",
        serde_json::from_str::<Value>(SHOP).unwrap().pointer("/components/schemas"),
    );
    check("", Some(&serde_json::from_str(SHOP).unwrap()));
}

#[test]
fn reads_while_the_rest_is_arriving() {
    let mut document = Document::empty("");
    let cut = SHOP.find("\"/hidden\"").unwrap();
    document.feed(&SHOP.as_bytes()[..cut]);
    assert!(!document.is_whole());
    assert_eq!(document.get("/paths/~1a~1{id}/get/operationId"), Some(json!("getA")));
    assert_eq!(document.operations().len(), 4);
    assert_eq!(document.get("/components/schemas/A"), None);
    document.feed(&SHOP.as_bytes()[cut..]);
    assert!(document.is_whole());
    assert_eq!(document.version(), Version::V31);
}

fn outline(text: &str) -> String {
    let library = Library::of(text);
    let mut outline = Outline::default();
    outline.update(&library);
    assert_eq!(outline.follow(&library), Vec::<String>::new());
    let mut out = String::new();
    for group in outline.groups(&library) {
        out.push_str(&format!("{}{}:", "  ".repeat(group.level), group.title));
        for row in outline.rows(&library, group.number, 0, 100) {
            out.push_str(&format!(" [{}]", row.key));
        }
        out.push('\n');
    }
    out
}

#[test]
fn lists_operations_by_tag_and_path() {
    assert_eq!(
        outline(SHOP),
        "Bees: [getA] [delete /a/{id}]\na: [getA] [there]\ncats: [get /v1/cats/{id}]\n\
         : [post born]\n: [A] [B] [a/b~c]\n"
            .replace("cats:", "a: [purge]\ncats:")
    );
    let library = Library::of(SHOP);
    let mut outline = Outline::default();
    outline.update(&library);
    for (wanted, expected) in [
        ("getA", Some("getA")),
        ("GET /a/{id}", Some("getA")),
        ("/paths/~1a~1{id}/get", Some("getA")),
        ("delete /a/{id}", Some("delete /a/{id}")),
        ("nothing", None),
    ] {
        let found = outline.find(&library, wanted);
        let key = found.and_then(|number| outline.row(&library, number)).map(|row| row.key);
        assert_eq!(key.as_deref(), expected, "{wanted}");
    }
    let groups = outline.groups(&library);
    assert_eq!(groups.last().map(|group| (group.kind, group.count)), Some((Kind::Schemas, 3)));
}

#[test]
fn an_operation_id_that_stands_twice_names_the_first() {
    let text = r#"{"paths": {
        "/a": {"get": {"operationId": "x"}},
        "/b": {"get": {"operationId": "x", "summary": "Second"}}
    }}"#;
    let library = Library::of(text);
    let mut outline = Outline::default();
    outline.update(&library);
    let path = |key: &str| {
        let number = outline.find(&library, key)?;
        outline.row(&library, number).map(|row| row.path.into_owned())
    };
    assert_eq!(path("x").as_deref(), Some("/a"));
    assert_eq!(path("get /b").as_deref(), Some("/b"));
}

#[test]
fn a_file_of_the_readers_own_asks_for_nothing() {
    for reference in ["//evil.example/x.json", "/\\evil.example/x", "other.json", "https://a/x"] {
        let schemas = json!({ "A": { "$ref": reference } });
        let text = json!({ "paths": {}, "components": { "schemas": schemas } }).to_string();
        let mut library = Library::of(&text);
        library.documents[0].url = "own.json".to_owned();
        let arena = Arena::new();
        let reading = library.read(&arena);
        let node = reading.get(&Place::at("/components/schemas/A")).unwrap();
        assert!(reading.follow(&node).is_err(), "{reference}");
        assert_eq!(reading.wanted(), Vec::<String>::new(), "{reference}");
    }
}

#[test]
fn follows_references_through_references() {
    let arena = Arena::new();
    let library = Library::of(SHOP);
    let reading = library.read(&arena);
    let found = |pointer: &str| reading.get(&Place::at(pointer)).map(|node| node.place.pointer);
    assert_eq!(
        found("/paths/~1there/get/operationId").as_deref(),
        Some("/components/pathItems/There/get/operationId")
    );
    let from = Place::default();
    assert_eq!(reading.locate("#bee", &from).unwrap().pointer, "/components/schemas/B");
    assert!(reading.locate("#wasp", &from).is_err());
    for text in [
        r##"{"a": {"$ref": "#/a/b"}, "components": {"schemas": {"x": {"$ref": "#/a/b"}}}}"##,
        r##"{"a": {"$ref": "#/a"}, "components": {"schemas": {"x": {"$ref": "#/a"}}}}"##,
    ] {
        let (arena, library) = (Arena::new(), Library::of(text));
        let reading = library.read(&arena);
        let node = reading.get(&Place::at("/components/schemas/x")).unwrap();
        assert!(reading.follow(&node).is_err());
    }
}

#[test]
fn joins_addresses() {
    let check = |base: &str, reference: &str, expected: &str| {
        assert_eq!(address::join(base, reference), expected, "{base} {reference}");
    };
    check("https://h/a/b.json", "c.json", "https://h/a/c.json");
    check("https://h/a/b.json", "../c.json", "https://h/c.json");
    check("https://h/a/b.json", "../../../c.json", "https://h/c.json");
    check("https://h/a/b.json?x=/y", "./d/./c.json", "https://h/a/d/c.json");
    check("https://h/a/b.json", "/c.json", "https://h/c.json");
    check("https://h/a", "//g/c", "https://g/c");
    check("https://h", "c.json", "https://h/c.json");
    check("https://h/a", "http://g/c", "http://g/c");
    check("file.json", "other.json", "other.json");
    check("https://h/a", "urn:a:b", "urn:a:b");
    check("https://h/a/b", "{base}/v1", "https://h/a/{base}/v1");
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[a-z\\\\\"{}\\[\\],é/~ ]{0,6}".prop_map(Value::from),
        Just(Value::Null),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        let key = prop_oneof![
            "paths|components|schemas|get|post|webhooks|definitions|additionalOperations",
            "[a-z\\\\\"{}~/]{0,4}",
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Every pointer of a value, with what stands there.
fn pointers<'a>(value: &'a Value, at: String, found: &mut Vec<(String, &'a Value)>) {
    for (key, child) in value.as_object().into_iter().flatten() {
        let key = key.replace('~', "~0").replace('/', "~1");
        pointers(child, format!("{at}/{key}"), found);
    }
    for (index, child) in value.as_array().into_iter().flatten().enumerate() {
        pointers(child, format!("{at}/{index}"), found);
    }
    found.push((at, value));
}

proptest! {
    #[test]
    fn finds_what_a_parser_finds(value in json_value(), pretty in any::<bool>(), cut in 0_usize..400) {
        let text = if pretty { format!("{value:#}") } else { value.to_string() };
        let mut document = Document::empty("");
        let cut = cut.min(text.len());
        document.feed(&text.as_bytes()[..cut]);
        document.feed(&text.as_bytes()[cut..]);
        let mut all = Vec::new();
        pointers(&value, String::new(), &mut all);
        for (pointer, expected) in all {
            let found = document.get(&pointer);
            prop_assert_eq!(found.as_ref(), Some(expected), "{} in {}", pointer, text);
        }
    }

    #[test]
    fn never_panics(text in "[\\[\\]{}\",:a-c\\\\ \\n$]{0,80}", pointer in "(/[a-c]?){0,4}") {
        let mut document = Document::empty("");
        document.feed(text.as_bytes());
        let _ = document.get(&pointer);
        let _ = outline_of(&text);
    }
}

fn outline_of(text: &str) -> usize {
    let library = Library::of(text);
    let mut outline = Outline::default();
    outline.update(&library);
    outline.follow(&library);
    outline.groups(&library).len()
}
