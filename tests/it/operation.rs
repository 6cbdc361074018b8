//! Operations of all versions in one shape, and what the console gets of them.

use obzor::json;
use obzor::openapi::operation::{Content, Described, In, Part};
use obzor::openapi::{Library, Place, console};
use obzor::operation::{BodyTemplate, Form, Hint, Kind};
use obzor::request::{Body, BodyInput, build};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fmt::Write;
use typed_arena::Arena;

/// The form of an operation of a description.
fn form(text: &str, pointer: &str) -> Form {
    let (library, arena) = (Library::of(text), Arena::new());
    let reading = library.read(&arena);
    console::form(&reading, &Described::read(&reading, &Place::at(pointer)))
}

/// A description, an operation of it, and the operation in lines.
fn check(description: &str, pointer: &str, expected: &str) {
    let (library, arena) = (Library::of(description), Arena::new());
    let reading = library.read(&arena);
    let described = Described::read(&reading, &Place::at(pointer));
    assert_eq!(lines(&described).trim(), expected.trim(), "{description}");
}

/// An operation in lines.
fn lines(one: &Described<'_>) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{} {} {:?} {:?}", one.method, one.path, one.id, one.title());
    for parameter in &one.parameters {
        let mark = if parameter.required { "!" } else { "" };
        let style = parameter.serialization.map(|how| format!("{:?} {}", how.style, how.explode));
        let _ = write!(out, "{:?} {}{mark}", parameter.place, parameter.name);
        let _ = write!(out, " {} {}", style.unwrap_or_default(), parameter.description);
        for example in &parameter.examples {
            let _ = write!(out, " {}={:?}", example.name, example.content);
        }
        let _ = writeln!(out, " {}", parameter.media_type);
    }
    if let Some(body) = &one.body {
        let _ = writeln!(out, "body {} {}", body.required, body.description);
        let fields = body.fields.iter().map(|field| field.name).collect::<Vec<_>>();
        if !fields.is_empty() {
            let _ = writeln!(out, "  fields {}", fields.join(" "));
        }
        media(&mut out, &body.media);
    }
    for response in &one.responses {
        let _ = writeln!(out, "{} {}", response.status, response.description);
        for header in &response.headers {
            let _ = writeln!(out, "  header {} {}", header.name, header.description);
        }
        media(&mut out, &response.media);
        for link in &response.links {
            let _ = writeln!(out, "  link {} {}", link.name, link.operation);
        }
    }
    for callback in &one.callbacks {
        let _ =
            writeln!(out, "calls {} {} {}", callback.name, callback.method, callback.expression);
    }
    for way in &one.security {
        let needs = way.iter().map(|need| {
            let kind = need.scheme.as_ref().map_or("?", |scheme| scheme.kind);
            format!("{}:{kind}{:?}", need.name, need.scopes)
        });
        let _ = writeln!(out, "needs {}", needs.collect::<Vec<_>>().join(" + "));
    }
    for server in &one.servers {
        let _ = writeln!(out, "at {} {}", server.url, one.own_servers);
    }
    for (part, problem) in &one.problems {
        let _ = writeln!(out, "{part:?} #{} {:?}", problem.place.pointer, problem.wrong);
    }
    out.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn media(out: &mut String, media: &[obzor::openapi::operation::Media<'_>]) {
    for one in media {
        let schema = one.schema.as_ref().map(|schema| schema.place.pointer.clone());
        let items = one.item_schema.as_ref().map_or("", |_| " items");
        let _ = writeln!(out, "  {} {}{items}", one.name, schema.unwrap_or_default());
        for example in &one.examples {
            let text = match example.content {
                Content::Value(value) => value.to_string(),
                Content::Text(text) | Content::External(text) => text.to_owned(),
            };
            let _ = writeln!(out, "    {} {text}", example.name);
        }
    }
}

const SWAGGER: &str = r##"{"swagger":"2.0","host":"api.test","basePath":"/v1","schemes":["https"],
"consumes":["application/json","application/xml"],"produces":["application/json"],
"security":[{"key":[]}],
"securityDefinitions":{"key":{"type":"apiKey","in":"header","name":"X-Key"},
"oa":{"type":"oauth2","flow":"accessCode","tokenUrl":"/t","authorizationUrl":"/a","scopes":{"r":"Read"}}},
"parameters":{"page":{"name":"page","in":"query","type":"integer","default":1,"minimum":1}},
"paths":{"/pets/{id}":{"parameters":[{"name":"id","in":"path","required":true,"type":"string"},{"$ref":"#/parameters/page"}],
"get":{"operationId":"list","parameters":[{"name":"page","in":"query","type":"string","description":"own"},{"name":"tags","in":"query","type":"array","items":{"type":"string"},"collectionFormat":"multi"}],
"responses":{"404":{"description":"none"},"default":{"description":"d"},"200":{"description":"ok","schema":{"type":"object"},"examples":{"application/json":{"a":1}},"headers":{"X-N":{"type":"integer","description":"N"}}}}},
"put":{"security":[],"parameters":[{"in":"body","name":"pet","required":true,"description":"A pet","schema":{"$ref":"#/definitions/Pet"}}],"responses":{}},
"post":{"security":[{"oa":["r"]}],"consumes":["multipart/form-data"],"parameters":[{"in":"formData","name":"f","type":"file"},{"in":"formData","name":"n","type":"string","required":true,"x-example":"Rex"}],"responses":{}}}},
"definitions":{"Pet":{"type":"object","example":{"name":"Rex"}}}}"##;

#[test]
fn swagger_2() {
    check(
        SWAGGER,
        "/paths/~1pets~1{id}/get",
        r#"
GET /pets/{id} "list" "GET /pets/{id}"
Path id! Simple false
Query page Form false own
Query tags Form true
200 ok
  header X-N N
  application/json /paths/~1pets~1{id}/get/responses/200/schema
     {"a":1}
404 none
default d
needs key:apiKey[]
at https://api.test/v1 false
"#,
    );
    check(
        SWAGGER,
        "/paths/~1pets~1{id}/put",
        r#"
PUT /pets/{id} "" "PUT /pets/{id}"
Path id! Simple false
Query page Form false
body true A pet
  application/json /paths/~1pets~1{id}/put/parameters/0/schema
  application/xml /paths/~1pets~1{id}/put/parameters/0/schema
needs
at https://api.test/v1 false
"#,
    );
    check(
        SWAGGER,
        "/paths/~1pets~1{id}/post",
        r#"
POST /pets/{id} "" "POST /pets/{id}"
Path id! Simple false
Query page Form false
body true
  fields f n
  multipart/form-data
needs oa:oauth2["r"]
at https://api.test/v1 false
"#,
    );
}

const V30: &str = r##"{"openapi":"3.0.3","servers":[{"url":"/v1"}],"security":[{"b":[]},{}],
"components":{"securitySchemes":{"b":{"type":"http","scheme":"bearer"}},
"parameters":{"Limit":{"name":"limit","in":"query","schema":{"type":"integer","minimum":0,"exclusiveMinimum":true,"maximum":100},"example":5}},
"requestBodies":{"Pet":{"description":"A pet","required":true,"content":{"application/json":{"schema":{"type":"object","properties":{"name":{"type":"string"}}},"examples":{"cat":{"summary":"A cat","value":{"name":"Tom"}},"dog":{"$ref":"#/components/examples/dog"}}}}}},
"examples":{"dog":{"value":{"name":"Rex"}}},
"responses":{"E":{"description":"error","content":{"application/json":{"schema":{}}}}}},
"paths":{"/pets":{"summary":"Pets","servers":[{"url":"https://{r}.test","variables":{"r":{"default":"eu","enum":["eu","us"]}}}],
"post":{"tags":["pets"],"parameters":[{"$ref":"#/components/parameters/Limit"},{"name":"Accept","in":"header","schema":{"type":"string"}},{"name":"filter","in":"query","style":"deepObject","explode":true,"schema":{"type":"object"}},{"name":"j","in":"query","content":{"application/json":{"schema":{"type":"object"}}}},{"$ref":"#/components/parameters/Missing"},{"in":"query"}],
"requestBody":{"$ref":"#/components/requestBodies/Pet"},
"responses":{"default":{"$ref":"#/components/responses/E"},"201":{"description":"made","links":{"get":{"operationId":"getPet"}},"content":{"application/json":{"schema":{"type":"object"}}}}},
"callbacks":{"made":{"{$request.body#/url}":{"post":{"summary":"Told","responses":{}}}}}}}}}"##;

#[test]
fn openapi_3_0() {
    check(
        V30,
        "/paths/~1pets/post",
        r##"
POST /pets "" "Pets"
Query limit Form true  =Value(Number(5))
Header Accept Simple false
Query filter DeepObject true
Query j Json false  application/json
body true A pet
  application/json /components/requestBodies/Pet/content/application~1json/schema
    cat {"name":"Tom"}
    dog {"name":"Rex"}
201 made
  application/json /paths/~1pets/post/responses/201/content/application~1json/schema
  link get getPet
default error
  application/json /components/responses/E/content/application~1json/schema
calls made POST {$request.body#/url}
needs b:http[]
needs
at https://{r}.test true
Parameters #/paths/~1pets/post/parameters/4 Missing("#/components/parameters/Missing")
Parameters #/paths/~1pets/post/parameters/5 Absent("name")
"##,
    );
}

#[test]
fn openapi_3_1_and_3_2() {
    check(
        r##"{"openapi":"3.1.0","webhooks":{"new":{"$ref":"#/components/pathItems/New"}},
        "components":{"parameters":{"P":{"name":"p","in":"cookie","description":"far","schema":{"type":"string"}}},
        "pathItems":{"New":{"post":{"summary":"New pet","parameters":[{"$ref":"#/components/parameters/P","description":"near"}],"security":"no"}}}}}"##,
        "/webhooks/new/post",
        r#"
POST new "" "New pet"
Cookie p Form true near
at / false
Security #/components/pathItems/New/post/security Type("string", "array")
"#,
    );
    let text = r#"{"openapi":"3.2.0","paths":{"/q":{
        "query":{"requestBody":{"content":{"application/jsonl":{"itemSchema":{"type":"object"}}}}},
        "additionalOperations":{"PURGE":{"summary":"Clear"}},
        "get":{"parameters":[{"name":"all","in":"querystring","content":{"application/x-www-form-urlencoded":{"schema":{"type":"object","required":["a"],"properties":{"a":{"type":"integer"},"b":{"type":"boolean"}}}}}}]}}}}"#;
    check(
        text,
        "/paths/~1q/query",
        "QUERY /q \"\" \"QUERY /q\"\nbody false\n  application/jsonl  items\nat / false",
    );
    check(text, "/paths/~1q/additionalOperations/PURGE", "PURGE /q \"\" \"Clear\"\nat / false");
    check(
        text,
        "/paths/~1q/put",
        "PUT /q \"\" \"PUT /q\"\nat / false\nOperation #/paths/~1q/put Missing(\"#/paths/~1q/put\")",
    );
    let form = form(text, "/paths/~1q/get");
    let names: Vec<_> = form.hints.iter().map(|hint| (hint.name.as_str(), hint.required)).collect();
    assert_eq!(names, [("a", true), ("b", false)]);
}

/// What a description of one parameter makes of its field.
fn check_hint(parameter: &Value, kind: &Kind, (example, default): (&str, &str)) {
    let text =
        json!({ "openapi": "3.1.0", "paths": { "/": { "get": { "parameters": [parameter] } } } });
    let form = form(&text.to_string(), "/paths/~1/get");
    let hint: &Hint = form.hints.first().unwrap();
    assert_eq!(&hint.kind, kind, "{parameter}");
    assert_eq!((hint.example.as_str(), hint.default.as_str()), (example, default), "{parameter}");
    let described = Form::from_value(&json::parse(&form.to_value().to_string()).unwrap());
    assert_eq!(described, form);
}

#[test]
fn fields_know_what_is_typed_in_them() {
    let strings =
        |values: &[&str]| Kind::Enum(values.iter().map(|one| (*one).to_owned()).collect());
    let cases = [
        (json!({ "type": "string" }), Kind::Text, ("", "")),
        (
            json!({ "type": ["string", "null"], "format": "date", "example": "2024-01-01" }),
            Kind::Date,
            ("2024-01-01", ""),
        ),
        (json!({ "type": "string", "format": "date-time" }), Kind::DateTime, ("", "")),
        (
            json!({ "type": "integer", "exclusiveMinimum": 0, "maximum": 9, "default": 3 }),
            Kind::Integer { min: Some(1), max: Some(9) },
            ("", "3"),
        ),
        (json!({ "type": "number", "examples": [1.5] }), Kind::Number, ("1.5", "")),
        (json!({ "type": "boolean", "default": false }), Kind::Boolean, ("", "false")),
        (json!({ "enum": ["a", 1, null] }), strings(&["a", "1"]), ("", "")),
        (json!({ "const": "x" }), strings(&["x"]), ("", "")),
        (
            json!({ "type": "array", "items": { "enum": ["a"] }, "example": ["a", "a"] }),
            Kind::List(Box::new(strings(&["a"]))),
            ("a\na", ""),
        ),
        (json!({ "type": "array", "items": { "type": "object" } }), Kind::Json, ("", "")),
        (json!({ "type": "object", "example": { "a": 1 } }), Kind::Json, (r#"{"a":1}"#, "")),
        (
            json!({ "anyOf": [{ "type": "integer" }, { "type": "null" }] }),
            Kind::Integer { min: None, max: None },
            ("", ""),
        ),
        (json!({ "oneOf": [{ "const": "a" }, { "const": "b" }] }), strings(&["a", "b"]), ("", "")),
        (json!({ "oneOf": [{ "type": "string" }, { "type": "integer" }] }), Kind::Text, ("", "")),
        (json!({ "$ref": "#/nowhere" }), Kind::Text, ("", "")),
    ];
    for (schema, kind, words) in cases {
        check_hint(&json!({ "name": "p", "in": "query", "schema": schema }), &kind, words);
    }
}

#[test]
fn what_is_required_is_sent_and_the_rest_is_at_hand() {
    let form = form(V30, "/paths/~1pets/post");
    assert_eq!(form.operation.id, "POST /pets");
    let json = "{\n  \"name\": \"Tom\"\n}".to_owned();
    assert_eq!(form.operation.body, BodyTemplate::Json(json.clone()));
    assert_eq!(form.bodies.len(), 2);
    let inputs = form.fresh();
    assert_eq!(inputs.body, BodyInput::Json(json));
    let query: Vec<_> = inputs
        .query
        .iter()
        .map(|field| (field.name.as_str(), field.value.as_str(), field.enabled))
        .collect();
    assert_eq!(query, [("limit", "5", false), ("filter", "", false), ("j", "", false)]);
    assert!(inputs.headers.is_empty(), "Accept is not ours to set");
    let limit = form.hints.first().unwrap();
    assert_eq!(limit.kind, Kind::Integer { min: Some(1), max: Some(100) });
    assert!(build(&form.operation, &inputs, &[]).can_send());
    assert_eq!(form.servers[0].variables[0].choices, ["eu", "us"]);

    let carried = json::parse(&form.to_value().to_string()).unwrap();
    assert_eq!(Form::from_value(&carried), form);
}

#[test]
fn forms_of_swagger_have_their_fields() {
    let form = form(SWAGGER, "/paths/~1pets~1{id}/post");
    let pairs = vec![("n".to_owned(), "Rex".to_owned())];
    assert_eq!(form.operation.body, BodyTemplate::Multipart(pairs));
    let inputs = form.fresh();
    let fields: Vec<_> = inputs
        .body
        .fields()
        .iter()
        .map(|field| (field.name.as_str(), field.value.as_str(), field.enabled, field.is_file))
        .collect();
    assert_eq!(fields, [("f", "", false, true), ("n", "Rex", true, false)]);
    assert_eq!(form.security[0][0].flows[0].kind, "authorizationCode");
    let carried = json::parse(&form.to_value().to_string()).unwrap();
    assert_eq!(Form::from_value(&carried), form);
}

#[test]
fn fields_of_a_form_come_from_its_schema() {
    let text = r##"{"openapi":"3.1.0","paths":{"/":{"post":{"requestBody":{"content":{"multipart/form-data":{
        "schema":{"allOf":[{"$ref":"#/components/schemas/A"}],"required":["file"],"properties":{"file":{"type":"string","format":"binary"},"meta":{"type":"object"},"tags":{"type":"array","items":{"type":"string"}},"id":{"type":"string","readOnly":true}}},
        "example":{"tags":["x","y"],"note":"n"},"encoding":{"file":{"contentType":"image/png"}}}}}}}},
        "components":{"schemas":{"A":{"properties":{"note":{"type":"string"}}}}}}"##;
    let form = form(text, "/paths/~1/post");
    let inputs = form.fresh();
    let fields: Vec<_> = inputs
        .body
        .fields()
        .iter()
        .map(|field| {
            format!("{}={} {} {}", field.name, field.value, field.enabled, field.media_type)
        })
        .collect();
    assert_eq!(
        fields,
        [
            "file= true image/png",
            "meta= false application/json",
            "tags=x false ",
            "tags=y false ",
            "note=n false "
        ]
    );
}

#[test]
fn members_of_deep_objects_are_fields() {
    let text = r#"{"openapi":"3.0.0","paths":{"/":{"post":{"requestBody":{"content":{"application/x-www-form-urlencoded":{
        "schema":{"required":["card"],"properties":{"card":{"anyOf":[{"type":"string"},{"required":["no"],"properties":{"no":{"type":"string","example":"4"},"by":{"properties":{"me":{"type":"boolean"}}}}}]},"expand":{"type":"array","items":{"type":"string"}},"whole":{"type":"object"}}},
        "encoding":{"card":{"style":"deepObject","explode":true},"expand":{"style":"deepObject"}}}}}}}}}"#;
    let form = form(text, "/paths/~1/post");
    let fields: Vec<_> =
        form.hints.iter().map(|hint| (hint.name.as_str(), hint.required)).collect();
    assert_eq!(
        fields,
        [("card[no]", true), ("card[by][me]", false), ("expand[]", false), ("whole", false)]
    );
    let request = build(&form.operation, &form.fresh(), &[]).request;
    assert_eq!(request.body(), &Body::Text("card%5Bno%5D=4".to_owned()));
}

#[test]
fn problems_belong_to_a_part() {
    let text = r#"{"openapi":"3.0.0","paths":{"/":{"get":{"summary":5,"parameters":7,"responses":[],"requestBody":{"$ref":"x.json"},"x-badges":"no"}}}}"#;
    let (library, arena) = (Library::of(text), Arena::new());
    let reading = library.read(&arena);
    let described = Described::read(&reading, &Place::at("/paths/~1/get"));
    let mut parts: Vec<Part> = described.problems.iter().map(|(part, _)| *part).collect();
    parts.sort();
    let expected =
        [Part::Operation, Part::Operation, Part::Parameters, Part::Body, Part::Responses];
    assert_eq!(parts, expected);
    assert!(described.parameters.iter().all(|one| one.place == In::Path));
}

/// Replaces the member that a walk of a value comes to after so many steps.
fn mangle(value: &mut Value, steps: &mut usize, with: &Value) {
    if *steps == 0 {
        *value = with.clone();
        *steps = usize::MAX;
        return;
    }
    *steps = steps.saturating_sub(1);
    let inner: Vec<&mut Value> = match value {
        Value::Array(items) => items.iter_mut().collect(),
        Value::Object(members) => members.values_mut().collect(),
        _ => return,
    };
    for value in inner {
        if *steps != usize::MAX {
            mangle(value, steps, with);
        }
    }
}

proptest! {
    #[test]
    fn nothing_panics(spots in prop::collection::vec((0..150_usize, 0..9_usize), 1..6), which in 0..2_usize) {
        let mut value = json::parse([SWAGGER, V30][which]).unwrap();
        let odd = [
            json!(null), json!(true), json!(-1), json!("x"), json!([]), json!({}), json!({ "$ref": "#" }),
            json!([{ "$ref": "#/paths" }]), json!({ "$ref": "#/components/securitySchemes" }),
        ];
        for (mut steps, with) in spots {
            mangle(&mut value, &mut steps, &odd[with]);
        }
        crate::reference::draw_all(&Library::of(&value.to_string()));
    }
}

#[test]
fn forms_of_schemas_that_lead_back_are_bounded() {
    let to = |name: &str| format!(r##"{{"$ref":"#/components/schemas/{name}"}}"##);
    let many = |name: &str| vec![to(name); 100].join(",");
    for (s, a) in [
        (format!(r#"{{"allOf":[{}]}}"#, many("S")), "{}".to_owned()),
        (format!(r#"{{"oneOf":[{}]}}"#, many("A")), format!(r#"{{"anyOf":[{}]}}"#, many("S"))),
        (
            format!(r#"{{"properties":{{"a":{}}},"allOf":[{}]}}"#, to("A"), many("A")),
            format!(r#"{{"properties":{{"b":{}}},"allOf":[{}]}}"#, to("S"), many("S")),
        ),
    ] {
        for kind in ["application/x-www-form-urlencoded", "multipart/form-data"] {
            let encoding = r#"{"a":{"style":"deepObject"},"b":{"style":"deepObject"}}"#;
            let text = format!(
                r#"{{"openapi":"3.1.0","paths":{{"/":{{"post":{{"requestBody":{{"content":{{"{kind}":{{"schema":{},"encoding":{encoding}}}}}}}}}}}}},"components":{{"schemas":{{"S":{s},"A":{a}}}}}}}"#,
                to("S")
            );
            assert!(form(&text, "/paths/~1/post").hints.len() < 1000);
        }
    }
}

#[test]
fn a_media_type_is_known_by_its_essence() {
    let form_of = |kind: &str| {
        let schema = r#"{"type":"object","required":["a"],"properties":{"a":{"type":"string","example":"x"}}}"#;
        let text = format!(
            r#"{{"openapi":"3.1.0","paths":{{"/":{{"post":{{"requestBody":{{"content":{{"{kind}":{{"schema":{schema}}}}}}}}}}}}}}}"#
        );
        form(&text, "/paths/~1/post").operation.body
    };
    let pairs = vec![("a".to_owned(), "x".to_owned())];
    assert_eq!(
        form_of("Application/x-www-form-urlencoded; charset=utf-8"),
        BodyTemplate::Form(pairs.clone())
    );
    assert_eq!(form_of("multipart/form-data;boundary=x"), BodyTemplate::Multipart(pairs));
    assert!(matches!(form_of("application/hal+JSON; charset=utf-8"), BodyTemplate::Json(_)));
    assert!(matches!(form_of("*/*"), BodyTemplate::Json(_)));
    // Lines of JSON are no JSON.
    assert_eq!(form_of("application/x-ndjson"), BodyTemplate::None);
}

#[test]
fn extensions_are_no_members() {
    let text = r#"{"openapi":"3.1.0","paths":{"/":{"post":{
        "requestBody":{"content":{"multipart/form-data":{"encoding":{"x-e":5,"x-amz-meta":{},"f":{"style":"form"}},"examples":{"x-n":5,"e":{"value":1}}}}},
        "responses":{"200":{"description":"","headers":{"x-rate":{"description":"R"}},"links":{"x-l":5,"l":{"operationId":"o"}}}},
        "callbacks":{"x-c":5,"c":{"{$url}":{"post":{"summary":"C"}},"x-url":{"post":{}}}}}}}}"#;
    let (library, arena) = (Library::of(text), Arena::new());
    let reading = library.read(&arena);
    let described = Described::read(&reading, &Place::at("/paths/~1/post"));
    assert_eq!(described.problems, []);
    let body = &described.body.as_ref().unwrap().media[0];
    assert_eq!(body.examples.iter().map(|one| one.name).collect::<Vec<_>>(), ["e"]);
    assert_eq!(body.encoding.iter().map(|one| one.0).collect::<Vec<_>>(), ["x-amz-meta", "f"]);
    let response = &described.responses[0];
    assert_eq!(response.headers.iter().map(|one| one.name).collect::<Vec<_>>(), ["x-rate"]);
    assert_eq!(response.links.iter().map(|one| one.name).collect::<Vec<_>>(), ["l"]);
    let callbacks = described.callbacks.iter().map(|one| (one.name, one.expression));
    assert_eq!(callbacks.collect::<Vec<_>>(), [("c", "{$url}")]);
}
