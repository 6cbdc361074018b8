//! Go with `net/http`.

use super::plan::{Plan, file_warnings, used_vars};
use super::quote::{Code, Mixed, Single, Syntax, is_hidden};
use super::{Snippet, Target, Writer};
use crate::highlight::Language;
use crate::request::Request;
use crate::request::encode::{Chunk, strict_url};
use crate::text::{Text, Vars};

pub(super) const TARGET: Target =
    Target { id: "go", title: "Go", language: Language::Go, file: "main.go", proven: true };

pub(super) const WRITER: Writer = Writer {
    quotes: &[|text| SYNTAX.string(text), |text| SYNTAX.mixed(text), long],
    digest: false,
    write,
};

const SYNTAX: Syntax = Syntax {
    names: ["baseURL", "accessToken"],
    special: "",
    single: Single::None,
    code: Code::Four,
    mixed: Mixed::Joined("", " + ", ""),
};

fn write(request: &Request, vars: &Vars) -> Snippet {
    let line = |var| format!("\t{} := {}\n", SYNTAX.name(var), SYNTAX.string(vars.get(var)));
    let variables = used_vars(request).map(line).collect();
    let plan = Plan::of(request);
    let (before, body) = body(plan.body.as_deref());
    let url = SYNTAX.text(&request.url().map(strict_url));
    let mut code = format!(
        "{before}\trequest, err := http.NewRequest({}, {url}, {body})\n{CHECK}",
        SYNTAX.string(request.method())
    );
    for (name, value) in &plan.headers {
        let value = header(value);
        // The host has a place of its own.
        code.push_str(&if name.eq_ignore_ascii_case("Host") {
            format!("\trequest.Host = {value}\n")
        } else {
            format!("\trequest.Header.Set({}, {value})\n", SYNTAX.string(name))
        });
    }
    code.push_str("\tresponse, err := http.DefaultClient.Do(request)\n");
    code.push_str(CHECK);
    code.push_str("\tdefer response.Body.Close()\n\tcontent, err := io.ReadAll(response.Body)\n");
    code.push_str(CHECK);
    code.push_str("\tfmt.Println(response.StatusCode)\n\tfmt.Println(string(content))\n}\n");
    Snippet {
        head: head(plan.body.as_deref()),
        variables,
        request: code,
        warnings: file_warnings(request),
    }
}

const CHECK: &str = "\tif err != nil {\n\t\tpanic(err)\n\t}\n";

fn has_file(chunks: &[Chunk]) -> bool {
    chunks.iter().any(|chunk| matches!(chunk, Chunk::File(_)))
}

fn head(body: Option<&[Chunk]>) -> String {
    let mut packages = vec!["fmt", "io", "net/http"];
    match body {
        Some(chunks) if has_file(chunks) => packages.extend(["bytes", "os"]),
        Some(_) => packages.push("strings"),
        None => {}
    }
    packages.sort_unstable();
    let lines: String = packages.iter().map(|package| format!("\t\"{package}\"\n")).collect();
    format!("package main\n\nimport (\n{lines})\n\nfunc main() {{")
}

/// The lines before the request, and what it reads the body from.
fn body(chunks: Option<&[Chunk]>) -> (String, String) {
    let Some(chunks) = chunks else {
        return (String::new(), "nil".to_owned());
    };
    if !has_file(chunks) {
        let text: String = chunks
            .iter()
            .map(|chunk| match chunk {
                Chunk::Text(text) => text.as_str(),
                Chunk::File(_) => "",
            })
            .collect();
        return (String::new(), format!("strings.NewReader({})", long(&text)));
    }
    let mut before = String::from("\tvar body bytes.Buffer\n");
    for (index, chunk) in chunks.iter().enumerate() {
        match chunk {
            Chunk::Text(text) => {
                before.push_str(&format!("\tbody.WriteString({})\n", SYNTAX.string(text)));
            }
            Chunk::File(file) => before.push_str(&format!(
                "\tfile{index}, err := os.ReadFile({})\n{CHECK}\tbody.Write(file{index})\n",
                SYNTAX.string(&file.name)
            )),
        }
    }
    (before, "&body".to_owned())
}

/// Between backticks nothing means anything.
fn long(text: &str) -> String {
    let tame = |c: char| matches!(c, '\n' | '\t') || (c != '`' && !is_hidden(c));
    if text.contains(['"', '\n', '\\']) && text.chars().all(tame) {
        return format!("`{text}`");
    }
    SYNTAX.string(text)
}

fn header(value: &Text) -> String {
    let text = value.literals();
    if text.is_ascii() { SYNTAX.text(value) } else { super::quote::latin1(&text, "") }
}
