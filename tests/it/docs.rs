//! Pages in Markdown: what they become, and where their links lead.

use obzor::docs::{Shelf, answer, draw, relink, to_markdown};
use obzor::html::{encode, sources};
use obzor::i18n::Language;
use obzor::json::parse;
use obzor::markdown::{Look, blocks};
use obzor::operation::Operation;
use obzor::page::{Page, PageBlock};
use serde_json::json;

#[test]
fn the_first_heading_is_the_title() {
    let check = |source: &str, title: &str, html: &str| {
        let drawn = draw(source, Language::En);
        assert_eq!((drawn.title.as_str(), encode(&drawn.html).as_str()), (title, html), "{source}");
    };
    check("# Title *x*\n\ntext", "Title x", "<p>text</p>");
    check("Title\n=====\n\ntext", "Title", "<p>text</p>");
    check("\u{feff}---\ntitle: \"Own\"\nupdated: 2026-11-01\n---\n# Own\n", "Own", "");
    check(
        "---\ntitle: Own\n---\n# Other",
        "Own",
        r##"<h2 id="at-other">Other<a class="heading-link" href="#other" aria-label="Link to this place">#</a></h2>"##,
    );
    check("---\n\nno head\n\n---\ntext", "", "<hr><p>no head</p><hr><p>text</p>");
    check(
        "text\n\n# Later",
        "",
        r##"<p>text</p><h2 id="at-later">Later<a class="heading-link" href="#later" aria-label="Link to this place">#</a></h2>"##,
    );
    check("---\nno end", "", "<hr><p>no end</p>");
    check("", "", "");
    assert_eq!(draw("---\nupdated: 2026-11-01\n---\nx", Language::En).updated, "2026-11-01");
}

#[test]
fn headings_are_listed() {
    let drawn = draw("# T\n## One\n### Two\n## One\n> ## Inside\n", Language::En);
    let found: Vec<_> =
        drawn.headings.iter().map(|it| (it.level, it.anchor.as_str(), it.text.as_str())).collect();
    assert_eq!(
        found,
        [(2, "one", "One"), (3, "two", "Two"), (2, "one-1", "One"), (2, "inside", "Inside")]
    );
}

#[test]
fn links_lead_to_pages() {
    let pages = json!({ "pages/sign-in.en.md": "sign-in", "pages/deep/a.md": "a", "pages/deep/my page.md": "my" });
    let check = |path: &str, source: &str, expected: &str| {
        let mut html = blocks(source, &Look::page(Language::En));
        relink(&mut html, path, &pages);
        let html = encode(&html);
        assert!(html.contains(expected), "{source}: {html}");
    };
    check("pages/b.md", "[x](sign-in.en.md)", r##"href="#/sign-in""##);
    check("pages/b.md", "[x](./sign-in.en.md#the-token)", r##"href="#/sign-in?at=the-token""##);
    check("pages/b.md", "[x](deep/a.md)", r##"href="#/a""##);
    check("pages/deep/a.md", "[x](../sign-in.en.md)", r##"href="#/sign-in""##);
    check("pages/b.md", "[x](files/a.pdf?x=1#y)", r#"href="pages/files/a.pdf?x=1#y""#);
    check("pages/b.md", "![x](img/a.png)", r#"src="pages/img/a.png""#);
    check("pages/b.md", "[x](/root.md)", r#"href="/root.md""#);
    check("pages/b.md", "[x](#here)", r##"href="#here""##);
    check("pages/deep/a.md", "[x](#here)", r##"href="#/a?at=here""##);
    check("pages/b.md", "[x](deep/my%20page.md)", r##"href="#/my""##);
    check("b.md", "[x](../../../a.md)", r#"href="a.md""#);
    check(
        "pages/b.md",
        "[x](https://e.com/sign-in.en.md)",
        r#"href="https://e.com/sign-in.en.md""#,
    );
}

#[test]
fn an_operation_gets_a_card() {
    let html = blocks("```operation\nGET /user/{id}?a=1\nb=2\n```\n", &Look::page(Language::En));
    assert_eq!(
        encode(&html),
        concat!(
            r#"<div class="op-card"><div class="op-head"><span class="op-method method-get">GET</span><code class="op-resource">/user/{id}?a=1</code>"#,
            "<button class=\"try\" type=\"button\" data-action=\"try\" data-operation=\"GET /user/{id}?a=1\nb=2\">Open</button></div>",
            r#"<div class="op-console"></div></div>"#,
        ),
    );
    let found: Vec<_> =
        sources(&html).into_iter().map(|source| Operation::from_source(source).unwrap()).collect();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].method.as_str(), found[0].path.as_str()), ("GET", "/user/{id}"));
    assert_eq!(
        found[0].query,
        [("a".to_owned(), Some("1".to_owned())), ("b".to_owned(), Some("2".to_owned()))]
    );
    // Not an operation, or not a page of a site: code.
    for (source, look) in [
        ("```operation\nnothing\n```", Look::page(Language::En)),
        ("```operation\nGET /a\n```", Look::new(2, Language::En)),
    ] {
        assert!(encode(&blocks(source, &look)).contains(r#"<div class="code">"#), "{source}");
    }
}

#[test]
fn tabs_hold_markdown() {
    let source = "# A\n\n````tabs\n=== One\n**x**\n```sh\n=== not a tab\n```\n=== \"Two\"\n## A\n```operation\nGET /a\n```\n````\n";
    let html = encode(&blocks(source, &Look::page(Language::En)));
    for part in [
        r#"aria-selected="true" tabindex="0">One</button>"#,
        r#"tabindex="-1">Two</button>"#,
        "<p><strong>x</strong></p>",
        "=== not a tab",
        r#"<h2 id="at-a-1">A</h2>"#,
        r#"data-operation="GET /a""#,
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    // No word is lost: neither before the first tab, nor the label of the only one.
    let html = encode(&blocks("````tabs\nlead\n=== One\nx\n````\n", &Look::page(Language::En)));
    assert_eq!(html, "<div><p>lead</p><div><p><strong>One</strong></p><p>x</p></div></div>");
    // Tabs in tabs, not without an end.
    let nested = (3..40).rev().fold("x".to_owned(), |inner, count| {
        let fence = "`".repeat(count);
        format!("{fence}tabs\n=== T\n{inner}\n=== U\n{fence}\n")
    });
    assert!(encode(&blocks(&nested, &Look::page(Language::En))).len() < 100_000);
}

#[test]
fn a_page_comes_back_as_it_was() {
    let source = "---\nupdated: 2026-11-01\n---\n# T\n\n## One\n[x](b.md)\n\n```operation\nGET /user/\n```\n\n```operation\nGET /user/?a=1\n```\n";
    let question =
        json!({ "text": source, "path": "a.md", "language": "ru", "pages": { "b.md": "b" } });
    let page = Page::of_drawn(&parse(&answer("page", &question.to_string())).unwrap());
    assert_eq!(
        (page.title.as_str(), page.updated.as_str(), page.headings.len()),
        ("T", "2026-11-01", 1)
    );
    let mut drawn = draw(source, Language::Ru);
    relink(&mut drawn.html, "a.md", &json!({ "b.md": "b" }));
    assert_eq!(page.blocks, [PageBlock::Drawn(drawn.html)]);
    let ids: Vec<_> = page.operations().into_iter().map(|operation| operation.id).collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], "GET /user/");
    assert!(ids[1].starts_with("GET /user/ ~"), "{ids:?}");
    assert_eq!(answer("nothing", "{"), "null");
}

/// A text is drawn alike after it was written as Markdown.
fn check_back(source: &str) {
    let look = Look::page(Language::En);
    let drawn = blocks(source, &look);
    let written = to_markdown(&drawn);
    assert_eq!(encode(&blocks(&written, &look)), encode(&drawn), "{source}\n---\n{written}");
}

#[test]
fn markdown_comes_back() {
    let cases = [
        "a *b* **c** ~~d~~ `e` ``f`g``",
        "1. not a list\n\n- a\n- b\n  - c\n\n    d\n",
        "3. a\n4. b",
        "# A\n\n## B *c*",
        "> a\n>\n> > b",
        "> [!WARNING]\n> a\n> - b",
        "| a | b \\| c |\n| --- | --- |\n| `d` | [e](/f \"g\") |",
        "```sh\necho '```'\n```",
        "````tabs\n=== A\nx\n\n```js\ny\n```\n=== B\nz\n````",
        "```operation\nGET /user/\na=b\n```",
        "- [ ] a\n- [x] b",
        "[a](https://e.com/?a=b&c=d) ![b](c.png)",
        "a\\*b\\_c \\# &lt;b&gt; \\[d\\]",
        "---\n\n\\---",
    ];
    for source in cases {
        check_back(source);
    }
    for page in ["first-call", "sign-in", "errors", "recordings"] {
        for language in ["ru", "en"] {
            let path = format!("{}/public/pages/{page}.{language}.md", env!("CARGO_MANIFEST_DIR"));
            // Footnotes are written out where they stand.
            let source = std::fs::read_to_string(path).unwrap();
            let source: Vec<&str> = source.lines().filter(|line| !line.starts_with("[^")).collect();
            check_back(&source.join("\n"));
        }
    }
}

#[test]
fn pages_are_found_by_their_sections() {
    let mut docs = Shelf::default();
    let page = |id: &str, path: &str, text: &str| {
        json!({ "id": id, "title": "Name", "path": path, "text": text, "language": "en" })
            .to_string()
    };
    docs.answer(
        "learn",
        &page(
            "a",
            "a.md",
            "# Signing in\n\nIntro.\n\n## Renew the token\n\nIt lives an **hour**.\n",
        ),
    );
    docs.answer("learn", &page("b", "b.json", r#"{"type":"doc","content":[{"type":"heading","attrs":{"level":2},"content":[{"type":"text","text":"Limits"}]},{"type":"paragraph","content":[{"type":"text","text":"Twenty a second"}]}]}"#));
    docs.answer("learn", &page("c", "c.json", "no page"));
    let mut check = |query: &str, expected: &[(&str, &str)]| {
        let answer =
            parse(&docs.answer("find", &json!({ "query": query, "limit": 5 }).to_string()))
                .unwrap();
        let word = |found: &serde_json::Value, name: &str| {
            found.get(name).and_then(|it| it.as_str()).unwrap_or_default().to_owned()
        };
        let found: Vec<_> = answer
            .as_array()
            .unwrap()
            .iter()
            .map(|it| (word(it, "page"), word(it, "at")))
            .collect();
        let expected: Vec<_> =
            expected.iter().map(|(page, at)| ((*page).to_owned(), (*at).to_owned())).collect();
        assert_eq!(found, expected, "{query}");
    };
    check("renew", &[("a", "renew-the-token")]);
    check("hour", &[("a", "renew-the-token")]);
    check("singing", &[("a", "")]);
    check("limit", &[("b", "Limits")]);
    check("second", &[("b", "Limits")]);
    check("name", &[("b", "")]);
    check("zzz", &[]);
    check("", &[]);
}
