//! Java 17 with `java.net.http`.

use super::plan::{Plan, cut, file_warnings, used_vars};
use super::quote::{Code, Mixed, Single, Syntax, is_hidden, triple};
use super::{Snippet, Target, Warning, Writer};
use crate::highlight::Language;
use crate::request::Request;
use crate::request::encode::{Chunk, strict_url};
use crate::text::Vars;

pub(super) const TARGET: Target =
    Target { id: "java", title: "Java", language: Language::Java, file: "Main.java", proven: true };

pub(super) const WRITER: Writer = Writer {
    quotes: &[|text| SYNTAX.string(text), |text| SYNTAX.mixed(text), long],
    digest: false,
    write,
};

const SYNTAX: Syntax = Syntax {
    names: ["url", "accessToken"],
    special: "",
    single: Single::None,
    code: Code::Java,
    mixed: Mixed::Joined("", " + ", ""),
};

/// A string of a class file holds 65,535 bytes at most.
const LONGEST: usize = 20_000;

fn write(request: &Request, vars: &Vars) -> Snippet {
    let line =
        |var| format!("        String {} = {};\n", SYNTAX.name(var), SYNTAX.string(vars.get(var)));
    let variables = used_vars(request).map(line).collect();
    let plan = Plan::of(request);
    let mut warnings = file_warnings(request);
    let url = SYNTAX.text(&request.url().map(strict_url));
    let mut code = format!("        var request = HttpRequest.newBuilder(URI.create({url}))\n");
    for (name, value) in &plan.headers {
        if !value.literals().is_ascii() || is_restricted(name) {
            warnings.push(Warning::Header(name.clone()));
        }
        code.push_str(&format!(
            "            .header({}, {})\n",
            SYNTAX.string(name),
            SYNTAX.text(value)
        ));
    }
    let method = SYNTAX.string(request.method());
    code.push_str(&format!("            .method({method}, {})\n", publisher(plan.body.as_deref())));
    code.push_str(SEND);
    Snippet { head: head(request), variables, request: code, warnings }
}

const SEND: &str = "            .build();
        var client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
        var response = client.send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(response.statusCode());
        System.out.println(response.body());
    }
}
";

fn head(request: &Request) -> String {
    let files = if file_warnings(request).is_empty() { "" } else { "import java.nio.file.Path;\n" };
    format!(
        "import java.net.URI;\nimport java.net.http.HttpClient;\nimport java.net.http.HttpRequest;\n\
         import java.net.http.HttpResponse;\n{files}\npublic class Main {{\n    \
         public static void main(String[] args) throws Exception {{"
    )
}

/// Headers that the client sets itself and refuses from others.
fn is_restricted(name: &str) -> bool {
    ["connection", "content-length", "expect", "host", "upgrade"]
        .contains(&name.to_ascii_lowercase().as_str())
}

fn publisher(chunks: Option<&[Chunk]>) -> String {
    const PUBLISHERS: &str = "HttpRequest.BodyPublishers";
    let pieces: Vec<String> = chunks
        .unwrap_or_default()
        .iter()
        .map(|chunk| match chunk {
            Chunk::Text(text) => format!("{PUBLISHERS}.ofString({})", long(text)),
            Chunk::File(file) => {
                format!("{PUBLISHERS}.ofFile(Path.of({}))", SYNTAX.string(&file.name))
            }
        })
        .collect();
    match pieces.as_slice() {
        [] => format!("{PUBLISHERS}.noBody()"),
        [piece] => piece.clone(),
        _ => {
            format!("{PUBLISHERS}.concat(\n                {})", pieces.join(",\n                "))
        }
    }
}

/// A text as a reader lays it out: a text block if it has several lines.
fn long(text: &str) -> String {
    if text.len() > LONGEST {
        // Not a constant, so that the compiler does not join the pieces.
        let pieces: Vec<String> =
            cut(text, LONGEST).into_iter().map(|piece| SYNTAX.string(piece)).collect();
        return format!("String.join(\"\", {})", pieces.join(", "));
    }
    // A block strips what stands before and after the lines; so only those that begin at once.
    let lines_are_tame = text.lines().all(|line| !line.ends_with(char::is_whitespace));
    let tame = |c: char| c == '\n' || !is_hidden(c);
    let begins = !text.starts_with(char::is_whitespace);
    if !text.contains('\n') || !begins || !lines_are_tame || !text.chars().all(tame) {
        return SYNTAX.string(text);
    }
    format!("\"\"\"\n{}\"\"\"", triple(text))
}
