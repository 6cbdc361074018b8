//! Documents that no editor writes: nodes in the wrong place, and what nests too deep.

use crate::adf_nodes::check;
use obzor::adf::document;
use obzor::adf::html::{Look, draw};
use obzor::html::encode;
use obzor::i18n::Language;
use obzor::json::parse;

#[test]
fn nodes_in_the_wrong_place_get_what_belongs_around_them() {
    let scroll = r#"<div class="scroll" tabindex="0" role="group" aria-label="Table"><table class="plain"><tbody>"#;
    let cases = [
        (r#"{"type":"tableCell","content":[x]}"#, format!("{scroll}<tr><td>x</td></tr></tbody></table></div>")),
        (r#"{"type":"listItem","content":[x]}"#, "<ul><li>x</li></ul>".to_owned()),
        (r#"{"type":"bulletList","content":[x]}"#, "<ul><li>x</li></ul>".to_owned()),
        (r#"{"type":"bulletList","content":[{"type":"taskItem","content":[x]}]}"#, r#"<ul><li><ul class="tasks"><li class="task"><span class="task-open" title="not done">☐</span> x</li></ul></li></ul>"#.to_owned()),
        (r#"{"type":"table","content":[{"type":"tableCell","content":[x]},{"type":"tableCell","content":[x]}]}"#, format!("{scroll}<tr><td>x</td><td>x</td></tr></tbody></table></div>")),
        (r#"{"type":"table","content":[x]}"#, format!("{scroll}<tr><td>x</td></tr></tbody></table></div>")),
        (r#"{"type":"tableRow","content":[x]}"#, format!("{scroll}<tr><td>x</td></tr></tbody></table></div>")),
        (r#"{"type":"paragraph","content":[{"type":"bulletList","content":[]}]}"#, "<div><ul></ul></div>".to_owned()),
        (r#"{"type":"layoutSection","content":[x]}"#, r#"<div class="columns-of-text"><div class="w-100">x</div></div>"#.to_owned()),
        (r#"{"type":"media","attrs":{"url":"/a.png"},"content":[x]}"#, r#"<div><img src="/a.png" alt="" loading="lazy">x</div>"#.to_owned()),
    ];
    for (json, expected) in cases {
        check(json, &expected);
    }
}

#[test]
fn what_nests_too_deep_keeps_its_words() {
    let open = r#"{"type":"blockquote","content":["#.repeat(10_000);
    let text = format!(
        r#"{{"type":"doc","content":[{open}{{"type":"text","text":"deep \"words\""}}{}]}}"#,
        "]}".repeat(10_000)
    );
    let value = obzor::adf::shallow(&text).unwrap();
    let html = encode(&draw(&document(&value), Look::new(Language::En)));
    assert!(html.contains("This part nests too deep"), "{}", html.len());
    assert!(html.contains("deep &quot;words&quot;"));
    assert!(obzor::adf::shallow(&open).is_none());
}

#[test]
fn what_nests_by_marks_or_by_text_is_bounded_too() {
    let html = |text: &str| {
        let value = parse(text).ok().or_else(|| obzor::adf::shallow(text)).unwrap();
        encode(&draw(&document(&value), Look::new(Language::En)))
    };
    // Each list with eight marks.
    let marks = [r#"{"type":"indentation","attrs":{"level":2}}"#; 8].join(",");
    let open = format!(
        r#"{{"type":"bulletList","marks":[{marks}],"content":[{{"type":"listItem","marks":[{marks}],"content":["#
    );
    let nested =
        format!(r#"{}{{"type":"text","text":"deep"}}{}"#, open.repeat(120), "]}]}".repeat(120));
    assert!(html(&nested).contains("deep"));
    // Tabs as text in tabs as text, each with panels around.
    let panels = |inner: &str| {
        format!("{}{inner}{}", r#"{"type":"panel","content":["#.repeat(200), "]}".repeat(200))
    };
    let mut inner = panels(r#"{"type":"text","text":"deep"}"#);
    for _ in 0..6 {
        let tabs = serde_json::json!([{ "label": "T", "content": format!(r#"{{"type":"doc","content":[{inner}]}}"#) }]).to_string();
        let extension = serde_json::json!({ "type": "extension", "attrs": { "extensionKey": "tabs", "parameters": { "body": tabs } } });
        inner = panels(&extension.to_string());
    }
    assert!(!html(&inner).is_empty());
}

#[test]
fn marks_of_cells_and_items_set_what_they_hold() {
    let center = r#""marks":[{"type":"alignment","attrs":{"align":"center"}}]"#;
    check(
        &format!(
            r#"{{"type":"bulletList","content":[{{"type":"listItem",{center},"content":[x]}}]}}"#
        ),
        r#"<ul><li><div class="set-center">x</div></li></ul>"#,
    );
    check(
        &format!(
            r#"{{"type":"table","content":[{{"type":"tableRow","content":[{{"type":"tableCell",{center},"content":[x]}}]}}]}}"#
        ),
        r#"<div class="scroll" tabindex="0" role="group" aria-label="Table"><table class="plain"><tbody><tr><td><div class="set-center">x</div></td></tr></tbody></table></div>"#,
    );
    check(
        r#"{"type":"paragraph","marks":[{"type":"indentation","attrs":{"level":1}},{"type":"alignment","attrs":{"align":"end"}},{"type":"indentation","attrs":{"level":2}}],"content":[x]}"#,
        r#"<div class="set-end indent-2"><p>x</p></div>"#,
    );
    check(
        r#"[{"type":"heading","attrs":{"level":2},"content":["A"]},{"type":"heading","attrs":{"level":2},"content":["A"]},{"type":"heading","attrs":{"level":2},"content":["A.1"]},{"type":"heading","attrs":{"level":2},"content":["A"]}]"#,
        r#"<h2 id="at-A">A</h2><h2 id="at-A.1">A</h2><h2 id="at-A.1.1">A.1</h2><h2 id="at-A.2">A</h2>"#,
    );
}
