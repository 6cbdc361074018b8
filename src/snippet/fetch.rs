//! JavaScript with `fetch`, in Node.js and in browsers.

use super::javascript::{self as js, SYNTAX};
use super::plan::{Plan, file_warnings, has_type, is_json, joined_headers, lacks_type};
use super::tame::{tame_form, tame_json};
use super::{Snippet, Target, Warning, Writer};
use crate::highlight::Language;
use crate::request::encode::{self, file_type, part_text};
use crate::request::{Body, Part, PartContent, Request, is_forbidden};
use crate::text::{Text, Vars};

pub(super) const TARGET: Target = Target {
    id: "fetch",
    title: "JavaScript",
    language: Language::JavaScript,
    file: "request.mjs",
    proven: true,
};

pub(super) const WRITER: Writer = Writer {
    quotes: &[|text| SYNTAX.string(text), |text| SYNTAX.mixed(text), js::long],
    digest: false,
    write,
};

fn write(request: &Request, vars: &Vars) -> Snippet {
    let mut headers = joined_headers(request);
    let body = body(request, &mut headers);
    let mut options = String::new();
    if request.method() != "GET" {
        options.push_str(&format!("  method: {},\n", SYNTAX.string(request.method())));
    }
    if !headers.is_empty() {
        options.push_str(&format!("  headers: {},\n", js::headers(&headers, "  ")));
    }
    if let Some(value) = &body.value {
        options.push_str(&format!("  body: {value},\n"));
    }
    let url = SYNTAX.text(request.url());
    let call = if options.is_empty() { url } else { format!("{url}, {{\n{options}}}") };
    let mut code = body.before;
    code.push_str(&format!("const response = await fetch({call});\n"));
    code.push_str("console.log(response.status);\nconsole.log(await response.text());\n");
    let warnings = warnings(request);
    let reads = warnings.iter().any(|warning| matches!(warning, Warning::Files(_)));
    Snippet {
        head: if reads { js::READ_FILE.to_owned() } else { String::new() },
        variables: js::variables(request, vars),
        request: code,
        warnings,
    }
}

/// What Node.js sets itself or refuses.
const NODES_OWN: [&str; 7] = [
    "Host",
    "Connection",
    "Content-Length",
    "Keep-Alive",
    "Upgrade",
    "Expect",
    "Transfer-Encoding",
];

fn warnings(request: &Request) -> Vec<Warning> {
    let mut warnings = file_warnings(request);
    if *request.body() != Body::None && matches!(request.method(), "GET" | "HEAD") {
        warnings.push(Warning::NoBody);
    }
    for (name, _) in request.headers() {
        let is_nodes_own = NODES_OWN.iter().any(|own| own.eq_ignore_ascii_case(name));
        if name == "__proto__" || is_nodes_own {
            warnings.push(Warning::Header(name.clone()));
        } else if is_forbidden(name) {
            warnings.push(Warning::NodeOnly(name.clone()));
        }
    }
    warnings
}

/// The lines before the call, and the value of `body`.
#[derive(Default)]
struct Written {
    before: String,
    value: Option<String>,
}

fn body(request: &Request, headers: &mut Vec<(String, Text)>) -> Written {
    match request.body() {
        Body::None => Written::default(),
        Body::Text(text) => {
            Written { value: Some(text_value(request, text)), ..Written::default() }
        }
        Body::File(found) => Written { value: Some(js::file(found)), ..Written::default() },
        Body::Multipart(parts) if parts.iter().all(is_simple) && !parts.is_empty() => {
            let lines: String = parts.iter().map(append).collect();
            let before = format!("const form = new FormData();\n{lines}\n");
            Written { before, value: Some("form".to_owned()) }
        }
        Body::Multipart(_) => {
            let plan = Plan::of(request);
            headers.clone_from(&plan.headers);
            let pieces = js::chunks(plan.body.as_deref().unwrap_or_default());
            let before = format!("const body = new Blob([\n{pieces}]);\n\n");
            Written { before, value: Some("body".to_owned()) }
        }
    }
}

fn text_value(request: &Request, text: &str) -> String {
    if has_type(request, "application/x-www-form-urlencoded")
        && let Some(pairs) = tame_form(text, encode::form)
    {
        return super::plan::indent(&js::search_params(&pairs), "  ");
    }
    match tame_json(text).filter(|_| is_json(request)) {
        Some(value) => format!("JSON.stringify({})", js::VALUES.write(&value, "  ")),
        // fetch would name a media type for a string.
        None if lacks_type(request) => format!("new TextEncoder().encode({})", js::long(text)),
        None => js::long(text),
    }
}

/// A part that `FormData` says: a text of a media type of its own would become a file there, and
/// the media type of a blob is in lower case.
fn is_simple(part: &Part) -> bool {
    match &part.content {
        PartContent::Text(_, media_type) => media_type.is_none(),
        PartContent::File(file) => {
            let media_type = file_type(file);
            media_type.bytes().all(|b| (b' '..=b'~').contains(&b) && !b.is_ascii_uppercase())
        }
    }
}

fn append(part: &Part) -> String {
    let name = SYNTAX.string(&part.name);
    match &part.content {
        PartContent::Text(text, _) => {
            format!(
                "form.append({name}, {});\n",
                js::long(&part_text(text, None).replace("\r\n", "\n"))
            )
        }
        PartContent::File(file) => format!(
            "form.append({name}, new Blob([{}], {{ type: {} }}), {});\n",
            js::file(file),
            SYNTAX.string(file_type(file)),
            SYNTAX.string(&file.name)
        ),
    }
}
