//! Ruby with `Net::HTTP`.

use super::plan::{Plan, file_warnings, lacks_type, used_vars};
use super::quote::{Code, Mixed, Single, Syntax};
use super::{Snippet, Target, Warning, Writer};
use crate::highlight::Language;
use crate::request::Request;
use crate::request::encode::{Chunk, strict_url};
use crate::text::{Text, Vars};

pub(super) const TARGET: Target = Target {
    id: "ruby",
    title: "Ruby",
    language: Language::Ruby,
    file: "request.rb",
    proven: true,
};

pub(super) const WRITER: Writer = Writer {
    quotes: &[|text| SYNTAX.string(text), |text| SYNTAX.mixed(text)],
    digest: false,
    write,
};

const SYNTAX: Syntax = Syntax {
    names: ["url", "access_token"],
    special: "#",
    single: Single::Plain,
    code: Code::Braces,
    mixed: Mixed::Inside { open: "\"", close: "\"", before: "#{" },
};

fn write(request: &Request, vars: &Vars) -> Snippet {
    let line = |var| format!("{} = {}\n", SYNTAX.name(var), SYNTAX.string(vars.get(var)));
    let variables = used_vars(request).map(line).collect();
    let plan = Plan::of(request);
    let url = request.url().map(strict_url);
    let mut code = format!("uri = URI({})\n", SYNTAX.text(&url));
    code.push_str(&format!("request = {}\n", new_request(request, &plan)));
    for (name, value) in &plan.headers {
        code.push_str(&format!("request[{}] = {}\n", SYNTAX.string(name), header(value)));
    }
    if let Some(chunks) = &plan.body {
        code.push_str(&format!("request.body = {}\n", body(chunks)));
    }
    code.push_str(
        "response = Net::HTTP.start(uri.hostname, uri.port, use_ssl: uri.scheme == 'https') do |http|\n  \
         http.request(request)\nend\nputs response.code\nputs response.body\n",
    );
    let mut warnings = file_warnings(request);
    if lacks_type(request) {
        warnings.push(Warning::Header("Content-Type".to_owned()));
    }
    Snippet { head: "require 'net/http'\n".to_owned(), variables, request: code, warnings }
}

fn new_request(request: &Request, plan: &Plan) -> String {
    let class = match request.method() {
        "GET" => "Get",
        "POST" => "Post",
        "PUT" => "Put",
        "PATCH" => "Patch",
        "DELETE" => "Delete",
        "HEAD" => "Head",
        "OPTIONS" => "Options",
        method => {
            return format!(
                "Net::HTTPGenericRequest.new({}, {}, true, uri)",
                SYNTAX.string(method),
                plan.body.is_some()
            );
        }
    };
    format!("Net::HTTP::{class}.new(uri)")
}

fn header(value: &Text) -> String {
    let encoded = if value.literals().is_ascii() { "" } else { ".encode('ISO-8859-1')" };
    format!("{}{encoded}", SYNTAX.text(value))
}

fn body(chunks: &[Chunk]) -> String {
    let single = chunks.len() == 1;
    let pieces: Vec<String> = chunks
        .iter()
        .map(|chunk| match chunk {
            Chunk::Text(text) if single => SYNTAX.string(text),
            Chunk::Text(text) => format!("{}.b", SYNTAX.string(text)),
            Chunk::File(file) => format!("File.binread({})", SYNTAX.string(&file.name)),
        })
        .collect();
    pieces.join(" +\n  ")
}
