//! Two versions of an API: which changes there are, and which of them break a client.

use obzor::html::encode;
use obzor::i18n::Language;
use obzor::openapi::Library;
use obzor::openapi::changes::{Change, MAX_CHANGES, Report, Severity};
use obzor::openapi::changes::{Where, changes, draw, sentence};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

fn json_of(text: &str) -> String {
    let is_yaml = obzor::yaml::looks_like_yaml(text);
    if is_yaml { obzor::yaml::to_json(text).unwrap() } else { text.to_owned() }
}

fn library(text: &str) -> Library {
    Library::of(&json_of(text))
}

fn place(place: &Where) -> String {
    match place {
        Where::Operation => String::new(),
        Where::Parameter { location, name } => format!("{location:?} {name}"),
        Where::Body { media_type } => format!("body {media_type}"),
        Where::Response { status, media_type } => format!("{status} {media_type}"),
        Where::Header { status, name } => format!("{status} header {name}"),
        Where::Security => "security".to_owned(),
        Where::Server => "server".to_owned(),
    }
}

/// `B | post /x | body application/json | owner.name | BecameRequired`: B breaks, W may, F is fine.
fn line(change: &Change) -> String {
    let severity = format!("{:?}", change.severity).remove(0);
    let key = change.operation.as_ref().map(|named| named.key.as_str()).unwrap_or_default();
    let what = format!("{:?}", change.what);
    format!("{severity} | {key} | {} | {} | {what}", place(&change.place).trim(), change.path)
}

pub(crate) fn compare(old: &str, new: &str) -> Report {
    let (old, new) = (library(old), library(new));
    let report = changes(&old, &new);
    for change in &report.changes {
        assert_eq!(change.reason.is_none(), change.severity == Severity::Fine, "{change:?}");
        for language in [Language::Ru, Language::En] {
            let words = sentence(change, language);
            assert!(!words.is_empty() && !words.ends_with([' ', ',']), "{change:?}: {words}");
        }
    }
    mirrored(&report, &changes(&new, &old));
    report
}

/// What was added one way was removed the other way, and so on.
fn mirrored(there: &Report, back: &Report) {
    const WAYS: &str = "Added Removed,BecameRequired BecameOptional,Tightened Loosened,\
                        Forbidden Allowed,Undeprecated Deprecated";
    let names = |report: &Report, turned: bool| {
        let name = |change: &Change| {
            let name = format!("{:?}", change.what);
            let name = name.split([' ', '(']).next().unwrap().to_owned();
            let pairs = WAYS.split(',').map(|pair| pair.split_once(' ').unwrap());
            let mut both = pairs.flat_map(|(one, other)| [(one, other), (other, one)]);
            let way = both.find(|(one, _)| turned && name.ends_with(one));
            way.map_or(name.clone(), |(one, other)| name.replace(one, other))
        };
        let mut names: Vec<String> = report.changes.iter().map(name).collect();
        names.sort();
        names
    };
    assert_eq!(names(there, false), names(back, true), "{there:?} {back:?}");
}

/// The changes in two descriptions, in any order.
fn check(old: &str, new: &str, expected: &[&str]) {
    let report = compare(old, new);
    let mut found: Vec<String> = report.changes.iter().map(line).collect();
    let mut expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected, "\n{old}\n{new}\n{}", found.join("\n"));
    assert!(!report.limited);
}

/// Cases, one a line: what was, what is, and the changes after a `;` each.
fn table(cases: &str, check: impl Fn(&str, &str, &[&str])) {
    for case in cases.lines().filter(|line| !line.is_empty() && !line.starts_with("//")) {
        let mut parts = case.split(" ~ ");
        let (old, new) = (parts.next().unwrap(), parts.next().unwrap());
        let expected: Vec<&str> = parts.next().unwrap().split("; ").collect();
        check(old, new, if expected == ["same"] { &[] } else { &expected });
    }
}

#[test]
fn operations() {
    table(OPERATIONS, |old, new, expected| {
        let api = |paths: &str| format!("openapi: 3.1.0\n{}\n", paths.replace(" / ", "\n"));
        check(&api(old), &api(new), expected);
    });
}

const OPERATIONS: &str = r#"
paths: {/a: {get: {operationId: a}}} ~ paths: {} ~ B | a |  |  | OperationRemoved { deprecated: false }
paths: {} ~ paths: {/a: {get: {operationId: a}}} ~ F | a |  |  | OperationAdded
paths: {/a: {get: {deprecated: true}}} ~ paths: {} ~ W | get /a |  |  | OperationRemoved { deprecated: true }
paths: {/a: {get: {operationId: a}}} ~ paths: {/b: {get: {operationId: a}}} ~ B | a |  |  | PathChanged { from: "GET /a", to: "GET /b" }
paths: {/a: {get: {operationId: a}}} ~ paths: {/a: {put: {operationId: a}}} ~ B | a |  |  | PathChanged { from: "GET /a", to: "PUT /a" }
paths: {'/a/{i}': {get: {parameters: [{name: i, in: path}]}}} ~ paths: {'/a/{k}': {get: {parameters: [{name: k, in: path}]}}} ~ F | get /a/{k} | Path k |  | ParameterRenamed { from: "i", to: "k" }
paths: {'/a/{i}': {get: {summary: x}}, '/a/{k}': {put: {}, get: {}}} ~ paths: {'/a/{k}': {put: {}, get: {}}, '/a/{i}': {get: {summary: x}}} ~ same
paths: {/a: {get: {operationId: a}}} ~ paths: {/a: {get: {operationId: b}}} ~ W | b |  |  | IdChanged { from: "a", to: "b" }
paths: {/a: {get: {}}} ~ paths: {/a: {get: {operationId: a}}} ~ F | a |  |  | IdChanged { from: "", to: "a" }
paths: {/a: {get: {summary: a, description: a}}} ~ paths: {/a: {get: {summary: b, description: b, deprecated: true}}} ~ F | get /a |  |  | SummaryChanged; F | get /a |  |  | DescriptionChanged; F | get /a |  |  | Deprecated
paths: {/a: {get: {deprecated: true}}} ~ paths: {/a: {get: {}}} ~ F | get /a |  |  | Undeprecated
paths: {/a: {parameters: [{name: q, in: query}], get: {}}} ~ paths: {/a: {get: {parameters: [{name: q, in: query}]}}} ~ same
paths: {/a: {parameters: [{$ref: '#/components/parameters/p'}], get: {}}} / components: {parameters: {p: {name: q, in: query}}} ~ paths: {/a: {parameters: [{$ref: '#/components/parameters/p'}], get: {}}} / components: {parameters: {p: {name: q, in: query, required: true}}} ~ B | get /a | Query q |  | BecameRequired
// A client of a webhook receives what is sent there.
webhooks: {w: {post: {requestBody: {content: {a/b: {schema: {properties: {a: {}}}}}}}}} ~ webhooks: {w: {post: {requestBody: {content: {a/b: {schema: {properties: {b: {}}, required: [b]}}}}}}} ~ B | post w | body a/b | a | PropertyRemoved { closed: false }; F | post w | body a/b | b | PropertyAdded { required: true }
// What all operations share is told once.
security: [] / paths: {/a: {get: {}, put: {}}} / components: {securitySchemes: {k: {type: http, scheme: basic}}} ~ security: [{k: []}] / paths: {/a: {get: {}, put: {}}} / components: {securitySchemes: {k: {type: http, scheme: basic}}} ~ B |  | security |  | SecurityTightened
servers: [{url: 'https://a.test/'}, {url: /b}] / paths: {/a: {get: {}, put: {}}} ~ servers: [{url: 'https://a.test'}, {url: /c}] / paths: {/a: {get: {}, put: {}}} ~ W |  | server |  | ServerRemoved("/b"); F |  | server |  | ServerAdded("/c")
paths: {/a: {get: {}}} / components: {securitySchemes: {k: {type: openIdConnect, openIdConnectUrl: /a}}} ~ paths: {/a: {get: {}}} / components: {securitySchemes: {k: {type: openIdConnect, openIdConnectUrl: /b}}} ~ W |  | security |  | SchemeChanged("k")
"#;

#[test]
fn parts_of_an_operation() {
    const SCHEMES: &str = "k: {type: apiKey, in: header, name: X}, l: {type: apiKey, in: header, \
                           name: x}, h: {type: http, scheme: basic}, o: {type: oauth2, flows: {}}";
    table(PARTS, |old, new, expected| {
        let api = |operation: &str| {
            format!(
                "openapi: 3.1.0\npaths: {{/x: {{post: {{{operation}}}}}}}\n\
                 components: {{securitySchemes: {{{SCHEMES}}}}}\n"
            )
        };
        let full = |line: &&str| line.replacen(" | ", " | post /x | ", 1);
        let expected: Vec<String> = expected.iter().map(full).collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check(&api(old), &api(new), &expected);
    });
}

const PARTS: &str = r#"
 ~ parameters: [{name: q, in: query}] ~ F | Query q |  | ParameterAdded { required: false }
 ~ parameters: [{name: q, in: query, required: true}] ~ B | Query q |  | ParameterAdded { required: true }
parameters: [{name: q, in: query}] ~  ~ W | Query q |  | ParameterRemoved
parameters: [{name: q, in: query}] ~ parameters: [{name: q, in: query, required: true}] ~ B | Query q |  | BecameRequired
parameters: [{name: q, in: query, required: true}] ~ parameters: [{name: q, in: query}] ~ F | Query q |  | BecameOptional
parameters: [{name: q, in: query}] ~ parameters: [{name: q, in: query, deprecated: true, description: x}] ~ F | Query q |  | Deprecated; F | Query q |  | DescriptionChanged
parameters: [{name: q, in: query}] ~ parameters: [{name: q, in: header}] ~ W | Query q |  | ParameterRemoved; F | Header q |  | ParameterAdded { required: false }
parameters: [{name: X-A, in: header}] ~ parameters: [{name: x-a, in: header}, {name: Accept, in: header, required: true}] ~ same
parameters: [{name: q, in: query, schema: {default: 1}}] ~ parameters: [{name: q, in: query, schema: {default: 2}}] ~ W | Query q |  | DefaultChanged { from: "1", to: "2" }
parameters: [{name: q, in: query, schema: {type: integer}}] ~ parameters: [{name: q, in: query, schema: {type: boolean}}] ~ B | Query q |  | TypeChanged { from: "integer", to: "boolean", shift: Other }
parameters: [{name: q, in: query, schema: {enum: [a, b]}}] ~ parameters: [{name: q, in: query, schema: {enum: [b, c]}}] ~ B | Query q |  | EnumValueRemoved("a"); F | Query q |  | EnumValueAdded("c")
parameters: [{name: q, in: query, schema: {type: array}}] ~ parameters: [{name: q, in: query, explode: false, schema: {type: array}}] ~ B | Query q |  | StyleChanged
parameters: [{name: q, in: query, schema: {type: string}}] ~ parameters: [{name: q, in: query, explode: false, schema: {type: string}}] ~ same
 ~ requestBody: {content: {a/b: {}}} ~ F | body |  | BodyAdded { required: false }
 ~ requestBody: {required: true, content: {a/b: {}}} ~ B | body |  | BodyAdded { required: true }
requestBody: {required: true, content: {a/b: {}}} ~  ~ W | body |  | BodyRemoved
requestBody: {content: {a/b: {}}} ~ requestBody: {required: true, content: {a/b: {}}} ~ B | body |  | BecameRequired
requestBody: {required: true, content: {a/b: {}}} ~ requestBody: {content: {a/b: {}}} ~ F | body |  | BecameOptional
requestBody: {content: {a/b: {}, a/c; charset=utf-8: {}}} ~ requestBody: {content: {A/C: {}, a/d: {}}} ~ B | body a/b |  | MediaTypeRemoved; F | body a/d |  | MediaTypeAdded
responses: {'200': {}} ~ responses: {} ~ B | 200 |  | StatusRemoved { success: true }
responses: {} ~ responses: {'200': {}} ~ F | 200 |  | StatusAdded
responses: {'200': {}, '400': {}} ~ responses: {'200': {}} ~ F | 400 |  | StatusRemoved { success: false }
responses: {default: {}} ~ responses: {} ~ B | default |  | StatusRemoved { success: true }
responses: {2XX: {description: a, content: {a/b: {}}}} ~ responses: {2xx: {description: b, content: {a/c: {}}}} ~ F | 2XX |  | DescriptionChanged; B | 2XX a/b |  | MediaTypeRemoved; F | 2XX a/c |  | MediaTypeAdded
responses: {'200': {}} ~ responses: {'200': {headers: {X-A: {}, Content-Type: {}}}} ~ F | 200 header X-A |  | HeaderAdded
responses: {'200': {headers: {X-A: {}}}} ~ responses: {'200': {}} ~ W | 200 header X-A |  | HeaderRemoved { required: false }
responses: {'200': {headers: {X-A: {required: true}}}} ~ responses: {'200': {}} ~ B | 200 header X-A |  | HeaderRemoved { required: true }
responses: {'200': {headers: {X-A: {required: true}}}} ~ responses: {'200': {headers: {x-a: {}}}} ~ B | 200 header X-A |  | BecameOptional
responses: {'200': {headers: {X-A: {schema: {type: integer}}}}} ~ responses: {'200': {headers: {X-A: {schema: {type: string}}}}} ~ B | 200 header X-A |  | TypeChanged { from: "integer", to: "string", shift: Other }
security: [{k: []}] ~ security: [] ~ F | security |  | SecurityLoosened
security: [{k: []}] ~ security: [{h: []}] ~ B | security |  | SecurityChanged
security: [{k: []}] ~ security: [{l: []}] ~ same
security: [{k: []}] ~ security: [{k: []}, {h: []}] ~ F | security |  | SecurityLoosened
security: [{k: []}] ~ security: [{k: [], h: []}] ~ B | security |  | SecurityTightened
security: [{k: []}, {}] ~ security: [] ~ same
security: [{o: [a, b]}] ~ security: [{o: [b, c]}] ~ F | security |  | ScopeRemoved("a"); B | security |  | ScopeAdded("c")
security: [{}] ~ security: [{unknown: []}] ~ B | security |  | SecurityTightened
servers: [{url: /v1}] ~ servers: [{url: /v2}] ~ W | server |  | ServerRemoved("/v1"); F | server |  | ServerAdded("/v2")
"#;

/// A schema that is sent and received, and what it may refer to.
fn with_schema(schema: &str, named: &str) -> String {
    let media = format!("{{content: {{a/b: {{schema: {schema}}}}}}}");
    format!(
        "openapi: 3.1.0\npaths: {{/x: {{post: {{requestBody: {media}, responses: {{'200': {media}}}}}}}}}\n\
         components: {{schemas: {{{named}}}}}\n"
    )
}

/// `BF | path | What`: what it is to who sends the value, and to who receives it; `-` for nothing.
fn check_schema(old: (&str, &str), new: (&str, &str), expected: &[&str]) {
    let mut lines = Vec::new();
    for line in expected {
        let (severities, rest) = line.split_once(" | ").unwrap();
        for (severity, place) in severities.chars().zip(["body", "200"]) {
            lines.push(format!("{severity} | post /x | {place} a/b | {rest}"));
        }
    }
    let lines = lines.iter().map(String::as_str).filter(|line| !line.starts_with('-'));
    check(&with_schema(old.0, old.1), &with_schema(new.0, new.1), &lines.collect::<Vec<_>>());
}

#[test]
fn schemas() {
    table(SCHEMAS, |old, new, expected| {
        let braced = |schema: &str| format!("{{{schema}}}");
        check_schema((&braced(old), ""), (&braced(new), ""), expected);
        // The same inside of others.
        let inner = |schema: &str| format!("{{properties: {{o: {{items: {{{schema}}}}}}}}}");
        let deeper = |line: &&str| line.replacen(" | ", " | o[].", 1).replace("[]. ", "[] ");
        let expected: Vec<String> = expected.iter().map(deeper).collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check_schema((&inner(old), ""), (&inner(new), ""), &expected);
    });
}

const SCHEMAS: &str = r#"
type: string ~ type: integer ~ BB |  | TypeChanged { from: "string", to: "integer", shift: Other }
type: integer ~ type: number ~ FB |  | TypeChanged { from: "integer", to: "number", shift: Wider }
type: number ~ type: integer ~ BF |  | TypeChanged { from: "number", to: "integer", shift: Narrower }
type: string ~ type: [string, integer] ~ FB |  | TypeChanged { from: "string", to: "integer | string", shift: Wider }
type: string ~ title: x ~ FB |  | TypeChanged { from: "string", to: "", shift: Wider }
title: x ~ type: string ~ BF |  | TypeChanged { from: "", to: "string", shift: Narrower }
type: object, properties: {a: {}} ~ type: array, items: {} ~ BB |  | TypeChanged { from: "object", to: "array", shift: Other }
enum: [a] ~ type: string, enum: [a] ~ same
properties: {} ~ type: object ~ same
type: string ~ type: [string, 'null'] ~ FB |  | NullableAdded
anyOf: [{type: string}, {type: 'null'}] ~ type: string ~ BF |  | NullableRemoved
type: integer, format: int32 ~ type: integer, format: int64 ~ FB |  | FormatChanged { from: "int32", to: "int64", shift: Wider }
type: integer, format: int64 ~ type: integer, format: int32 ~ BF |  | FormatChanged { from: "int64", to: "int32", shift: Narrower }
type: string, format: date ~ type: string, format: date-time ~ BB |  | FormatChanged { from: "date", to: "date-time", shift: Other }
type: string ~ type: string, format: uuid ~ WF |  | FormatChanged { from: "", to: "uuid", shift: Narrower }
type: string, format: uuid ~ type: string ~ FW |  | FormatChanged { from: "uuid", to: "", shift: Wider }
type: string ~ type: string, maxLength: 5 ~ BF |  | LimitChanged { keyword: "maxLength", from: "", to: "5", shift: Narrower }
type: string, maxLength: 9 ~ type: string, maxLength: 5 ~ BF |  | LimitChanged { keyword: "maxLength", from: "9", to: "5", shift: Narrower }
type: string, maxLength: 5 ~ type: string, maxLength: 9 ~ FW |  | LimitChanged { keyword: "maxLength", from: "5", to: "9", shift: Wider }
type: string, minLength: 1 ~ type: string, minLength: 2 ~ BF |  | LimitChanged { keyword: "minLength", from: "1", to: "2", shift: Narrower }
type: string, minLength: 1 ~ type: string, minLength: 0 ~ FW |  | LimitChanged { keyword: "minLength", from: "1", to: "", shift: Wider }
type: string ~ type: string, minLength: 0 ~ same
type: number, minimum: 1 ~ type: number, minimum: 1.5 ~ BF |  | LimitChanged { keyword: "minimum", from: "1", to: "1.5", shift: Narrower }
type: number, minimum: 1 ~ type: number, exclusiveMinimum: 1 ~ BF |  | LimitChanged { keyword: "minimum", from: "1", to: "> 1", shift: Narrower }
type: number, maximum: 1 ~ type: number, maximum: 1e3 ~ FW |  | LimitChanged { keyword: "maximum", from: "1", to: "1000", shift: Wider }
type: number, exclusiveMaximum: 1 ~ type: number, maximum: 1 ~ FW |  | LimitChanged { keyword: "maximum", from: "< 1", to: "1", shift: Wider }
type: number, minimum: 1 ~ type: number, minimum: 1.0 ~ same
type: array, maxItems: 3 ~ type: array ~ FW |  | LimitChanged { keyword: "maxItems", from: "3", to: "", shift: Wider }
type: array ~ type: array, minItems: 1 ~ BF |  | LimitChanged { keyword: "minItems", from: "", to: "1", shift: Narrower }
type: array ~ type: array, uniqueItems: true ~ BF |  | LimitChanged { keyword: "uniqueItems", from: "", to: "true", shift: Narrower }
type: object ~ type: object, minProperties: 1 ~ BF |  | LimitChanged { keyword: "minProperties", from: "", to: "1", shift: Narrower }
type: integer, multipleOf: 6 ~ type: integer, multipleOf: 3 ~ FW |  | LimitChanged { keyword: "multipleOf", from: "6", to: "3", shift: Wider }
type: integer, multipleOf: 4 ~ type: integer, multipleOf: 6 ~ BW |  | LimitChanged { keyword: "multipleOf", from: "4", to: "6", shift: Other }
type: string ~ type: string, pattern: a ~ BF |  | PatternChanged { from: "", to: "a", shift: Narrower }
type: string, pattern: a ~ type: string ~ FW |  | PatternChanged { from: "a", to: "", shift: Wider }
type: string, pattern: a ~ type: string, pattern: b ~ WW |  | PatternChanged { from: "a", to: "b", shift: Other }
type: string, not: {const: a} ~ type: string, not: {const: b} ~ WW |  | RuleChanged("not")
type: string, enum: [a, b] ~ type: string, enum: [b, c] ~ BF |  | EnumValueRemoved("a"); FW |  | EnumValueAdded("c")
type: string ~ type: string, enum: [a] ~ BF |  | EnumAdded
type: string, enum: [a] ~ type: string ~ FW |  | EnumRemoved
type: string, enum: [a, b] ~ type: string, enum: [b, a] ~ same
type: string, enum: [a] ~ type: string, const: a ~ same
type: string, default: a ~ type: string ~ WF |  | DefaultChanged { from: "a", to: "" }
type: string, description: a ~ type: string, description: b, deprecated: true ~ FF |  | DescriptionChanged; FF |  | Deprecated
description: ' a  b ' ~ description: a b ~ same
properties: {} ~ properties: {a: {}} ~ FF | a | PropertyAdded { required: false }
properties: {} ~ properties: {a: {}}, required: [a] ~ BF | a | PropertyAdded { required: true }
properties: {a: {}} ~ properties: {} ~ WB | a | PropertyRemoved { closed: false }
properties: {a: {}} ~ properties: {}, additionalProperties: false ~ BB | a | PropertyRemoved { closed: true }; BF |  | OthersForbidden
properties: {}, additionalProperties: false ~ properties: {} ~ FF |  | OthersAllowed
properties: {a: {}} ~ properties: {a: {}}, required: [a] ~ BF | a | BecameRequired
properties: {a: {}}, required: [a] ~ properties: {a: {}} ~ FB | a | BecameOptional
properties: {}, required: [a] ~ properties: {a: {}}, required: [a] ~ same
properties: {a: {}} ~ properties: {a: {readOnly: true}} ~ W- | a | ReadOnlyAdded
properties: {a: {readOnly: true}} ~ properties: {a: {}} ~ F- | a | ReadOnlyRemoved { required: false }
properties: {a: {readOnly: true}}, required: [a] ~ properties: {a: {}}, required: [a] ~ B- | a | ReadOnlyRemoved { required: true }
properties: {a: {}} ~ properties: {a: {writeOnly: true}} ~ -B | a | WriteOnlyAdded
properties: {a: {writeOnly: true}} ~ properties: {a: {}} ~ -F | a | WriteOnlyRemoved
properties: {} ~ properties: {a: {readOnly: true}}, required: [a] ~ -F | a | PropertyAdded { required: true }
properties: {a: {writeOnly: true}} ~ properties: {} ~ W- | a | PropertyRemoved { closed: false }
additionalProperties: {type: string} ~ additionalProperties: {type: boolean} ~ BB | * | TypeChanged { from: "string", to: "boolean", shift: Other }
allOf: [{type: number, minimum: 1}, {minimum: 2}] ~ type: number, minimum: 2 ~ same
allOf: [{enum: [a, b]}, {enum: [b, c]}] ~ enum: [b] ~ same
allOf: [{type: number}, {type: integer}] ~ type: integer ~ same
allOf: [{properties: {a: {}}}, {required: [a]}] ~ properties: {a: {}}, required: [a] ~ same
oneOf: [{type: string}, {type: integer}] ~ anyOf: [{type: integer}, {type: string}] ~ same
oneOf: [{type: string}, {type: integer}] ~ oneOf: [{type: string}, {type: integer, minimum: 1}] ~ BF |  | LimitChanged { keyword: "minimum", from: "", to: "1", shift: Narrower }
oneOf: [{const: a}, {const: b}] ~ oneOf: [{const: b}, {const: c}] ~ BF |  | AlternativeRemoved("a"); FW |  | AlternativeAdded("c")
oneOf: [{type: string}, {type: integer}] ~ oneOf: [{type: string}, {type: integer}, {type: 'null'}] ~ FB |  | NullableAdded
type: string ~ oneOf: [{type: string}, {type: integer}] ~ FW |  | AlternativeAdded("integer")
properties: {a: {}, b: {}} ~ properties: {a: {}, b: {}}, anyOf: [{required: [a]}, {required: [b]}] ~ BF |  | ChoiceAdded
"#;

#[test]
fn references() {
    const S: &str = "{$ref: '#/components/schemas/S'}";
    const T: &str = "{$ref: '#/components/schemas/T'}";
    let one = "S: {type: object, properties: {a: {type: string}}}";
    let two = "S: {type: object, properties: {a: {type: string}, b: {}}}";
    let added = |path: &str| format!("FF | {path} | PropertyAdded {{ required: false }}");
    // It does not matter where a schema is written.
    check_schema((S, one), ("{properties: {a: {type: string}}}", ""), &[]);
    check_schema((S, one), (T, &format!("T: {S}, {one}")), &[]);
    check_schema((S, two), (&format!("{{allOf: [{S}, {{properties: {{b: {{}}}}}}]}}"), one), &[]);
    check_schema((S, one), (S, two), &[&added("b")]);
    // A schema that is used twice in an operation is told once.
    let twice = format!("{{properties: {{x: {S}, y: {S}}}}}");
    check_schema((&twice, one), (&twice, two), &[&added("x.b")]);
    // Words beside a reference are its own.
    let with = |words: &str| S.replace('}', &format!(", description: {words}}}"));
    check_schema((&with("a"), one), (&with("b"), one), &["FF |  | DescriptionChanged"]);
    // Recursion, also of two.
    let tree = |rest: &str| format!("S: {{properties: {{next: {S}, all: {{items: {S}}}{rest}}}}}");
    check_schema((S, &tree("")), (S, &tree("")), &[]);
    check_schema((S, &tree("")), (S, &tree(", b: {}")), &[&added("b")]);
    let mutual =
        |rest: &str| format!("S: {{properties: {{t: {T}}}}}, T: {{properties: {{s: {S}{rest}}}}}");
    check_schema((S, &mutual("")), (S, &mutual(", b: {}")), &[&added("t.b")]);
    // References that never end.
    let circle = |schema: &str| with_schema(S, &format!("S: {schema}"));
    assert_eq!(compare(&circle(S), &circle(&format!("{{allOf: [{S}]}}"))).changes, []);
    // One that leads nowhere is no change, but not everything was compared.
    let report = compare(&with_schema(S, ""), &with_schema(S, one));
    assert!(report.changes.is_empty() && report.limited && !report.is_same());
    // Variants by name.
    let named = format!("{one}, T: {{properties: {{b: {{type: string}}}}}}");
    let both = format!("{{oneOf: [{S}, {T}]}}");
    check_schema((&both, &named), (&format!("{{oneOf: [{T}, {S}]}}"), &named), &[]);
    check_schema((S, &named), (&both, &named), &["FW |  | AlternativeAdded(\"T\")"]);
    check_schema((&both, &named), (T, &named), &["BF |  | AlternativeRemoved(\"S\")"]);
    check_schema(
        (&both, &named),
        (&both, &named.replace("b: {type: string}", "b: {type: string, enum: [x]}")),
        &["BF | (T).b | EnumAdded"],
    );
}

const OLD: &str = r##"{"swagger":"2.0","info":{"title":"A","version":"1"},"host":"a.test","basePath":"/v1","schemes":["https"],"consumes":["application/json"],"produces":["application/json"],"security":[{"basic":[]}],"securityDefinitions":{"basic":{"type":"basic"},"o":{"type":"oauth2","flow":"application","tokenUrl":"https://a.test/t","scopes":{"r":"Read"}}},"paths":{"/pets/{id}":{"get":{"operationId":"pet","parameters":[{"name":"id","in":"path","required":true,"type":"integer","format":"int64","description":"Which"},{"name":"tags","in":"query","type":"array","items":{"type":"string"},"collectionFormat":"multi"},{"name":"ids","in":"query","type":"array","items":{"type":"integer"}}],"responses":{"200":{"description":"OK","schema":{"$ref":"#/definitions/Pet"},"headers":{"X-Rate":{"type":"integer","description":"How many"}}},"404":{"description":"None"}}}},"/pets":{"post":{"operationId":"add","security":[{"o":["r"]}],"parameters":[{"name":"pet","in":"body","required":true,"schema":{"$ref":"#/definitions/Pet"}}],"responses":{"201":{"description":"Made"}}}},"/photos":{"post":{"operationId":"photo","consumes":["multipart/form-data"],"parameters":[{"name":"file","in":"formData","required":true,"type":"file","description":"It"},{"name":"note","in":"formData","type":"string","maxLength":9}],"responses":{"200":{"description":"OK","schema":{"type":"file"}}}}}},"definitions":{"Pet":{"type":"object","required":["name"],"properties":{"name":{"type":"string","x-nullable":true},"kind":{"type":"string","enum":["cat","dog"]},"parent":{"$ref":"#/definitions/Pet"},"price":{"type":"number","minimum":0,"exclusiveMinimum":true}}}}}"##;

const NEW: &str = r##"{"openapi":"3.1.0","info":{"title":"A","version":"1"},"servers":[{"url":"https://a.test/v1"}],"security":[{"login":[]}],"paths":{"/pets/{id}":{"get":{"operationId":"pet","parameters":[{"name":"id","in":"path","required":true,"description":"Which","schema":{"type":"integer","format":"int64"}},{"name":"tags","in":"query","schema":{"type":"array","items":{"type":"string"}}},{"name":"ids","in":"query","explode":false,"schema":{"type":"array","items":{"type":"integer"}}}],"responses":{"200":{"description":"OK","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Pet"}}},"headers":{"X-Rate":{"description":"How many","schema":{"type":"integer"}}}},"404":{"description":"None"}}}},"/pets":{"post":{"operationId":"add","security":[{"o":["r"]}],"requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Pet"}}}},"responses":{"201":{"description":"Made"}}}},"/photos":{"post":{"operationId":"photo","requestBody":{"required":true,"content":{"multipart/form-data":{"schema":{"type":"object","required":["file"],"properties":{"file":{"type":"string","contentMediaType":"application/octet-stream","description":"It"},"note":{"type":"string","maxLength":9}}}}}},"responses":{"200":{"description":"OK","content":{"application/json":{"schema":{"type":"string","format":"binary"}}}}}}}},"components":{"securitySchemes":{"login":{"type":"http","scheme":"Basic"},"o":{"type":"oauth2","flows":{"clientCredentials":{"tokenUrl":"https://a.test/t","scopes":{"r":"Read"}}}}},"schemas":{"Pet":{"type":"object","required":["name"],"properties":{"name":{"type":["string","null"]},"kind":{"type":"string","enum":["cat","dog"]},"parent":{"$ref":"#/components/schemas/Pet"},"price":{"type":"number","exclusiveMinimum":0}}}}}}"##;

#[test]
fn versions_of_the_standard() {
    // The same API is the same, whichever way it is described.
    check(OLD, NEW, &[]);
    check(NEW, OLD, &[]);
    table(EDITS, |from, to, expected| {
        check(OLD, &OLD.replace(from, to), expected);
        check(NEW, &OLD.replace(from, to), expected);
    });
}

const EDITS: &str = r#"
"maxLength":9 ~ "maxLength":5 ~ B | photo | body multipart/form-data | note | LimitChanged { keyword: "maxLength", from: "9", to: "5", shift: Narrower }
"collectionFormat":"multi" ~ "collectionFormat":"pipes" ~ B | pet | Query tags |  | StyleChanged
"cat","dog" ~ "cat","cow" ~ F | pet | 200 application/json | kind | EnumValueRemoved("dog"); W | pet | 200 application/json | kind | EnumValueAdded("cow"); B | add | body application/json | kind | EnumValueRemoved("dog"); F | add | body application/json | kind | EnumValueAdded("cow")
"description":"It" ~ "description":"That" ~ F | photo | body multipart/form-data | file | DescriptionChanged
"required":true,"type":"file" ~ "type":"file" ~ F | photo | body |  | BecameOptional; F | photo | body multipart/form-data | file | BecameOptional
"produces":["application/json"] ~ "produces":["a/b"] ~ B | pet | 200 application/json |  | MediaTypeRemoved; F | pet | 200 a/b |  | MediaTypeAdded; B | photo | 200 application/json |  | MediaTypeRemoved; F | photo | 200 a/b |  | MediaTypeAdded
"#;

#[test]
fn limits_are_kept() {
    // What breaks a client has its place before what does not.
    let wide = |kind: &str| {
        let one = |n| format!("p{n}: {{type: {kind}, description: {kind}}}");
        let all: Vec<String> = (0..12_000).map(one).collect();
        let header = format!(
            "'200': {{headers: {{X: {{schema: {{properties: {{{}}}}}}}}}}}",
            all.join(", ")
        );
        format!("openapi: 3.1.0\npaths: {{/x: {{post: {{responses: {{{header}}}}}}}}}\n")
    };
    let report = changes(&library(&wide("string")), &library(&wide("integer")));
    assert!(report.limited);
    assert_eq!(report.counts(), [MAX_CHANGES, 0, 0]);
    assert!(
        encode(&draw(&report, Language::En, ["", ""])).contains("7000 more changes are not shown")
    );
    let (open, close) = ("{type: array, items: ".repeat(100), "}".repeat(100));
    let deep = |inner: &str| with_schema(&format!("{open}{inner}{close}"), "");
    let report = compare(&deep("{type: string}"), &deep("{type: boolean}"));
    assert!(report.limited && report.changes.is_empty());
}

#[test]
fn a_description_is_the_same_as_itself() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/specs");
    let given = std::env::var_os("OBZOR_SPECS").map(|path| PathBuf::from(path).join("public"));
    eprintln!("OBZOR_SPECS: {}", if given.is_some() { "read" } else { "skipped" });
    let folders = std::iter::once(own).chain(given);
    for entry in folders.flat_map(|folder| std::fs::read_dir(folder).unwrap()) {
        let path = entry.unwrap().path();
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        if text.len() > 3_000_000 {
            continue;
        }
        let text = json_of(&text);
        // A word in what all share, so that everything is compared.
        let mut noted: Value = serde_json::from_str(&text).unwrap();
        for shared in ["components", "definitions"] {
            if let Some(shared) = noted.get_mut(shared) {
                shared["x-note"] = json!("other");
            }
        }
        for other in [&text, &noted.to_string()] {
            let found = changes(&library(&text), &library(other)).changes;
            assert_eq!(found, [], "{}", path.display());
        }
    }
}

/// A schema, right or wrong, that may refer to three others and so to itself.
fn schema() -> impl Strategy<Value = Value> {
    let name = || select(vec!["a", "b", "c"]);
    let kinds = vec!["null", "boolean", "integer", "number", "string", "array", "object"];
    let limits = vec!["minimum", "maxLength", "exclusiveMaximum", "multipleOf", "minItems"];
    let odd = vec![json!(null), json!(true), json!(false), json!([]), json!({ "$ref": 1 })];
    let to = |name: &str| format!("#/components/schemas/{name}");
    let leaf = prop_oneof![
        4 => select(kinds.clone()).prop_map(|kind| json!({ "type": kind })),
        1 => vec(select(kinds), 0..3).prop_map(|kinds| json!({ "type": kinds })),
        2 => name().prop_map(move |name| json!({ "$ref": to(name) })),
        1 => name().prop_map(move |name| json!({ "$ref": to(name), "description": name })),
        1 => vec(name(), 0..3).prop_map(|values| json!({ "enum": values })),
        1 => name().prop_map(|value| json!({ "const": value, "default": value })),
        2 => (select(limits), -1..3).prop_map(|(key, number)| json!({ key: number })),
        1 => select(odd),
    ];
    leaf.prop_recursive(4, 24, 4, move |inner| {
        let lists = vec!["allOf", "oneOf", "anyOf"];
        let members = vec((name(), inner.clone()), 0..3).prop_map(|members| {
            members.into_iter().map(|(name, one)| (name.to_owned(), one)).collect::<Map<_, _>>()
        });
        prop_oneof![
            3 => (members, vec(name(), 0..2))
                .prop_map(|(members, names)| json!({ "properties": members, "required": names })),
            2 => (select(vec!["items", "additionalProperties", "not"]), inner.clone())
                .prop_map(|(key, one)| json!({ key: one })),
            2 => (select(lists), vec(inner.clone(), 0..4)).prop_map(|(key, list)| json!({ key: list })),
            1 => (inner.clone(), inner).prop_map(|(one, other)| {
                let all = [one, other].into_iter().filter_map(|one| one.as_object().cloned());
                Value::Object(all.flatten().collect())
            }),
        ]
    })
}

fn description() -> impl Strategy<Value = Value> {
    (select(vec!["3.0.3", "3.1.0"]), vec(schema(), 5)).prop_map(|(version, schemas)| {
        let media = json!({ "content": { "a/b": { "schema": schemas[0] } } });
        let query = json!([{ "name": "q", "in": "query", "schema": schemas[1] }]);
        let post =
            json!({ "parameters": query, "requestBody": media, "responses": { "200": media } });
        let named = json!({ "schemas": { "a": schemas[2], "b": schemas[3], "c": schemas[4] } });
        json!({ "openapi": version, "paths": { "/x": { "post": post } }, "components": named })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_and_nothing_differs_from_itself(old in description(), new in description()) {
        let mut noted = old.clone();
        noted["components"]["x-note"] = json!(1);
        let [old, new, noted] = [old, new, noted].map(|value| Library::of(&value.to_string()));
        let report = changes(&old, &new);
        for language in [Language::Ru, Language::En] {
            prop_assert!(!draw(&report, language, ["", ""]).is_empty());
        }
        mirrored(&report, &changes(&new, &old));
        prop_assert_eq!(changes(&old, &old).changes, vec![]);
        prop_assert_eq!(changes(&old, &noted).changes, vec![]);
    }
}
