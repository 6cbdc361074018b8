//! Schemas made of others: references, `allOf`, variants, and what opens on demand.

use super::{LOOK, after, check, check_in, drawn, same};
use obzor::i18n::Language;
use obzor::openapi::schema::{Direction, Look, opened};

const PETS: &str = r##"{
    "S":{"oneOf":[{"$ref":"#/components/schemas/Cat"},{"$ref":"#/components/schemas/Dog"}],
        "discriminator":{"propertyName":"kind","mapping":{"cat":"#/components/schemas/Cat"}}},
    "Pet":{"type":"object","required":["kind"],"properties":{"kind":{"type":"string"},"friend":{"$ref":"#/components/schemas/Pet"}},
        "discriminator":{"propertyName":"kind","mapping":{"cat":"Cat","dog":"#/components/schemas/Dog"}}},
    "Cat":{"allOf":[{"$ref":"#/components/schemas/Pet"},{"properties":{"claws":{"type":"integer"}}}]},
    "Dog":{"properties":{"bark":{"type":"boolean"}}}}"##;

#[test]
fn parts_are_one_list() {
    check_in(
        "3.1.0",
        r##"{"S":{"allOf":[{"$ref":"#/components/schemas/Base"},{"required":["id","a"],"properties":{"a":{"type":"string"}}}],"description":"All."},
            "Base":{"description":"Base.","type":"object","properties":{"id":{"type":"integer","minimum":1}},"minProperties":1}}"##,
        "
        # object
        > All.
        - at least 1 property
        note: Made of: `Base`
          `id` integer required
            - at least 1
          `a` string required",
    );
    check(
        r#"{"allOf":[{"properties":{"a":{"type":"string","minLength":1}}},{"properties":{"a":{"type":"string","maxLength":9,"description":"Both."}}}]}"#,
        "
        # object
          `a` string
            > Both.
            - at most 9 characters
            - at least 1 character",
    );
    check(
        r#"{"allOf":[{"type":"string"},{"type":"integer"}]}"#,
        "# string & integer\nproblem: The parts of this schema contradict each other: no value has both types.",
    );
}

#[test]
fn an_heir_has_the_last_word() {
    check(
        r#"{"allOf":[{"properties":{"k":{"type":"string","description":"Base.","default":"base"}}},
            {"properties":{"k":{"description":"Heir.","default":"heir","enum":["heir"]}}}]}"#,
        "
        # object
          `k` string
            > Heir.
            > Base.
            - always: `heir`;
            - default: `heir`",
    );
}

#[test]
fn variants_are_tabs() {
    check_in(
        "3.1.0",
        PETS,
        "
        # Cat | Dog
        = One of
        tab Cat
        tab Dog
          note: Made of: `Pet`
          note: `kind`: `cat`
          `kind` string required selects the variant
          `friend` Pet
            + Properties: Pet
          `claws` integer
          note: `kind`: `Dog`
          `bark` boolean",
    );
    check(
        r#"{"anyOf":[{"type":"string","title":"Name"},{"type":"integer","description":"Number."}]}"#,
        "
        # string | integer
        = One or more of
          Name string
          integer
            > Number.",
    );
    check(
        r#"{"oneOf":[{"const":"a","title":"First","description":"The first."},{"const":"b"}]}"#,
        "
        # string
        = One of
          First `a`
            > The first.
          `b`",
    );
}

#[test]
fn what_is_closed_opens_and_recursion_is_marked() {
    let opens = |opens: &[&str], expected: &str| {
        same(&after("3.1.0", TREE, opens), expected, TREE);
    };
    check_in(
        "3.1.0",
        TREE,
        "
        # object
          `name` string
          `children` array of S recursive
            + S again
          `owner` Owner
            + Properties: Owner",
    );
    opens(
        &["Properties: Owner"],
        "
          `trees` array of S recursive
            + S again
          `deep` object
            + Properties",
    );
    opens(&["Properties: Owner", "Properties"], "`x` object\n  + Properties\n    `y` string");
    opens(
        &["S again"],
        "
          `name` string
          `children` array of S recursive
            + S again
          `owner` Owner
            + Properties: Owner",
    );
    opens(
        &["Expand all"],
        "
          `name` string
          `children` array of S recursive
            + S again
          `owner` Owner
            + Properties: Owner
              `trees` array of S recursive
                + S again
              `deep` object
                + Properties
                  `x` object
                    + Properties
                      `y` string",
    );
}

const TREE: &str = r##"{"S":{"type":"object","properties":{"name":{"type":"string"},
    "children":{"type":"array","items":{"$ref":"#/components/schemas/S"}},
    "owner":{"$ref":"#/components/schemas/Owner"}}},
    "Owner":{"properties":{"trees":{"type":"array","items":{"$ref":"#/components/schemas/S"}},
    "deep":{"type":"object","properties":{"x":{"type":"object","properties":{"y":{"type":"string"}}}}}}}}"##;

#[test]
fn raw_json_and_long_values_open() {
    let json = after("3.1.0", r#"{"S":{"type":"number","maximum":1.50,"a":[]}}"#, &["JSON"]);
    let code = "{\n  \"type\": \"number\",\n  \"maximum\": 1.50,\n  \"a\": []\n}";
    assert!(json.contains(code), "{json}");
    let values: Vec<String> = (1..=14).map(|number| number.to_string()).collect();
    let schema = format!(r#"{{"S":{{"enum":[{}]}}}}"#, values.join(","));
    let rest = after("3.1.0", &schema, &["6 more values"]);
    assert_eq!(rest, "9\n10\n11\n12\n13\n14\n");
    for question in ["", "schema:", "schema:[]", "schema:[\"body\",\"both\",0,0,[],[],[]]", "other"]
    {
        let (library, arena) = (super::description("3.1.0", "{}"), typed_arena::Arena::new());
        assert_eq!(opened(&library.read(&arena), question, Language::En), None, "{question}");
    }
}

#[test]
fn what_stands_beside_a_reference_depends_on_the_version() {
    let schemas = r##"{"S":{"type":"object","properties":{"a":{"$ref":"#/components/schemas/A","description":"Here.","minLength":2,"deprecated":true}}},
        "A":{"type":"string","description":"There.","maxLength":5}}"##;
    check_in(
        "3.1.0",
        schemas,
        "
        # object
          `a` string deprecated
            > Here.
            > There.
            - at least 2 characters
            - at most 5 characters",
    );
    let old = "
        # object
          `a` string
            > Here.
            > There.
            - at most 5 characters";
    check_in("3.0.3", schemas, old);
    check_in("2.0", &schemas.replace("#/components/schemas", "#/definitions"), old);
}

#[test]
fn null_is_said_as_each_version_says_it() {
    let typed = |version: &str, schema: &str, expected: &str| {
        check_in(version, &format!(r#"{{"S":{schema}}}"#), &format!("# {expected}"));
    };
    typed("3.0.0", r#"{"type":"string","nullable":true}"#, "string or null");
    typed("3.1.0", r#"{"type":"string","nullable":true}"#, "string");
    typed("2.0", r#"{"type":"string","x-nullable":true}"#, "string or null");
    typed("3.2.0", r#"{"type":["string","null"]}"#, "string or null");
    typed("3.1.0", r#"{"anyOf":[{"type":"string"},{"type":"null"}]}"#, "string or null");
    typed(
        "3.0.0",
        r#"{"type":"number","minimum":1,"exclusiveMinimum":true}"#,
        "number\n- more than 1",
    );
    typed("2.0", r#"{"type":"file"}"#, "file");
    check_in(
        "3.0.0",
        r##"{"S":{"properties":{"a":{"anyOf":[{"$ref":"#/components/schemas/A"},{"type":"object","nullable":true}]}}},"A":{"type":"string"}}"##,
        "# object\n  `a` string or null",
    );
    check_in(
        "3.0.0",
        r##"{"S":{"properties":{"a":{"allOf":[{"$ref":"#/components/schemas/A"}],"nullable":true,"description":"Own."}}},"A":{"type":"object","description":"Base."}}"##,
        "# object\n  `a` A or null\n    > Own.\n    > Base.",
    );
}

#[test]
fn a_discriminator_alone_names_the_variants() {
    check_in(
        "3.0.0",
        &PETS
            .replace(r#""S":"#, r#""T":"#)
            .replace(r#""Pet":"#, r#""S":"#)
            .replace("schemas/Pet", "schemas/S"),
        "
        # object
          `kind` string required selects the variant
          `friend` S recursive
            + S again
        = By the value of “kind”
        tab Cat
        tab Dog
          note: Made of: `S`
          note: `kind`: `cat`
          `kind` string required selects the variant
          `friend` S recursive
            + S again
          `claws` integer
          note: `kind`: `dog`
          `bark` boolean",
    );
}

#[test]
fn what_applies_without_a_value_is_said() {
    check_in(
        "3.2.0",
        r##"{"S":{"oneOf":[{"$ref":"#/components/schemas/A"},{"$ref":"#/components/schemas/B"}],"discriminator":{"propertyName":"k","defaultMapping":"B"}},
            "A":{"properties":{"a":{"type":"string"}}},"B":{"properties":{"b":{"type":"string"}}}}"##,
        "
        # A | B
        = One of
        tab A
        tab B
          note: `k`: `A`
          `a` string
          note: `k`: `B`
          `b` string
        note: default: B",
    );
}

#[test]
fn long_lists_of_variants_are_closed() {
    let variants: Vec<String> = (0..8)
        .map(|number| {
            format!(r#"{{"title":"V{number}","properties":{{"a":{{"type":"string"}}}}}}"#)
        })
        .collect();
    let schemas = format!(r#"{{"S":{{"oneOf":[{}]}}}}"#, variants.join(","));
    let found = drawn("3.1.0", &schemas, LOOK);
    assert!(found.contains("+ V0\n") && !found.contains("tab "), "{found}");
    same(&after("3.1.0", &schemas, &["V7"]), "`a` string", &schemas);
}

#[test]
fn russian_words() {
    let look = Look { language: Language::Ru, ..LOOK };
    let schema = r#"{"S":{"type":"object","required":["a","z"],"additionalProperties":false,"properties":{
        "a":{"type":"string","minLength":1,"maxLength":21},"b":{"type":["array","null"],"items":{"type":"integer"},"minItems":2},
        "c":{"type":"integer","minimum":1,"maximum":5,"default":3},"d":{"type":"string","minLength":2,"maxLength":2}}}}"#;
    same(
        &drawn("3.1.0", schema, look),
        "
        # object
          `a` string обязательно
            - от 1 до 21 символа
          `b` массив integer или null
            - не меньше 2 элементов
          `c` integer
            - от 1 до 5
            - по умолчанию: `3`
          `d` string
            - ровно 2 символа
        - также обязательны: `z`
        - других свойств нет",
        schema,
    );
}

#[test]
fn what_does_not_go_this_way_is_left_out() {
    let schema = r#"{"S":{"properties":{"id":{"type":"integer","readOnly":true},"key":{"type":"string","writeOnly":true},"name":{"type":"string"}}}}"#;
    let way = |direction| drawn("3.1.0", schema, Look { direction, ..LOOK });
    same(&way(Direction::Request), "# object\n  `key` string\n  `name` string", schema);
    same(&way(Direction::Response), "# object\n  `id` integer\n  `name` string", schema);
}

#[test]
fn generics_and_anchors_are_found_on_the_way() {
    check_in(
        "3.1.0",
        r##"{"S":{"$ref":"#/components/schemas/Page","$defs":{"T":{"$dynamicAnchor":"T","$ref":"#/components/schemas/User"}}},
            "Page":{"type":"object","properties":{"items":{"type":"array","items":{"$dynamicRef":"#T"}},"total":{"type":"integer"}},
                "$defs":{"T":{"$dynamicAnchor":"T","not":{}}}},
            "User":{"properties":{"name":{"type":"string"}}}}"##,
        "
        # Page
          `items` array of T
            + Items: T
          `total` integer",
    );
    same(
        &after(
            "3.1.0",
            r##"{"S":{"properties":{"a":{"type":"object","properties":{"b":{"$ref":"#thing"}}}, "c":{"$ref":"#/$defs/Local"}},
                "$defs":{"x":{"$anchor":"thing","type":"boolean"},"Local":{"type":"integer"}}}}"##,
            &["Properties"],
        ),
        "  `b` boolean",
        "an anchor",
    );
    check_in(
        "3.1.0",
        r##"{"S":{"properties":{"c":{"$ref":"#/$defs/Local"}},"$defs":{"Local":{"type":"integer"}}}}"##,
        "# object\n  `c` integer",
    );
}

#[test]
fn what_is_broken_says_so_in_its_place() {
    check_in(
        "3.0.0",
        r##"{"S":{"properties":{"a":{"$ref":"#/components/schemas/None"},"b":{"type":"string"},"c":7,"d":{"$ref":"#/components/schemas/D"},"e":{"$ref":"#"},"f":{"$ref":"other.json"}}},
            "D":{"$ref":"#/components/schemas/D"}}"##,
        "
        # object
          `a` unknown
            problem: The reference “#/components/schemas/None” leads nowhere. `#/components/schemas/S/properties/a`
          `b` string
          `c` unknown
            problem: Expected object, found number. `#/components/schemas/S/properties/c`
          `d` D
            problem: The reference “#/components/schemas/D” leads to itself. `#/components/schemas/D`
          `e` unknown
            problem: The reference “#” leads nowhere. `#/components/schemas/S/properties/e`
          `f` unknown
            problem: What “other.json” refers to could not be read. `#/components/schemas/S/properties/f`",
    );
    check_in(
        "3.0.0",
        r##"{"S":{"allOf":[{"$ref":"#/components/schemas/S"},{"properties":{"a":{"type":"string"}}}]}}"##,
        "
        # object
        problem: The reference “#/components/schemas/S” leads to itself. `#/components/schemas/S/allOf/0`
        note: Made of: `S`
          `a` string",
    );
}

#[test]
fn a_parameter_is_told_in_a_line() {
    let told = |version: &str, schema: &str, expected: &str| {
        let schemas = format!(r#"{{"S":{schema}}}"#);
        let (library, arena) = (super::description(version, &schemas), typed_arena::Arena::new());
        let reading = library.read(&arena);
        let node = reading.get(&super::place(version)).unwrap();
        let nodes = obzor::openapi::schema::summary(&reading, &node, &LOOK);
        same(&super::outline(&nodes), expected, schema);
    };
    told(
        "2.0",
        r#"{"name":"limit","in":"query","required":true,"description":"Not here.","type":"integer","format":"int32","minimum":1,"maximum":100,"default":20}"#,
        "integer · int32\n- from 1 to 100\n- default: `20`",
    );
    told(
        "2.0",
        r#"{"name":"tags","in":"query","type":"array","items":{"type":"string","enum":["a","b"]},"collectionFormat":"csv"}"#,
        "array of string\n- each item: one of: `a`; `b`;;",
    );
    told(
        "3.0.0",
        r#"{"type":"string","pattern":"^a","example":"ab"}"#,
        "string\n- matches `^a`\n- example: `ab`",
    );
}

#[test]
fn long_lists_go_on_when_asked() {
    let rows: Vec<String> =
        (0..700).map(|number| format!(r#""p{number}":{{"type":"string"}}"#)).collect();
    let schemas = format!(r#"{{"S":{{"properties":{{{}}}}}}}"#, rows.join(","));
    let rows = |opens: &[&str]| after("3.1.0", &schemas, opens).matches("` string").count();
    assert_eq!(rows(&[]), 300);
    assert_eq!(rows(&["400 more"]), 300);
    assert_eq!(rows(&["400 more", "100 more"]), 100);
}
