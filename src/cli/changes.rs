//! `obzor changes`: what changed between two versions of an API, for an author's checks.

use super::{complain, say};
use crate::html::encode;
use crate::i18n::Language;
use crate::openapi::changes::{Change, Report, Severity, Where, changes, draw, sentence};
use crate::openapi::{Document, Library};
use crate::yaml;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Args)]
pub(super) struct Options {
    /// The version that was: OpenAPI or Swagger, JSON or YAML.
    old: PathBuf,
    /// The version that is.
    new: PathBuf,
    /// Writes the elements of a page instead of lines.
    #[arg(long)]
    html: bool,
    /// The language of the words: ru or en.
    #[arg(long, default_value = "en")]
    language: String,
}

/// Fails if a change breaks a client.
pub(super) fn main(options: &Options) -> ExitCode {
    let language = Language::from_code(&options.language).unwrap_or(Language::En);
    let (mut old, mut new) = match (open(&options.old), open(&options.new)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(line), _) | (_, Err(line)) => return complain(&line),
    };
    let mut report = changes(&old, &new);
    // Files that references lead to; each brings further ones at most.
    while report.wanted.iter().any(|wanted| !wanted.is_empty()) {
        let [of_old, of_new] = std::mem::take(&mut report.wanted);
        for file in of_old {
            add(&mut old, &file);
        }
        for file in of_new {
            add(&mut new, &file);
        }
        report = changes(&old, &new);
    }
    let out = &mut std::io::stdout();
    if options.html {
        say(out, &encode(&draw(&report, language, ["", ""])));
    } else {
        for line in lines(&report, language) {
            say(out, &line);
        }
    }
    let breaks = report.changes.iter().any(|change| change.severity == Severity::Breaking);
    if breaks { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn open(path: &Path) -> Result<Library, String> {
    let text = json(path)?;
    let mut library = Library::default();
    library.documents.push(Document::new(&path.display().to_string(), &text));
    Ok(library)
}

/// The text of a file as JSON.
fn json(path: &Path) -> Result<String, String> {
    let fail = |why: String| format!("{}: {why}", path.display());
    let bytes = std::fs::read(path).map_err(|error| fail(error.to_string()))?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    if !yaml::looks_like_yaml(&text) {
        return Ok(text);
    }
    yaml::to_json(&text).map_err(|error| fail(format!("{:?}", error.position())))
}

fn add(library: &mut Library, file: &str) {
    match json(Path::new(file)) {
        Ok(text) => library.documents.push(Document::new(file, &text)),
        Err(_) => library.unreadable.push(file.to_owned()),
    }
}

/// A line for each change: how grave it is, where it is, what it is.
fn lines(report: &Report, language: Language) -> Vec<String> {
    let line = |change: &Change| {
        let grave = match change.severity {
            Severity::Breaking => "breaking",
            Severity::Warning => "warning",
            Severity::Fine => "fine",
        };
        let operation = change.operation.as_ref();
        let operation =
            operation.map(|it| format!("{} {}", it.method.to_ascii_uppercase(), it.path));
        let place = match &change.place {
            Where::Parameter { name, .. } => name.clone(),
            Where::Body { media_type } => media_type.clone(),
            Where::Response { status, .. } => status.clone(),
            Where::Header { status, name } => format!("{status} {name}"),
            Where::Operation | Where::Security | Where::Server => String::new(),
        };
        let parts =
            [operation.unwrap_or_default(), place, change.path.clone(), sentence(change, language)];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{grave}: {}", parts.join(": "))
    };
    report.changes.iter().map(line).collect()
}
