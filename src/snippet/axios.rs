//! JavaScript with axios, in Node.js.

use super::javascript::{self as js, SYNTAX};
use super::plan::{Plan, file_warnings, has_type, indent, lacks_type, upper_case_warning};
use super::tame::{tame_form, tame_json};
use super::{Snippet, Target, Warning, Writer};
use crate::highlight::Language;
use crate::request::encode;
use crate::request::{Body, Request};
use crate::text::Vars;

pub(super) const TARGET: Target = Target {
    id: "node_axios",
    title: "Node.js axios",
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
    let plan = Plan::of(request);
    let mut options = String::new();
    if request.method() != "GET" {
        options.push_str(&format!("  method: {},\n", SYNTAX.string(request.method())));
    }
    options.push_str(&format!("  url: {},\n", SYNTAX.text(request.url())));
    if !plan.headers.is_empty() {
        options.push_str(&format!("  headers: {},\n", js::headers(&plan.headers, "  ")));
    } else if lacks_type(request) {
        // axios would name a media type.
        options.push_str("  headers: { \"Content-Type\": false },\n");
    }
    if let Some(data) = data(request, &plan) {
        options.push_str(&format!("  data: {data},\n"));
    }
    options.push_str("  validateStatus: () => true,\n");
    let mut warnings = file_warnings(request);
    let reads = !warnings.is_empty();
    // What axios passes over when it merges objects.
    let passed_over = |name: &str| matches!(name, "__proto__" | "constructor" | "prototype");
    let proto = plan.headers.iter().filter(|(name, _)| passed_over(name));
    warnings.extend(proto.map(|(name, _)| Warning::Header(name.clone())));
    if lacks_type(request) && !plan.headers.is_empty() {
        warnings.push(Warning::Header("Content-Type".to_owned()));
    }
    warnings.extend(upper_case_warning(request));
    Snippet {
        head: format!("import axios from \"axios\";\n{}", if reads { js::READ_FILE } else { "" }),
        variables: js::variables(request, vars),
        request: format!(
            "const response = await axios.request({{\n{options}}});\n\
             console.log(response.status);\nconsole.log(response.data);\n"
        ),
        warnings,
    }
}

/// axios parses and writes anew what it takes for JSON; a `Buffer` it leaves alone.
fn data(request: &Request, plan: &Plan) -> Option<String> {
    let chunks = plan.body.as_deref()?;
    if let (Body::Text(_), Some(text)) = (request.body(), plan.text()) {
        if has_type(request, "application/x-www-form-urlencoded")
            && let Some(pairs) = tame_form(text, encode::form)
        {
            return Some(indent(&js::search_params(&pairs), "  "));
        }
        if has_type(request, "application/json")
            && let Some(value) = tame_json(text)
        {
            return Some(js::VALUES.write(&value, "  "));
        }
        return Some(format!("Buffer.from({})", js::long(text)));
    }
    if let Body::File(file) = request.body() {
        return Some(js::file(file));
    }
    let pieces: Vec<String> = chunks
        .iter()
        .map(|chunk| match chunk {
            encode::Chunk::Text(text) => format!("  Buffer.from({}),\n", SYNTAX.string(text)),
            encode::Chunk::File(file) => format!("  {},\n", js::file(file)),
        })
        .collect();
    Some(indent(&format!("Buffer.concat([\n{}])", pieces.concat()), "  "))
}
