use obzor::html::{Tag, encode};
use obzor::i18n::Language;
use obzor::markdown::{Look, blocks, compact, plain};
use proptest::prelude::*;

const LOOK: Look = Look { heading: 2, language: Language::En, tabs: 0 };

/// A text and its HTML.
fn check(source: &str, expected: &str) {
    let html = encode(&blocks(source, &LOOK));
    assert_eq!(html, expected, "{source}");
    check_harmless(source, &html);
}

/// The attributes that a drawn text may have.
const ATTRIBUTES: &[&str] = &[
    "class",
    "id",
    "href",
    "rel",
    "target",
    "src",
    "alt",
    "loading",
    "title",
    "start",
    "colspan",
    "rowspan",
    "width",
    "height",
    "tabindex",
    "role",
    "aria-label",
    "data-language",
    "data-action",
    "type",
];

/// Every tag is known and balances, every attribute is known, every address is harmless.
pub(crate) fn check_harmless(source: &str, html: &str) {
    let mut open = Vec::new();
    let mut pieces = html.split('<');
    pieces.next();
    for piece in pieces {
        let (tag, _) = piece.split_once('>').unwrap();
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{source:?}\n{html}");
            continue;
        }
        let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(Tag::from_name(name).is_some(), "{name}: {source:?}");
        while let Some((key, value)) = rest.split_once("=\"") {
            let (value, after) = value.split_once('"').unwrap();
            let key = key.trim();
            assert!(ATTRIBUTES.contains(&key), "{key}: {source:?}\n{html}");
            let scheme = value.split(['/', '?', '#']).next().unwrap().split_once(':');
            if let (true, Some((scheme, _))) = (matches!(key, "href" | "src"), scheme) {
                let scheme = scheme.to_ascii_lowercase();
                assert!(
                    ["http", "https", "mailto", "tel"].contains(&scheme.as_str()),
                    "{source:?}"
                );
                assert_eq!(key, "href", "{source:?}");
            }
            rest = after;
        }
        assert!(may_stand(name, &open), "{name} in {open:?}: {source:?}\n{html}");
        if !matches!(name, "br" | "hr" | "img" | "wbr") {
            open.push(name);
            assert!(open.len() < 110, "{} deep", open.len());
        }
    }
    assert!(open.is_empty(), "{source:?}\n{html}");
}

/// Whether a browser that reads the HTML would leave an element where it is.
fn may_stand(name: &str, open: &[&str]) -> bool {
    let parent = open.last().copied().unwrap_or_default();
    let fits = match name {
        "li" => matches!(parent, "ul" | "ol"),
        "dt" | "dd" => parent == "dl",
        "summary" => parent == "details",
        "thead" | "tbody" => parent == "table",
        "tr" => matches!(parent, "thead" | "tbody"),
        "td" | "th" => parent == "tr",
        _ => !matches!(parent, "ul" | "ol" | "dl" | "table" | "thead" | "tbody" | "tr"),
    };
    let block = matches!(
        name,
        "p" | "div" | "ul" | "ol" | "dl" | "table" | "pre" | "blockquote" | "details" | "hr" | "h2"
    );
    let cell = open.iter().rposition(|name| matches!(*name, "td" | "th")).unwrap_or_default();
    let near = open.get(cell..).unwrap_or_default();
    fits && !(block && near.iter().any(|name| matches!(*name, "p" | "h2" | "h3" | "summary")))
        && !(name == "a" && open.contains(&"a"))
}

#[test]
fn blocks_become_elements() {
    check(
        "a *b* **c** ~~d~~ `e<f>`",
        "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e&lt;f&gt;</code></p>",
    );
    check("a\\\nb\nc", "<p>a<br>b\nc</p>");
    check("> q\n\n---", "<blockquote><p>q</p></blockquote><hr>");
    check("3. a\n4. b\n\n* c", "<ol start=\"3\"><li>a</li><li>b</li></ol><ul><li>c</li></ul>");
    check(
        "- [x] a\n- [ ] b",
        concat!(
            r#"<ul><li class="task"><span class="task-done" title="done">☑</span> a</li>"#,
            r#"<li class="task"><span class="task-open" title="not done">☐</span> b</li></ul>"#,
        ),
    );
    check(
        "> [!WARNING]\n> hot",
        r#"<div class="panel panel-warning"><p class="panel-title"><strong>Warning</strong></p><p>hot</p></div>"#,
    );
    check(
        "|a|b|\n|-|-:|\n|`x`|",
        concat!(
            r#"<div class="scroll" tabindex="0" role="group" aria-label="Table"><table class="plain">"#,
            r#"<thead><tr><th>a</th><th class="align-right">b</th></tr></thead>"#,
            r#"<tbody><tr><td><code>x</code></td><td class="align-right"></td></tr></tbody></table></div>"#,
        ),
    );
    check(
        "```json title=x\n1\n```",
        concat!(
            r#"<div class="code"><div class="code-head"><span class="language">json</span>"#,
            r#"<button class="copy" type="button" data-action="copy">Copy</button></div>"#,
            r#"<pre tabindex="0" role="group" aria-label="Code, json"><code data-language="json">"#,
            "<span class=\"t-number\">1</span>\n</code></pre></div>",
        ),
    );
}

#[test]
fn headings_are_shifted_and_named() {
    check("# A b!", r#"<h2 id="at-a-b">A b!</h2>"#);
    check("# Коды *ответов*", r#"<h2 id="at-коды-ответов">Коды <em>ответов</em></h2>"#);
    check(
        "###### a\n# a\n# a-1\n# a\n# !",
        concat!(
            r#"<h6 id="at-a">a</h6><h2 id="at-a-1">a</h2><h2 id="at-a-1-1">a-1</h2>"#,
            r#"<h2 id="at-a-2">a</h2><h2 id="at-section">!</h2>"#,
        ),
    );
    check("<h1 id=main onclick=x>T</h1>", r#"<h2 id="at-t">T</h2>"#);
}

#[test]
fn footnotes_stand_under_the_text() {
    check(
        "a[^x] b[^x] c[^none]\n\n[^y]: unnamed\n\n[^x]: said",
        concat!(
            r##"<p>a<sup id="at-noteref-1"><a href="#note-1">1</a></sup>"##,
            r##" b<sup><a href="#note-1">1</a></sup> c[^none]</p>"##,
            r##"<section class="footnotes" aria-label="Footnotes"><ol><li id="at-note-1"><p>said "##,
            r##"<a aria-label="Back to the text" href="#noteref-1">↩</a></p></li>"##,
            "<li><p>unnamed</p></li></ol></section>",
        ),
    );
}

/// A link to another site.
fn away(address: &str, words: &str) -> String {
    format!(r#"<a href="{address}" rel="noopener noreferrer" target="_blank">{words}</a>"#)
}

#[test]
fn links_are_checked() {
    check("[a](/b \"t\")", r#"<p><a href="/b" title="t">a</a></p>"#);
    check("<https://e.com>", &format!("<p>{}</p>", away("https://e.com", "https://e.com")));
    check(
        "[**a**](javascript:alert(1))",
        r#"<p><span class="bad-link"><strong>a</strong><small> (javascript:alert(1))</small></span></p>"#,
    );
    for address in ["JaVaScRiPt:1", "data:text/html,1", "vbscript:1", "//e.com", "file:///etc"] {
        let html = encode(&blocks(&format!("[a]({address}) <a href=\"{address}\">b</a>"), &LOOK));
        assert!(!html.contains("<a"), "{html}");
    }
    check(
        "<a href=\"java&#x73;cript:alert(1)\">x</a>",
        r#"<p><span class="bad-link">x<small> (javascript:alert(1))</small></span></p>"#,
    );
}

#[test]
fn bare_addresses_become_links() {
    let linked = |source: &str, before: &str, address: &str, words: &str, after: &str| {
        check(source, &format!("<p>{before}{}{after}</p>", away(address, words)));
    };
    linked(
        "см. https://пример.рф/a_b_c.",
        "см. ",
        "https://пример.рф/a_b_c",
        "https://пример.рф/a_b_c",
        ".",
    );
    linked("(www.e.com/(x))", "(", "http://www.e.com/(x)", "www.e.com/(x)", ")");
    linked(
        "http://localhost:80/?q=1;",
        "",
        "http://localhost:80/?q=1",
        "http://localhost:80/?q=1",
        ";",
    );
    linked("«https://e.com»", "«", "https://e.com", "https://e.com", "»");
    linked("[see https://e.com]", "[see ", "https://e.com", "https://e.com", "]");
    linked("a.b@e.com!", "", "mailto:a.b@e.com", "a.b@e.com", "!");
    for source in
        ["http://", "www.", "xhttp://e.com", "http://_._", "a@b", "www", "http://u:p@e.com/"]
    {
        let html = encode(&blocks(source, &LOOK));
        assert!(!html.contains("<a href=\"http"), "{html}");
    }
    check("[a https://e.com](/b)", r#"<p><a href="/b">a https://e.com</a></p>"#);
    check("`https://e.com`", "<p><code>https://e.com</code></p>");
}

#[test]
fn pictures_of_others_are_links() {
    check(
        "![a *b*](i/x.png \"t\")",
        r#"<p><img src="i/x.png" alt="a b" loading="lazy" title="t"></p>"#,
    );
    check(
        "![](https://e.com/x.png)",
        r#"<p><a class="picture-link" href="https://e.com/x.png" rel="noopener noreferrer" target="_blank">picture</a></p>"#,
    );
    check(
        "[![build](https://e.com/x.svg)](https://e.com)",
        &format!("<p>{}</p>", away("https://e.com", "build")),
    );
    check(
        "<img src=\"//e.com/x.png\" alt=y onerror=alert(1)>",
        r#"<span class="bad-link">y<small> (//e.com/x.png)</small></span>"#,
    );
    // Both sides keep the place of a picture until it has come; one alone, or nonsense, says nothing.
    check(
        "<img src=x.png width=30 height=\"20\">",
        r#"<img src="x.png" alt="" loading="lazy" width="30" height="20">"#,
    );
    for sides in ["width=30", "width=0 height=20", "width=30% height=20", "width=99999999 height=1"]
    {
        check(&format!("<img src=x.png {sides}>"), r#"<img src="x.png" alt="" loading="lazy">"#);
    }
    check("<img src=x.png onerror=alert(1)>", r#"<img src="x.png" alt="" loading="lazy">"#);
}

#[test]
fn the_small_set_of_html_is_read() {
    check("a<br>b<br/>c</br>d", "<p>a<br>b<br>c<br>d</p>");
    check(
        "<b>a</b> <i>b</i> <s>c</s> x<sub>1</sub> <kbd>K</kbd> <u>u</u> <ins>i</ins> <mark>m</mark>",
        concat!(
            "<p><strong>a</strong> <em>b</em> <del>c</del> x<sub>1</sub> <kbd>K</kbd> <u>u</u> ",
            "<ins>i</ins> <mark>m</mark></p>",
        ),
    );
    check(
        "<details open onclick=x>\n<summary>More &amp; <b>more</b></summary>\n\n*in*\n\n</details>\n\nout",
        "<details><summary>More &amp; <strong>more</strong></summary><p><em>in</em></p></details><p>out</p>",
    );
    check(
        "Values: <ul><li>a</li><li>b</li></ul> then",
        "<p>Values: </p><ul><li>a</li><li>b</li></ul> then",
    );
    check(
        "|a|\n|-|\n|<ul><li>x<li>y</ul>|",
        concat!(
            r#"<div class="scroll" tabindex="0" role="group" aria-label="Table"><table class="plain">"#,
            "<thead><tr><th>a</th></tr></thead>",
            "<tbody><tr><td><ul><li>x</li><li>y</li></ul></td></tr></tbody></table></div>",
        ),
    );
    check(
        "<table>\n<tr><td colspan=2 rowspan=99999 style=x>a<td>b\n</table>",
        concat!(
            r#"<div class="scroll" tabindex="0" role="group" aria-label="Table"><table class="plain"><tbody><tr>"#,
            "<td colspan=\"2\" rowspan=\"65534\">a</td><td>b\n</td></tr></tbody></table></div>",
        ),
    );
    check("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>");
    check(
        "<pre><code class='language-x'>\na &lt; b\n\n  c\n</code></pre>",
        concat!(
            r#"<div class="code"><div class="code-head"><span class="language"></span>"#,
            r#"<button class="copy" type="button" data-action="copy">Copy</button></div>"#,
            r#"<pre tabindex="0" role="group" aria-label="Code"><code data-language="">"#,
            "\na &lt; b\n\n  c\n</code></pre></div>",
        ),
    );
    check(
        "<pre>\na <b>b</b>\n\n  c\n</pre>",
        "<pre tabindex=\"0\" role=\"group\" aria-label=\"Code\">a <strong>b</strong>\n\n  c\n</pre>",
    );
    check("<div align=center>\n\n# T\n\n</div>", r#"<div><h2 id="at-t">T</h2></div>"#);
    check("<p align=center>\n\n# T\n\n</p>", r#"<h2 id="at-t">T</h2>"#);
}

#[test]
fn wrong_html_is_a_valid_tree() {
    check("<b>a<i>b</b>c</i>d", "<p><strong>a<em>b</em></strong>cd</p>");
    check("<div><span>a\n\nb", "<div><span>a\n<p>b</p></span></div>");
    check("a</div></b></td>", "<p>a</p>");
    check("**a <i>b** c</i>", "<p><strong>a <em>b</em></strong> c</p>");
    check("<li>a<li>b", "<ul><li>a</li><li>b</li></ul>");
    check("x <td>a</td> <tr>b", "<p>x \na \nb</p>");
    check("<ul>a<ul>b</ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>");
    check("<a href=/1>a<a href=/2>b</a>", r#"<p><a href="/1">a</a><a href="/2">b</a></p>"#);
    check("[a <a href=/1>b</a> c](/2)", r#"<p><a href="/2">a b c</a></p>"#);
    check("<summary>a</summary>", "<div>a</div>");
    check("<a \" <b", "<p>&lt;a &quot; &lt;b</p>");
    check("<div <b>\nx", "&lt;div <strong>\nx</strong>");
}

#[test]
fn what_is_outside_of_the_set_is_text() {
    check("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;");
    check("a <svg onload=x> <token>", "<p>a &lt;svg onload=x&gt; &lt;token&gt;</p>");
    check("<style>@import 'x'</style>", "&lt;style&gt;@import 'x'&lt;/style&gt;");
    check(
        "<iframe src=\"javascript:1\"></iframe>",
        "&lt;iframe src=&quot;javascript:1&quot;&gt;&lt;/iframe&gt;",
    );
    check("<div onclick=x style='a' class=panel id=main>y</div>", "<div>y</div>");
    check("a <!-- <b> --> b", "<p>a  b</p>");
    check("<!-- a\n\n<img src=x> -->\nb", "<p>b</p>");
    check("<!-- open", "&lt;!-- open");
    check("<![CDATA[<img src=x>]]>", "&lt;![CDATA[&lt;img src=x&gt;]]&gt;");
    check("<form><input name=p></form>", "&lt;form&gt;&lt;input name=p&gt;&lt;/form&gt;");
    check("<button type=submit>x</button>", "<p>&lt;button type=submit&gt;x&lt;/button&gt;</p>");
    check("<div>&lt;b&gt; &copy; &nope; &</div>", "<div>&lt;b&gt; © &amp;nope; &amp;</div>");
}

#[test]
fn one_paragraph_is_compact() {
    let compact = |source: &str| encode(&compact(source, &LOOK));
    assert_eq!(compact("a *b*"), "a <em>b</em>");
    assert_eq!(compact("a\n\nb"), "<p>a</p><p>b</p>");
    assert_eq!(compact("- a"), "<ul><li>a</li></ul>");
    assert_eq!(compact(""), "");
}

#[test]
fn plain_text_is_one_line() {
    assert_eq!(plain("# A *b*\n\nc\nd `e`\n\n- f\n- [g](/h)"), "A b c d e f g");
    assert_eq!(plain("|a|b|\n|-|-|\n|c|d|"), "a b c d");
    assert_eq!(plain("a<br>b <b>c</b> <token> &amp; <!-- d -->"), "a b c <token> &");
    assert_eq!(plain("<div>a</div><div>b</div>\n\n![p](x)"), "a b p");
    assert_eq!(plain("```\nx\n```"), "x");
}

#[test]
fn what_is_nested_too_deep_keeps_its_words() {
    for (open, close) in
        [("> ", ""), ("<div>", "</div>"), ("<ul><li>", "</li></ul>"), ("<b>", "</b>")]
    {
        let source = format!("{}deep word{} after", open.repeat(1000), close.repeat(1000));
        let html = encode(&blocks(&source, &LOOK));
        check_harmless(&source, &html);
        assert!(html.contains("deep word") && html.contains("after"), "{html}");
    }
}

#[test]
fn hostile_texts_are_bounded() {
    let deep = [
        "> ",
        "- ",
        "* a\n",
        "<div>",
        "<b>",
        "<ul><li>",
        "<table><tr><td>",
        "[",
        "![",
        "*a **b ",
        "<a href=/x>",
        "<!--",
        "<![CDATA[",
        "<a b='",
        "<a b=\"'",
        "&amp",
        "&x;",
        "www.",
        "_www._",
        "http://a_",
        "a@",
        "<dl>",
        "</div>",
        "<p>",
        "<details><summary>",
        "|",
        "`",
        "\\",
        "<h1>",
        "<blockquote>\n\n",
        "<b\n",
        "[^a]: ",
    ];
    for part in deep {
        let source = part.repeat(5_000);
        check_harmless(part, &encode(&blocks(&source, &LOOK)));
        assert!(plain(&source).len() <= source.len() * 2);
    }
    let table = format!("|{}\n|{}\n{}", "a|".repeat(2000), "-|".repeat(2000), "|x\n".repeat(2000));
    let html = encode(&blocks(&table, &LOOK));
    assert!(html.matches("<td").count() < 30_000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_text_is_a_valid_tree(source in text()) {
        let html = encode(&blocks(&source, &LOOK));
        check_harmless(&source, &html);
        check_harmless(&source, &encode(&compact(&source, &Look::new(255, Language::Ru))));
        let _ = plain(&source);
    }

    #[test]
    fn no_word_is_lost(parts in prop::collection::vec(tag(), 0..20)) {
        let mut source = String::new();
        for (at, part) in parts.iter().enumerate() {
            source.push_str(&format!("{part}w{at}w"));
        }
        let html = encode(&blocks(&source, &LOOK));
        for at in 0..parts.len() {
            let word = format!("w{at}w");
            prop_assert!(html.contains(&word), "{} of {:?} in {}", word, source, html);
        }
    }
}

fn tag() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<ul>",
        "</ul>",
        "<li>",
        "</li>",
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<th>",
        "<thead>",
        "</tbody>",
        "<dl>",
        "<dt>",
        "<dd>",
        "<details>",
        "</details>",
        "<summary>",
        "</summary>",
        "<h1>",
        "</h2>",
        "<pre>",
        "</pre>",
        "<a href=x>",
        "</a>",
        "<a href=javascript:1>",
        "<br>",
        "<hr>",
        "<img src=x>",
        "<blockquote>",
        "</blockquote>",
        "<svg>",
        "<!-- c -->",
        "\n\n",
        "\n",
        "\n\n- ",
        "\n\n> ",
        "\n\n# ",
        "*",
        "**",
        "`",
        "[",
        "](x)",
        "\n\n|a|\n|-|\n",
        " ",
    ])
}

fn text() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(tag(), 0..40).prop_map(|parts| parts.concat());
    prop_oneof![pieces, "\\PC{0,60}", "[<>/a-z=\"' \n&;#!\\[\\]()*_`|~^:.@-]{0,80}"]
}
