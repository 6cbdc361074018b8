use obzor::compare::{Change, Counts, Piece, compare, draw};
use obzor::html::{Attribute, Element, Html, Tag, Url, code_block, element, encode, tabs, text};
use obzor::i18n::Language;
use proptest::prelude::*;

/// Two versions, and what is drawn of them after the key and the counts.
fn check(old: &[Html], new: &[Html], expected: &str) {
    let comparison = compare(old, new);
    assert_eq!(comparison.old_version(), old);
    assert_eq!(comparison.new_version(), new);
    let drawn = draw(&comparison, Language::En);
    assert_eq!(encode(drawn.get(2..).unwrap_or_default()), expected);
}

fn plain(tag: Tag, children: Vec<Html>) -> Html {
    element(tag, Vec::new(), children)
}

fn p(words: &str) -> Html {
    plain(Tag::P, vec![text(words)])
}

fn b(words: &str) -> Html {
    plain(Tag::Strong, vec![text(words)])
}

fn a(address: &str, words: &str) -> Html {
    element(Tag::A, vec![Attribute::Href(Url::check(address).unwrap())], vec![text(words)])
}

fn picture(address: &str) -> Html {
    let picture = Attribute::Picture(Url::check(address).unwrap(), String::new());
    element(Tag::Img, vec![picture], Vec::new())
}

fn list(tag: Tag, item: Tag, items: &[&str]) -> Html {
    plain(tag, items.iter().map(|words| plain(item, vec![text(*words)])).collect())
}

fn table(rows: &[&[&str]]) -> Html {
    let rows = rows.iter().map(|cells| list(Tag::Tr, Tag::Td, cells)).collect();
    plain(Tag::Table, vec![plain(Tag::Tbody, rows)])
}

fn sheets(list: &[(&str, &str)]) -> Html {
    tabs("Tabs", list.iter().map(|(label, words)| ((*label).to_owned(), vec![p(words)])).collect())
}

#[test]
fn words_are_compared() {
    check(
        &[p("the quick fox")],
        &[p("the quick brown fox")],
        r#"<p>the quick <ins class="diff-added">brown </ins>fox</p>"#,
    );
    check(
        &[p("the quick brown fox")],
        &[p("the quick fox")],
        r#"<p>the quick <del class="diff-removed">brown </del>fox</p>"#,
    );
    check(
        &[p("use it with care, always")],
        &[p("use it withOptionally care, always")],
        concat!(
            r#"<p>use it <del class="diff-removed">with</del> "#,
            r#"<ins class="diff-added">withOptionally</ins> care, always</p>"#,
        ),
    );
    // Blanks between changes do not part them.
    check(
        &[p("one two three four five six")],
        &[p("one 2 3 four five six")],
        concat!(
            r#"<p>one <del class="diff-removed">two three</del> "#,
            r#"<ins class="diff-added">2 3</ins> four five six</p>"#,
        ),
    );
    // Two texts with hardly a word in common are shown as a whole each.
    check(
        &[p("nothing of this"), p("stays")],
        &[p("all is new here"), p("stays")],
        concat!(
            r#"<div class="diff-removed"><small class="diff-word">Removed: </small><p>nothing of this</p></div>"#,
            r#"<div class="diff-added"><small class="diff-word">Added: </small><p>all is new here</p></div>"#,
            "<p>stays</p>",
        ),
    );
}

#[test]
fn looks_are_compared() {
    check(
        &[plain(Tag::P, vec![text("a word here")])],
        &[plain(Tag::P, vec![text("a "), b("word"), text(" here")])],
        concat!(
            r#"<p>a <strong><span class="diff-format" title="Formatting was changed">word</span></strong>"#,
            " here</p>",
        ),
    );
    // A part of a word is no other word.
    check(
        &[plain(Tag::P, vec![text("Note it well")])],
        &[plain(Tag::P, vec![b("N"), text("ote it well")])],
        concat!(
            r#"<p><strong><span class="diff-format" title="Formatting was changed">N</span></strong>"#,
            r#"<span class="diff-format" title="Formatting was changed">ote</span> it well</p>"#,
        ),
    );
    // A changed word stays in its link.
    check(
        &[plain(Tag::P, vec![text("see "), a("/x", "the old page")])],
        &[plain(Tag::P, vec![text("see "), a("/x", "the new page")])],
        concat!(
            r#"<p>see <a href="/x">the <del class="diff-removed">old</del> "#,
            r#"<ins class="diff-added">new</ins> page</a></p>"#,
        ),
    );
}

#[test]
fn addresses_are_compared() {
    check(
        &[plain(Tag::P, vec![text("see "), a("/x", "the page")])],
        &[plain(Tag::P, vec![text("see "), a("/y", "the page")])],
        concat!(
            r#"<p>see <a href="/y"><span class="diff-format" title="The address was changed">the page</span></a>"#,
            r#"<small class="diff-note"> (link: /x → /y)</small></p>"#,
        ),
    );
    check(
        &[plain(Tag::P, vec![text("look "), picture("/a.png")])],
        &[plain(Tag::P, vec![text("look "), picture("/b.png")])],
        concat!(
            r#"<p>look <span class="diff-format" title="The address was changed">"#,
            r#"<img src="/b.png" alt="" loading="lazy"></span>"#,
            r#"<small class="diff-note"> (picture: /a.png → /b.png)</small></p>"#,
        ),
    );
}

#[test]
fn kinds_and_attributes_of_blocks_are_compared() {
    check(
        &[p("How it works")],
        &[plain(Tag::H3, vec![text("How it works")])],
        concat!(
            r#"<h3 class="diff-format" title="Formatting was changed (kind: paragraph → heading 3)">"#,
            r#"<small class="diff-word">Formatting was changed (kind: paragraph → heading 3): </small>"#,
            "How it works</h3>",
        ),
    );
    let cell = |class, span| {
        let attributes = vec![Attribute::Colspan(span), Attribute::class(class)];
        let cell = element(Tag::Td, attributes, vec![text("x")]);
        plain(Tag::Table, vec![plain(Tag::Tr, vec![cell])])
    };
    let said = "Formatting was changed (colspan: 2 → 3; colour: red → green)";
    check(
        &[cell("on-red", 2)],
        &[cell("on-green", 3)],
        &format!(
            "<table><tr><td colspan=\"3\" class=\"on-green diff-format\" title=\"{said}\">\
             <small class=\"diff-word\">{said}: </small>x</td></tr></table>"
        ),
    );
}

#[test]
fn moves_are_seen() {
    check(
        &[p("this block moves down"), p("one"), p("two")],
        &[p("one"), p("two"), p("this block moves down")],
        concat!(
            r#"<div class="diff-moved"><small class="diff-word">Moved from here: </small>"#,
            "<p>this block moves down</p></div><p>one</p><p>two</p>",
            r#"<div class="diff-moved"><small class="diff-word">Moved to here: </small>"#,
            "<p>this block moves down</p></div>",
        ),
    );
    // So few words may be there by chance.
    let comparison = |old: &[Html], new: &[Html]| compare(old, new).count();
    let (old, new) = ([p("x y"), p("one"), p("two")], [p("one"), p("two"), p("x y")]);
    let counts = Counts { added: 1, removed: 1, ..Counts::default() };
    assert_eq!(comparison(&old, &new), counts);
}

#[test]
fn lists_are_compared() {
    check(
        &[list(Tag::Ol, Tag::Li, &["one", "two", "three of them"])],
        &[list(Tag::Ol, Tag::Li, &["one", "three of these", "four"])],
        concat!(
            r#"<ol><li>one</li><li class="diff-removed"><small class="diff-word">Removed: </small>two</li>"#,
            r#"<li>three of <del class="diff-removed">them</del> <ins class="diff-added">these</ins></li>"#,
            r#"<li class="diff-added"><small class="diff-word">Added: </small>four</li></ol>"#,
        ),
    );
    // What is far from a change is folded, but not where that would change the numbers.
    check(
        &[list(Tag::Ul, Tag::Li, &["1", "2", "3", "4", "5", "6"])],
        &[list(Tag::Ul, Tag::Li, &["1", "2", "3", "4", "5", "6", "7"])],
        concat!(
            r#"<ul><li>1</li><li class="diff-gap">… 4 items unchanged</li><li>6</li>"#,
            r#"<li class="diff-added"><small class="diff-word">Added: </small>7</li></ul>"#,
        ),
    );
}

#[test]
fn tables_are_compared() {
    check(
        &[table(&[&["name", "kind"], &["id", "integer"], &["size", "integer"]])],
        &[table(&[
            &["name", "kind"],
            &["id", "string"],
            &["colour", "text"],
            &["size", "integer"],
        ])],
        concat!(
            "<table><tbody><tr><td>name</td><td>kind</td></tr>",
            r#"<tr><td>id</td><td><del class="diff-removed">integer</del> <ins class="diff-added">string</ins></td></tr>"#,
            r#"<tr class="diff-added"><td><small class="diff-word">Added: </small>colour</td><td>text</td></tr>"#,
            "<tr><td>size</td><td>integer</td></tr></tbody></table>",
        ),
    );
    check(
        &[table(&[&["name", "kind"], &["id", "integer"]])],
        &[table(&[&["name", "must", "kind"], &["id", "yes", "integer"]])],
        concat!(
            r#"<table><tbody><tr><td>name</td><td class="diff-added"><small class="diff-word">Added: </small>must</td>"#,
            r#"<td>kind</td></tr><tr><td>id</td><td class="diff-added"><small class="diff-word">Added: </small>yes</td>"#,
            "<td>integer</td></tr></tbody></table>",
        ),
    );
    // The paragraph of a cell stays in its cell.
    let cell = |words| plain(Tag::Td, vec![p(words)]);
    check(
        &[plain(Tag::Tr, vec![cell("key"), cell("GET")])],
        &[plain(Tag::Tr, vec![cell("key"), cell("PUT")])],
        concat!(
            r#"<tr><td><p>key</p></td><td><p><del class="diff-removed">GET</del> "#,
            r#"<ins class="diff-added">PUT</ins></p></td></tr>"#,
        ),
    );
    let row = ["a", "b"];
    let last = ["c", "d"];
    check(
        &[table(&[&row, &row, &row, &row, &row])],
        &[table(&[&row, &row, &row, &row, &row, &last])],
        concat!(
            "<table><tbody><tr><td>a</td><td>b</td></tr>",
            r#"<tr class="diff-gap"><td colspan="2">… 3 rows unchanged</td></tr><tr><td>a</td><td>b</td></tr>"#,
            r#"<tr class="diff-added"><td><small class="diff-word">Added: </small>c</td><td>d</td></tr></tbody></table>"#,
        ),
    );
}

/// The labels of the drawn tabs, and which panels are shown.
fn check_tabs(old: &[(&str, &str)], new: &[(&str, &str)], labels: &str, counts: Counts) {
    let (old, new) = ([sheets(old)], [sheets(new)]);
    let comparison = compare(&old, &new);
    assert_eq!(comparison.count(), counts);
    assert_eq!(comparison.old_version(), old);
    assert_eq!(comparison.new_version(), new);
    let drawn = encode(&draw(&comparison, Language::En));
    let row = drawn.split("role=\"tablist\"").nth(1).unwrap().split("</div>").next().unwrap();
    let row: Vec<&str> = row.split("<button").skip(1).collect();
    let label = |button: &str| {
        let open = if button.contains("aria-selected=\"true\"") { "*" } else { "" };
        let inner = button.split_once('>').unwrap().1.replace("</button>", "");
        let inner =
            inner.replace(" class=\"diff-added\"", "").replace(" class=\"diff-removed\"", "");
        format!("{open}{inner}")
    };
    assert_eq!(row.into_iter().map(label).collect::<Vec<_>>().join("|"), labels);
}

#[test]
fn tabs_are_compared() {
    let none = Counts::default();
    let old = [("One", "the first text"), ("Two", "the second text"), ("Three", "another thing")];
    check_tabs(
        &old,
        &[("One", "the first text"), ("Two", "the second word"), ("Three", "another thing")],
        "One|*Two •|Three",
        Counts { added: 1, removed: 1, ..none },
    );
    check_tabs(
        &old,
        &[("One", "the first text"), ("Deux", "the second text"), ("Three", "another thing")],
        "One|*<del>Two</del> <ins>Deux</ins>|Three",
        Counts { changed: 1, ..none },
    );
    check_tabs(
        &old,
        &[("Zero", "before all"), old[0], old[1], old[2]],
        "*<ins>Zero</ins>|One|Two|Three",
        Counts { added: 1, ..none },
    );
    check_tabs(&old, &old[1..], "*<del>One</del>|Two|Three", Counts { removed: 1, ..none });
}

#[test]
fn code_is_compared_by_lines() {
    let code = |content| [code_block("rust", content, Language::En.messages())];
    let (old, new) =
        (code("let a = 1;\nlet b = 2;\nend"), code("let a = 1;\nlet b = 3;\nend\nmore"));
    let comparison = compare(&old, &new);
    assert_eq!(comparison.old_version(), old);
    assert_eq!(comparison.new_version(), new);
    let mut lines = Vec::new();
    find_runs(&comparison.pieces, &mut lines);
    let expected = [
        (Change::Same, "let a = 1;\n"),
        (Change::Removed, "let b = 2;\n"),
        (Change::Added, "let b = 3;\n"),
        (Change::Same, "end\n"),
        (Change::Added, "more"),
    ];
    let expected = expected.map(|(change, line)| (change, line.to_owned()));
    assert_eq!(lines, expected);
}

fn find_runs(pieces: &[Piece<'_>], found: &mut Vec<(Change, String)>) {
    for piece in pieces {
        match piece {
            Piece::Inside { children, .. } => find_runs(children, found),
            Piece::Words { runs, .. } => found.extend(runs.iter().map(|run| {
                let bits = if run.change == Change::Removed { &run.old } else { &run.new };
                (run.change, bits.iter().map(|bit| bit.text).collect())
            })),
            _ => {}
        }
    }
}

#[test]
fn the_same_document_says_so() {
    let heading =
        |place: &str| element(Tag::H2, vec![Attribute::Anchor(place.into())], vec![text("x")]);
    for language in [Language::En, Language::Ru] {
        let (old, new) = ([heading("x"), p("y")], [heading("x.1"), p("y")]);
        let comparison = compare(&old, &new);
        assert!(comparison.is_empty() && comparison.count() == Counts::default());
        assert_eq!(draw(&comparison, language).len(), 1);
    }
    let drawn = encode(&draw(&compare(&[], &[]), Language::En));
    assert_eq!(drawn, r#"<p class="diff-same">The two versions are the same.</p>"#);
}

#[test]
fn what_is_far_from_a_change_is_folded() {
    let old: Vec<Html> = ["one", "two", "three", "four", "five"].map(p).into();
    let mut new = old.clone();
    new.push(p("six"));
    check(
        &old,
        &new,
        concat!(
            r#"<details class="diff-gap"><summary>… 4 blocks unchanged</summary>"#,
            "<p>one</p><p>two</p><p>three</p><p>four</p></details><p>five</p>",
            r#"<div class="diff-added"><small class="diff-word">Added: </small><p>six</p></div>"#,
        ),
    );
}

#[test]
fn past_a_limit_the_rest_is_whole() {
    let nested = |words: &str| (0..500).fold(p(words), |inner, _| plain(Tag::Div, vec![inner]));
    let (old, new) = ([nested("one")], [nested("two")]);
    let comparison = compare(&old, &new);
    assert!(comparison.limited);
    assert_eq!(comparison.count(), Counts { added: 1, removed: 1, ..Counts::default() });
    assert_eq!(comparison.old_version(), old);
    assert!(encode(&draw(&comparison, Language::En)).contains("diff-limited"));

    let words =
        |first: usize| (0..700_000).map(|n| format!("w{} ", (n + first) % 997)).collect::<String>();
    let long = |first| [plain(Tag::Blockquote, vec![text(words(first))])];
    let (old, new) = (long(0), long(1));
    let comparison = compare(&old, &new);
    assert!(comparison.limited);
    assert_eq!(comparison.count(), Counts { added: 1, removed: 1, ..Counts::default() });
}

fn leaf() -> impl Strategy<Value = Html> {
    const WORDS: &[&str] = &["a", "b c", "d e f", " ", "", "g, h", "x\ny\n", "стр"];
    prop_oneof![
        6 => prop::sample::select(WORDS).prop_map(text),
        1 => Just(plain(Tag::Br, Vec::new())),
        1 => prop::sample::select(&["/a.png", "/b.png"][..]).prop_map(picture),
    ]
}

fn tree() -> impl Strategy<Value = Html> {
    const TAGS: &[Tag] = &[
        Tag::P,
        Tag::P,
        Tag::P,
        Tag::H2,
        Tag::Ul,
        Tag::Li,
        Tag::Table,
        Tag::Tr,
        Tag::Td,
        Tag::Strong,
        Tag::Em,
        Tag::A,
        Tag::Span,
        Tag::Div,
        Tag::Pre,
        Tag::Code,
        Tag::Details,
        Tag::Summary,
    ];
    let attribute = prop_oneof![
        Just(Attribute::class("code")),
        Just(Attribute::class("on-red")),
        Just(Attribute::Anchor("x".to_owned())),
        Just(Attribute::Colspan(2)),
        Just(Attribute::Href(Url::check("/x").unwrap())),
        Just(Attribute::Href(Url::check("/y").unwrap())),
    ];
    let attributes = prop::collection::vec(attribute, 0..2);
    leaf().prop_recursive(5, 40, 5, move |inner| {
        let children = prop::collection::vec(inner.clone(), 0..5);
        let label = prop::sample::select(&["A", "B", "C"][..]).prop_map(str::to_owned);
        let panel = (label, prop::collection::vec(inner, 0..3));
        prop_oneof![
            6 => (prop::sample::select(TAGS), attributes.clone(), children)
                .prop_map(|(tag, attributes, children)| element(tag, attributes, children)),
            1 => prop::collection::vec(panel, 0..4).prop_map(|list| tabs("Tabs", list)),
        ]
    })
}

/// A document, and another one that is near it or not.
fn versions() -> impl Strategy<Value = (Vec<Html>, Vec<Html>)> {
    let document = || prop::collection::vec(tree(), 0..8);
    let edits = prop::collection::vec((any::<prop::sample::Index>(), 0..5_u8, tree()), 0..4);
    prop_oneof![
        1 => (document(), document()),
        4 => (document(), edits).prop_map(|(old, edits)| {
            let mut new = old.clone();
            for (place, kind, node) in edits {
                edit(&mut new, place, kind, node);
            }
            (old, new)
        }),
    ]
}

fn edit(nodes: &mut Vec<Html>, place: prop::sample::Index, kind: u8, node: Html) {
    if nodes.is_empty() {
        return nodes.push(node);
    }
    let at = place.index(nodes.len());
    match (kind, &mut nodes[at]) {
        (0, _) => nodes.insert(at, node),
        (1, _) => drop(nodes.remove(at)),
        (2, _) => nodes[at] = node,
        (3, _) => nodes.swap(at, 0),
        (_, Html::Element(Element { children, .. })) => edit(children, place, kind - 1, node),
        (_, Html::Text(words)) => words.push_str(" more"),
    }
}

fn mirrored(counts: Counts) -> Counts {
    Counts { added: counts.removed, removed: counts.added, ..counts }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn both_versions_can_be_read_from_a_comparison((old, new) in versions()) {
        let comparison = compare(&old, &new);
        prop_assert_eq!(&comparison.old_version(), &old);
        prop_assert_eq!(&comparison.new_version(), &new);
        prop_assert!(!comparison.limited);
        prop_assert_eq!(comparison.is_empty(), comparison.count() == Counts::default());
        for language in [Language::Ru, Language::En] {
            prop_assert!(!encode(&draw(&comparison, language)).is_empty());
        }
    }

    #[test]
    fn the_other_way_round_is_mirrored((old, new) in versions()) {
        let (there, back) = (compare(&old, &new), compare(&new, &old));
        prop_assert_eq!(mirrored(there.count()), back.count());
        prop_assert_eq!(&back.old_version(), &new);
        let same = old.clone();
        prop_assert!(compare(&old, &same).is_empty());
    }
}
