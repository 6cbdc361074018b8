//! What the reader sees of a description.

use obzor::html::{Attribute, Html, Tag, encode, from_value, to_value};
use obzor::i18n::Language;
use obzor::openapi::operation::Described;
use obzor::openapi::{Library, Place, Wrong, console, page};
use obzor::operation::Form;
use obzor::request::Credential;
use obzor::request::build;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use typed_arena::Arena;

/// The tree in lines: what begins a line of its own is indented, texts and marks in a line follow
/// each other. What the schemas' module draws is its own tests' to look at.
fn outline(nodes: &[Html]) -> String {
    let mut out = String::new();
    write(nodes, 0, &mut out);
    out.lines()
        .map(str::trim_end)
        .filter(|line| !line.trim().is_empty())
        .fold(String::new(), |text, line| text + line + "\n")
}

fn write(nodes: &[Html], depth: usize, out: &mut String) {
    for node in nodes {
        match node {
            Html::Text(text) => out.push_str(text),
            Html::Element(element) => {
                let inline = matches!(
                    element.tag,
                    Tag::A | Tag::Code | Tag::Em | Tag::Span | Tag::Strong | Tag::Small | Tag::Wbr
                );
                if !inline {
                    out.push_str(&format!("\n{}{} ", "  ".repeat(depth), element.tag.name()));
                    for attribute in &element.attributes {
                        match attribute {
                            Attribute::Lazy(question) => out.push_str(&format!("<{question}> ")),
                            Attribute::Anchor(name) => out.push_str(&format!("#{name} ")),
                            Attribute::Open => out.push_str("open "),
                            _ => {}
                        }
                    }
                }
                let is_schema = |attribute: &Attribute| matches!(attribute, Attribute::Class(class) if class == "r-type" || class == "r-view");
                if element.attributes.iter().any(is_schema) {
                    out.push('…');
                } else {
                    write(&element.children, depth + 1, out);
                }
                if !inline {
                    out.push('\n');
                }
            }
        }
    }
}

fn check(
    description: &str,
    draw: impl Fn(&obzor::openapi::Reading<'_>) -> Vec<Html>,
    expected: &str,
) {
    let (library, arena) = (Library::of(description), Arena::new());
    let drawn = draw(&library.read(&arena));
    assert_eq!(outline(&drawn).trim(), expected.trim(), "{}", outline(&drawn));
    assert_eq!(from_value(&to_value(&drawn)), drawn);
}

fn operation(reading: &obzor::openapi::Reading<'_>, pointer: &str) -> Vec<Html> {
    page::page(reading, &Described::read(reading, &Place::at(pointer)), Language::En)
}

const PETS: &str = r##"{"openapi":"3.1.0","info":{"title":"Pets","version":"1","summary":"All pets","license":{"name":"MIT","url":"https://mit.test"},"contact":{"email":"a@b.test"},"x-logo":{"url":"logo.png"}},
"tags":[{"name":"pets","description":"About pets","externalDocs":{"url":"javascript:alert(1)","description":"Bad"}}],
"servers":[{"url":"https://{r}.test","description":"Main","variables":{"r":{"default":"eu","enum":["eu"]}}}],
"components":{"schemas":{"Pet":{"title":"A pet","type":"object"}},"securitySchemes":{"key":{"type":"apiKey","in":"query","name":"k"},"oa":{"type":"oauth2","flows":{"clientCredentials":{"tokenUrl":"/t","scopes":{"r":"Read"}}}}}},
"paths":{"/pets/{id}":{"post":{"operationId":"p","summary":"Change","description":"Text","deprecated":true,"x-badges":[{"name":"Beta"}],"externalDocs":{"url":"https://d.test"},
"security":[{"oa":["r"]},{"key":[]},{}],
"parameters":[{"name":"id","in":"path","required":true,"description":"Which","schema":{"type":"string"},"example":"7"},{"name":"Authorization","in":"header","schema":{}}],
"requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Pet"}},"application/xml":{"schema":{"$ref":"#/components/schemas/Pet"}}}},
"responses":{"404":{"description":"None"},"200":{"description":"OK","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Pet"},"example":{"a":1}}}},"5XX":{"description":"Oh","headers":{"X":{"schema":{}}}}},
"callbacks":{"on":{"{$url}":{"put":{"summary":"Call","responses":{"200":{"description":"OK"}}}}}},
"x-codeSamples":[{"lang":"Python","source":"print(1)"}],
"tags":[7]}}}}"##;

const PAGE: &str = r#"
h1 Change
p POST /pets/{id} deprecated Beta
p p
div
  p Text
p More documentation
p Expected string, found number. #/paths/~1pets~1{id}/post/tags/0
section
  h2 #security Authentication
  p One of:
  ul
    li oa — OAuth 2.0: client credentials, scopes: r
    li key — a key in the query parameter k
    li or no authentication at all
section
  h2 #parameters Parameters
  h3 In the path
  dl
    dt id required
    dd
      div …
      div Which
      p Example: 7
  h3 Headers
  dl
    dt Authorization
    dd
      div …
      p The console sets this header by itself.
section
  h2 #body Request body
  p The body is required.
  p application/json, application/xml
  div …
  details <op?["example",0,"/paths/~1pets~1{id}/post/requestBody/content/application~1json/schema","request"]>
    summary Example, made from the schema
section
  h2 #responses Responses
  details open
    summary 200 OK
    p application/json
    div …
    p Example
    div
      div json
        button Copy
      pre {
  "a": 1
}
  div
    p 404 Not Found None
  details <op?["response",0,"/paths/~1pets~1{id}/post","5XX"]>
    summary 5XX Server Error Oh
section
  h2 #callbacks Callbacks
  details <op?["operation",0,"/paths/~1pets~1{id}/post/callbacks/on/{$url}/put",""]>
    summary on PUT {$url} Call
section
  h2 #samples Code samples
  div
    div Python
      button Copy
    pre print(1)
"#;

#[test]
fn the_page_of_an_operation() {
    check(PETS, |reading| operation(reading, "/paths/~1pets~1{id}/post"), PAGE);
}

#[test]
fn what_was_closed_opens() {
    let ask = |question: &'static str| {
        move |reading: &obzor::openapi::Reading<'_>| {
            page::opened(reading, question, Language::En).unwrap_or_default()
        }
    };
    check(
        PETS,
        ask(r#"op?["response",0,"/paths/~1pets~1{id}/post","5XX"]"#),
        "p Headers\ndl\n  dt X\n  dd\n    div …\np No body.",
    );
    check(
        PETS,
        ask(r#"op?["operation",0,"/paths/~1pets~1{id}/post/callbacks/on/{$url}/put",""]"#),
        "section\n  h3 Responses\n  div\n    p 200 OK",
    );
    for other in
        ["schema?x", "op?", "op?[]", r#"op?["response",0,"/nowhere","200"]"#, "op?[1,2,3,4]"]
    {
        let (library, arena) = (Library::of(PETS), Arena::new());
        assert_eq!(page::opened(&library.read(&arena), other, Language::Ru), None, "{other}");
    }
}

#[test]
fn pages_that_are_not_operations() {
    check(
        PETS,
        |reading| page::overview(reading, Language::En),
        "img\nh1 Pets\np All pets\ndl\n  dt Version\n  dd 1\n  dt Contact\n  dd a@b.test\n  dt Licence\n  dd MIT
section\n  h2 #servers Servers\n  ul\n    li https://{r}.test\n      div Main\n      div {r} Default: eu One of: eu
section\n  h2 #security Authentication\n  dl\n    dt key\n    dd\n      p a key in the query parameter k\n    dt oa\n    dd
      p OAuth 2.0: client credentials\n      div\n        p Token: /t\n        p Scopes\n        ul\n          li r — Read",
    );
    check(
        PETS,
        |reading| page::tag_page(reading, "pets", Language::En),
        "h1 pets\ndiv\n  p About pets\np Bad (javascript:alert(1))",
    );
    check(PETS, |reading| page::tag_page(reading, "x", Language::En), "h1 x");
    check(
        PETS,
        |reading| page::schema_page(reading, &Place::at("/components/schemas/Pet"), Language::En),
        "h1 Pet\ndiv …",
    );
    check(
        PETS,
        |reading| page::schema_page(reading, &Place::at("/components/schemas/No"), Language::Ru),
        "h1 No\np Ссылка «#/components/schemas/No» никуда не ведёт. #/components/schemas/No",
    );
}

#[test]
fn statuses_have_their_phrases() {
    for (status, expected) in
        [("200", "OK"), ("422", "Unprocessable Content"), ("4xx", "Client Error"), ("299", "")]
    {
        assert_eq!(page::phrase(status), expected);
    }
}

/// What was met in a description.
#[derive(Default)]
pub(crate) struct Figures {
    operations: usize,
    forms: usize,
    problems: BTreeMap<&'static str, usize>,
}

fn kind(wrong: &Wrong) -> &'static str {
    match wrong {
        Wrong::Syntax(_) => "syntax",
        Wrong::Missing(_) => "missing",
        Wrong::Circular(_) => "circular",
        Wrong::Foreign(_) => "foreign",
        Wrong::Unread(_) => "unread",
        Wrong::Type(..) => "type",
        Wrong::Absent(_) => "absent",
    }
}

/// The places of all operations.
fn places(library: &Library) -> Vec<Place> {
    let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];
    let arena = Arena::new();
    let reading = library.read(&arena);
    let mut found = Vec::new();
    for holder in ["/paths", "/webhooks"] {
        let Some(items) = reading.get(&Place::at(holder)) else { continue };
        for (_, item) in items.members() {
            let resolved = reading.follow(&item).unwrap_or_else(|_| item.clone());
            let known = methods.iter().filter(|name| resolved.get(name).is_some());
            found.extend(known.map(|name| item.place.child(name)));
            let more = resolved.get("additionalOperations");
            let more = more.iter().flat_map(obzor::openapi::Node::members).map(|(name, _)| name);
            found.extend(more.map(|name| item.place.child("additionalOperations").child(name)));
        }
    }
    found
}

/// Draws everything that a description has: every operation with all that opens, every page.
pub(crate) fn draw_all(library: &Library) -> Figures {
    draw_some(library, 1)
}

fn draw_some(library: &Library, step: usize) -> Figures {
    let mut figures = Figures::default();
    for place in places(library).iter().step_by(step) {
        let arena = Arena::new();
        let reading = library.read(&arena);
        let described = Described::read(&reading, place);
        figures.operations += 1;
        for (_, problem) in &described.problems {
            *figures.problems.entry(kind(&problem.wrong)).or_default() += 1;
        }
        let language = Language::ALL[figures.operations % 2];
        open(&reading, &page::page(&reading, &described, language), 3);
        let form = console::form(&reading, &described);
        assert_eq!(form.operation.method, described.method);
        let _ = build(&form.operation, &form.fresh(), &[Credential::Token]);
        assert_eq!(Form::from_value(&form.to_value()), form);
        figures.forms += 1;
    }
    let arena = Arena::new();
    let reading = library.read(&arena);
    page::overview(&reading, Language::En);
    page::tag_page(&reading, "pets", Language::En);
    figures
}

/// Asks every question of a tree, and those of what comes, so deep.
fn open(reading: &obzor::openapi::Reading<'_>, nodes: &[Html], depth: usize) {
    if depth == 0 {
        return;
    }
    for node in nodes {
        let Html::Element(element) = node else { continue };
        for attribute in &element.attributes {
            if let Attribute::Lazy(question) = attribute
                && let Some(content) = page::opened(reading, question, Language::En)
            {
                open(reading, &content, depth - 1);
            }
        }
        open(reading, &element.children, depth);
    }
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "json") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A folder of data; says so if it is not there.
fn folder(variable: &str, name: &str) -> Option<PathBuf> {
    let path = std::env::var_os(variable).map(|root| PathBuf::from(root).join(name));
    let found = path.filter(|path| path.exists());
    if found.is_none() {
        eprintln!("skipped: {variable} has no {name}");
    }
    found
}

fn draw_folder(variable: &str, name: &str, most: usize) {
    let Some(folder) = folder(variable, name) else {
        return;
    };
    let mut total = 0;
    for path in json_files(&folder) {
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        let library = Library::of(&text);
        let step = places(&library).len().div_ceil(most).max(1);
        let figures = draw_some(&library, step);
        total += figures.operations;
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let sampled = if step > 1 { format!(" (one of {step})") } else { String::new() };
        eprintln!(
            "{file}: {} operations{sampled}, {} forms, problems {:?}",
            figures.operations, figures.forms, figures.problems
        );
    }
    eprintln!("{name}: {total} operations");
}

#[test]
fn real_descriptions_are_drawn() {
    draw_folder("OBZOR_SPECS", "public", 1500);
}

#[test]
fn descriptions_of_suites_are_drawn() {
    for name in
        ["standards/oas-examples", "standards/swagger-parser-specs", "hostile/public/openapi"]
    {
        draw_folder("OBZOR_SUITES", name, 1500);
    }
}

#[test]
fn no_markup_of_a_description_survives() {
    let text = PETS.replace("Change", "<script>").replace("Which", "<object>");
    let (library, arena) = (Library::of(&text), Arena::new());
    let html = encode(&operation(&library.read(&arena), "/paths/~1pets~1{id}/post"));
    assert!(!html.contains("<script") && !html.contains("<object"), "{html}");
}

#[test]
fn a_webhook_of_3_0_is_called_so() {
    let text = r#"{"openapi":"3.0.0","x-webhooks":{"made":{"post":{"summary":"Made"}}},"paths":{"/a":{"post":{}}}}"#;
    let (library, arena) = (Library::of(text), Arena::new());
    let reading = library.read(&arena);
    let html = |place| encode(&operation(&reading, place));
    assert!(html("/x-webhooks/made/post").contains(">webhook<"));
    assert!(!html("/paths/~1a/post").contains(">webhook<"));
}
