use obzor::contents::{Contents, Layout, Line, Row};
use obzor::html::{self, Attribute, Html, Tag, Url, classed, element, tabs, text};
use obzor::reader::Reader;
use proptest::prelude::*;
use serde_json::{Value, json};

fn contents(groups: &[(&str, &str, u64)]) -> Contents {
    let group = |(number, (kind, section, count)): (usize, &(&str, &str, u64))| json!({ "number": number, "kind": kind, "section": section, "count": count });
    Contents::from_value(&groups.iter().enumerate().map(group).collect())
}

/// Every line of a list: `#` a section, `G0` a group, `0.1` a row.
fn lines(layout: &Layout) -> String {
    let line = |line| match layout.at(line).unwrap() {
        Line::Section(index) => format!("#{index}"),
        Line::Group(index) => format!("G{index}"),
        Line::Row(index, row) => format!("{index}.{row}"),
    };
    assert_eq!(layout.at(layout.lines), None);
    (0..layout.lines).map(line).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_list_is_laid_out_by_what_is_open() {
    let list = contents(&[("tag", "A", 2), ("tag", "A", 1), ("tag", "", 3), ("schemas", "B", 2)]);
    assert_eq!(lines(&list.layout(|_| false)), "#0 G0 G1 G2 #3 G3");
    assert_eq!(lines(&list.layout(|group| group.number < 2)), "#0 G0 0.0 0.1 G1 1.0 G2 #3 G3");
    let layout = list.layout(|group| group.number == 2);
    assert_eq!((layout.line(2, 1), layout.line(3, 0), layout.line(9, 0)), (Some(5), Some(8), None));
    assert_eq!(lines(&Contents::default().layout(|_| true)), "");
}

#[test]
fn the_list_starts_with_a_screenful() {
    let open = |counts: &[u64]| {
        let groups: Vec<_> = counts.iter().map(|count| ("tag", "", *count)).collect();
        let list = contents(&groups);
        list.groups.iter().filter(|g| g.starts_open).map(|g| g.number).collect::<Vec<_>>()
    };
    assert_eq!(open(&[50, 50, 50]), [0, 1, 2]);
    assert_eq!(open(&[500, 5, 5]), [0]);
    assert_eq!(open(&[1, 2, 30, 500]), [0, 1, 2]);
    assert!(!contents(&[("schemas", "", 3)]).groups[0].starts_open);
}

proptest! {
    #[test]
    fn a_line_leads_to_its_row_and_back(counts in prop::collection::vec((0_u64..5, any::<bool>()), 0..8)) {
        let groups: Vec<_> = counts.iter().map(|(count, _)| ("tag", "", *count)).collect();
        let layout = contents(&groups).layout(|group| counts[group.number].1);
        for line in 0..layout.lines {
            if let Some(Line::Row(group, row)) = layout.at(line) {
                prop_assert_eq!(layout.line(group, row), Some(line));
            }
        }
    }
}

#[test]
fn a_tree_crosses_a_thread_and_is_checked_again() {
    let link = Attribute::Href(Url::check("#/a?b=1").unwrap());
    let tree = vec![
        classed(Tag::P, "lead", vec![text("a<b"), element(Tag::A, vec![link], vec![text("x")])]),
        tabs("Kinds", vec![("A".to_owned(), vec![text("1")]), ("B".to_owned(), vec![text("2")])]),
        element(
            Tag::Details,
            vec![Attribute::Lazy("q?[1]".to_owned()), Attribute::Anchor("é".to_owned())],
            Vec::new(),
        ),
    ];
    let carried = html::to_value(&tree);
    assert_eq!(html::encode(&html::from_value(&carried)), html::encode(&tree));
    let check = |value: Value, expected: &str| {
        assert_eq!(html::encode(&html::from_value(&value)), expected, "{value}");
    };
    check(json!([["script", [], "x"]]), "");
    check(json!([["a", [["href", "javascript:x"]], "x"]]), "<a>x</a>");
    check(json!([["p", [["onclick", "x"], 7], ["style", []], "x"]]), "<p>x</p>");
    check(json!({ "p": 1 }), "");
}

const PARTS: &str = r#"{"X": {"get": {"operationId": "far", "summary": "Far"}}}"#;

fn ask(reader: &mut Reader, call: &str, input: &Value) -> Value {
    serde_json::from_str(&reader.answer(call, &input.to_string())).unwrap()
}

/// The text of a tree.
fn words(nodes: &[Html]) -> String {
    let word = |node: &Html| match node {
        Html::Text(text) => text.clone(),
        Html::Element(element) => words(&element.children),
    };
    nodes.iter().map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_reader_asks_for_files_and_answers_while_they_arrive() {
    let text = json!({
        "openapi": "3.1.0",
        "info": { "title": "T" },
        "paths": {
            "/a": { "get": { "operationId": "near", "summary": "Near" } },
            "/x": { "$ref": "parts.json#/X" },
        },
    })
    .to_string();
    let mut reader = Reader::default();
    reader.begin("https://h/specs/t.json", 0);
    let near = json!({ "operation": "near", "language": "en", "page": "api" });
    assert_eq!(ask(&mut reader, "page", &near)["missing"], true);
    let (first, second) = text.split_at(text.find("\"/x\"").unwrap());
    reader.feed(first.as_bytes());
    let early = ask(&mut reader, "page", &near);
    assert_eq!((&early["title"], &early["partial"]), (&json!("Near"), &json!(true)));
    reader.feed(second.as_bytes());
    let wanted = json!({ "wanted": ["https://h/specs/parts.json"] });
    assert_eq!(ask(&mut reader, "contents", &Value::Null), wanted);
    reader.add("https://h/specs/parts.json", PARTS);
    let groups = ask(&mut reader, "contents", &Value::Null);
    assert_eq!((&groups["whole"], &groups["groups"][1]["count"]), (&json!(true), &json!(1)));
    let late = ask(&mut reader, "page", &near);
    assert_eq!(late["partial"], false);
    assert!(words(&html::from_value(&late["html"])).contains("Far"), "the next operation");
    let far = json!({ "operation": "far", "language": "ru", "page": "api" });
    let far = ask(&mut reader, "page", &far);
    assert_eq!((&far["title"], &far["form"]["operation"]["path"]), (&json!("Far"), &json!("/x")));
    let found = ask(&mut reader, "find", &json!({ "query": "far", "limit": 5 }));
    assert_eq!(found[0]["key"], "far", "{found}");
}

#[test]
fn a_server_that_begins_with_a_variable_is_not_of_the_site() {
    let servers = |servers: Value| {
        let text = json!({ "openapi": "3.1.0", "info": { "title": "T" }, "servers": servers });
        let mut reader = Reader::default();
        reader.begin("https://docs/specs/t.json", 0);
        reader.feed(text.to_string().as_bytes());
        ask(&mut reader, "page", &json!({ "language": "en" }))["servers"][0][0].clone()
    };
    let whole =
        json!([{ "url": "{base}/v1", "variables": { "base": { "default": "https://a" } } }]);
    assert_eq!(servers(whole), "{base}/v1");
    let part = json!([{ "url": "{base}/v1", "variables": { "base": { "default": "api" } } }]);
    assert_eq!(servers(part), "https://docs/specs/{base}/v1");
    assert_eq!(servers(json!([{ "url": "/v1" }])), "https://docs/v1");
}

#[test]
fn a_row_is_read_as_it_is_carried() {
    let row = Row::from_value(&json!(["k", "get", "Title", "/p", true]));
    assert_eq!(
        (row.key.as_str(), row.method.as_str(), row.path.as_str(), row.deprecated),
        ("k", "get", "/p", true)
    );
    assert_eq!(Row::from_value(&Value::Null), Row::default());
}
