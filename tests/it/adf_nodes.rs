//! Every node and mark of the published schema (@atlaskit/adf-schema, full and stage-0), each value of
//! its attributes: what it becomes.

use obzor::adf::document;
use obzor::adf::html::{Look, draw};
use obzor::html::encode;
use obzor::i18n::Language;
use obzor::json::parse;

/// A node's JSON and the HTML of it; `x` in the content stands for a text.
pub(crate) fn check(json: &str, expected: &str) {
    let json = json.replace("[x]", r#"[{"type":"text","text":"x"}]"#);
    let files = [("file-1".to_owned(), "files/a.png".to_owned())];
    let look = Look { language: Language::En, files: &files };
    let html = encode(&draw(&document(&parse(&json).unwrap()), look));
    assert_eq!(html, expected, "{json}");
}

#[test]
fn blocks() {
    let cases = [
        (
            r#"{"type":"doc","version":1,"content":[]}"#,
            r#"<p class="empty">There is no text here.</p>"#,
        ),
        (r#"{"type":"paragraph","attrs":{"localId":"a"},"content":[x]}"#, "<p>x</p>"),
        (r#"{"type":"heading","attrs":{"level":1},"content":[x]}"#, r#"<h2 id="at-x">x</h2>"#),
        (r#"{"type":"heading","attrs":{"level":2},"content":[x]}"#, r#"<h2 id="at-x">x</h2>"#),
        (r#"{"type":"heading","attrs":{"level":3},"content":[x]}"#, r#"<h3 id="at-x">x</h3>"#),
        (r#"{"type":"heading","attrs":{"level":4},"content":[x]}"#, r#"<h4 id="at-x">x</h4>"#),
        (r#"{"type":"heading","attrs":{"level":5},"content":[x]}"#, r#"<h5 id="at-x">x</h5>"#),
        (r#"{"type":"heading","attrs":{"level":6},"content":[x]}"#, r#"<h6 id="at-x">x</h6>"#),
        (r#"{"type":"rule"}"#, "<hr>"),
        (r#"{"type":"bodiedRule","attrs":{"style":"dashed"}}"#, "<hr>"),
        (r#"{"type":"blockquote","content":[x]}"#, "<blockquote>x</blockquote>"),
        (
            r#"{"type":"bulletList","content":[{"type":"listItem","content":[x]}]}"#,
            "<ul><li>x</li></ul>",
        ),
        (
            r#"{"type":"orderedList","attrs":{"order":0},"content":[{"type":"listItem","content":[x]}]}"#,
            r#"<ol start="0"><li>x</li></ol>"#,
        ),
        (
            r#"{"type":"expand","attrs":{"title":"T"},"content":[x]}"#,
            r#"<details class="expand"><summary>T</summary><div class="expanded">x</div></details>"#,
        ),
        (
            r#"{"type":"nestedExpand","attrs":{"title":""},"content":[x]}"#,
            r#"<details class="expand"><summary>More</summary><div class="expanded">x</div></details>"#,
        ),
        (
            r#"{"type":"taskList","content":[{"type":"taskItem","attrs":{"state":"TODO"},"content":[x]}]}"#,
            r#"<ul class="tasks"><li class="task"><span class="task-open" title="not done">☐</span> x</li></ul>"#,
        ),
        (
            r#"{"type":"taskList","content":[{"type":"blockTaskItem","attrs":{"state":"DONE"},"content":[{"type":"paragraph","content":[x]}]}]}"#,
            r#"<ul class="tasks"><li class="task"><span class="task-done" title="done">☑</span> <p>x</p></li></ul>"#,
        ),
        (
            r#"{"type":"decisionList","content":[{"type":"decisionItem","attrs":{"state":"DECIDED"},"content":[x]}]}"#,
            r#"<ul class="decisions"><li>x</li></ul>"#,
        ),
        (
            r#"{"type":"layoutSection","content":[{"type":"layoutColumn","attrs":{"width":33.33,"valign":"middle"},"content":[x]},{"type":"layoutColumn","attrs":{"width":66.66},"content":[x]}]}"#,
            r#"<div class="columns-of-text"><div class="w-35 valign-middle">x</div><div class="w-65">x</div></div>"#,
        ),
        (
            r#"{"type":"syncBlock","attrs":{"resourceId":"r"}}"#,
            r#"<span class="not-drawn"><small>“syncBlock” is not supported here; its text:</small></span>"#,
        ),
        (r#"{"type":"bodiedSyncBlock","attrs":{"resourceId":"r"},"content":[x]}"#, "<div>x</div>"),
    ];
    for (json, expected) in cases {
        check(json, expected);
    }
}

#[test]
fn panels() {
    let kinds = [
        ("info", "panel panel-info"),
        ("note", "panel panel-note"),
        ("tip", "panel panel-success"),
        ("success", "panel panel-success"),
        ("warning", "panel panel-warning"),
        ("error", "panel panel-error"),
        ("neon", "panel panel-info"),
    ];
    for (kind, class) in kinds {
        check(
            &format!(r#"{{"type":"panel","attrs":{{"panelType":"{kind}"}},"content":[x]}}"#),
            &format!(r#"<div class="{class}">x</div>"#),
        );
    }
    check(
        r##"{"type":"panel","attrs":{"panelType":"custom","panelColor":"#e3fcef","panelIcon":":tada:","panelIconText":"🎉"},"content":[x]}"##,
        r#"<div class="panel on-green"><p><span class="emoji" title=":tada:">🎉</span></p>x</div>"#,
    );
    check(
        r#"{"type":"panel","attrs":{"panelType":"custom","panelColor":"url(x)"},"content":[x]}"#,
        r#"<div class="panel panel-info">x</div>"#,
    );
}

/// What stands among text.
const WORDS: &[(&str, &str)] = &[
    (
        r#"{"type":"mention","attrs":{"id":"1","text":"@Ann","accessLevel":"SITE"}}"#,
        r#"<span class="mention">@Ann</span>"#,
    ),
    (r#"{"type":"mention","attrs":{"id":"1"}}"#, r#"<span class="mention">@…</span>"#),
    (
        r#"{"type":"emoji","attrs":{"shortName":":smile:","text":"😄"}}"#,
        r#"<span class="emoji" title=":smile:">😄</span>"#,
    ),
    (r#"{"type":"emoji","attrs":{"shortName":":own:"}}"#, r#"<span class="emoji">:own:</span>"#),
    (
        r#"{"type":"date","attrs":{"timestamp":"1519689600000"}}"#,
        r#"<span class="date">2018-02-27</span>"#,
    ),
    (r#"{"type":"date","attrs":{"timestamp":"soon"}}"#, r#"<span class="date">soon</span>"#),
    (
        r#"{"type":"status","attrs":{"text":"Done","color":"green"}}"#,
        r#"<span class="status on-green upper">Done</span>"#,
    ),
    (
        r#"{"type":"status","attrs":{"text":"Done","color":"neutral","style":"mixedCase"}}"#,
        r#"<span class="status on-gray">Done</span>"#,
    ),
    (
        r#"{"type":"placeholder","attrs":{"text":"Say why"}}"#,
        r#"<span class="placeholder">Say why</span>"#,
    ),
    (
        r#"{"type":"inlineCard","attrs":{"url":"https://e.com/a"}}"#,
        r#"<a class="card-link" href="https://e.com/a" rel="noopener noreferrer" target="_blank">https://e.com/a</a>"#,
    ),
    (
        r#"{"type":"inlineCard","attrs":{"data":{"url":"https://e.com/a","name":"Plan"}}}"#,
        r#"<a class="card-link" href="https://e.com/a" rel="noopener noreferrer" target="_blank">Plan</a>"#,
    ),
    (
        r#"{"type":"inlineCard","attrs":{"url":"javascript:alert(1)//\nhttps://e.com"}}"#,
        "<span class=\"card-link\">javascript:alert(1)//\nhttps://e.com</span>",
    ),
    (
        r#"{"type":"blockCard","attrs":{"url":"/a"}}"#,
        r#"<p><a class="card-link" href="/a">/a</a></p>"#,
    ),
    (
        r#"{"type":"blockCard","attrs":{"datasource":{"id":"d","parameters":{},"views":[]}}}"#,
        r#"<p><a class="card-link" href="d">d</a></p>"#,
    ),
    (
        r#"{"type":"embedCard","attrs":{"url":"/a","layout":"wide","width":50}}"#,
        r#"<figure class="at-center is-wide w-50"><a class="card-link" href="/a">/a</a></figure>"#,
    ),
    (
        r#"{"type":"extension","attrs":{"extensionKey":"k","extensionType":"t","text":"T"}}"#,
        r#"<span class="not-drawn"><small>“k” is not supported here; its text:</small> T</span>"#,
    ),
    (
        r#"{"type":"inlineExtension","attrs":{"extensionKey":"k","extensionType":"t","text":"T"}}"#,
        r#"<span class="not-drawn"><small>“k” is not supported here; its text:</small> T</span>"#,
    ),
    (r#"[{"type":"text","text":"a"},{"type":"hardBreak"}]"#, "a<br><br>"),
];

#[test]
fn words_among_text() {
    for (json, expected) in WORDS {
        check(json, expected);
    }
    for (name, hue) in [
        ("purple", "purple"),
        ("blue", "blue"),
        ("red", "red"),
        ("yellow", "yellow"),
        ("#1f845a", "green"),
        ("x", "gray"),
    ] {
        check(
            &format!(r#"{{"type":"status","attrs":{{"text":"S","color":"{name}"}}}}"#),
            &format!(r#"<span class="status on-{hue} upper">S</span>"#),
        );
    }
}

#[test]
fn media() {
    let image = r#"<img src="files/a.png" alt="A" loading="lazy""#;
    let cases = [
        (r#"{"type":"media","attrs":{"type":"file","id":"file-1","collection":"c","alt":"A","width":20,"height":10}}"#, format!(r#"{image} width="20" height="10">"#)),
        (r##"{"type":"media","attrs":{"type":"file","id":"file-1","alt":"A"},"marks":[{"type":"border","attrs":{"size":2,"color":"#ff0000"}}]}"##, format!(r#"{image} class="border-2 in-red">"#)),
        (r#"{"type":"media","attrs":{"type":"external","url":"files/a.png","alt":"A"}}"#, format!("{image}>")),
        (r#"{"type":"media","attrs":{"type":"external","url":"https://e.com/a.png"}}"#, r#"<a class="picture-link" href="https://e.com/a.png" rel="noopener noreferrer" target="_blank">picture</a>"#.to_owned()),
        (r#"{"type":"media","attrs":{"type":"external","url":"javascript:x","alt":"A"}}"#, r#"<span class="bad-link">A<small> (javascript:x)</small></span>"#.to_owned()),
        (r#"{"type":"mediaInline","attrs":{"id":"none","collection":"c","alt":"a.pdf"}}"#, r#"<span class="not-drawn">A file that this page does not have: a.pdf</span>"#.to_owned()),
        (r#"{"type":"mediaGroup","content":[{"type":"media","attrs":{"type":"file","id":"file-1","alt":"A"}}]}"#, format!(r#"<div class="files">{image}></div>"#)),
        (r#"{"type":"mediaSingle","attrs":{"layout":"center"},"marks":[{"type":"link","attrs":{"href":"/there"}}],"content":[{"type":"media","attrs":{"id":"file-1","alt":"A"}},{"type":"caption","content":[x]}]}"#, format!(r#"<a href="/there"><figure class="at-center">{image}><p class="caption">x</p></figure></a>"#)),
    ];
    for (json, expected) in cases {
        check(json, &expected);
    }
    let layouts = [
        ("center", "at-center"),
        ("align-start", "at-start"),
        ("align-end", "at-end"),
        ("wrap-left", "at-start wrap-left"),
        ("wrap-right", "at-end wrap-right"),
        ("wide", "at-center is-wide"),
        ("full-width", "at-center is-full"),
    ];
    for (layout, class) in layouts {
        check(
            &format!(
                r#"{{"type":"mediaSingle","attrs":{{"layout":"{layout}","width":380,"widthType":"pixel"}},"content":[x]}}"#
            ),
            &format!(r#"<figure class="{class} w-50">x</figure>"#),
        );
    }
}

#[test]
fn tables() {
    let scroll = r#"<div class="scroll" tabindex="0" role="group" aria-label="Table">"#;
    let row = |cell: &str| format!(r#"{{"type":"tableRow","content":[{cell}]}}"#);
    let table = |attrs: &str, rows: &str| {
        format!(r#"{{"type":"table","attrs":{attrs},"content":[{rows}]}}"#)
    };
    let cell = |attrs: &str| format!(r#"{{"type":"tableCell","attrs":{attrs},"content":[x]}}"#);
    check(
        &table(r#"{"layout":"default","displayMode":"fixed"}"#, &row(&cell("{}"))),
        &format!(
            r#"{scroll}<table class="plain"><tbody><tr><td>x</td></tr></tbody></table></div>"#
        ),
    );
    for (layout, class) in [
        ("wide", "at-center is-wide"),
        ("full-width", "at-center is-full"),
        ("align-start", "at-start"),
        ("align-end", "at-end"),
    ] {
        check(
            &table(&format!(r#"{{"layout":"{layout}"}}"#), &row(&cell("{}"))),
            &format!(
                r#"{scroll}<table class="plain {class}"><tbody><tr><td>x</td></tr></tbody></table></div>"#
            ),
        );
    }
    let head = r#"{"type":"tableHeader","attrs":{"colwidth":[100]},"content":[x]}"#;
    check(
        &table(
            r#"{"isNumberColumnEnabled":true}"#,
            &format!(
                "{},{}",
                row(head),
                row(&cell(
                    r#"{"rowspan":2,"colspan":3,"background":"deepskyblue","valign":"bottom"}"#
                ))
            ),
        ),
        &format!(
            "{scroll}{}{}{}",
            r#"<table class="plain at-center"><colgroup><col width="48"><col width="100"></colgroup><tbody>"#,
            r#"<tr><td class="row-number"></td><th>x</th></tr>"#,
            r#"<tr><td class="row-number">1</td><td colspan="3" rowspan="2" class="valign-bottom">x</td></tr></tbody></table></div>"#,
        ),
    );
    for (colour, class) in [
        ("#fff0b3", "on-yellow"),
        ("#deebff", "on-blue"),
        ("var(--ds-background-accent-green-subtlest)", "on-green"),
        ("#f4f5f7", "on-gray"),
    ] {
        check(
            &table("{}", &row(&cell(&format!(r#"{{"background":"{colour}","valign":"middle"}}"#)))),
            &format!(
                r#"{scroll}<table class="plain"><tbody><tr><td class="{class} valign-middle">x</td></tr></tbody></table></div>"#
            ),
        );
    }
}

#[test]
fn marks() {
    let cases = [
        (r#"{"type":"strong"}"#, "<strong>x</strong>"),
        (r#"{"type":"em"}"#, "<em>x</em>"),
        (r#"{"type":"code"}"#, "<code>x</code>"),
        (r#"{"type":"strike"}"#, "<del>x</del>"),
        (r#"{"type":"underline"}"#, "<u>x</u>"),
        (r#"{"type":"subsup","attrs":{"type":"sub"}}"#, "<sub>x</sub>"),
        (r#"{"type":"subsup","attrs":{"type":"sup"}}"#, "<sup>x</sup>"),
        (
            r##"{"type":"textColor","attrs":{"color":"#ae2e24"}}"##,
            r#"<span class="in-red">x</span>"#,
        ),
        (
            r##"{"type":"backgroundColor","attrs":{"color":"#dfd8fd"}}"##,
            r#"<span class="on-purple">x</span>"#,
        ),
        (r#"{"type":"textColor","attrs":{"color":"expression(1)"}}"#, "x"),
        (r#"{"type":"annotation","attrs":{"id":"a","annotationType":"inlineComment"}}"#, "x"),
        (r#"{"type":"dataConsumer","attrs":{"sources":["a"]}}"#, "x"),
        (r#"{"type":"fragment","attrs":{"localId":"a","name":"n"}}"#, "x"),
        (r#"{"type":"link","attrs":{"href":"/a","title":"t"}}"#, r#"<a href="/a">x</a>"#),
        (
            r#"{"type":"link","attrs":{"href":"java\nscript:x"}}"#,
            "<span class=\"bad-link\">x<small> (java\nscript:x)</small></span>",
        ),
        (
            r#"{"type":"code"},{"type":"em"},{"type":"link","attrs":{"href":"/a"}},{"type":"strong"},{"type":"em"}"#,
            r#"<a href="/a"><em><strong><code>x</code></strong></em></a>"#,
        ),
    ];
    for (mark, expected) in cases {
        check(&format!(r#"{{"type":"text","text":"x","marks":[{mark}]}}"#), expected);
    }
    let blocks = [
        (r#"{"type":"alignment","attrs":{"align":"center"}}"#, "set-center"),
        (r#"{"type":"alignment","attrs":{"align":"end"}}"#, "set-end"),
        (r#"{"type":"indentation","attrs":{"level":1}}"#, "indent-1"),
        (r#"{"type":"indentation","attrs":{"level":99}}"#, "indent-6"),
        (r#"{"type":"fontSize","attrs":{"fontSize":"small"}}"#, "set-small"),
        (r#"{"type":"breakout","attrs":{"mode":"wide"}}"#, "is-wide"),
        (r#"{"type":"breakout","attrs":{"mode":"full-width","width":1800}}"#, "is-full"),
    ];
    for (mark, class) in blocks {
        check(
            &format!(r#"{{"type":"paragraph","marks":[{mark}],"content":[x]}}"#),
            &format!(r#"<div class="{class}"><p>x</p></div>"#),
        );
    }
    // A link over three texts is one link.
    check(
        r#"[{"type":"text","text":"a","marks":[{"type":"link","attrs":{"href":"/a"}}]},{"type":"text","text":"b","marks":[{"type":"strong"},{"type":"link","attrs":{"href":"/a"}}]},{"type":"text","text":"c"}]"#,
        r#"<a href="/a">a<strong>b</strong></a>c"#,
    );
}

#[test]
fn macros() {
    let ext = |kind: &str, key: &str, parameters: &str| {
        format!(
            r#"{{"type":"{kind}","attrs":{{"extensionType":"com.atlassian.confluence.macro.core","extensionKey":"{key}","parameters":{{"macroParams":{parameters}}}}},"content":[x]}}"#
        )
    };
    for (key, class) in [
        ("info", "info"),
        ("note", "note"),
        ("tip", "success"),
        ("warning", "warning"),
        ("panel", "info"),
    ] {
        check(
            &ext("bodiedExtension", key, r#"{"title":{"value":"T"}}"#),
            &format!(r#"<div class="panel panel-{class}"><p><strong>T</strong></p>x</div>"#),
        );
    }
    check(
        &ext("bodiedExtension", "expand", r#"{"title":{"value":"T"}}"#),
        r#"<details class="expand"><summary>T</summary><div class="expanded">x</div></details>"#,
    );
    check(&ext("bodiedExtension", "any", "{}"), "<div>x</div>");
    let inline = |key: &str, parameters: &str| {
        format!(
            r#"{{"type":"inlineExtension","attrs":{{"extensionKey":"{key}","parameters":{{"macroParams":{parameters}}}}}}}"#
        )
    };
    check(&inline("anchor", r#"{"":{"value":"here"}}"#), r#"<span id="at-here"></span>"#);
    check(
        &inline("status", r#"{"title":{"value":"OK"},"colour":{"value":"Green"}}"#),
        r#"<span class="status on-green upper">OK</span>"#,
    );
    check(
        r#"[{"type":"extension","attrs":{"extensionKey":"toc"}},{"type":"heading","attrs":{"level":1},"content":[x]},{"type":"heading","attrs":{"level":2},"content":[x]}]"#,
        concat!(
            r##"<ul class="toc-list" aria-label="On this page"><li class="level-0"><a href="#x">x</a></li><li class="level-1"><a href="#x.1">x</a></li></ul>"##,
            r#"<h2 id="at-x">x</h2><h2 id="at-x.1">x</h2>"#,
        ),
    );
}

/// A row of two tabs, as it is drawn.
fn two_tabs(one: &str, two: &str) -> String {
    format!(
        "{}{}{}{one}{}{two}{}",
        r#"<div class="tabset"><div class="tab-row" role="tablist" aria-label="Sections of the page">"#,
        r#"<button type="button" role="tab" data-action="tab" aria-selected="true" tabindex="0">A</button><button type="button" role="tab" data-action="tab" aria-selected="false" tabindex="-1">B</button></div>"#,
        r#"<div class="tab-panel" role="tabpanel" tabindex="0">"#,
        r#"</div><div class="tab-panel" role="tabpanel" tabindex="0" hidden="">"#,
        "</div></div>",
    )
}

#[test]
fn tabs_in_all_their_forms() {
    let doc = r#"{"type":"doc","version":1,"content":[x]}"#;
    let array = format!(
        r#"[{{"label":"A ","id":"1","type":"tab","content":{doc}}},{{"label":"B","content":{doc}}}]"#
    );
    let as_text =
        serde_json::Value::String(array.replace("[x]", r#"[{"type":"text","text":"x"}]"#))
            .to_string();
    for parameters in [array.clone(), as_text.clone(), format!(r#"{{"a":[{{"b":{as_text}}}]}}"#)] {
        check(
            &format!(
                r#"{{"type":"extension","attrs":{{"extensionKey":"tabs","parameters":{{"macroParams":{{"__bodyContent":{{"value":{parameters}}}}}}}}}}}"#
            ),
            &two_tabs("x", "x"),
        );
    }
    // Frames: labels from the parameters, else from a heading, else a number.
    let frame = |content: &str| format!(r#"{{"type":"extensionFrame","content":[{content}]}}"#);
    let heading = |text: &str| {
        format!(
            r#"{{"type":"heading","attrs":{{"level":3}},"content":[{{"type":"text","text":"{text}"}}]}}"#
        )
    };
    let frames = format!("{},{}", frame(r#""x""#), frame(r#""y""#));
    check(
        &format!(
            r#"{{"type":"multiBodiedExtension","attrs":{{"parameters":{{"tabs":[{{"title":"A"}},{{"title":"B"}}]}}}},"content":[{frames}]}}"#
        ),
        &two_tabs("x", "y"),
    );
    check(
        &format!(
            r#"{{"type":"multiBodiedExtension","content":[{},{}]}}"#,
            frame(&heading("A")),
            frame(&heading("B"))
        ),
        &two_tabs(r#"<h3 id="at-A">A</h3>"#, r#"<h3 id="at-B">B</h3>"#),
    );
}
