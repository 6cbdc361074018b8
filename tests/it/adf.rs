use obzor::adf::{
    document,
    html::{Look, draw},
    plain,
};
use obzor::highlight::{Kind, Language as Code, tokens};
use obzor::html::encode;
use obzor::i18n::Language;
use obzor::json::parse;
use proptest::prelude::*;

/// A document's content and the HTML of it.
fn check(content: &str, expected: &str) {
    let nodes = document(&parse(content).unwrap());
    assert_eq!(encode(&draw(&nodes, Look::new(Language::En))), expected, "{content}");
}

#[test]
fn nodes_and_marks_become_elements() {
    check(
        r#"{"type":"paragraph","content":[{"type":"text","text":"a<b>&\"c"}]}"#,
        "<p>a&lt;b&gt;&amp;&quot;c</p>",
    );
    check(
        r#"{"type":"text","text":"x","marks":[{"type":"strong"},{"type":"code"},{"type":"strange"}]}"#,
        "<strong><code>x</code></strong>",
    );
    check(r#"[{"type":"hardBreak"},{"type":"text","text":"x"}]"#, "<br>x");
    check(r#"{"type":"heading","attrs":{"level":9},"content":[]}"#, "<h6></h6>");
    check(
        r#"{"type":"orderedList","attrs":{"order":3},"content":[{"type":"listItem","content":[]}]}"#,
        "<ol start=\"3\"><li></li></ol>",
    );
    check(
        r#"{"type":"text","text":"x","marks":[{"type":"link","attrs":{"href":"https://e.com"}}]}"#,
        r#"<a href="https://e.com" rel="noopener noreferrer" target="_blank">x</a>"#,
    );
    check(
        r#"{"type":"text","text":"x","marks":[{"type":"link","attrs":{"href":"javascript:alert(1)"}}]}"#,
        r#"<span class="bad-link">x<small> (javascript:alert(1))</small></span>"#,
    );
}

#[test]
fn unknown_nodes_keep_their_text_and_say_so() {
    check(
        r#"{"type":"futureBlock","attrs":{"title":"More"},"content":[{"type":"paragraph","content":[{"type":"text","text":"in"}]}]}"#,
        r#"<div class="not-drawn"><small>“futureBlock” is not supported here; its text:</small>More<p>in</p></div>"#,
    );
    check(
        r#"{"type":"<script>"}"#,
        r#"<div class="not-drawn"><small>“&lt;script&gt;” is not supported here; its text:</small></div>"#,
    );
    check(
        r#"[null, 7, {"type":5}, {"content":"x"}, "loose"]"#,
        concat!(
            r#"<div class="not-drawn"><small>“” is not supported here; its text:</small></div>"#,
            r#"<div class="not-drawn"><small>“” is not supported here; its text:</small>x</div>loose"#,
        ),
    );
}

#[test]
fn spans_are_clamped() {
    check(
        r#"{"type":"tableCell","attrs":{"colspan":1000000,"rowspan":-5}}"#,
        concat!(
            r#"<div class="scroll" tabindex="0" role="group" aria-label="Table"><table class="plain">"#,
            r#"<tbody><tr><td colspan="1000"></td></tr></tbody></table></div>"#,
        ),
    );
}

#[test]
fn a_table_of_operations_gets_a_button_a_row() {
    let cell = |kind: &str, text: &str| {
        format!(r#"{{"type":"{kind}","content":[{{"type":"text","text":"{text}"}}]}}"#)
    };
    let row = |kind: &str, a: &str, b: &str| {
        format!(r#"{{"type":"tableRow","content":[{},{}]}}"#, cell(kind, a), cell(kind, b))
    };
    let table = format!(
        r#"{{"type":"table","content":[{},{}]}}"#,
        row("tableHeader", "method", "resource"),
        row("tableCell", "GET", "/user/")
    );
    check(
        &table,
        concat!(
            r#"<div class="scroll" tabindex="0" role="group" aria-label="Table"><table class="operations"><tbody>"#,
            r#"<tr><th class="op-method">method</th><th class="op-resource"><span>resource<wbr></span></th><td class="action"></td></tr>"#,
            r#"<tr><td class="op-method method-get">GET</td><td class="op-resource"><span>/<wbr>user/<wbr></span></td><td class="action"><button class="try" type="button" data-action="try" data-operation="GET /user/">Open</button></td></tr>"#,
            "</tbody></table></div>",
        ),
    );
}

#[test]
fn code_is_coloured_and_keeps_every_character() {
    check(
        r#"{"type":"codeBlock","attrs":{"language":"json"},"content":[{"type":"text","text":"{\"a\": 1}"}]}"#,
        concat!(
            r#"<div class="code"><div class="code-head"><span class="language">json</span>"#,
            r#"<button class="copy" type="button" data-action="copy">Copy</button></div>"#,
            r#"<pre tabindex="0" role="group" aria-label="Code, json"><code data-language="json">"#,
            r#"{<span class="t-name">&quot;a&quot;</span>: <span class="t-number">1</span>}</code></pre></div>"#,
        ),
    );
}

/// The tokens of a code that are coloured.
fn check_tokens(language: &str, code: &str, expected: &[(Kind, &str)]) {
    let found = tokens(Code::from_name(language), code);
    let found: Vec<_> = found.into_iter().filter(|(kind, _)| *kind != Kind::Plain).collect();
    assert_eq!(found, expected, "{code}");
}

#[test]
fn what_a_token_is() {
    check_tokens(
        "yaml",
        "a: 1 # c\n\"b\": 'x'\n- *ref\nd: e:f",
        &[
            (Kind::Name, "a"),
            (Kind::Number, "1"),
            (Kind::Comment, "# c"),
            (Kind::Name, "\"b\""),
            (Kind::String, "'x'"),
            (Kind::Variable, "*ref"),
            (Kind::Name, "d"),
        ],
    );
    check_tokens(
        "xml",
        "<!-- c --><a b=\"c\">x = y &amp; z</a>",
        &[
            (Kind::Comment, "<!-- c -->"),
            (Kind::Keyword, "<a"),
            (Kind::Name, "b"),
            (Kind::String, "\"c\""),
            (Kind::Number, "&amp;"),
            (Kind::Keyword, "</a"),
        ],
    );
    check_tokens(
        "sql",
        "SELECT a from b -- c\nwhere d = 'e'",
        &[
            (Kind::Keyword, "SELECT"),
            (Kind::Keyword, "from"),
            (Kind::Comment, "-- c"),
            (Kind::Keyword, "where"),
            (Kind::String, "'e'"),
        ],
    );
    check_tokens(
        "kotlin",
        "val a = 1 /* b\nc */ + \"d\"",
        &[
            (Kind::Keyword, "val"),
            (Kind::Number, "1"),
            (Kind::Comment, "/* b\nc */"),
            (Kind::String, "\"d\""),
        ],
    );
    check_tokens(
        "ts",
        "const a = await fetch(`b`); // c",
        &[
            (Kind::Keyword, "const"),
            (Kind::Keyword, "await"),
            (Kind::String, "`b`"),
            (Kind::Comment, "// c"),
        ],
    );
}

#[test]
fn blocks_are_set_apart_in_plain_text() {
    let nodes = document(&parse(r#"[{"type":"paragraph","content":[{"type":"text","text":"a"},{"type":"hardBreak"},{"type":"text","text":"b"}]},{"type":"codeBlock","content":[{"type":"text","text":"c"}]}]"#).unwrap());
    assert_eq!(plain(&nodes), "a\nb\nc");
}

proptest! {
    #[test]
    fn highlighting_loses_nothing(code in "\\PC{0,80}|[\"'#$\\{\\}a-z \\n\\\\-]{0,80}") {
        for language in [Code::Json, Code::Shell, Code::Python, Code::Yaml, Code::Markup, Code::Sql, Code::C, Code::Plain] {
            let joined: String = tokens(language, &code).into_iter().map(|(_, part)| part).collect();
            prop_assert_eq!(&joined, &code);
        }
    }

    #[test]
    fn no_markup_of_a_text_survives(text in "[<>&\"'a-z/=]{0,40}") {
        let value = serde_json::json!([{ "type": text, "content": [{ "type": "text", "text": text }] }]);
        let html = encode(&draw(&document(&value), Look::new(Language::Ru)));
        let inside = html.replace("<div class=\"not-drawn\">", "").replace("<small>", "").replace("</small>", "").replace("</div>", "");
        prop_assert!(!inside.contains('<') && !inside.contains('>'), "{}", html);
    }
}
