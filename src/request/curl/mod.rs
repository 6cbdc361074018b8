//! From a cURL command, as a reader pastes it, to what it would send.
//!
//! ```text
//!  text ── shell | windows ──► commands of words ── command + options ──► Imported
//!                                     └── pipe: what printf, echo and cat give it to read
//! ```
//!
//! Nothing is executed, no file is read and no recursion follows the text: what only a shell could
//! know is an error that names it, and an option without a meaning here is named beside the request.

mod ansi;
mod command;
mod form;
mod inputs;
mod options;
mod pipe;
mod shell;
mod url;
mod windows;
mod word;

pub use inputs::Own;

use shell::Script;
use std::fmt;
use word::{Simple, Word};

/// A request read from a cURL command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The HTTP method, as written.
    pub method: String,
    /// The whole URL.
    pub url: String,
    /// The headers, in order, with those that curl adds for an option. `Content-Type` stands here, but
    /// for a multipart body.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: ImportedBody,
    /// Options that were not understood or have no meaning here, and other commands, as written.
    pub unsupported: Vec<String>,
}

/// What a request read from a command carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportedBody {
    /// Nothing at all.
    None,
    /// These characters, in UTF-8.
    Text(String),
    /// The bytes of a file of this name.
    File(String),
    /// multipart/form-data (RFC 7578).
    Multipart(Vec<ImportedPart>),
}

/// A part of a multipart body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedPart {
    /// The name of the field.
    pub name: String,
    /// What it holds.
    pub content: ImportedContent,
}

/// What a part of a multipart body holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportedContent {
    /// A text.
    Text {
        /// Its characters.
        text: String,
        /// Its media type, if the part names one.
        media_type: Option<String>,
    },
    /// A file, which the reader has to choose.
    File {
        /// Its name, without a folder.
        file_name: String,
        /// Its media type, if the part names one.
        media_type: Option<String>,
    },
}

/// Why a text is not a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CurlError {
    /// No command of it is curl.
    NotCurl,
    /// The command names no URL.
    NoUrl,
    /// The command names more than one URL: the second.
    SeveralUrls(String),
    /// A quote without an end; both count from 1.
    OpenQuote {
        /// The line of the quote.
        line: usize,
        /// The character of the line.
        column: usize,
    },
    /// The output of a command, which only a shell could know.
    Substitution(String),
    /// A command whose output curl would read, and that only a shell could run.
    Pipe(String),
    /// Variables that hold each other and grow beyond any request.
    TooLong,
}

impl fmt::Display for CurlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotCurl => f.write_str("no curl command"),
            Self::NoUrl => f.write_str("no URL"),
            Self::SeveralUrls(url) => write!(f, "a second URL: {url}"),
            Self::OpenQuote { line, column } => {
                write!(f, "line {line}, column {column}: a quote without an end")
            }
            Self::Substitution(text) => write!(f, "the output of a command: {text}"),
            Self::Pipe(text) => write!(f, "a pipe from a command: {text}"),
            Self::TooLong => f.write_str("the variables grow without an end"),
        }
    }
}

impl std::error::Error for CurlError {}

/// Reads the first cURL command of a text: of a POSIX shell, of cmd or of PowerShell.
pub fn parse(text: &str) -> Result<Imported, CurlError> {
    let commands = match (shell::read(text), windows::dialect(text)) {
        (Ok(Script::Foreign(dialect)), _) | (_, Some(dialect)) => windows::commands(text, dialect)?,
        (Ok(Script::Commands(commands)), None) => commands,
        (Err(error), None) => return Err(error),
    };
    let found = commands.iter().enumerate().find_map(|(index, one)| Some((index, program(one)?)));
    let (index, place) = found.ok_or(CurlError::NotCurl)?;
    let (before, rest) = commands.split_at_checked(index).unwrap_or_default();
    let (curl, after) = rest.split_first().ok_or(CurlError::NotCurl)?;
    let (stdin, used) = pipe::stdin(curl, before, text)?;
    let words = curl.words.get(place + 1..).unwrap_or_default();
    let mut imported = command::read(words, stdin, text)?;
    let unused = before.len() - used;
    imported.unsupported.extend(others(before.get(..unused).unwrap_or_default(), text));
    imported.unsupported.extend(others(after, text));
    Ok(imported)
}

/// The place of curl among the words, after what may stand before a command.
fn program(command: &Simple) -> Option<usize> {
    const BEFORE: [&str; 14] = [
        "$", "%", "{", "!", "&", "@", "sudo", "time", "env", "command", "exec", "nohup", "then",
        "do",
    ];
    let place = command
        .words
        .iter()
        .position(|word| word.assigns.is_none() && !BEFORE.contains(&word.text().as_str()))?;
    let name = command.words.get(place)?.text();
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
    matches!(name.as_str(), "curl" | "curl.exe" | "@curl").then_some(place)
}

/// The commands beside curl, as written; what only prepares a terminal is passed over.
fn others<'a>(commands: &'a [Simple], text: &'a str) -> impl Iterator<Item = String> + 'a {
    commands.iter().filter_map(move |command| {
        let first = command.words.first().map(Word::text).unwrap_or_default();
        let written = text.get(command.source()).unwrap_or_default();
        match first.as_str() {
            "{" | "}" | "@echo" | "chcp" | "set" | "export" | "" => None,
            _ if command.piped => Some(format!("| {written}")),
            _ => Some(written.to_owned()),
        }
    })
}
