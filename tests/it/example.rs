use obzor::openapi::example::{media, of, xml};
use obzor::openapi::schema::Direction;
use obzor::openapi::validate;
use obzor::openapi::{Library, Node, Place};
use serde_json::{Value, json};
use std::path::PathBuf;
use typed_arena::Arena;

/// What an example of the schema `S` is, among others.
fn example(version: &str, schemas: &Value, direction: Direction) -> Value {
    let text = json!({ "openapi": version, "components": { "schemas": schemas } });
    let library = Library::of(&text.to_string());
    let arena = Arena::new();
    let reading = library.read(&arena);
    let node = reading.get(&Place::at("/components/schemas/S")).unwrap();
    let made = of(&reading, &node, direction);
    let faults = validate::check(&reading, &node, &made, direction);
    assert!(faults.is_empty(), "{schemas}: {made}: {faults:?}");
    made
}

/// The example of a schema of OpenAPI 3.1, valid by our own check.
fn check(schema: &str, expected: &str) {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let made = example("3.1.0", &json!({ "S": schema }), Direction::Both);
    assert_eq!(made.to_string(), expected, "{schema}");
}

#[test]
fn scalars() {
    for (schema, expected) in [
        (r#"{"type":"string"}"#, r#""string""#),
        (r#"{"type":"string","maxLength":3}"#, r#""str""#),
        (r#"{"type":"string","minLength":8}"#, r#""stringst""#),
        (r#"{"type":"string","format":"date-time"}"#, r#""2024-01-01T09:30:00Z""#),
        (r#"{"type":"string","format":"email"}"#, r#""user@example.com""#),
        (r#"{"type":"string","pattern":"^AC[0-9a-f]{4}$"}"#, r#""ACcdef""#),
        (r#"{"type":"string","pattern":"^(?:GET|POST)$"}"#, r#""GET""#),
        (r#"{"type":"string","pattern":"^\\d+$","minLength":4}"#, r#""0123""#),
        (r#"{"type":"string","pattern":"^(?!a)[a-z]+$"}"#, r#""b""#),
        (r#"{"type":"integer","minimum":3}"#, "3"),
        (r#"{"type":"number","exclusiveMinimum":0}"#, "1"),
        (r#"{"type":"number","exclusiveMinimum":0,"maximum":0.5}"#, "0.01"),
        (r#"{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":0.5}"#, "0.01"),
        (r#"{"type":"number","multipleOf":0.25,"minimum":0.1}"#, "1"),
        (r#"{"type":"integer","multipleOf":7,"minimum":8}"#, "14"),
        (r#"{"type":"integer","maximum":-5}"#, "-5"),
        (r#"{"type":["null","boolean"]}"#, "true"),
        (r#"{"const":{"a":1}}"#, r#"{"a":1}"#),
        (r#"{"enum":["b","a"],"not":{"const":"b"}}"#, r#""a""#),
        (r#"{"type":"string","example":5,"default":"x"}"#, r#""x""#),
        (r#"{"type":"string","examples":["one","two"]}"#, r#""one""#),
    ] {
        check(schema, expected);
    }
}

#[test]
fn compounds() {
    for (schema, expected) in [
        (
            r#"{"type":"array","items":{"type":"integer"},"minItems":3,"uniqueItems":true}"#,
            "[0,1,2]",
        ),
        (
            r#"{"type":"array","items":{"enum":["a","b"]},"minItems":2,"uniqueItems":true}"#,
            r#"["a","b"]"#,
        ),
        (
            r#"{"prefixItems":[{"type":"string"},{"type":"boolean"}],"items":false}"#,
            r#"["string",true]"#,
        ),
        (r#"{"type":"array","contains":{"const":5},"minContains":2}"#, "[5,5]"),
        (
            r#"{"properties":{"email":{"type":"string"},"id":{"type":"integer"}}}"#,
            r#"{"email":"user@example.com","id":1}"#,
        ),
        (r#"{"type":"object","additionalProperties":{"type":"integer"}}"#, r#"{"key":0}"#),
        (
            r#"{"type":"object","minProperties":2,"additionalProperties":{"type":"integer"}}"#,
            r#"{"key":0,"key2":0}"#,
        ),
        (
            r#"{"type":"object","maxProperties":1,"required":["b"],"properties":{"a":{"type":"null"},"b":{"type":"null"}}}"#,
            r#"{"b":null}"#,
        ),
        (
            r#"{"type":"object","patternProperties":{"^x-[a-z]{2}$":{"type":"null"}},"additionalProperties":false}"#,
            r#"{"x-cd":null}"#,
        ),
        (r#"{"oneOf":[{"type":"number"},{"type":"integer"}]}"#, "0.5"),
        (
            r#"{"oneOf":[{"required":["a"],"properties":{"a":{}}},{"required":["b"],"properties":{"b":{}}}]}"#,
            r#"{"a":"string"}"#,
        ),
        (
            r#"{"allOf":[{"properties":{"a":{"type":"integer"}}},{"required":["a"],"properties":{"a":{"minimum":2}}}]}"#,
            r#"{"a":2}"#,
        ),
        (
            r#"{"properties":{"a":{"type":"null"}},"if":{"required":["a"]},"then":{"required":["b"],"properties":{"b":{"const":1}}}}"#,
            r#"{"a":null,"b":1}"#,
        ),
        (
            r#"{"properties":{"a":{"type":"null"},"b":{"type":"null"}},"not":{"required":["b"]}}"#,
            "{}",
        ),
        (
            r#"{"required":["a"],"dependentRequired":{"a":["b"]},"properties":{"a":{"type":"null"}}}"#,
            r#"{"a":null,"b":"string"}"#,
        ),
        (
            r#"{"allOf":[{"properties":{"a":{"type":"null"}}}],"unevaluatedProperties":false}"#,
            r#"{"a":null}"#,
        ),
    ] {
        check(schema, expected);
    }
}

#[test]
fn what_refers_to_itself_ends() {
    let reference = json!({ "$ref": "#/components/schemas/S" });
    for (schema, expected) in [
        (
            json!({ "properties": { "a": { "type": "null" }, "next": reference } }),
            json!({ "a": null }),
        ),
        (
            json!({ "required": ["kids"], "properties": { "kids": { "type": "array", "items": reference } } }),
            json!({ "kids": [] }),
        ),
        (
            json!({ "required": ["next"], "properties": { "next": { "anyOf": [reference, { "type": "null" }] } } }),
            json!({ "next": null }),
        ),
        (
            json!({ "anyOf": [{ "type": "array", "minItems": 1, "items": reference }, { "type": "integer" }] }),
            json!(0),
        ),
    ] {
        assert_eq!(example("3.1.0", &json!({ "S": schema }), Direction::Both), expected);
    }
}

#[test]
fn directions_and_discriminators() {
    let schemas = json!({
        "S": { "oneOf": [{ "$ref": "#/components/schemas/Cat" }], "discriminator": {
            "propertyName": "kind", "mapping": { "cat": "#/components/schemas/Cat" },
        } },
        "Cat": { "type": "object", "required": ["kind", "id", "key"], "properties": {
            "kind": { "type": "string" },
            "id": { "type": "integer", "readOnly": true },
            "key": { "type": "string", "writeOnly": true },
        } },
    });
    let of = |direction| example("3.1.0", &schemas, direction);
    assert_eq!(of(Direction::Both), json!({ "kind": "cat", "id": 1, "key": "string" }));
    assert_eq!(of(Direction::Request), json!({ "kind": "cat", "key": "string" }));
    assert_eq!(of(Direction::Response), json!({ "kind": "cat", "id": 1 }));
    let schemas = json!({
        "Pet": { "type": "object", "required": ["kind"], "discriminator": { "propertyName": "kind" },
            "properties": { "kind": { "type": "string" } } },
        "S": { "allOf": [{ "$ref": "#/components/schemas/Pet" }] },
    });
    assert_eq!(example("3.0.0", &schemas, Direction::Both), json!({ "kind": "S" }));
    let schemas = json!({
        "Pet": { "type": "object", "required": ["kind"], "discriminator": { "propertyName": "kind" },
            "properties": { "kind": { "type": "string" } } },
        "Dog": { "allOf": [{ "$ref": "#/components/schemas/Pet" }] },
        "S": { "oneOf": [{ "$ref": "#/components/schemas/Dog" }] },
    });
    assert_eq!(example("3.0.0", &schemas, Direction::Both), json!({ "kind": "Dog" }));
    let limits = json!({ "S": { "type": "integer", "minimum": 0, "exclusiveMinimum": true, "nullable": true } });
    assert_eq!(example("3.0.0", &limits, Direction::Both), json!(1));
}

#[test]
fn no_schema_takes_long() {
    let reference = json!({ "$ref": "#/components/schemas/S" });
    let many: Vec<Value> = (0..40)
        .map(
            |_| json!({ "required": ["a", "b"], "properties": { "a": reference, "b": reference } }),
        )
        .collect();
    let mut deep = json!({ "type": "string" });
    for _ in 0..100 {
        let ways: Vec<Value> = (0..40).map(|_| json!({ "oneOf": [{}] })).collect();
        deep = json!({ "required": ["a"], "properties": { "a": deep }, "allOf": ways });
    }
    for schema in [
        deep,
        json!({ "allOf": [reference, reference] }),
        json!({ "oneOf": many }),
        json!({ "anyOf": [{ "anyOf": many }, { "anyOf": many }], "not": {} }),
        json!({ "type": "array", "minItems": 1_000_000_000, "items": { "type": "array", "minItems": 1_000_000, "items": {} } }),
        json!({ "type": "string", "minLength": 1_000_000_000_u64 }),
        json!({ "type": "object", "minProperties": 1_000_000_000 }),
        json!({ "required": ["a"], "additionalProperties": reference }),
        json!({ "type": "number", "minimum": 1e300, "multipleOf": 0.0001 }),
        json!({ "type": "string", "pattern": "^((a{1000}){1000}){1000}$" }),
    ] {
        let text = json!({ "openapi": "3.1.0", "components": { "schemas": { "S": schema } } });
        let library = Library::of(&text.to_string());
        let arena = Arena::new();
        let reading = library.read(&arena);
        let node = reading.get(&Place::at("/components/schemas/S")).unwrap();
        of(&reading, &node, Direction::Both);
    }
}

#[test]
fn the_examples_of_a_media_type() {
    let text = json!({ "openapi": "3.2.0", "components": {
        "examples": { "E": { "summary": "An e", "value": 5 } },
        "schemas": { "S": { "type": "integer" } },
    }, "a": { "examples": {
        "e": { "$ref": "#/components/examples/E" },
        "far": { "externalValue": "https://example.com/" },
        "d": { "dataValue": { "x": 1 } },
        "s": { "serializedValue": "[1]" },
    } }, "b": { "example": null }, "c": { "schema": { "$ref": "#/components/schemas/S" } } });
    let library = Library::of(&text.to_string());
    let arena = Arena::new();
    let reading = library.read(&arena);
    let examples = |pointer: &str| {
        let node = reading.get(&Place::at(pointer)).unwrap();
        let found = media(&reading, &node, "application/json", Direction::Both);
        found
            .into_iter()
            .map(|(name, summary, value)| format!("{name}|{summary}|{value}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(examples("/a"), ["e|An e|5", r#"d||{"x":1}"#, "s||[1]"]);
    assert_eq!(examples("/b"), ["||null"]);
    assert_eq!(examples("/c"), ["||0"]);
}

fn suite(name: &str) -> Option<Vec<Value>> {
    let root = std::env::var_os("OBZOR_SUITES").map(PathBuf::from);
    let path = root.map(|root| root.join("standards/openapi-sampler").join(name));
    let Some(path) = path.filter(|path| path.exists()) else {
        eprintln!("skipped: OBZOR_SUITES has no standards/openapi-sampler");
        return None;
    };
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The cases of the sampler's suite whose outcome is another one than listed.
fn sample(
    name: &str,
    listed: &[(&str, &str)],
    run: impl for<'a> Fn(&Value, &Node<'a>, &obzor::openapi::Reading<'a>) -> (String, String),
) {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for case in suite(name).into_iter().flatten() {
        let mut document = json!({ "openapi": "3.1.0", "schema": case["schema"] });
        for (key, value) in case["spec"].as_object().into_iter().flatten() {
            document[key] = value.clone();
        }
        let library = Library::of(&document.to_string());
        let arena = Arena::new();
        let reading = library.read(&arena);
        let node = reading.get(&Place::at("/schema")).unwrap();
        let (found, expected) = run(&case, &node, &reading);
        let id = case["id"].as_str().unwrap();
        count += 1;
        if (found == expected) == listed.iter().any(|(listed, _)| *listed == id) {
            wrong.push(format!("{id}\n  found {found}\n  expected {expected}"));
        }
    }
    eprintln!("{name}: {count} cases, {} listed as other than ours", listed.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_suite_of_openapi_sampler() {
    let listed = [("integration#30", "an example of another type than the schema: ours is valid")];
    sample("public.json", &listed, |case, node, reading| {
        let way = if case["options"]["skipReadOnly"] == json!(true) {
            Direction::Request
        } else {
            Direction::Both
        };
        (of(reading, node, way).to_string(), case["expected"].to_string())
    });
}

#[test]
fn xml_is_that_of_openapi_sampler() {
    let listed = [
        ("integration#48", "an array as the example of an item: ours is valid"),
        ("integration#59", "a string as the example of an integer: ours is valid"),
        ("integration#60", "a city has a name"),
    ];
    sample("xml.json", &listed, |case, node, reading| {
        let value = of(reading, node, Direction::Both);
        (xml(reading, node, &value), case["expected"].as_str().unwrap().to_owned())
    });
}

/// Every schema of a document, wherever one may stand, gets an example, and every path an answer.
fn survive(text: &str) -> usize {
    let library = Library::of(text);
    let arena = Arena::new();
    let reading = library.read(&arena);
    let Some(root) = reading.get(&Place::default()) else {
        return 0;
    };
    let (mut queue, mut count) = (vec![root], 0);
    while let Some(node) = queue.pop().filter(|_| count < 300) {
        let named = node.place.name() == "schemas" || node.place.name() == "definitions";
        for (key, child) in node.members() {
            if named || key == "schema" {
                count += 1;
                let value = of(&reading, &child, Direction::Request);
                validate::check(&reading, &child, &value, Direction::Response);
                xml(&reading, &child, &value);
            }
            queue.push(child);
        }
        queue.extend(node.items());
    }
    let mut mock = obzor::openapi::mock::Mock::new();
    for method in ["GET", "POST"] {
        let request = obzor::request::WireRequest {
            method: method.to_owned(),
            url: "https://example.com/".to_owned(),
            headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
            body: Some(b"{}".to_vec()),
        };
        mock.handle(&library, &request, &obzor::sandbox::Context { now: 0, random: [0; 16] });
    }
    count
}

#[test]
fn a_list_as_xml_has_a_root() {
    let text = json!({ "openapi": "3.0.0", "components": { "schemas": {
        "Pet": { "type": "object", "properties": { "name": { "type": "string" }, "1 b": { "type": "integer" } } },
        "Pets": { "type": "array", "items": { "$ref": "#/components/schemas/Pet" } },
    } } });
    let library = Library::of(&text.to_string());
    let arena = Arena::new();
    let reading = library.read(&arena);
    let node = reading.get(&Place::at("/components/schemas/Pets")).unwrap();
    let written = xml(&reading, &node, &json!([{ "name": "<&>", "1 b": 5 }]));
    let expected =
        "<Pets>\n  <Pet>\n    <name>&lt;&amp;&gt;</name>\n    <_1_b>5</_1_b>\n  </Pet>\n</Pets>";
    assert_eq!(written, expected);
}

#[test]
fn hostile_descriptions_are_survived() {
    let root = std::env::var_os("OBZOR_SUITES").map(PathBuf::from);
    let folder = root.map(|root| root.join("hostile/public/openapi")).filter(|it| it.exists());
    let Some(folder) = folder else {
        eprintln!("skipped: OBZOR_SUITES has no hostile/public/openapi");
        return;
    };
    let (mut files, mut count) = (0, 0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        files += 1;
        count += survive(&text);
    }
    eprintln!("{files} documents, {count} schemas");
    assert!(count > 0);
}

#[test]
fn ways_that_lead_nowhere_are_counted() {
    // Ten choices of a hundred ways, and one of which each way leads back to the schema itself.
    let ways = vec![json!({ "$ref": "#/components/schemas/S" }); 100];
    let free = vec![json!({}); 100];
    let mut choices = vec![json!({ "oneOf": free }); 10];
    choices.push(json!({ "oneOf": ways }));
    let schemas = json!({ "S": { "type": "object", "properties": { "a": { "allOf": choices } } } });
    assert_eq!(example("3.1.0", &schemas, Direction::Both), json!({}));
}

#[test]
fn a_mapping_to_a_bare_name_asks_for_no_file() {
    let text = json!({ "openapi": "3.0.3", "components": { "schemas": {
        "Pet": { "oneOf": [{ "$ref": "#/components/schemas/Dog" }],
            "discriminator": { "propertyName": "kind", "mapping": { "a dog": "Dog", "a cat": "Cat" } } },
        "Dog": { "type": "object", "properties": { "kind": { "type": "string" } } },
    } } });
    let library = Library::of(&text.to_string());
    let arena = Arena::new();
    let reading = library.read(&arena);
    let node = reading.get(&Place::at("/components/schemas/Pet")).unwrap();
    assert_eq!(of(&reading, &node, Direction::Both), json!({ "kind": "a dog" }));
    assert!(reading.wanted().is_empty(), "{:?}", reading.wanted());
}

#[test]
fn null_is_made_by_the_word_of_each_version() {
    let of = |version: &str, word: &str| {
        let schema = json!({ "type": "integer", word: true, "not": { "type": "integer" } });
        let text = match version {
            "2.0" => json!({ "swagger": "2.0", "definitions": { "S": schema } }),
            _ => json!({ "openapi": version, "definitions": { "S": schema } }),
        };
        let library = Library::of(&text.to_string());
        let arena = Arena::new();
        let reading = library.read(&arena);
        let node = reading.get(&Place::at("/definitions/S")).unwrap();
        of(&reading, &node, Direction::Both).is_null()
    };
    for (version, word, expected) in [
        ("2.0", "x-nullable", true),
        ("2.0", "nullable", false),
        ("3.0.3", "nullable", true),
        ("3.1.0", "nullable", false),
    ] {
        assert_eq!(of(version, word), expected, "{version} {word}");
    }
}
