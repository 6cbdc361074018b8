//! curl in a POSIX shell.

use super::{Snippet, Warning, file_names, has_header, literals, quote, used_vars};
use crate::request::{Body, Part, PartContent, Request, encode};
use crate::text::{Text, Var, Vars};

/// One argument holds 128 KiB at most on Linux; a longer body comes through a pipe.
const LONGEST_ARGUMENT: usize = 100_000;

fn name(var: Var) -> &'static str {
    match var {
        Var::BaseUrl => "url",
        Var::AccessToken => "access_token",
    }
}

fn word(text: &str) -> String {
    quote::shell(&Text::literal(text), name, false)
}

pub(super) fn render(request: &Request, vars: &Vars) -> Snippet {
    let variables = used_vars(request)
        .into_iter()
        .map(|var| format!("export {}={}\n", name(var), word(vars.get(var))))
        .collect();
    let mut arguments = options(request);
    arguments.extend(headers(request));
    let (pipe, body) = body(request);
    arguments.extend(body);
    arguments.push(quote::shell(request.url(), name, false));
    let command = format!("{pipe}curl {}\n", arguments.join(" \\\n  "));
    let mut warnings = Vec::new();
    let files = file_names(request);
    if !files.is_empty() {
        warnings.push(Warning::Files(files));
    }
    if command.contains("$'") && needs_bash(request) {
        warnings.push(Warning::NeedsBash);
    }
    Snippet { variables, request: command, warnings }
}

fn needs_bash(request: &Request) -> bool {
    let in_headers = request.headers().iter().any(|(_, value)| {
        let text = literals(value);
        quote::needs_ansi(&text) || !text.is_ascii()
    });
    let in_body = match request.body() {
        Body::None => false,
        Body::Text(text) => quote::needs_ansi(text),
        Body::Multipart(parts) => parts.iter().any(|part| {
            quote::needs_ansi(&part.name)
                || matches!(&part.content, PartContent::Text(text) if quote::needs_ansi(text))
        }),
    };
    in_headers || in_body
}

fn options(request: &Request) -> Vec<String> {
    let mut options = Vec::new();
    let url = literals(request.url());
    // curl takes brackets and braces in a URL for patterns, and removes segments of dots.
    if url.contains(['[', ']', '{', '}']) {
        options.push("--globoff".to_owned());
    }
    match request.method() {
        "GET" if *request.body() == Body::None => {}
        "HEAD" => options.push("--head".to_owned()),
        method => options.push(format!("-X {}", word_if_needed(method))),
    }
    options
}

/// A method is a token of letters; it is quoted if it is not.
fn word_if_needed(method: &str) -> String {
    if method.bytes().all(|byte| byte.is_ascii_uppercase()) {
        method.to_owned()
    } else {
        word(method)
    }
}

fn headers(request: &Request) -> Vec<String> {
    let mut headers: Vec<String> = request
        .headers()
        .iter()
        .map(|(header, value)| {
            // "X;" is how curl sends a header without a value; "X:" would remove it.
            let line =
                if value.pieces().is_empty() || (!value.has_var() && literals(value).is_empty()) {
                    Text::literal(format!("{header};"))
                } else {
                    value.pieces().iter().fold(Text::literal(format!("{header}: ")), append)
                };
            format!("-H {}", quote::shell(&line, name, true))
        })
        .collect();
    if matches!(request.body(), Body::Text(_)) && !has_header(request, "Content-Type") {
        headers.push("-H 'Content-Type:'".to_owned());
    }
    headers
}

fn append(text: Text, piece: &crate::text::Piece) -> Text {
    match piece {
        crate::text::Piece::Literal(literal) => text.then(literal),
        crate::text::Piece::Var(var) => text.var(*var),
    }
}

/// What stands before `curl`, and the arguments that carry the body.
fn body(request: &Request) -> (String, Vec<String>) {
    match request.body() {
        Body::None => (String::new(), Vec::new()),
        Body::Text(text) if text.contains('\0') || text.len() > LONGEST_ARGUMENT => {
            let pipe = format!("printf {} | ", quote::printf_format(text.as_bytes()));
            (pipe, vec!["--data-binary @-".to_owned()])
        }
        Body::Text(text) => (String::new(), vec![format!("--data-raw {}", word(text))]),
        Body::Multipart(parts) => (String::new(), parts.iter().map(part).collect()),
    }
}

fn part(part: &Part) -> String {
    match &part.content {
        PartContent::Text(text) => {
            format!("--form-string {}", word(&format!("{}={text}", part.name)))
        }
        PartContent::File(file) => {
            // Inside -F a quoted name takes backslash escapes.
            let quoted = file.name.replace('\\', "\\\\").replace('"', "\\\"");
            let media_type = encode::file_type(file);
            format!("-F {}", word(&format!("{}=@\"{quoted}\";type={media_type}", part.name)))
        }
    }
}
