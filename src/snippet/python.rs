//! Python 3 with requests.

use super::{Snippet, Warning, file_names, quote, used_vars};
use crate::request::{Body, Part, PartContent, Request, encode};
use crate::text::{Text, Var, Vars};

fn name(var: Var) -> &'static str {
    match var {
        Var::BaseUrl => "URL",
        Var::AccessToken => "ACCESS_TOKEN",
    }
}

fn string(text: &str) -> String {
    quote::python(&Text::literal(text), name)
}

pub(super) fn render(request: &Request, vars: &Vars) -> Snippet {
    let variables = used_vars(request)
        .into_iter()
        .map(|var| format!("{} = {}\n", name(var), string(vars.get(var))))
        .collect();
    let mut code = String::from("import requests\n\n");
    code.push_str(&format!("url = {}\n", quote::python(request.url(), name)));
    let mut arguments = vec!["url".to_owned()];
    if !request.headers().is_empty() {
        code.push_str(&headers(request));
        arguments.push("headers=headers".to_owned());
    }
    match request.body() {
        Body::None => {}
        Body::Text(text) => {
            // Bytes: requests would encode a str as Latin-1, and json= would lay it out anew.
            code.push_str(&format!("data = {}\n", quote::python_text(text)));
            arguments.push("data=data.encode(\"utf-8\")".to_owned());
        }
        Body::Multipart(parts) => {
            code.push_str("files = [\n");
            code.extend(parts.iter().map(|found| format!("    {},\n", part(found))));
            code.push_str("]\n");
            arguments.push("files=files".to_owned());
        }
    }
    code.push_str(&format!("response = {}\n", call(request.method(), &arguments)));
    code.push_str("print(response.status_code)\nprint(response.text)\n");
    let files = file_names(request);
    let warnings = if files.is_empty() { Vec::new() } else { vec![Warning::Files(files)] };
    Snippet { variables, request: code, warnings }
}

/// `requests.get(…)` where there is such a function, else `requests.request("…", …)`.
fn call(method: &str, arguments: &[String]) -> String {
    let arguments = arguments.join(", ");
    match method {
        "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" => {
            format!("requests.{}({arguments})", method.to_ascii_lowercase())
        }
        // requests.head() would not follow a redirect, as the browser does.
        method => format!("requests.request({}, {arguments})", string(method)),
    }
}

/// A repeated header is one whose values are joined, as fetch does (RFC 9110 §5.3).
fn headers(request: &Request) -> String {
    let mut joined: Vec<(String, Text)> = Vec::new();
    for (header, value) in request.headers() {
        match joined.iter_mut().find(|(other, _)| other.eq_ignore_ascii_case(header)) {
            Some((_, first)) => {
                let more =
                    value.pieces().iter().fold(
                        first.clone().then(", "),
                        |text, piece| match piece {
                            crate::text::Piece::Literal(literal) => text.then(literal),
                            crate::text::Piece::Var(var) => text.var(*var),
                        },
                    );
                *first = more;
            }
            None => joined.push((header.clone(), value.clone())),
        }
    }
    let lines: String = joined
        .iter()
        .map(|(header, value)| format!("    {}: {},\n", string(header), quote::python(value, name)))
        .collect();
    format!("headers = {{\n{lines}}}\n")
}

fn part(part: &Part) -> String {
    let field = string(&part.name);
    match &part.content {
        PartContent::Text(text) => format!("({field}, (None, {}))", string(text)),
        PartContent::File(file) => {
            let (file_name, media_type) = (string(&file.name), string(encode::file_type(file)));
            format!("({field}, ({file_name}, open({file_name}, \"rb\"), {media_type}))")
        }
    }
}
