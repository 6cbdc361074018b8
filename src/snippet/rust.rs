//! Rust with reqwest, its blocking client.

use super::plan::{Plan, file_warnings, used_vars};
use super::quote::{Code, Mixed, Single, Syntax, is_hidden};
use super::{Snippet, Target, Writer};
use crate::highlight::Language;
use crate::request::Request;
use crate::request::encode::Chunk;
use crate::text::{Text, Vars};

pub(super) const TARGET: Target =
    Target { id: "rust", title: "Rust", language: Language::Rust, file: "main.rs", proven: true };

pub(super) const WRITER: Writer = Writer {
    quotes: &[|text| SYNTAX.string(text), |text| SYNTAX.mixed(text), long],
    digest: false,
    write,
};

const SYNTAX: Syntax = Syntax {
    names: ["base_url", "access_token"],
    special: "",
    single: Single::None,
    code: Code::Braces,
    mixed: Mixed::Inside { open: "format!(\"", close: "\")", before: "{" },
};

fn write(request: &Request, vars: &Vars) -> Snippet {
    let line = |var| format!("    let {} = {};\n", SYNTAX.name(var), SYNTAX.string(vars.get(var)));
    let variables = used_vars(request).map(line).collect();
    let plan = Plan::of(request);
    let url = SYNTAX.text(request.url());
    let mut code = format!("    let response = Client::new()\n        {}\n", start(request, &url));
    for (name, value) in &plan.headers {
        code.push_str(&format!("        .header({}, {})\n", SYNTAX.string(name), header(value)));
    }
    if let Some(chunks) = &plan.body {
        code.push_str(&format!("        .body({})\n", body(chunks)));
    }
    code.push_str(
        "        .send()?;\n    println!(\"{}\", response.status());\n    \
         println!(\"{}\", response.text()?);\n    Ok(())\n}\n",
    );
    Snippet {
        head: "use reqwest::blocking::Client;\n\n\
               fn main() -> Result<(), Box<dyn std::error::Error>> {"
            .to_owned(),
        variables,
        request: code,
        warnings: file_warnings(request),
    }
}

fn start(request: &Request, url: &str) -> String {
    match request.method() {
        "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" => {
            format!(".{}({url})", request.method().to_ascii_lowercase())
        }
        method => format!(".request({}.parse()?, {url})", SYNTAX.string(method)),
    }
}

fn header(value: &Text) -> String {
    let text = value.literals();
    if text.is_ascii() {
        return SYNTAX.text(value);
    }
    format!("b{}.as_slice()", super::quote::latin1(&text, ""))
}

fn body(chunks: &[Chunk]) -> String {
    match chunks {
        [Chunk::Text(text)] => long(text),
        [Chunk::File(file)] => read(&file.name),
        _ => {
            let piece = |chunk: &Chunk| match chunk {
                Chunk::Text(text) => format!("            {}.as_bytes(),\n", SYNTAX.string(text)),
                Chunk::File(file) => format!("            &{},\n", read(&file.name)),
            };
            format!("[\n{}        ].concat()", chunks.iter().map(piece).collect::<String>())
        }
    }
}

fn read(name: &str) -> String {
    format!("std::fs::read({})?", SYNTAX.string(name))
}

/// A raw string, if nothing in it would end it.
fn long(text: &str) -> String {
    let tame = |c: char| matches!(c, '\n' | '\t') || !is_hidden(c);
    if text.contains(['"', '\n', '\\']) && !text.contains("\"#") && text.chars().all(tame) {
        return format!("r#\"{text}\"#");
    }
    SYNTAX.string(text)
}
