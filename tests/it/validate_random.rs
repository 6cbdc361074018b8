//! Our own check against the `jsonschema` crate, on schemas and values that nobody wrote.

use obzor::openapi::example::of;
use obzor::openapi::schema::Direction;
use obzor::openapi::validate::check;
use obzor::openapi::{Library, Place};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};
use typed_arena::Arena;

fn value() -> impl Strategy<Value = Value> {
    let scalars = [
        json!(null),
        json!(true),
        json!(0),
        json!(1),
        json!(2),
        json!(-3),
        json!(0.5),
        json!(1.0),
        json!(""),
        json!("a"),
        json!("ab"),
        json!("x-1"),
        json!("😀"),
    ];
    select(scalars.to_vec()).prop_recursive(3, 12, 3, |inner| {
        let members = vec((key(), inner.clone()), 0..3);
        prop_oneof![
            vec(inner, 0..4).prop_map(Value::Array),
            members.prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn key() -> impl Strategy<Value = String> {
    select(vec!["a", "b", "c", "x-1"]).prop_map(str::to_owned)
}

/// A keyword that needs no other schema.
fn plain() -> impl Strategy<Value = (&'static str, Value)> {
    let number = select(vec![json!(0), json!(1), json!(2), json!(0.5), json!(-1)]);
    let count = select(vec![json!(0), json!(1), json!(2), json!(3)]);
    let kinds = ["null", "boolean", "integer", "number", "string", "array", "object"];
    let limits = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
    let counts = [
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "minProperties",
        "maxProperties",
        "minContains",
        "maxContains",
    ];
    let patterns = ["^a", "b$", "^x-\\d$", "^.$", "^(a|ab)+$", "^(?!a)"];
    prop_oneof![
        4 => select(kinds.to_vec()).prop_map(|kind| ("type", json!(kind))),
        1 => vec(select(kinds.to_vec()), 1..3).prop_map(|kinds| {
            let kinds: std::collections::BTreeSet<_> = kinds.into_iter().collect();
            ("type", json!(kinds))
        }),
        2 => (select(limits.to_vec()), number),
        3 => (select(counts.to_vec()), count),
        1 => select(vec![json!(1), json!(2), json!(0.5)]).prop_map(|step| ("multipleOf", step)),
        2 => select(patterns.to_vec()).prop_map(|pattern| ("pattern", json!(pattern))),
        1 => Just(("uniqueItems", json!(true))),
        2 => vec(key(), 1..3).prop_map(|keys| {
            let keys: std::collections::BTreeSet<_> = keys.into_iter().collect();
            ("required", json!(keys))
        }),
        1 => (key(), key()).prop_map(|(one, other)| ("dependentRequired", json!({ one: [other] }))),
        1 => value().prop_map(|value| ("const", value)),
        1 => vec(value(), 1..3).prop_map(|values| ("enum", Value::Array(values))),
    ]
}

fn schema() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        8 => vec(plain(), 1..3).prop_map(object),
        1 => any::<bool>().prop_map(Value::Bool),
    ];
    leaf.prop_recursive(3, 20, 3, |inner| {
        let one = [
            "not", "items", "contains", "additionalProperties", "propertyNames", "if", "then", "else",
            "unevaluatedProperties", "unevaluatedItems",
        ];
        let named = vec((key(), inner.clone()), 1..3).prop_map(|all| Value::Object(all.into_iter().collect()));
        let many = vec(inner.clone(), 1..3).prop_map(Value::Array);
        let patterns = ["^a", "^x", "."];
        let keyword = prop_oneof![
            3 => plain(),
            3 => (select(one.to_vec()), inner.clone()),
            3 => (select(vec!["allOf", "anyOf", "oneOf", "prefixItems"]), many),
            3 => (select(vec!["properties", "dependentSchemas"]), named),
            1 => (select(patterns.to_vec()), inner).prop_map(|(pattern, schema)| ("patternProperties", json!({ pattern: schema }))),
        ];
        vec(keyword, 1..4).prop_map(object)
    })
}

fn object(keywords: Vec<(&'static str, Value)>) -> Value {
    let members = keywords.into_iter().map(|(key, value)| (key.to_owned(), value));
    Value::Object(members.collect::<Map<_, _>>())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

    #[test]
    fn random_schemas_are_judged_alike(schema in schema(), values in vec(value(), 8)) {
        let oracle = jsonschema::draft202012::new(&schema).unwrap();
        let text = json!({ "openapi": "3.1.0", "components": { "schemas": { "S": schema } } });
        let library = Library::of(&text.to_string());
        let arena = Arena::new();
        let reading = library.read(&arena);
        let node = reading.get(&Place::at("/components/schemas/S")).unwrap();
        let made = of(&reading, &node, Direction::Both);
        for value in values.iter().chain([&made]) {
            let faults = check(&reading, &node, value, Direction::Both);
            prop_assert_eq!(faults.is_empty(), oracle.is_valid(value), "{} {} {:?}", schema, value, faults);
        }
        // Where any of the values is valid, the example is too: most often.
        let possible = values.iter().any(|value| oracle.is_valid(value));
        if possible && !oracle.is_valid(&made) && std::env::var_os("OBZOR_SHOW").is_some() {
            eprintln!("MISSED {schema} {made} {}", values.iter().find(|value| oracle.is_valid(value)).unwrap());
        }
    }
}
