use obzor::json::{MAX_DEPTH, Position};
use obzor::yaml::{YamlError, looks_like_yaml, to_json};
use proptest::prelude::*;
use serde_json::Value;
use std::path::PathBuf;

fn check(yaml: &str, expected: &str) {
    assert_eq!(to_json(yaml).as_deref(), Ok(expected), "{yaml:?}");
}

fn refused(yaml: &str, expected: &YamlError) {
    assert_eq!(to_json(yaml).as_ref(), Err(expected), "{yaml:.200}");
}

fn at(line: usize, column: usize) -> Position {
    Position { line, column }
}

#[test]
fn lists_and_maps_keep_their_order() {
    check("b: 1\na:\n  - x\n  - {y: z}\n", r#"{"b":1,"a":["x",{"y":"z"}]}"#);
    check("\u{feff}a: []\nb: {}\n", r#"{"a":[],"b":{}}"#);
    check("- - 1\n  - 2\n-\n", "[[1,2],null]");
    check("a: b\n---\nc: d\n", r#"{"a":"b"}"#);
    check("---\n", "null");
    check("a: |\n  x \"y\"\n  z\\\nb: >-\n  x\n  y\n", r#"{"a":"x \"y\"\nz\\\n","b":"x y"}"#);
    check("\"\\x01\\t\\e\\u00e9\"", r#""\u0001\t\u001bé""#);
    check(r#"["\ud83d\ude00 \u00e9 \uD83D\uDE00", "\/", '\u']"#, r#"["😀 é 😀","/","\\u"]"#);
    check(r"a: \ud83d\ude00", r#"{"a":"\\ud83d\\ude00"}"#);
    check("имя: Привет # комментарий", r#"{"имя":"Привет"}"#);
}

#[test]
fn plain_scalars_follow_the_core_schema() {
    check("[~, null, Null, NULL, '', nULL]", r#"[null,null,null,null,"","nULL"]"#);
    check("[true, True, TRUE, tRUE, yes, no, on]", r#"[true,true,true,"tRUE","yes","no","on"]"#);
    check("[0, -1, +1, 007, -0, 1_000]", r#"[0,-1,1,7,-0,"1_000"]"#);
    check("[0x1F, 0o17, 0x, 0b1, -0x1F, 0x+1]", r#"[31,15,"0x","0b1","-0x1F","0x+1"]"#);
    check("[1., .5, -.5, 1.50, ., +.]", r#"[1.0,0.5,-0.5,1.50,".","+."]"#);
    check("[1e3, 1.e+05, 1E400, .5e-1, 1e, e1]", r#"[1e3,1.0e+05,1e400,0.5e-1,"1e","e1"]"#);
    check("[12345678901234567890123.10]", "[12345678901234567890123.10]");
    check("[.inf, -.inf, .nan, .NaN]", r#"[".inf","-.inf",".nan",".NaN"]"#);
    check("[2001-12-14, 3.0.0, 12:30, 1 2]", r#"["2001-12-14","3.0.0","12:30","1 2"]"#);
    check("['1', \"true\", !!str 1, ! 1, !own 1]", r#"["1","true","1","1","1"]"#);
    check("[!!int '42', !!bool \"true\", !!null '', !!int x]", r#"[42,true,null,"x"]"#);
}

#[test]
fn keys_become_strings() {
    check("200: a\ntrue: b\n1.0: c\n0x1: d\n", r#"{"200":"a","true":"b","1.0":"c","0x1":"d"}"#);
    check("null: a\n~: b\n'': c\n", r#"{"null":"a","null":"b","":"c"}"#);
    check(": a", r#"{"null":"a"}"#);
    check("? [a, 1]\n: b\n? {c: d}\n: e\n", r#"{"[\"a\",1]":"b","{\"c\":\"d\"}":"e"}"#);
    check("? [&a x, {b: c}]\n", r#"{"[\"x\",{\"b\":\"c\"}]":null}"#);
    check("a: &x 1\n*x : b\n", r#"{"a":1,"1":"b"}"#);
    check("a: 1\na: 2\n", r#"{"a":1,"a":2}"#);
}

#[test]
fn aliases_are_written_out_and_merges_applied() {
    check("a: &x {b: [1]}\nc: *x\n", r#"{"a":{"b":[1]},"c":{"b":[1]}}"#);
    check("- &x 1\n- *x\n- &x 2\n- *x\n", "[1,1,2,2]");
    check("x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}\n", r#"{"x":{"a":1,"b":2},"y":{"a":1,"b":3}}"#);
    check("{b: 3, <<: {a: 1, b: 2}, c: 4}", r#"{"b":3,"a":1,"c":4}"#);
    check("<<: [{a: 1}, {a: 2, b: '},\"'}]\n", r#"{"a":1,"b":"},\""}"#);
    check("<<: {}\n", "{}");
    check("<<: []\na: 1\n", r#"{"a":1}"#);
    check("<<: {a: 1}\n<<: {a: 2, b: 3}\n", r#"{"a":1,"b":3}"#);
    check("a: &x {<<: {b: 1}}\nc: {<<: *x, d: 2}", r#"{"a":{"b":1},"c":{"b":1,"d":2}}"#);
    check("<<: 1\n'<<': {a: 1}\n", r#"{"<<":1,"<<":{"a":1}}"#);
    check("a: <<\n", r#"{"a":"<<"}"#);
    let inside = "an alias inside of what it names".to_owned();
    refused("a: &x\n  b: *x\n", &YamlError::Syntax(at(2, 6), inside));
    let unknown = "while parsing node, found unknown anchor".to_owned();
    refused("a: *x\n", &YamlError::Syntax(at(1, 4), unknown));
}

#[test]
fn what_is_no_yaml_says_where() {
    let syntax =
        |line, column, reason: &str| YamlError::Syntax(at(line, column), reason.to_owned());
    refused("", &YamlError::Empty);
    refused("# nothing\n\n", &YamlError::Empty);
    refused("\n<!DOCTYPE html>", &YamlError::Html);
    refused("<html>", &YamlError::Html);
    refused("a: b\nж: \0", &syntax(2, 4, "a NUL character"));
    refused("a: b: c", &syntax(1, 5, "mapping values are not allowed in this context"));
    refused("a: 1\n\tb: 2\n", &syntax(1, 4, "while scanning a plain scalar, found a tab"));
    let half = "while parsing a quoted scalar, found invalid Unicode character escape code";
    refused(r#"["\ud83d", "\ud83d\ude00\ud83d"]"#, &syntax(1, 2, half));
    refused("ключ: ]\n", &syntax(1, 7, "while parsing a node, did not find expected node content"));
    let error = to_json("a: \"\\q\"").unwrap_err().to_json();
    assert_eq!(
        error,
        r#"{"line":1,"column":4,"reason":"while parsing a quoted scalar, found unknown escape character"}"#
    );
}

#[test]
fn the_first_character_tells_json_from_yaml() {
    for (start, expected) in
        [("{", false), ("\u{feff} \n [1", false), ("a: 1", true), ("# {", true), ("---\n{", true)]
    {
        assert_eq!(looks_like_yaml(start), expected, "{start:?}");
    }
}

#[test]
fn depth_and_size_are_bounded() {
    let nested = "- ".repeat(MAX_DEPTH);
    assert!(to_json(&nested).is_ok());
    refused(&format!("- {nested}"), &YamlError::TooDeep(at(1, 2 * MAX_DEPTH + 1)));
    for piece in ["- ", "[", "{a: ", "{? ", "? ", "- ? ", "!!x ", "&a ", "&a - ", "a: ", ": ", "[{"]
    {
        assert!(to_json(&piece.repeat(100_000)).is_err(), "{piece}");
    }
    let deep: String = (0..600).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert!(matches!(to_json(&deep), Err(YamlError::TooDeep(_))));
    let chained: String = (1..600).map(|at| format!("a{at}: &a{at} [*a{}]\n", at - 1)).collect();
    let chained = to_json(&format!("a0: &a0 x\n{chained}"));
    assert!(matches!(chained, Err(YamlError::TooDeep(_))), "{chained:?}");
    let laughs: String = (1..12)
        .map(|at| format!("a{at}: &a{at} [{}]\n", vec![format!("*a{}", at - 1); 10].join(",")))
        .collect();
    let laughs = to_json(&format!("a0: &a0 lol\n{laughs}"));
    assert!(matches!(laughs, Err(YamlError::TooLarge(_))));
    let merged: String =
        (1..40).map(|at| format!("a{at}: &a{at} {{<<: *a{0}, x{at}: *a{0}}}\n", at - 1)).collect();
    let merged = to_json(&format!("a0: &a0 {{a: {}}}\n{merged}", "x".repeat(99)));
    assert!(matches!(merged, Err(YamlError::TooLarge(_))));
    let escaped = to_json(&format!("{}\"'\"", "? ".repeat(60)));
    assert!(matches!(escaped, Err(YamlError::TooLarge(_))), "{escaped:?}");
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_filter("JSON", |float| float.is_finite()).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[-:?#&*!|>'\"%@`~<{}\\[\\], a1.]{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..5)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn json_is_yaml(value in json()) {
        for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            let read: Value = serde_json::from_str(&to_json(&text).unwrap()).unwrap();
            prop_assert_eq!(&read, &value, "{}", text);
        }
    }

    #[test]
    fn never_panics(text in "\\PC*") {
        let _ = to_json(&text);
    }

    #[test]
    fn what_is_made_is_json(text in "([-:?,\\[\\]{}#&*!|>'\"%@`~<\\\\ \n\t\ra1.é]|- |: |\n  |&a |\\*a|<<: |\\\\ud83d|\\\\ude00|---|\\.\\.\\.){0,40}") {
        if let Ok(made) = to_json(&text) {
            prop_assert!(serde_json::from_str::<Value>(&made).is_ok(), "{:?} {}", text, made);
        }
    }
}

/// What lies under the folder that a variable names; says so if it is not there.
fn folder(variable: &str, name: &str) -> Option<PathBuf> {
    let path = std::env::var_os(variable).map(|root| PathBuf::from(root).join(name));
    let found = path.filter(|path| path.exists());
    if found.is_none() {
        eprintln!("skipped: {variable} has no {name}");
    }
    found
}

/// Whether two values are equal, 450.00 and 450 too.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let same = |(name, value)| other.get(name).is_some_and(|other| same(value, other));
            one.len() == other.len() && one.iter().all(same)
        }
        _ => one == other,
    }
}

/// The cases of the suite that are read otherwise, and why.
const EXPECTED_FAILURES: [(&str, &str); 0] = [];

#[test]
fn the_yaml_test_suite() {
    let Some(path) = folder("OBZOR_SUITES", "standards/yaml-test-suite/public.json") else {
        return;
    };
    let cases: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut failures = Vec::new();
    let mut count = 0;
    for case in cases.as_array().unwrap() {
        let made = to_json(case["yaml"].as_str().unwrap());
        let value = made.as_ref().ok().map(|made| serde_json::from_str::<Value>(made).unwrap());
        let as_expected = match (case["fail"].as_bool(), case["json"].as_array()) {
            (Some(true), _) => made.is_err(),
            (_, None) => made.is_ok(),
            (_, Some(documents)) => match documents.first() {
                None => made == Err(YamlError::Empty),
                Some(first) => value.as_ref().is_some_and(|value| same(value, first)),
            },
        };
        count += 1;
        if !as_expected {
            eprintln!("{} {:?} {made:?} {}", case["id"], case["yaml"], case["json"]);
            failures.push(case["id"].as_str().unwrap().to_owned());
        }
    }
    eprintln!("{count} cases");
    assert_eq!(failures, EXPECTED_FAILURES.map(|(id, _)| id));
}

/// The files of a folder and of those in it, by their ending.
fn files(root: PathBuf, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == ending) {
                found.push(path);
            }
        }
    }
    found
}

/// Descriptions whose JSON beside them says something else; other readers of YAML see that too.
const DIFFERENT_TWINS: [&str; 5] = [
    "2.0/yaml/petstore-expanded.yaml",
    "3.0/yaml/petstore-expanded.yaml",
    "3.0/yaml/uspto.yaml",
    "3.1/yaml/parameters-style.yaml",
    "3.1/yaml/train-travel.yaml",
];

#[test]
fn descriptions_in_yaml_are_read() {
    let folders = [folder("OBZOR_SPECS", "public"), folder("OBZOR_SUITES", "standards")];
    let paths = folders.into_iter().flatten().flat_map(|folder| files(folder, "yaml"));
    let mut count = 0;
    let mut twins = 0;
    for path in paths {
        let made = to_json(&std::fs::read_to_string(&path).unwrap());
        let name = path.to_string_lossy();
        let value = obzor::json::parse(&made.expect(&name)).expect(&name);
        if let Ok(twin) = std::fs::read_to_string(name.replace("yaml", "json")) {
            let is_same = same(&value, &obzor::json::parse(&twin).unwrap());
            let is_listed = DIFFERENT_TWINS.iter().any(|listed| name.ends_with(listed));
            assert_ne!(is_same, is_listed, "{name}");
            twins += 1;
        }
        count += 1;
    }
    eprintln!("{count} descriptions, {twins} of them in JSON too");
}

#[test]
fn hostile_descriptions_do_no_harm() {
    let Some(path) = folder("OBZOR_SUITES", "hostile/public/openapi") else { return };
    for kind in ["json", "yaml", "yml"] {
        for path in files(path.clone(), kind) {
            let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            if let Ok(made) = to_json(&text) {
                assert!(obzor::json::check(&made).is_ok(), "{}", path.display());
            }
        }
    }
}
