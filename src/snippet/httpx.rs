//! Python 3 with httpx.

use super::plan::{Plan, file_warnings, has_type, upper_case_warning};
use super::python::{self, SYNTAX};
use super::requests::Call;
use super::tame::tame_json;
use super::{Snippet, Target, Writer};
use crate::highlight::Language;
use crate::request::{Body, Request};
use crate::text::{Text, Vars};

pub(super) const TARGET: Target = Target {
    id: "httpx",
    title: "Python httpx",
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
    let plan = Plan::of(request);
    let mut call = Call { headers: plan.headers.clone(), ..Call::default() };
    body(request, &plan, &mut call);
    let mut code = format!("url = {}\n", SYNTAX.text(request.url()));
    let mut arguments = vec![SYNTAX.string(request.method()), "url".to_owned()];
    if !call.headers.is_empty() {
        code.push_str(&python::headers(&call.headers, header));
        arguments.push("headers=headers".to_owned());
    }
    code.push_str(&call.before);
    arguments.extend(call.arguments);
    if request.has_digest() {
        arguments.push(format!("auth={}", python::digest("httpx.DigestAuth")));
    }
    arguments.push("follow_redirects=True".to_owned());
    code.push_str(&format!(
        "response = httpx.request({})\nprint(response.status_code)\nprint(response.text)\n",
        arguments.join(", ")
    ));
    let mut warnings = file_warnings(request);
    warnings.extend(upper_case_warning(request));
    Snippet {
        head: "import httpx\n".to_owned(),
        variables: python::variables(request, vars),
        request: code,
        warnings,
    }
}

/// httpx takes ASCII alone as a string; a browser sends Latin-1.
fn header(text: &Text) -> String {
    let encoded = if text.literals().is_ascii() { "" } else { ".encode(\"latin-1\")" };
    format!("{}{encoded}", SYNTAX.text(text))
}

fn body(request: &Request, plan: &Plan, call: &mut Call) {
    if let Body::Text(text) = request.body()
        && has_type(request, "application/json")
        && let Some(value) = tame_json(text)
    {
        call.set_json(&value);
        return;
    }
    if let Some(chunks) = &plan.body {
        call.set("content", &python::chunks(chunks));
    }
}
