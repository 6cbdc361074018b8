//! An operation of a description, the same from Swagger 2.0 as from OpenAPI 3.0 to 3.2.
//!
//! ```text
//! place ── Described::read (path item, references followed) ──► Described ──► page, console
//! ```
//!
//! Reading never fails: what is broken is a [`Problem`] with the part of the operation that it
//! belongs to, and the rest is read. Schemas stay nodes: who draws them follows their references.

mod body;
mod parameters;
mod reader;
mod responses;
mod security;
mod servers;

use super::{Node, Place, Problem, Reading, Version};
use crate::request::style::Serialization;
use reader::Reader;
use serde_json::Value;

pub use security::schemes;
pub use servers::of_document as servers;

/// The part of an operation that a problem belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The operation itself: its title, tags, links.
    #[default]
    Operation,
    /// Its parameters.
    Parameters,
    /// Its body.
    Body,
    /// Its responses.
    Responses,
    /// Its callbacks.
    Callbacks,
    /// What one needs to call it.
    Security,
    /// Its servers.
    Servers,
    /// The author's code.
    Samples,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Described<'a> {
    /// Where it stands.
    pub place: Place,
    /// The method: in upper case, or as written under `additionalOperations`.
    pub method: String,
    /// The path template; the name of a webhook, the expression of a callback.
    pub path: String,
    /// `operationId`, or empty.
    pub id: &'a str,
    /// A few words; the path item's if the operation has none.
    pub summary: &'a str,
    /// Markdown.
    pub description: &'a str,
    /// `x-displayName`, or empty.
    pub display_name: &'a str,
    /// The names of its tags.
    pub tags: Vec<&'a str>,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// `x-internal`.
    pub internal: bool,
    /// Where more is written.
    pub external_docs: Option<Link<'a>>,
    /// Its parameters, those of the path item included.
    pub parameters: Vec<Parameter<'a>>,
    /// Its body, if it takes one.
    pub body: Option<Body<'a>>,
    /// Its responses: success first, `default` last, otherwise as written.
    pub responses: Vec<Response<'a>>,
    /// What the server calls.
    pub callbacks: Vec<Callback<'a>>,
    /// The ways to be let in, one of which is enough; an empty one means that nothing is needed, and
    /// no way at all that nothing is said.
    pub security: Vec<Vec<Need<'a>>>,
    /// Where it is answered.
    pub servers: Vec<Server<'a>>,
    /// Whether the servers are not those of the document.
    pub own_servers: bool,
    /// The author's code.
    pub samples: Vec<Sample<'a>>,
    /// The author's badges.
    pub badges: Vec<&'a str>,
    /// What is wrong, and in which part.
    pub problems: Vec<(Part, Problem)>,
}

/// A link with its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link<'a> {
    /// As written; not checked.
    pub url: &'a str,
    /// Markdown, or empty.
    pub description: &'a str,
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum In {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// It is the whole query (3.2).
    QueryString,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
    /// A field of the body (2.0).
    Form,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter<'a> {
    /// Where it is written; in 2.0 it is its own schema.
    pub node: Node<'a>,
    /// Its name.
    pub name: &'a str,
    /// Where it stands.
    pub place: In,
    /// Whether it must be there.
    pub required: bool,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// Markdown.
    pub description: &'a str,
    /// Its schema.
    pub schema: Option<Node<'a>>,
    /// How it is written; none for the whole query and for fields of the body.
    pub serialization: Option<Serialization>,
    /// The media type of its `content`, or empty.
    pub media_type: &'a str,
    /// Its examples.
    pub examples: Vec<Example<'a>>,
}

/// An example that the author gave.
#[derive(Clone, Debug)]
pub struct Example<'a> {
    /// Its name among others, or empty.
    pub name: &'a str,
    /// A few words.
    pub summary: &'a str,
    /// Markdown.
    pub description: &'a str,
    /// What it is.
    pub content: Content<'a>,
}

/// What an example is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content<'a> {
    /// A value.
    Value(&'a Value),
    /// The text as it is sent (3.2).
    Text(&'a str),
    /// An address where it is.
    External(&'a str),
}

/// A body that is sent.
#[derive(Clone, Debug, Default)]
pub struct Body<'a> {
    /// Markdown.
    pub description: &'a str,
    /// Whether it must be there.
    pub required: bool,
    /// The forms that it may have.
    pub media: Vec<Media<'a>>,
    /// The fields of a form (2.0), which has no schema there.
    pub fields: Vec<Parameter<'a>>,
}

/// A media type of a body.
#[derive(Clone, Debug)]
pub struct Media<'a> {
    /// Its name.
    pub name: &'a str,
    /// The schema of the whole.
    pub schema: Option<Node<'a>>,
    /// The schema of each item of a stream (3.2).
    pub item_schema: Option<Node<'a>>,
    /// The author's examples.
    pub examples: Vec<Example<'a>>,
    /// How fields of a form are written: the name, the object.
    pub encoding: Vec<(&'a str, Node<'a>)>,
}

/// A response.
#[derive(Clone, Debug)]
pub struct Response<'a> {
    /// A status, a range such as `2XX`, or `default`.
    pub status: &'a str,
    /// A few words (3.2).
    pub summary: &'a str,
    /// Markdown.
    pub description: &'a str,
    /// Its headers.
    pub headers: Vec<Header<'a>>,
    /// Its bodies.
    pub media: Vec<Media<'a>>,
    /// What can be called with it next.
    pub links: Vec<Next<'a>>,
}

/// A header of a response.
#[derive(Clone, Debug)]
pub struct Header<'a> {
    /// Its name.
    pub name: &'a str,
    /// Whether it is always there.
    pub required: bool,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// Markdown.
    pub description: &'a str,
    /// Its schema.
    pub schema: Option<Node<'a>>,
    /// Its examples.
    pub examples: Vec<Example<'a>>,
}

/// A `links` entry of a response: an operation that can be called with what came.
#[derive(Clone, Debug)]
pub struct Next<'a> {
    /// Its name.
    pub name: &'a str,
    /// The operation's `operationId`, or a reference to it.
    pub operation: &'a str,
    /// Markdown.
    pub description: &'a str,
    /// What to pass: the parameter, the value or the expression.
    pub parameters: Vec<(&'a str, &'a Value)>,
}

/// A call that the server makes.
#[derive(Clone, Debug)]
pub struct Callback<'a> {
    /// Its name.
    pub name: &'a str,
    /// The expression of the address that is called.
    pub expression: &'a str,
    /// The method, in upper case.
    pub method: String,
    /// A few words.
    pub summary: &'a str,
    /// Where the operation stands: for [`Described::read`].
    pub place: Place,
}

/// A scheme that is needed, and the scopes.
#[derive(Clone, Debug)]
pub struct Need<'a> {
    /// The scheme's name.
    pub name: &'a str,
    /// The scopes, or roles.
    pub scopes: Vec<&'a str>,
    /// The scheme; none if it is not described.
    pub scheme: Option<Scheme<'a>>,
}

/// A way to be let in.
#[derive(Clone, Debug)]
pub struct Scheme<'a> {
    /// Where it is written.
    pub node: Node<'a>,
    /// Its name.
    pub name: &'a str,
    /// `apiKey`, `http`, `oauth2`, `openIdConnect`, `mutualTLS`; `basic` of 2.0 is `http`.
    pub kind: &'a str,
    /// Markdown.
    pub description: &'a str,
    /// Where the key stands: `header`, `query`, `cookie`.
    pub place: &'a str,
    /// The name of the header, the query parameter or the cookie.
    pub parameter: &'a str,
    /// The HTTP scheme: `basic`, `bearer`, ….
    pub scheme: &'a str,
    /// What a bearer token is, in words.
    pub bearer_format: &'a str,
    /// The OAuth 2.0 flows.
    pub flows: Vec<Flow<'a>>,
    /// `openIdConnectUrl`.
    pub open_id_connect_url: &'a str,
    /// Whether it should not be used any more (3.2).
    pub deprecated: bool,
}

/// An OAuth 2.0 flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow<'a> {
    /// `clientCredentials` and its like, as 3.0 names them.
    pub kind: &'a str,
    /// `authorizationUrl`.
    pub authorization_url: &'a str,
    /// `tokenUrl`.
    pub token_url: &'a str,
    /// `refreshUrl`.
    pub refresh_url: &'a str,
    /// `deviceAuthorizationUrl` (3.2).
    pub device_url: &'a str,
    /// The scopes: the name, what it means.
    pub scopes: Vec<(&'a str, &'a str)>,
}

/// A server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server<'a> {
    /// The address as written: it may be relative.
    pub url: String,
    /// Its name (3.2).
    pub name: &'a str,
    /// Markdown.
    pub description: &'a str,
    /// The variables of the address.
    pub variables: Vec<Variable<'a>>,
}

/// A variable of a server's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it starts as.
    pub default: String,
    /// What it may be; empty if that is free.
    pub choices: Vec<String>,
    /// Markdown.
    pub description: &'a str,
}

/// A piece of code that the author wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample<'a> {
    /// The language.
    pub language: &'a str,
    /// What to call it.
    pub label: &'a str,
    /// The code.
    pub source: &'a str,
}

impl<'a> Described<'a> {
    /// Reads the operation of a place: `/paths/~1pets/get`, `/webhooks/x/post`, one under
    /// `additionalOperations`, or one of a callback. A place where nothing is gives an empty
    /// operation with its problem.
    pub fn read(reading: &Reading<'a>, place: &Place) -> Self {
        let reader = Reader::new(reading);
        let found = reader.operation(place);
        let node = &found.node;
        let text = |key: &'static str| reader.text(node, key);
        let or_item = |key: &'static str| match (text(key), &found.item) {
            ("", Some(item)) => reader.text(item, key),
            (own, _) => own,
        };
        let (servers, own_servers) = reader.within(Part::Servers, || servers::of(&reader, &found));
        let mut described = Self {
            id: text("operationId"),
            summary: or_item("summary"),
            description: or_item("description"),
            display_name: text("x-displayName"),
            tags: reader.strings(node, "tags"),
            deprecated: node.is("deprecated"),
            internal: node.is("x-internal"),
            external_docs: reader.link(node),
            parameters: reader.within(Part::Parameters, || parameters::of(&reader, &found)),
            body: None,
            responses: reader.within(Part::Responses, || responses::of(&reader, node)),
            callbacks: reader.within(Part::Callbacks, || responses::callbacks(&reader, node)),
            security: reader.within(Part::Security, || security::of(&reader, node)),
            servers,
            own_servers,
            samples: reader.within(Part::Samples, || samples(&reader, node)),
            badges: badges(&reader, node),
            problems: Vec::new(),
            place: place.clone(),
            method: found.method,
            path: found.path,
        };
        described.body = reader.within(Part::Body, || {
            if reading.version() == Version::Swagger2 {
                body::of_swagger(&reader, node, &mut described.parameters)
            } else {
                body::of(&reader, node)
            }
        });
        described.problems = reader.problems();
        described
    }

    /// The problems of a part.
    pub fn problems_of(&self, part: Part) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(move |(other, _)| *other == part).map(|(_, problem)| problem)
    }

    /// The title: the author's words, else method and path.
    pub fn title(&self) -> String {
        let words = [self.display_name, self.summary].into_iter().find(|words| !words.is_empty());
        words.map_or_else(|| format!("{} {}", self.method, self.path), str::to_owned)
    }
}

impl Parameter<'_> {
    /// Whether it is sent: the specification has these headers described elsewhere.
    pub fn is_sent(&self) -> bool {
        let ignored = ["Accept", "Content-Type", "Authorization"];
        self.place != In::Header || !ignored.iter().any(|name| name.eq_ignore_ascii_case(self.name))
    }
}

fn samples<'a>(reader: &Reader<'_, 'a>, node: &Node<'a>) -> Vec<Sample<'a>> {
    let spelled = ["x-codeSamples", "x-code-samples"].into_iter();
    let listed = spelled.flat_map(|key| reader.list(node, key));
    let read = |sample: Node<'a>| {
        let source = match reader.text(&sample, "source") {
            // Some tools write the code beside an object of further settings.
            "" => sample.string("code"),
            source => source,
        };
        let language = sample.string("lang");
        let label = Some(sample.string("label")).filter(|label| !label.is_empty());
        let sample = Sample { language, label: label.unwrap_or(language), source };
        (!sample.source.is_empty()).then_some(sample)
    };
    listed.into_iter().filter_map(read).collect()
}

fn badges<'a>(reader: &Reader<'_, 'a>, node: &Node<'a>) -> Vec<&'a str> {
    let words = |badge: Node<'a>| match badge.value {
        Value::String(words) => words.as_str(),
        _ => ["name", "label"].map(|key| badge.string(key)).into_iter().max().unwrap_or_default(),
    };
    let found = reader.list(node, "x-badges").into_iter().map(words);
    found.filter(|words| !words.is_empty()).collect()
}
