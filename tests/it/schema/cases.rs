//! A keyword a case.

use super::check;

#[test]
fn rows_have_a_name_a_type_and_what_holds_for_it() {
    check(
        r#"{"type":"object","required":["id"],"properties":{
            "id":{"type":"integer","format":"int64","readOnly":true,"minimum":1,"description":"Its number."},
            "key":{"type":"string","writeOnly":true,"minLength":8},
            "old":{"type":"boolean","deprecated":true,"default":false},
            "note":{"type":["string","null"],"maxLength":21},
            "either":{"type":["string","integer"],"enum":["a",1,"1",null]}}}"#,
        "
        # object
          `id` integer · int64 required read only
            > Its number.
            - at least 1
          `key` string write only
            - at least 8 characters
          `old` boolean deprecated
            - default: `false`
          `note` string or null
            - at most 21 characters
          `either` string or integer
            - one of: `a`; `1`; `\"1\"`; `null`;",
    );
}

#[test]
fn numbers_are_bounded_in_words() {
    let bounds = |words: &str, expected: &str| {
        check(&format!(r#"{{"type":"number",{words}}}"#), &format!("# number\n- {expected}"));
    };
    bounds(r#""minimum":1,"maximum":10.50"#, "from 1 to 10.50");
    bounds(r#""exclusiveMinimum":0,"maximum":1000"#, "more than 0 and at most 1000");
    bounds(r#""minimum":3,"exclusiveMaximum":77"#, "at least 3 and less than 77");
    bounds(r#""minimum":3,"exclusiveMinimum":4"#, "at least 3\n- more than 4");
    bounds(r#""multipleOf":0.01"#, "multiple of 0.01");
    bounds(r#""minimum":9007199254740993"#, "at least 9007199254740993");
}

#[test]
fn strings_lists_and_objects_are_counted() {
    check(r#"{"type":"string","minLength":5,"maxLength":5}"#, "# string\n- exactly 5 characters");
    check(
        r#"{"type":"string","minLength":0,"maxLength":1,"pattern":"^\\d$"}"#,
        "# string\n- at most 1 character\n- matches `^\\d$`",
    );
    check(
        r#"{"type":"array","items":{"type":"string","enum":["a","b"],"description":"One."},"minItems":1,"maxItems":4,"uniqueItems":true}"#,
        "# array of string\n- 1 to 4 items\n- no item twice\n- each item:One. one of: `a`; `b`;;",
    );
    check(r#"{"type":"object","minProperties":1}"#, "# object\n- at least 1 property");
}

#[test]
fn values_are_code() {
    check(r#"{"const":"x"}"#, "# string\n- always: `x`");
    check(r#"{"const":null}"#, "# null\n- always: `null`");
    check(
        r#"{"type":"string","example":"","examples":["a"," b"],"default":"true"}"#,
        "# string\n- default: `true`\n- examples: `\"\"`, `a`, `\" b\"`",
    );
    check(
        r#"{"type":"string","enum":["a","b"],"x-enumDescriptions":{"a":"First."},"x-enum-varnames":["A","b"]}"#,
        "# string\n- one of: `a` A First.; `b`;",
    );
    let long: Vec<String> = (1..=14).map(|number| format!("\"v{number}\"")).collect();
    check(
        &format!(r#"{{"enum":[{}]}}"#, long.join(",")),
        "# string\n- one of: `v1`; `v2`; `v3`; `v4`; `v5`; `v6`; `v7`; `v8`; [6 more values]",
    );
    let long = "x".repeat(200);
    check(
        &format!(r#"{{"type":"object","default":{{"a":1}},"example":{{"a":"{long}"}}}}"#),
        &format!("# object\n- default: `{{\"a\":1}}`\n- example:  [{{\"a\":\"{}…]", "x".repeat(54)),
    );
}

#[test]
fn types_are_words() {
    let typed = |schema: &str, expected: &str| {
        let (library, arena) = (
            super::description(
                "3.1.0",
                &format!(
                    r#"{{"S":{schema},"Pet":{{"type":"object"}},"Dog":{{"properties":{{"a":{{}}}}}},"Level":{{"type":"string"}}}}"#
                ),
            ),
            typed_arena::Arena::new(),
        );
        let reading = library.read(&arena);
        let node = reading.get(&super::place("3.1.0")).unwrap();
        let words = |language| obzor::openapi::schema::type_words(&reading, &node, language);
        assert_eq!(words(obzor::i18n::Language::En), expected, "{schema}");
        assert!(!words(obzor::i18n::Language::Ru).is_empty());
    };
    let pet = r##"{"$ref":"#/components/schemas/Pet"}"##;
    let dog = r##"{"$ref":"#/components/schemas/Dog"}"##;
    typed("true", "any value");
    typed("false", "no value");
    typed("{}", "any value");
    typed("7", "unknown");
    typed(pet, "Pet");
    typed(r##"{"$ref":"#/components/schemas/Level"}"##, "string");
    typed(&format!(r#"{{"type":"array","items":{pet}}}"#), "array of Pet");
    typed(&format!(r#"{{"items":{{"type":"array","items":{pet}}}}}"#), "array of arrays of Pet");
    typed(r#"{"type":"array","items":{"type":["string","null"]}}"#, "array of (string or null)");
    typed(r#"{"type":"array"}"#, "array");
    typed(r#"{"prefixItems":[{"type":"string"},{"type":"integer"}]}"#, "[string, integer]");
    typed(&format!(r#"{{"type":"object","additionalProperties":{pet}}}"#), "map of Pet");
    typed(&format!(r#"{{"oneOf":[{pet},{dog}]}}"#), "Pet | Dog");
    typed(&format!(r#"{{"oneOf":[{pet},{dog},{{"type":"null"}}]}}"#), "Pet | Dog or null");
    typed(&format!(r#"{{"anyOf":[{pet},{{"type":"null"}}]}}"#), "Pet or null");
    typed(r#"{"anyOf":[{"type":"string","format":"date"}]}"#, "string · date");
    typed(r#"{"type":["null"]}"#, "null");
    typed(r#"{"enum":[1,"a"]}"#, "number or string");
    typed(r#"{"pattern":"a"}"#, "string");
    typed(r#"{"minimum":1}"#, "number");
    typed(r#"{"allOf":[{"type":"number"},{"type":"integer"}]}"#, "integer");
    typed(r#"{"allOf":[{"type":"string"},{"type":"integer"}]}"#, "string & integer");
    typed(r#"{"oneOf":[{"title":"A","properties":{"a":{}}},{"type":"string"}]}"#, "A | string");
}

#[test]
fn names_that_are_not_listed() {
    check(
        r#"{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}"#,
        "# object\n  `a` string\n- no other properties",
    );
    check(
        r#"{"type":"object","additionalProperties":true}"#,
        "# object\n- other properties are allowed",
    );
    check(
        r#"{"type":"object","additionalProperties":{"type":"integer","description":"How many."},"propertyNames":{"pattern":"^[a-z]+$"},"required":["a"]}"#,
        "
        # map of integer
          any other name integer
            > How many.
        - also required: `a`
        - each name: matches `^[a-z]+$`;",
    );
    check(
        r#"{"patternProperties":{"^x-":{"type":"string"}},"unevaluatedProperties":false}"#,
        "# object\n  names that match `^x-` string\n- no other properties",
    );
    check(
        r#"{"type":"object","unevaluatedProperties":{"type":"string"}}"#,
        "# object\n  any other name string",
    );
}

#[test]
fn tuples_and_what_a_list_contains() {
    check(
        r#"{"prefixItems":[{"type":"string","description":"Name."},{"type":"integer"}],"items":false}"#,
        "
        # [string, integer]
          `[0]` string
            > Name.
          `[1]` integer
        - no further items",
    );
    check(
        r#"{"prefixItems":[{"type":"string"}],"items":{"type":"boolean"}}"#,
        "# [string]\n  `[0]` string\n  further items boolean",
    );
    check(
        r#"{"type":"array","items":[{"type":"string"}],"additionalItems":false}"#,
        "# [string]\n  `[0]` string\n- no further items",
    );
    check(
        r#"{"type":"array","contains":{"type":"integer"},"minContains":2,"maxContains":3}"#,
        "# array\n= Holds 2 to 3 items like this integer",
    );
    check(
        r#"{"type":"array","contains":{"const":1}}"#,
        "# array\n= At least one item is number\n- always: `1`",
    );
    check(
        r#"{"type":"array","contains":{"const":1},"minContains":0}"#,
        "# array\n= May hold items like this number\n- always: `1`",
    );
    check(r#"{"type":"array","unevaluatedItems":false}"#, "# array\n- no further items");
}

#[test]
fn conditions() {
    check(
        r#"{"type":"object","dependentRequired":{"card":["address","name"]},"dependentSchemas":{"a":{"required":["b"]}}}"#,
        "
        # object
        - if “card” is there, also required: `address`, `name`
        = If “a” is there any value
        - also required: `b`",
    );
    check(
        r#"{"type":"object","dependencies":{"a":["b"],"c":{"properties":{"d":{"type":"string"}}}}}"#,
        "
        # object
        - if “a” is there, also required: `b`
        = If “c” is there object
          `d` string",
    );
    check(
        r#"{"type":"object","if":{"properties":{"c":{"const":1}}},"then":{"required":["t"]},"else":{"required":["e"]}}"#,
        "
        # object
        = If object
          `c` number
            - always: `1`
        = Then any value
        - also required: `t`
        = Otherwise any value
        - also required: `e`",
    );
    check(r#"{"type":"object","then":{"required":["t"]}}"#, "# object");
    check(
        r#"{"not":{"type":"string","title":"NotStr"}}"#,
        "# any value\n= Must not be NotStr string",
    );
    check("false", "# no value\nnote: No value is allowed here.");
    check("true", "# any value");
}

#[test]
fn what_a_string_holds() {
    check(
        r#"{"type":"string","contentEncoding":"base64","contentMediaType":"application/json","contentSchema":{"type":"object","properties":{"a":{"type":"string"}}}}"#,
        "
        # string
        - encoded as `base64`
        - holds `application/json`
        = What the text holds object
          `a` string",
    );
}

#[test]
fn further_reading_and_xml() {
    check(
        r#"{"type":"string","externalDocs":{"url":"https://e.com/a","description":"Guide"}}"#,
        "# string\n- see also: Guide",
    );
    check(
        r#"{"type":"string","externalDocs":{"url":"javascript:alert(1)"}}"#,
        "# string\n- see also: javascript:alert(1)",
    );
    check(
        r#"{"properties":{"id":{"type":"integer","xml":{"attribute":true,"name":"id"}},
            "tags":{"type":"array","items":{"type":"string"},"xml":{"wrapped":true,"name":"tag","prefix":"p","namespace":"urn:x"}},
            "same":{"type":"string","xml":{"name":"same"}}}}"#,
        "
        # object
          `id` integer
            - in XML: an attribute
          `tags` array of string
            - in XML: `p:tag`, with an element around the items, namespace `urn:x`
          `same` string",
    );
}
