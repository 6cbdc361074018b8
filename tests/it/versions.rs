//! Two versions of an API as the page asks about them, and as it draws what it gets.

use crate::changes::compare;
use obzor::html::encode;
use obzor::i18n::Language;
use obzor::openapi::changes::{Versions, draw};

#[test]
fn drawn() {
    let api = |paths: &str| format!("openapi: 3.0.0\npaths: {{{paths}}}\n");
    let old = api("/a: {get: {operationId: a}}, /b: {put: {}}");
    let new =
        api("/b: {put: {parameters: [{name: q, in: query, required: true}]}}, /c: {post: {}}");
    let report = compare(&old, &new);
    assert_eq!(encode(&draw(&report, Language::En, ["shop@1", "shop"])), DRAWN.replace('\n', ""));
    let html = encode(&draw(&report, Language::Ru, ["", ""]));
    assert!(html.contains(": 2</span>"), "{html}");
    assert!(!html.contains("href"), "{html}");
    let html = encode(&draw(&compare(&old, &old), Language::Ru, ["", ""]));
    assert_eq!(html, r#"<p class="changes-same">Обе версии описывают один и тот же API.</p>"#);
}

/// What a page asks, and the files that are read on the way.
#[test]
fn versions() {
    let api = "{\"openapi\":\"3.1.0\",\"paths\":{\"/a\":{\"$ref\":\"more.json#/a\"}}}";
    let question = r#"{"old":"x@1","new":"x","language":"en"}"#;
    let mut versions = Versions::default();
    assert_eq!(versions.answer(question), r#"{"undescribed":0}"#);
    versions.add(0, "https://a.test/1/api.json", api);
    versions.add(1, "https://a.test/2/api.json", "<html>");
    assert_eq!(versions.answer(question), r#"{"undescribed":1}"#);
    let mut versions = Versions::default();
    versions.add(0, "https://a.test/1/api.json", api);
    versions.add(1, "https://a.test/2/api.json", api);
    let wanted =
        r#"{"wanted":[[0,"https://a.test/1/more.json"],[1,"https://a.test/2/more.json"]]}"#;
    assert_eq!(versions.answer(question), wanted);
    versions.add(0, "https://a.test/1/more.json", r#"{"a":{"get":{"operationId":"a"}}}"#);
    versions.add(1, "https://a.test/2/more.json", r#"{"a":{}}"#);
    let answer = versions.answer(question);
    assert!(answer.contains("#/x@1?operation=a"), "{answer}");
    assert!(answer.contains("breaking: 1"), "{answer}");
    // A file that is not there: nothing more is wanted, and the rest is compared.
    let mut versions = Versions::default();
    versions.add(0, "a", api);
    versions.add(1, "b", api);
    versions.lost(0, "more.json");
    versions.lost(1, "more.json");
    let answer = versions.answer(question);
    assert!(answer.contains("No change was found in what was compared."), "{answer}");
}

const DRAWN: &str = r##"<p class="changes-counts"><span class="change-mark change-breaking">breaking: 2</span> <span class="change-mark change-fine">not breaking: 1</span> </p>
<section class="changes-group"><h2 class="changes-operation"><span class="verb method-get">GET</span> <a href="#/shop@1?operation=a"><code>/a</code></a></h2><ul class="changes-list">
<li class="change"><span class="change-mark change-breaking">breaking</span> operation removed<small class="change-why"> — who calls it gets an error</small></li></ul></section>
<section class="changes-group"><h2 class="changes-operation"><span class="verb method-put">PUT</span> <a href="#/shop?operation=put+%2Fb"><code>/b</code></a> <small class="changes-before"><a href="#/shop@1?operation=put+%2Fb">as it was</a></small></h2><ul class="changes-list">
<li class="change"><span class="change-mark change-breaking">breaking</span> <span class="change-place">parameter q (query)</span>: required parameter added<small class="change-why"> — requests without it are refused</small></li></ul></section>
<section class="changes-group"><h2 class="changes-operation">Operations added: 1</h2><ul class="changes-list changes-added">
<li class="change"><span class="verb method-post">POST</span> <a href="#/shop?operation=post+%2Fc"><code>/c</code></a></li></ul></section>"##;
