use obzor::json::JsonError;
use obzor::operation::BodyTemplate;
use obzor::page::{Page, PageBlock, PageError};

/// A page's tabs as `id=label`, and its operations.
fn check(text: &str, tabs: &[&str], operations: &[&str]) {
    let page = Page::read(text).unwrap();
    let found: Vec<String> = page
        .blocks
        .iter()
        .flat_map(|block| match block {
            PageBlock::Tabs(tabs) => {
                tabs.iter().map(|tab| format!("{}={}", tab.id, tab.label)).collect()
            }
            _ => Vec::new(),
        })
        .collect();
    assert_eq!(found, tabs, "{text}");
    let ids: Vec<String> = page.operations().into_iter().map(|operation| operation.id).collect();
    assert_eq!(ids, operations, "{text}");
}

#[test]
fn three_shapes_are_read() {
    check("[]", &[], &[]);
    check(
        r#"[{"id":"x","label":" One  ","type":"tab","content":{"type":"doc","content":[]}}]"#,
        &["x=One"],
        &[],
    );
    check(r#"{"type":"doc","version":1,"content":[]}"#, &[], &[]);
    check(
        r#"{"title":"T","blocks":["text",[{"label":""},{"label":"b","id":"1"},{"label":"c","id":"1"}]]}"#,
        &["tab-1=1", "1=b", "1-2=c"],
        &[],
    );
    check(
        r#"{"blocks":[{"type":"tabs","tabs":[{"label":"a"}]},{"type":"video"},7]}"#,
        &["tab-1=a"],
        &[],
    );
}

#[test]
fn what_is_no_page_says_what_it_is() {
    for (text, error) in [
        ("", PageError::Json(JsonError::Empty)),
        ("<!doctype html>", PageError::Json(JsonError::Html)),
        ("null", PageError::Shape("null")),
        ("7", PageError::Shape("number")),
        ("{}", PageError::Shape("object")),
        (r#"{"blocks":{}}"#, PageError::Shape("object")),
    ] {
        assert_eq!(Page::read(text), Err(error), "{text:?}");
    }
}

/// A page with one table: its header, and one row.
fn table(header: &[&str], row: &[&str]) -> String {
    let cells = |kind: &str, texts: &[&str]| {
        let cells: Vec<String> = texts
            .iter()
            .map(|text| {
                let text = serde_json::json!(text);
                format!(r#"{{"type":"{kind}","content":[{{"type":"paragraph","content":[{{"type":"text","text":{text}}}]}}]}}"#)
            })
            .collect();
        format!(r#"{{"type":"tableRow","content":[{}]}}"#, cells.join(","))
    };
    format!(
        r#"{{"type":"doc","content":[{{"type":"table","content":[{},{}]}}]}}"#,
        cells("tableHeader", header),
        cells("tableCell", row)
    )
}

#[test]
fn a_table_of_operations_is_known_by_its_words() {
    let words = ["method", "resource", "data"];
    check(&table(&words, &["GET", "/user/", " "]), &[], &["GET /user/"]);
    check(&table(&["Метод", "РЕСУРС", "Данные:"], &["get", " /user/ ", ""]), &[], &["GET /user/"]);
    check(&table(&["Resource", "Method"], &["/user/", "DELETE"]), &[], &["DELETE /user/"]);
    check(&table(&["method", "meaning"], &["GET", "/user/"]), &[], &[]);
    check(&table(&words, &["", "/user/", ""]), &[], &[]);
    check(&table(&words, &["GET it", "/user/", ""]), &[], &[]);
    check(&table(&words, &["GET", "user", ""]), &[], &[]);
    check(&table(&words, &["GET", "/a b", ""]), &[], &[]);
}

#[test]
fn the_cell_data_is_a_body_a_form_or_a_query() {
    let pairs = |list: &[(&str, &str)]| -> Vec<(String, String)> {
        list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let case =
        |method: &str, resource: &str, data: &str, query: &[(&str, &str)], body: BodyTemplate| {
            let page =
                Page::read(&table(&["method", "resource", "data"], &[method, resource, data]))
                    .unwrap();
            let [operation] = page.operations().try_into().unwrap();
            assert_eq!(
                (operation.query, operation.body),
                (
                    pairs(query)
                        .into_iter()
                        .map(|(name, value)| (name, Some(value)))
                        .collect::<Vec<_>>(),
                    body
                ),
                "{method} {resource} {data}"
            );
        };
    case("GET", "/a?x=1&y=", "", &[("x", "1"), ("y", "")], BodyTemplate::None);
    case(
        "GET",
        "/a",
        "x=1\ny=2024-01-01 00:00:00",
        &[("x", "1"), ("y", "2024-01-01 00:00:00")],
        BodyTemplate::None,
    );
    case("POST", "/a", "x=1&y=2", &[], BodyTemplate::Form(pairs(&[("x", "1"), ("y", "2")])));
    case("POST", "/a", " {\"a\": 1.0} ", &[], BodyTemplate::Json("{\"a\": 1.0}".to_owned()));
    case("POST", "/a", "{broken", &[], BodyTemplate::Json("{broken".to_owned()));
    case("DELETE", "/a", "{\"a\":1}", &[], BodyTemplate::Json("{\"a\":1}".to_owned()));
    case(
        "POST",
        "/a",
        "title=T\nfile=@a.mp3",
        &[],
        BodyTemplate::Multipart(pairs(&[("title", "T"), ("file", "@a.mp3")])),
    );
    case("POST", "/a", "no data", &[], BodyTemplate::None);
    case("GET", "/client/@me/", "—", &[], BodyTemplate::None);
    case(
        "GET",
        "/q?name=a%20b&flag=&c=d+e",
        "",
        &[("name", "a b"), ("flag", ""), ("c", "d e")],
        BodyTemplate::None,
    );
    case("POST", "/f", "client_id=@me", &[], BodyTemplate::Form(pairs(&[("client_id", "@me")])));
}

#[test]
fn a_name_alone_in_a_query_stays_alone() {
    let table = table(&["method", "resource", "data"], &["GET", "/a?flag&b=", ""]);
    let [operation] = Page::read(&table).unwrap().operations().try_into().unwrap();
    let expected = [("flag".to_owned(), None), ("b".to_owned(), Some(String::new()))];
    assert_eq!(operation.query, expected);
}

#[test]
fn rows_of_one_method_and_path_are_operations_of_their_own() {
    let words = ["method", "resource", "data"];
    let rows = [
        ("POST", "/same", "{\"a\":1}"),
        ("POST", "/same", "{\"a\":2}"),
        ("POST", "/same", "{\"a\":1}"),
    ];
    let tables: Vec<String> = rows.iter().map(|(a, b, c)| table(&words, &[a, b, c])).collect();
    check(&format!("{{\"blocks\":[{}]}}", tables.join(",")), &[], &["POST /same", "POST /same #2"]);
}
