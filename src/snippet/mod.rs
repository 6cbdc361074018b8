//! Snippets: the one request value, written in a language. A file a target, a line here.
//!
//! A snippet has two parts: the variables, which hold the address and the token, and the request,
//! which names them and never holds their values. What a target cannot express is a [`Warning`].

mod curl;
mod python;
pub mod quote;

use crate::highlight::Language;
use crate::request::{Body, PartContent, Request};
use crate::text::{Piece, Text, Var, Vars};

/// A language, or a program, that snippets are written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// curl in a POSIX shell
    Curl,
    /// Python 3 with requests
    Python,
}

/// A request in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The lines that give the variables their values.
    pub variables: String,
    /// The request; it names the variables.
    pub request: String,
    /// What is different from what the browser sends.
    pub warnings: Vec<Warning>,
}

/// What a snippet does otherwise than the browser, or needs beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Files must lie in the folder where it runs: their names.
    Files(Vec<String>),
    /// A name or a value with an escape that only bash, zsh and ksh understand.
    NeedsBash,
}

impl Target {
    /// Every target, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Curl, Self::Python];

    /// The language of its code.
    pub fn language(self) -> Language {
        match self {
            Self::Curl => Language::Shell,
            Self::Python => Language::Python,
        }
    }
}

impl Snippet {
    /// The whole text.
    pub fn text(&self) -> String {
        format!("{}\n{}", self.variables, self.request)
    }
}

/// Writes a request for a target.
pub fn render(target: Target, request: &Request, vars: &Vars) -> Snippet {
    match target {
        Target::Curl => curl::render(request, vars),
        Target::Python => python::render(request, vars),
    }
}

/// The variables that a request names, in a fixed order.
fn used_vars(request: &Request) -> Vec<Var> {
    let texts = || request.headers().iter().map(|(_, value)| value).chain([request.url()]);
    let uses = |var: Var| texts().any(|text| text.pieces().contains(&Piece::Var(var)));
    [Var::BaseUrl, Var::AccessToken].into_iter().filter(|var| uses(*var)).collect()
}

/// The names of the files that a request sends.
fn file_names(request: &Request) -> Vec<String> {
    let Body::Multipart(parts) = request.body() else {
        return Vec::new();
    };
    parts
        .iter()
        .filter_map(|part| match &part.content {
            PartContent::File(file) => Some(file.name.clone()),
            PartContent::Text(_) => None,
        })
        .collect()
}

/// True if a header of that name stands in the request.
fn has_header(request: &Request, name: &str) -> bool {
    request.headers().iter().any(|(other, _)| other.eq_ignore_ascii_case(name))
}

/// The literal characters of a text.
fn literals(text: &Text) -> String {
    text.pieces()
        .iter()
        .filter_map(|piece| match piece {
            Piece::Literal(literal) => Some(literal.as_str()),
            Piece::Var(_) => None,
        })
        .collect()
}
