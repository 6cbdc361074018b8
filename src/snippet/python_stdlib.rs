//! Python 3 with `http.client`, which is part of it.

use super::plan::{Plan, file_warnings};
use super::python::{self, SYNTAX};
use super::{Snippet, Target, Writer};
use crate::highlight::Language;
use crate::request::Request;
use crate::text::{Piece, Text, Var, Vars};

pub(super) const TARGET: Target = Target {
    id: "python_stdlib",
    title: "Python http.client",
    language: Language::Python,
    file: "request.py",
    proven: true,
};

pub(super) const WRITER: Writer = Writer {
    quotes: &[|text| SYNTAX.string(text), |text| SYNTAX.mixed(text), python::long],
    digest: false,
    write,
};

fn write(request: &Request, vars: &Vars) -> Snippet {
    let plan = Plan::of(request);
    let secure = !vars.get(Var::BaseUrl).starts_with("http://");
    let connection = if secure { "HTTPSConnection" } else { "HTTPConnection" };
    let (base, target) = split(request.url(), vars);
    let mut code = format!("base = urlsplit({base})\n");
    let mut arguments =
        vec![SYNTAX.string(request.method()), format!("base.path + {}", SYNTAX.text(&target))];
    if let Some(chunks) = &plan.body {
        code.push_str(&format!("body = {}\n", python::chunks(chunks)));
        arguments.push("body=body".to_owned());
    }
    if !plan.headers.is_empty() {
        code.push_str(&python::headers(&plan.headers, |text| SYNTAX.text(text)));
        arguments.push("headers=headers".to_owned());
    }
    code.push_str(&format!(
        "connection = http.client.{connection}(base.netloc)\n\
         connection.request({})\n\
         response = connection.getresponse()\n\
         print(response.status)\nprint(response.read().decode(errors=\"replace\"))\n",
        arguments.join(", ")
    ));
    Snippet {
        head: "import http.client\nfrom urllib.parse import urlsplit\n".to_owned(),
        variables: python::variables(request, vars),
        request: code,
        warnings: file_warnings(request),
    }
}

/// The base URL, by its name or its value, and what follows it.
fn split(url: &Text, vars: &Vars) -> (String, Text) {
    if url.pieces().contains(&Piece::Var(Var::BaseUrl)) {
        return (SYNTAX.name(Var::BaseUrl), target(url));
    }
    let base = vars.get(Var::BaseUrl);
    let rest = url.literals();
    (SYNTAX.string(base), target(&Text::literal(rest.strip_prefix(base).unwrap_or_default())))
}

fn target(url: &Text) -> Text {
    // A target is never empty before its query (RFC 9112 §3.2.1).
    let slash = if url.literals().starts_with('/') { "" } else { "/" };
    url.pieces().iter().fold(Text::literal(slash), |target, piece| match piece {
        Piece::Var(Var::BaseUrl) => target,
        Piece::Var(var) => target.var(*var),
        Piece::Literal(literal) => target.then(literal),
    })
}
