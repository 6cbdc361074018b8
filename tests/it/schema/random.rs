//! Schemas that nobody should write: nothing panics, and every answer is bounded.

use super::{LOOK, count, description, drawn, place, questions};
use obzor::i18n::Language;
use obzor::openapi::operation::Described;
use obzor::openapi::schema::{Direction, Look, opened, raw, summary, type_words, view};
use obzor::openapi::{Library, Place, console};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use typed_arena::Arena;

const VERSIONS: &[&str] = &["2.0", "3.0.4", "3.1.0", "3.2.0"];

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        (-3..40_i64).prop_map(Value::from),
        Just(json!(0.5)),
        prop::sample::select(vec![
            "string",
            "integer",
            "object",
            "array",
            "null",
            "a",
            "b",
            "#T",
            "#",
            "",
            "#/components/schemas/S",
            "#/components/schemas/A",
            "#/definitions/S",
            "#/components/schemas/S/properties/a",
            "#/nowhere",
            "file.json#/x",
            "ё\u{202e}<b>",
        ])
        .prop_map(Value::from),
    ]
}

fn key() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "type",
        "properties",
        "items",
        "prefixItems",
        "allOf",
        "oneOf",
        "anyOf",
        "not",
        "if",
        "then",
        "else",
        "$ref",
        "$dynamicRef",
        "$dynamicAnchor",
        "$anchor",
        "$defs",
        "enum",
        "const",
        "required",
        "additionalProperties",
        "patternProperties",
        "propertyNames",
        "contains",
        "minContains",
        "dependentRequired",
        "dependentSchemas",
        "dependencies",
        "discriminator",
        "mapping",
        "propertyName",
        "example",
        "examples",
        "default",
        "minimum",
        "exclusiveMinimum",
        "maxLength",
        "pattern",
        "format",
        "nullable",
        "readOnly",
        "deprecated",
        "description",
        "title",
        "xml",
        "externalDocs",
        "url",
        "contentSchema",
        "unevaluatedProperties",
        "unevaluatedItems",
        "x-enumDescriptions",
        "a",
        "b",
    ])
}

fn schema() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            4 => prop::collection::vec((key(), inner), 0..7).prop_map(|pairs| {
                pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>().into()
            }),
        ]
    })
}

/// Draws a schema in every way and opens what it offers, two levels down.
fn draw(version: &str, schemas: &str) {
    let (library, arena) = (description(version, schemas), Arena::new());
    let reading = library.read(&arena);
    let Some(schema) = reading.get(&place(version)) else { return };
    for direction in [Direction::Request, Direction::Response] {
        let look = Look { language: Language::Ru, direction };
        assert!(count(&summary(&reading, &schema, &look)) <= 20_000);
        assert!(type_words(&reading, &schema, Language::Ru).len() <= 20_000);
        assert!(count(&raw(&schema, Language::En)) <= 20_000);
        let mut level = vec![view(&reading, &schema, &look)];
        for _ in 0..3 {
            let mut next = Vec::new();
            for nodes in &level {
                assert!(count(nodes) <= 20_000, "{} nodes", count(nodes));
                for (_, question) in questions(nodes).into_iter().take(3) {
                    next.push(opened(&reading, &question, Language::En).unwrap());
                }
            }
            level = next;
        }
    }
}

/// Makes the fields of a form of the schema `S`, and those of its members.
fn fill(version: &str, schemas: &str) {
    let media = |kind: &str| {
        let schema = r##"{"$ref":"#/components/schemas/S"}"##;
        let names = ["a", "b", "s", "p0", "p1"];
        let deep = names.map(|name| format!(r#""{name}":{{"style":"deepObject"}}"#)).join(",");
        format!(r#""{kind}":{{"schema":{schema},"encoding":{{{deep}}}}}"#)
    };
    let content = ["application/x-www-form-urlencoded", "multipart/form-data"].map(media).join(",");
    let text = format!(
        r#"{{"openapi":"{version}","paths":{{"/":{{"post":{{"requestBody":{{"required":true,"content":{{{content}}}}}}}}}}},"components":{{"schemas":{schemas}}}}}"#
    );
    let (library, arena) = (Library::of(&text), Arena::new());
    let reading = library.read(&arena);
    let described = Described::read(&reading, &Place::at("/paths/~1/post"));
    assert!(console::form(&reading, &described).hints.len() <= 30_000);
}

proptest! {
    #[test]
    fn nothing_panics(one in schema(), two in schema(), version in prop::sample::select(VERSIONS)) {
        draw(version, &json!({"S": one, "A": two}).to_string());
    }

    #[test]
    fn no_question_panics(text in "schema:\\PC{0,40}|schema:\\[\"(body|enum|value)\",\"(in|both)\",[0-9]{1,20},[0-9]{1,20},\\[\\[0,\"(/components/schemas/S)?\"\\]\\],\\[\\],\\[\\]\\]") {
        let (library, arena) = (description("3.1.0", r#"{"S":{"enum":[1],"properties":{"a":{}}}}"#), Arena::new());
        let nodes = opened(&library.read(&arena), &text, Language::En);
        prop_assert!(nodes.is_none_or(|nodes| count(&nodes) < 1000));
    }
}

fn repeated(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect::<Vec<_>>().join(",")
}

/// Descriptions that are deep, wide, or lead back to themselves.
fn hostile() -> Vec<(&'static str, String)> {
    let to = |name: &str| format!(r##"{{"$ref":"#/components/schemas/{name}"}}"##);
    let (s, a) = (to("S"), to("A"));
    let many = repeated(10_000, |index| format!(r#""p{index}":{a}"#));
    let variants = repeated(1_000, |index| {
        format!(r#"{{"title":"V{index}","properties":{{"a":{s},"b":{a}}}}}"#)
    });
    let wide = repeated(300, |index| {
        format!(r#""p{index}":{{"allOf":[{}]}}"#, repeated(300, |_| a.clone()))
    });
    let values = repeated(1_000, |index| format!("\"value {index}\""));
    let enums = repeated(300, |index| format!(r#""p{index}":{{"enum":[{values}]}}"#));
    let tabs = |name: &str| format!(r#"{{"oneOf":[{}]}}"#, repeated(6, |_| to(name)));
    let mut cases = vec![
        ("allOf itself", format!(r#"{{"S":{{"allOf":[{s},{s}]}}}}"#)),
        (
            "allOf in turn",
            format!(
                r#"{{"S":{{"allOf":[{a}]}},"A":{{"allOf":[{s},{{"properties":{{"x":{a}}}}}]}}}}"#
            ),
        ),
        (
            "oneOf in turn",
            format!(
                r#"{{"S":{{"oneOf":[{a},{s}]}},"A":{{"anyOf":[{s},{a},{{"allOf":[{s},{a}]}}]}}}}"#
            ),
        ),
        (
            "not itself",
            format!(
                r#"{{"S":{{"not":{s},"if":{s},"then":{s},"else":{s},"contains":{s},"items":{s}}}}}"#
            ),
        ),
        (
            "many properties",
            format!(r#"{{"S":{{"properties":{{{many}}}}},"A":{{"properties":{{"s":{s}}}}}}}"#),
        ),
        (
            "many variants",
            format!(
                r#"{{"S":{{"oneOf":[{variants}]}},"A":{{"type":"object","properties":{{"s":{s}}}}}}}"#
            ),
        ),
        ("wide allOf", format!(r#"{{"S":{{"properties":{{{wide}}}}},"A":{{"type":"string"}}}}"#)),
        ("long enums", format!(r#"{{"S":{{"properties":{{{enums}}}}}}}"#)),
        (
            "tabs in tabs",
            format!(
                r#"{{"S":{},"A":{},"B":{},"C":{},"D":{{"properties":{{{many}}}}}}}"#,
                tabs("A"),
                tabs("B"),
                tabs("C"),
                tabs("D")
            ),
        ),
    ];
    cases.extend(deep(&s));
    cases
}

/// Schemas nested as deep as a text may nest.
fn deep(s: &str) -> [(&'static str, String); 4] {
    let nested = format!("{}{}{}", r#"{"properties":{"a":"#.repeat(200), s, "}}".repeat(200));
    let arrays = format!("{}{}{}", r#"{"items":"#.repeat(400), s, "}".repeat(400));
    let nots = format!("{}{}{}", r#"{"not":"#.repeat(400), s, "}".repeat(400));
    let unions =
        format!("{}{}{}", r#"{"oneOf":[{"type":"string"},"#.repeat(200), s, "]}".repeat(200));
    [
        ("deep properties", format!(r#"{{"S":{nested}}}"#)),
        ("deep arrays", format!(r#"{{"S":{arrays}}}"#)),
        ("deep nots", format!(r#"{{"S":{nots}}}"#)),
        ("deep unions", format!(r#"{{"S":{unions}}}"#)),
    ]
}

#[test]
fn hostile_schemas_are_bounded() {
    for (name, schemas) in hostile() {
        eprintln!("{name}: {} bytes", schemas.len());
        for version in ["3.0.0", "3.1.0"] {
            draw(version, &schemas);
            fill(version, &schemas);
        }
    }
}

#[test]
fn no_markup_of_a_schema_survives() {
    let bad = "<img src=x onerror=alert(1)>";
    let schema = json!({"S": {"title": bad, "description": bad, "enum": [bad], "default": bad, "pattern": bad,
        "properties": {bad: {"type": bad, "format": bad, "externalDocs": {"url": bad}}}}});
    let text = drawn("3.1.0", &schema.to_string(), LOOK);
    assert!(text.contains(bad), "{text}");
    let (library, arena) = (description("3.1.0", &schema.to_string()), Arena::new());
    let reading = library.read(&arena);
    let node = reading.get(&place("3.1.0")).unwrap();
    let html = obzor::html::encode(&view(&reading, &node, &LOOK));
    // A description may show a picture of the site; nothing of it runs.
    assert!(!html.contains(bad), "{html}");
    let picture = "<img src=\"x\" alt=\"\" loading=\"lazy\">";
    assert_eq!(html.matches("<img").count(), 1, "{html}");
    assert!(html.contains(picture) && !html.contains(" onerror=\""), "{html}");
}
