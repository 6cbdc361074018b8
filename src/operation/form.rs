//! An operation of a description as the console gets it: what to send, and what to know about each
//! field of it. Made by `openapi::console` in the program of the descriptions, read by the page
//! without it; it crosses the thread as JSON (`carried`).

use super::Operation;

/// An operation and what its description says of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The operation.
    pub operation: Operation,
    /// What is known of its parameters and of the fields of its forms.
    pub hints: Vec<Hint>,
    /// The bodies to choose from; the first one is the one to start with.
    pub bodies: Vec<BodyChoice>,
    /// Whether it starts with a body.
    pub starts_with_body: bool,
    /// Where it is answered; addresses as written, also relative ones.
    pub servers: Vec<Server>,
    /// The ways to be let in, one of which is enough; each is a list of what is needed together.
    pub security: Vec<Vec<Scheme>>,
}

/// Where a field stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    #[default]
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
    /// A field of application/x-www-form-urlencoded.
    Form,
    /// A field of multipart/form-data.
    Multipart,
}

/// What is known of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// Whether it must be there.
    pub required: bool,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// What is typed in it.
    pub kind: Kind,
    /// What it means: words without markup.
    pub description: String,
    /// An example, as one would type it; may be empty.
    pub example: String,
    /// What the server assumes; may be empty.
    pub default: String,
    /// The media type of a part of a multipart body; empty if it names none.
    pub media_type: String,
}

/// What is typed in a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Anything.
    #[default]
    Text,
    /// A whole number between these, both included.
    Integer {
        /// The least.
        min: Option<i64>,
        /// The greatest.
        max: Option<i64>,
    },
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// `2024-12-31`
    Date,
    /// `2024-12-31T23:59:59Z`
    DateTime,
    /// One of these.
    Enum(Vec<String>),
    /// A file.
    File,
    /// Several, one a line.
    List(Box<Kind>),
    /// A JSON value.
    Json,
}

/// A body to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BodyChoice {
    /// Its media type.
    pub media_type: String,
    /// The name of the example; may be empty.
    pub name: String,
    /// The text; empty for forms and files.
    pub text: String,
}

/// A server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Server {
    /// The address; `{name}` stands for a variable.
    pub url: String,
    /// What it is, in words; may be empty.
    pub description: String,
    /// The variables of the address.
    pub variables: Vec<Variable>,
}

/// A variable of a server's address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// What it starts as.
    pub default: String,
    /// What it may be; empty if that is free.
    pub choices: Vec<String>,
    /// What it means; may be empty.
    pub description: String,
}

/// Something that is needed to be let in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scheme {
    /// Its name in the description.
    pub name: String,
    /// `apiKey`, `http`, `oauth2`, `openIdConnect`, `mutualTLS`; empty if it is not described.
    pub kind: String,
    /// Of a key: `header`, `query` or `cookie`.
    pub place: String,
    /// Of a key: the name of the header, the parameter or the cookie.
    pub parameter: String,
    /// Of HTTP authentication: `basic`, `bearer`, ….
    pub scheme: String,
    /// Of `openIdConnect`: the address of its settings.
    pub url: String,
    /// The scopes that this operation needs.
    pub scopes: Vec<String>,
    /// The flows of OAuth 2.0.
    pub flows: Vec<Flow>,
}

/// A flow of OAuth 2.0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// `clientCredentials` and its like.
    pub kind: String,
    /// Where the user agrees.
    pub authorization_url: String,
    /// Where a token is asked for.
    pub token_url: String,
    /// Where a device asks for its codes.
    pub device_url: String,
    /// Where a token is taken back (RFC 7009); a description has no place for it, a provider says it.
    pub revocation_url: String,
    /// Every scope: the name, what it means.
    pub scopes: Vec<(String, String)>,
}

impl Scheme {
    /// Whether it is a token in `Authorization: Bearer` (RFC 6750 §2.1).
    pub fn is_bearer(&self) -> bool {
        matches!(self.kind.as_str(), "oauth2" | "openIdConnect")
            || (self.kind == "http" && self.scheme.eq_ignore_ascii_case("bearer"))
    }
}
