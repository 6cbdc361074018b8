//! R with httr2.

use super::plan::{Plan, cut, digest_login, file_warnings, used_vars};
use super::quote::{Code, Mixed, Single, Syntax};
use super::{Snippet, Target, Writer};
use crate::highlight::Language;
use crate::request::Request;
use crate::request::encode::Chunk;
use crate::text::{Text, Vars};

pub(super) const TARGET: Target =
    Target { id: "r", title: "R httr2", language: Language::R, file: "request.R", proven: true };

pub(super) const WRITER: Writer = Writer {
    quotes: &[|text| SYNTAX.string(text), |text| SYNTAX.mixed(text)],
    digest: true,
    write,
};

const SYNTAX: Syntax = Syntax {
    names: ["url", "access_token"],
    special: "",
    single: Single::Same,
    code: Code::Four,
    mixed: Mixed::Joined("paste0(", ", ", ")"),
};

fn write(request: &Request, vars: &Vars) -> Snippet {
    let line = |var| format!("{} <- {}\n", SYNTAX.name(var), SYNTAX.string(vars.get(var)));
    let variables = used_vars(request).map(line).collect();
    let mut plan = Plan::of(request);
    let mut steps = vec![format!("request({})", SYNTAX.text(request.url()))];
    if let Some(login) = digest_login(request) {
        // 2 is `CURLAUTH_DIGEST` of the curl below.
        steps.push(format!("req_options(httpauth = 2L, userpwd = {})", SYNTAX.text(&login)));
    }
    let exact = plan.headers.iter().any(|(_, value)| needs_bytes(value));
    let media_type = if plan.body.is_some() && !exact { plan.take("Content-Type") } else { None };
    if !plan.headers.is_empty() {
        let line = |header| if exact { bytes_of(header) } else { named(header) };
        let lines: Vec<String> = plan.headers.iter().map(line).collect();
        let (open, close) =
            if exact { ("req_options(httpheader = c(", "))") } else { ("req_headers(", ")") };
        steps.push(format!("{open}\n    {}\n  {close}", lines.join(",\n    ")));
    }
    if let Some(chunks) = &plan.body {
        let media_type = media_type.map(|text| format!(", type = {}", SYNTAX.text(&text)));
        let media_type = media_type.unwrap_or_default();
        steps.push(format!("req_body_raw({}{media_type})", body(chunks)));
    }
    if request.method() != "GET" || plan.body.is_some() {
        steps.push(format!("req_method({})", SYNTAX.string(request.method())));
    }
    steps.push("req_error(is_error = function(response) FALSE)".to_owned());
    steps.push("req_perform()".to_owned());
    Snippet {
        head: "library(httr2)\n".to_owned(),
        variables,
        request: format!(
            "response <- {}\ncat(resp_status(response), \"\\n\")\n\
             if (length(response$body) > 0) cat(resp_body_string(response), \"\\n\")\n",
            steps.join(" |>\n  ")
        ),
        warnings: file_warnings(request),
    }
}

/// httr2 drops a header without a value and writes all in UTF-8; the option of curl below it does not.
fn needs_bytes(value: &Text) -> bool {
    let text = value.literals();
    !text.is_ascii() || (text.is_empty() && !value.has_var())
}

fn named((name, value): &(String, Text)) -> String {
    format!("{} = {}", name_of(name), SYNTAX.text(value))
}

fn bytes_of((name, value): &(String, Text)) -> String {
    let text = value.literals();
    if text.is_empty() && !value.has_var() {
        return SYNTAX.string(&format!("{name};"));
    }
    let line = SYNTAX.text(&Text::literal(format!("{name}: ")).and(value));
    if text.is_ascii() { line } else { format!("iconv({line}, \"UTF-8\", \"latin1\")") }
}

/// A name between backticks; a header's name holds no backslash, and a backtick seldom.
fn name_of(name: &str) -> String {
    if name.contains('`') { SYNTAX.string(name) } else { format!("`{name}`") }
}

fn body(chunks: &[Chunk]) -> String {
    if let [Chunk::Text(text)] = chunks
        && !text.contains('\0')
        && !text.is_empty()
    {
        return long(text);
    }
    let mut pieces = Vec::new();
    for chunk in chunks {
        match chunk {
            // No string of R holds NUL.
            Chunk::Text(text) => {
                for (index, run) in text.split('\0').enumerate() {
                    if index > 0 {
                        pieces.push("as.raw(0)".to_owned());
                    }
                    if !run.is_empty() {
                        pieces.push(format!("charToRaw({})", long(run)));
                    }
                }
            }
            Chunk::File(file) => {
                let name = SYNTAX.string(&file.name);
                pieces.push(format!("readBin({name}, \"raw\", file.size({name}))"));
            }
        }
    }
    match pieces.as_slice() {
        [] => "raw()".to_owned(),
        [piece] => piece.clone(),
        _ => format!("c(\n    {}\n  )", pieces.join(",\n    ")),
    }
}

/// R reads 4,095 bytes of a line; so a longer text is in pieces, each of which may take six times
/// its length when it is escaped.
fn long(text: &str) -> String {
    let whole = SYNTAX.string(text);
    if whole.len() <= 3_600 {
        return whole;
    }
    let pieces: Vec<String> =
        cut(text, 600).into_iter().map(|piece| SYNTAX.string(piece)).collect();
    format!("paste0(\n    {})", pieces.join(",\n    "))
}
