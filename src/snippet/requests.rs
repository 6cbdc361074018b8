//! Python 3 with requests.

use super::plan::{Plan, file_warnings, has_type, joined_headers, upper_case_warning, without};
use super::python::{self, SYNTAX};
use super::tame::{python_form, tame_form, tame_json, tame_query};
use super::{Snippet, Target, Writer};
use crate::highlight::Language;
use crate::request::encode::{file_type, part_text};
use crate::request::{Body, Part, PartContent, Request};
use crate::text::{Text, Vars};
use serde_json::Value;

pub(super) const TARGET: Target = Target {
    id: "python",
    title: "Python 3",
    language: Language::Python,
    file: "request.py",
    proven: true,
};

pub(super) const WRITER: Writer = Writer {
    quotes: &[|text| SYNTAX.string(text), |text| SYNTAX.mixed(text), python::long],
    digest: true,
    write,
};

fn write(request: &Request, vars: &Vars) -> Snippet {
    let mut call = Call { headers: joined_headers(request), ..Call::default() };
    let url = match tame_query(request.url(), python_form) {
        Some((url, pairs)) => {
            call.set("params", &python::pairs(&pairs));
            url
        }
        None => request.url().clone(),
    };
    body(request, &mut call);
    let mut head = "import requests\n".to_owned();
    if request.has_digest() {
        head.push_str("from requests.auth import HTTPDigestAuth\n");
        call.arguments.push(format!("auth={}", python::digest("HTTPDigestAuth")));
    }
    let code = call.code(request.method(), &url);
    let mut warnings = file_warnings(request);
    warnings.extend(upper_case_warning(request));
    Snippet { head, variables: python::variables(request, vars), request: code, warnings }
}

/// The call: its arguments, and the lines before it that make their values.
#[derive(Default)]
pub(super) struct Call {
    pub headers: Vec<(String, Text)>,
    pub before: String,
    pub arguments: Vec<String>,
}

impl Call {
    /// Adds an argument and the line that gives it its value.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        self.before.push_str(&format!("{name} = {value}\n"));
        self.arguments.push(format!("{name}={name}"));
    }

    /// Adds `json=`, with which the client sets the media type.
    pub(super) fn set_json(&mut self, value: &Value) {
        self.headers = without(std::mem::take(&mut self.headers), "Content-Type");
        self.before.push_str(&format!("payload = {}\n", python::VALUES.write(value, "")));
        self.arguments.push("json=payload".to_owned());
    }

    fn code(&self, method: &str, url: &Text) -> String {
        let mut arguments = vec!["url".to_owned()];
        let mut code = format!("url = {}\n", SYNTAX.text(url));
        if !self.headers.is_empty() {
            code.push_str(&python::headers(&self.headers, header));
            arguments.push("headers=headers".to_owned());
        }
        code.push_str(&self.before);
        arguments.extend(self.arguments.clone());
        let arguments = arguments.join(", ");
        let call = match method {
            "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" => {
                format!("requests.{}({arguments})", method.to_ascii_lowercase())
            }
            // requests.head() would not follow a redirect, as the browser does.
            method => format!("requests.request({}, {arguments})", SYNTAX.string(method)),
        };
        code.push_str(&format!(
            "response = {call}\nprint(response.status_code)\nprint(response.text)\n"
        ));
        code
    }
}

/// requests refuses a string that begins with a blank beyond ASCII; bytes it takes.
fn header(text: &Text) -> String {
    let begins = text.literals().chars().next().is_some_and(|c| !c.is_ascii() && c.is_whitespace());
    format!("{}{}", SYNTAX.text(text), if begins { ".encode(\"latin-1\")" } else { "" })
}

fn body(request: &Request, call: &mut Call) {
    match request.body() {
        Body::None => {}
        Body::Text(text) => text_body(request, text, call),
        Body::File(file) => call.set("data", &python::read(&file.name)),
        Body::Multipart(parts) if parts.is_empty() => {
            let plan = Plan::of(request);
            call.set("data", &python::chunks(plan.body.as_deref().unwrap_or_default()));
            call.headers = plan.headers;
        }
        Body::Multipart(parts) => {
            let lines: String =
                parts.iter().map(|found| format!("    {},\n", part(found))).collect();
            call.set("files", &format!("[\n{lines}]"));
        }
    }
}

fn text_body(request: &Request, text: &str, call: &mut Call) {
    if has_type(request, "application/x-www-form-urlencoded")
        && let Some(pairs) = tame_form(text, python_form)
    {
        call.headers = without(std::mem::take(&mut call.headers), "Content-Type");
        call.set("data", &python::pairs(&pairs));
        return;
    }
    if has_type(request, "application/json")
        && let Some(value) = tame_json(text)
    {
        call.set_json(&value);
        return;
    }
    // Bytes: requests would encode a str as Latin-1, and json= would lay it out anew.
    call.set("data", &python::bytes(text));
}

fn part(part: &Part) -> String {
    let field = SYNTAX.string(&part.name);
    match &part.content {
        PartContent::Text(text, media_type) => {
            let value = SYNTAX.string(&part_text(text, media_type.as_deref()));
            match media_type {
                Some(named) => format!("({field}, (None, {value}, {}))", SYNTAX.string(named)),
                None => format!("({field}, (None, {value}))"),
            }
        }
        PartContent::File(file) => {
            let (name, media_type) = (SYNTAX.string(&file.name), SYNTAX.string(file_type(file)));
            format!("({field}, ({name}, open({name}, \"rb\"), {media_type}))")
        }
    }
}
