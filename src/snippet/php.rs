//! PHP with its curl extension.

use super::plan::{Plan, file_warnings, lacks_length, used_vars};
use super::quote::{Code, Mixed, Single, Syntax};
use super::{Snippet, Target, Writer};
use crate::highlight::Language;
use crate::request::encode::{Chunk, file_type};
use crate::request::{Body, Part, PartContent, Request};
use crate::text::{Text, Var, Vars};

pub(super) const TARGET: Target =
    Target { id: "php", title: "PHP", language: Language::Php, file: "request.php", proven: true };

pub(super) const WRITER: Writer = Writer {
    quotes: &[|text| SYNTAX.string(text), |text| SYNTAX.mixed(text)],
    digest: true,
    write,
};

const SYNTAX: Syntax = Syntax {
    names: ["$url", "$access_token"],
    special: "$",
    single: Single::Plain,
    code: Code::Braces,
    mixed: Mixed::Joined("", " . ", ""),
};

fn write(request: &Request, vars: &Vars) -> Snippet {
    let line = |var| format!("{} = {};\n", SYNTAX.name(var), SYNTAX.string(vars.get(var)));
    let variables = used_vars(request).map(line).collect();
    let plan = Plan::of(request);
    let form = form(request);
    let mut options = vec![format!("CURLOPT_URL => {}", SYNTAX.text(request.url()))];
    options.push("CURLOPT_RETURNTRANSFER => true".to_owned());
    options.push("CURLOPT_FOLLOWLOCATION => true".to_owned());
    match request.method() {
        "GET" if plan.body.is_none() => {}
        "HEAD" => options.push("CURLOPT_NOBODY => true".to_owned()),
        method => options.push(format!("CURLOPT_CUSTOMREQUEST => {}", SYNTAX.string(method))),
    }
    if request.has_digest() {
        options.push("CURLOPT_HTTPAUTH => CURLAUTH_DIGEST".to_owned());
        options.push(format!("CURLOPT_USERNAME => {}", SYNTAX.name(Var::User)));
        options.push(format!("CURLOPT_PASSWORD => {}", SYNTAX.name(Var::Password)));
    }
    let headers = headers(request, if form.is_some() { request.headers() } else { &plan.headers });
    if !headers.is_empty() {
        options.push(format!(
            "CURLOPT_HTTPHEADER => [\n        {},\n    ]",
            headers.join(",\n        ")
        ));
    }
    if let Some(value) = form.or_else(|| plan.body.as_deref().map(body)) {
        options.push(format!("CURLOPT_POSTFIELDS => {value}"));
    }
    Snippet {
        head: "<?php\n".to_owned(),
        variables,
        request: format!(
            "$curl = curl_init();\ncurl_setopt_array($curl, [\n    {},\n]);\n\
             $response = curl_exec($curl);\n\
             echo curl_getinfo($curl, CURLINFO_RESPONSE_CODE), PHP_EOL, $response, PHP_EOL;\n",
            options.join(",\n    ")
        ),
        warnings: file_warnings(request),
    }
}

fn headers(request: &Request, headers: &[(String, Text)]) -> Vec<String> {
    let line = |(name, value): &(String, Text)| {
        // curl drops `X:`, and sends `X;` as a header without a value.
        if !value.has_var() && value.literals().is_empty() {
            return SYNTAX.string(&format!("{name};"));
        }
        let line = Text::literal(format!("{name}: ")).and(value);
        if value.literals().is_ascii() {
            SYNTAX.text(&line)
        } else {
            super::quote::latin1(&line.literals(), "$")
        }
    };
    let mut lines: Vec<String> = headers.iter().map(line).collect();
    let typed = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("Content-Type"));
    if matches!(request.body(), Body::Text(_) | Body::File(_)) && !typed {
        lines.push("'Content-Type:'".to_owned());
    }
    if lacks_length(request) {
        lines.push("'Content-Length: 0'".to_owned());
    }
    lines
}

/// A name with a colon would be taken for an address.
fn path(name: &str) -> String {
    if name.contains(':') { format!("./{name}") } else { name.to_owned() }
}

fn body(chunks: &[Chunk]) -> String {
    let pieces: Vec<String> = chunks
        .iter()
        .map(|chunk| match chunk {
            Chunk::Text(text) => SYNTAX.string(text),
            Chunk::File(file) => format!("file_get_contents({})", SYNTAX.string(&path(&file.name))),
        })
        .collect();
    pieces.join("\n        . ")
}

/// A form that an array says: names of their own, texts and files without a type of their own.
fn form(request: &Request) -> Option<String> {
    let Body::Multipart(parts) = request.body() else {
        return None;
    };
    let once = |part: &Part| parts.iter().filter(|other| other.name == part.name).count() == 1;
    let lines: Option<Vec<String>> = parts
        .iter()
        .map(|part| match &part.content {
            _ if !once(part) || part.name.contains('\0') => None,
            PartContent::Text(_, Some(_)) => None,
            PartContent::Text(text, None) => {
                Some(format!("{} => {}", SYNTAX.string(&part.name), SYNTAX.string(text)))
            }
            PartContent::File(file) => Some(format!(
                "{} => new CURLFile({name}, {}, {name})",
                SYNTAX.string(&part.name),
                SYNTAX.string(file_type(file)),
                name = SYNTAX.string(&file.name)
            )),
        })
        .collect();
    let lines = lines.filter(|lines| !lines.is_empty())?;
    Some(format!("[\n        {},\n    ]", lines.join(",\n        ")))
}
