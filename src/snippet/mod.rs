//! Snippets: the one request value, written in a language. A file a target, a line in [`TARGETS`].
//!
//! Idiomatic first: what a person of that language would write. Exact always: where the idiom would
//! change the request, its bytes are written out. The variables hold the address and the token, and
//! the request names them. What a target cannot express is a [`Warning`].

mod axios;
mod csharp;
mod curl;
mod fetch;
mod go;
mod httpie;
mod httpx;
mod java;
mod javascript;
mod perl;
mod php;
mod plan;
mod python;
mod python_stdlib;
pub mod quote;
mod r;
mod raw;
mod requests;
mod ruby;
mod rust;
pub mod shell;
mod tame;
mod wget;
pub mod windows;

use crate::highlight::Language;
use crate::request::Request;
use crate::text::Vars;
use serde_json::{Value, json};

/// A body longer than this, in bytes, is shown as a file that the snippet reads.
pub const LONG_BODY: usize = 20_000;

/// The name of the file that holds a long body.
pub const LONG_BODY_FILE: &str = "request-body.txt";

/// A language, or a program, that snippets are written for.
#[derive(Debug)]
pub struct Target {
    /// Its name in addresses, settings and on the command line.
    pub id: &'static str,
    /// Its name for a reader.
    pub title: &'static str,
    /// The language of its code.
    pub language: Language,
    /// The name of the file that holds a whole snippet.
    pub file: &'static str,
    /// Whether its snippets are run by their own program (`tests/snippets`).
    pub proven: bool,
}

/// What writes for a target. Apart from [`Target`], so that a program which only names the targets
/// does not hold their code.
pub struct Writer {
    /// Its quoting functions: what writes a string of exactly these characters. Tests run what they
    /// wrote; variables in it are empty there.
    pub quotes: &'static [fn(&str) -> String],
    /// Whether it writes a client that answers the challenge of HTTP Digest (RFC 7616).
    digest: bool,
    write: fn(&Request, &Vars) -> Snippet,
}

/// Every target, in the order in which they are offered.
pub static TARGETS: &[Target] = &[
    curl::TARGET,
    requests::TARGET,
    fetch::TARGET,
    axios::TARGET,
    httpx::TARGET,
    python_stdlib::TARGET,
    php::TARGET,
    java::TARGET,
    go::TARGET,
    ruby::TARGET,
    csharp::TARGET,
    rust::TARGET,
    r::TARGET,
    perl::TARGET,
    httpie::TARGET,
    wget::TARGET,
    windows::POWERSHELL,
    windows::CMD,
    raw::TARGET,
];

/// What writes for each, in the same order.
static WRITERS: &[Writer] = &[
    curl::WRITER,
    requests::WRITER,
    fetch::WRITER,
    axios::WRITER,
    httpx::WRITER,
    python_stdlib::WRITER,
    php::WRITER,
    java::WRITER,
    go::WRITER,
    ruby::WRITER,
    csharp::WRITER,
    rust::WRITER,
    r::WRITER,
    perl::WRITER,
    httpie::WRITER,
    wget::WRITER,
    windows::POWERSHELL_WRITER,
    windows::CMD_WRITER,
    raw::WRITER,
];

/// A request in a language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// What must stand first: imports.
    pub head: String,
    /// The lines that give the variables their values.
    pub variables: String,
    /// The request; it names the variables.
    pub request: String,
    /// What is different from what the request says, or needed beside it.
    pub warnings: Vec<Warning>,
}

/// What a snippet does otherwise than the request says, or needs beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Files must lie in the folder where it runs: their names.
    Files(Vec<String>),
    /// This client sends no body with this method.
    NoBody,
    /// A browser's page may not set this header; Node.js sends it.
    NodeOnly(String),
    /// This client cannot send this header as it is.
    Header(String),
    /// A character that no text of this language can hold, or that its program changes.
    Characters,
    /// This client writes the method in another way.
    Method(String),
    /// It is to be kept in a file of this name and run from there.
    SaveAs(String),
    /// The body does not fit into a command line: it is read from a file of this name.
    BodyInFile(String),
    /// This client does not answer the challenge of HTTP Digest.
    Digest,
}

impl Warning {
    /// As it goes from thread to thread.
    pub fn to_value(&self) -> Value {
        match self {
            Self::Files(names) => json!(["files", names]),
            Self::NoBody => json!(["no_body"]),
            Self::NodeOnly(name) => json!(["node_only", name]),
            Self::Header(name) => json!(["header", name]),
            Self::Characters => json!(["characters"]),
            Self::Method(name) => json!(["method", name]),
            Self::SaveAs(name) => json!(["save_as", name]),
            Self::BodyInFile(name) => json!(["body_in_file", name]),
            Self::Digest => json!(["digest"]),
        }
    }

    /// Reads what [`Self::to_value`] wrote.
    pub fn from_value(value: &Value) -> Option<Self> {
        let name = || Some(value.get(1)?.as_str()?.to_owned());
        Some(match value.get(0)?.as_str()? {
            "files" => {
                let names = value.get(1)?.as_array()?.iter();
                Self::Files(names.filter_map(|name| name.as_str().map(str::to_owned)).collect())
            }
            "no_body" => Self::NoBody,
            "node_only" => Self::NodeOnly(name()?),
            "header" => Self::Header(name()?),
            "characters" => Self::Characters,
            "method" => Self::Method(name()?),
            "save_as" => Self::SaveAs(name()?),
            "body_in_file" => Self::BodyInFile(name()?),
            "digest" => Self::Digest,
            _ => return None,
        })
    }

    /// True if what is sent is not what the request says.
    pub fn is_loss(&self) -> bool {
        matches!(
            self,
            Self::NoBody | Self::Header(_) | Self::Method(_) | Self::Characters | Self::Digest
        )
    }
}

impl Target {
    /// The target of a name.
    pub fn from_id(id: &str) -> Option<&'static Self> {
        TARGETS.iter().find(|target| target.id == id)
    }

    /// What writes for it.
    pub fn writer(&self) -> &'static Writer {
        let place = TARGETS.iter().position(|target| target.id == self.id);
        // The two lists are of one length; a test holds them to it.
        place.and_then(|place| WRITERS.get(place)).unwrap_or(&curl::WRITER)
    }

    /// Writes a request.
    pub fn write(&self, request: &Request, vars: &Vars) -> Snippet {
        let writer = self.writer();
        if !request.has_digest() || writer.digest {
            return (writer.write)(request, vars);
        }
        let mut snippet = (writer.write)(&request.clone().without_digest(), vars);
        snippet.warnings.push(Warning::Digest);
        snippet
    }
}

impl Snippet {
    /// The whole text.
    pub fn text(&self) -> String {
        let parts = [&self.head, &self.variables, &self.request];
        let parts: Vec<&str> =
            parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        parts.join("\n")
    }
}
