//! Pages that are not an operation's: the first page of a description, a tag's, a schema's.

use super::Pen;
use super::parts::{code, compact, description, external_docs, link, note, section};
use super::security::{listed, schemes};
use crate::html::{Attribute, Html, Tag, Url, UrlKind, classed, element, text};
use crate::i18n::Language;
use crate::openapi::operation::{self, Link, Server};
use crate::openapi::schema::{self, Direction};
use crate::openapi::{Node, Place, Reading};
use serde_json::Value;

/// The first page of a description.
pub fn overview(reading: &Reading<'_>, language: Language) -> Vec<Html> {
    let pen = Pen::new(reading, language);
    let words = pen.words;
    let empty = Node { place: Place::at("/info"), value: &Value::Null };
    let info = reading.get(&Place::at("/info")).unwrap_or(empty);
    let mut page = vec![];
    page.extend(logo(&info));
    page.push(element(Tag::H1, Vec::new(), vec![text(info.string("title"))]));
    if !info.string("summary").is_empty() {
        page.push(classed(Tag::P, "lead", vec![text(info.string("summary"))]));
    }
    page.extend(facts(&pen, &info));
    page.extend(description(&pen, info.string("description"), 2));
    page.extend(external_docs(&pen, docs(reading.get(&Place::at("/externalDocs")))));
    let (found, problems) = operation::servers(reading);
    let notes = problems.iter().map(|problem| note(&pen, problem)).collect();
    page.extend(section(("servers", words.servers), notes, servers(&pen, &found)));
    let (found, problems) = operation::schemes(reading);
    let notes = problems.iter().map(|problem| note(&pen, problem)).collect();
    page.extend(section(("security", words.sign_in_ways), notes, schemes(&pen, &found)));
    page
}

/// `x-logo`, if it is of this site: a picture from elsewhere would tell that site of its reader.
fn logo(info: &Node<'_>) -> Option<Html> {
    let logo = info.get("x-logo")?;
    let url = Url::check(logo.string("url")).filter(|url| url.kind() == UrlKind::Internal)?;
    let words = match logo.string("altText") {
        "" => info.string("title"),
        words => words,
    };
    let picture = Attribute::Picture(url, words.to_owned());
    let picture = element(Tag::Img, vec![Attribute::class("r-logo"), picture], Vec::new());
    let target = Url::check(logo.string("href"));
    Some(match target {
        Some(target) => element(Tag::A, vec![Attribute::Href(target)], vec![picture]),
        None => picture,
    })
}

fn facts(pen: &Pen<'_, '_>, info: &Node<'_>) -> Option<Html> {
    let words = pen.words;
    let mut list = Vec::new();
    let mut fact = |name: &str, content: Vec<Html>| {
        list.push(element(Tag::Dt, Vec::new(), vec![text(name)]));
        list.push(element(Tag::Dd, Vec::new(), content));
    };
    match info.value.get("version") {
        Some(Value::String(version)) => fact(words.version, vec![text(version.as_str())]),
        Some(Value::Number(version)) => fact(words.version, vec![text(version.to_string())]),
        _ => {}
    }
    if let Some(contact) = info.get("contact") {
        let (name, url, email) =
            (contact.string("name"), contact.string("url"), contact.string("email"));
        let mut parts = Vec::new();
        match (name, url) {
            ("", "") => {}
            (name, "") => parts.push(text(name)),
            (name, url) => parts.push(link(url, name)),
        }
        if !email.is_empty() {
            parts.push(link(&format!("mailto:{email}"), email));
        }
        if !parts.is_empty() {
            fact(words.contact, listed(parts.into_iter()));
        }
    }
    if let Some(licence) = info.get("license") {
        let name = match licence.string("name") {
            "" => licence.string("identifier"),
            name => name,
        };
        match (name, licence.string("url")) {
            ("", "") => {}
            (name, "") => fact(words.licence, vec![text(name)]),
            (name, url) => fact(words.licence, vec![link(url, name)]),
        }
    }
    let url = pen.reading.url();
    if Url::check(url).is_some_and(|url| url.kind() == UrlKind::External) {
        let name = url.split(['?', '#']).next().and_then(|path| path.rsplit('/').next());
        fact(words.file, vec![link(url, name.unwrap_or_default())]);
    }
    if !info.string("termsOfService").is_empty() {
        fact(words.terms, vec![link(info.string("termsOfService"), "")]);
    }
    (!list.is_empty()).then(|| classed(Tag::Dl, "r-facts", list))
}

fn docs(node: Option<Node<'_>>) -> Option<Link<'_>> {
    let node = node?;
    let (url, description) = (node.string("url"), node.string("description"));
    (!url.is_empty()).then_some(Link { url, description })
}

/// Servers with their variables.
pub(super) fn servers(pen: &Pen<'_, '_>, servers: &[Server<'_>]) -> Vec<Html> {
    let words = pen.words;
    let item = |server: &Server<'_>| {
        let mut content = vec![code(server.url.as_str())];
        if !server.name.is_empty() {
            content.push(text(format!(" — {}", server.name)));
        }
        if !server.description.is_empty() {
            content.push(classed(Tag::Div, "r-text", compact(pen, server.description)));
        }
        for variable in &server.variables {
            let mut about = vec![code(format!("{{{}}}", variable.name))];
            if !variable.description.is_empty() {
                about.push(text(" — "));
                about.extend(compact(pen, variable.description));
            }
            about.push(text(format!(" {} ", words.default_value)));
            about.push(code(variable.default.as_str()));
            if !variable.choices.is_empty() {
                about.push(text(format!(" {} ", words.one_of_values)));
                about.extend(listed(variable.choices.iter().map(|choice| code(choice.as_str()))));
            }
            content.push(classed(Tag::Div, "r-variable", about));
        }
        element(Tag::Li, Vec::new(), content)
    };
    if servers.is_empty() {
        return Vec::new();
    }
    vec![classed(Tag::Ul, "r-servers", servers.iter().map(item).collect())]
}

/// The page of a tag; one that is not described has its name alone.
pub fn tag_page(reading: &Reading<'_>, name: &str, language: Language) -> Vec<Html> {
    let pen = Pen::new(reading, language);
    let tags = reading.get(&Place::at("/tags"));
    let tag = tags.and_then(|tags| tags.items().find(|tag| tag.string("name") == name));
    let shown = |key: &str| tag.as_ref().map(|tag| tag.string(key)).unwrap_or_default();
    let titles = [shown("x-displayName"), shown("summary"), name];
    let title = titles.into_iter().find(|title| !title.is_empty()).unwrap_or_default();
    let mut page = vec![element(Tag::H1, Vec::new(), vec![text(title)])];
    page.extend(description(&pen, shown("description"), 2));
    page.extend(external_docs(&pen, docs(tag.and_then(|tag| tag.get("externalDocs")))));
    page
}

/// The page of a schema: its name, and all that the view of it says, its description included.
pub fn schema_page(reading: &Reading<'_>, place: &Place, language: Language) -> Vec<Html> {
    let pen = Pen::new(reading, language);
    let mut page = vec![element(Tag::H1, Vec::new(), vec![text(place.name())])];
    let Some(node) = reading.get(place) else {
        let wrong = crate::openapi::Wrong::Missing(format!("#{}", place.pointer));
        page.push(note(&pen, &crate::openapi::Problem { place: place.clone(), wrong }));
        return page;
    };
    let view = schema::view(reading, &node, &pen.look(Direction::Both));
    page.push(classed(Tag::Div, "r-view", view));
    page
}
