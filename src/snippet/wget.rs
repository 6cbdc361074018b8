//! GNU Wget in a POSIX shell.

use super::plan::{Plan, file_warnings, has_type, upper_case_warning};
use super::{Snippet, Target, Warning, Writer, curl, shell};
use crate::highlight::Language;
use crate::request::encode::Chunk;
use crate::request::{Body, Request};
use crate::text::{Text, Var, Vars};

pub(super) const TARGET: Target = Target {
    id: "wget",
    title: "Wget",
    language: Language::Shell,
    file: "request.sh",
    proven: true,
};

pub(super) const WRITER: Writer =
    Writer { quotes: &[shell::word, shell::mixed], digest: true, write };

fn write(request: &Request, vars: &Vars) -> Snippet {
    let plan = Plan::of(request);
    let mut warnings = file_warnings(request);
    warnings.extend(upper_case_warning(request));
    let mut words = vec!["wget --quiet --output-document=- --content-on-error".to_owned()];
    if request.method() != "GET" || plan.body.is_some() {
        words.push(format!("--method={}", shell::method(request.method())));
    }
    if request.has_digest() {
        let option =
            |name, var| format!("--{name}={}", shell::quote(&Text::default().var(var), true));
        words.push(format!("{} {}", option("user", Var::User), option("password", Var::Password)));
    }
    let is_form = matches!(request.body(), Body::Text(_)) && has_type(request, curl::FORM);
    for (name, value) in &plan.headers {
        if is_form && name.eq_ignore_ascii_case("Content-Type") {
            continue;
        }
        let line = Text::literal(format!("{name}: ")).and(value);
        words.push(format!("--header={}", shell::quote(&line, true)));
    }
    // A body which no argument can hold is in a file for a moment.
    let (mut before, mut after) = (String::new(), "");
    match plan.body.as_deref() {
        None => {}
        Some([Chunk::File(file)]) => {
            words.push(format!("--body-file={}", shell::word(&file.name)));
        }
        Some([Chunk::Text(text)])
            if !text.contains('\0')
                && !text.is_empty()
                && text.len() <= shell::LONGEST_ARGUMENT =>
        {
            words.push(format!("--body-data={}", shell::word(text)));
        }
        Some(chunks) => {
            before = format!("body=$(mktemp)\n{} > \"$body\"\n", shell::print(chunks));
            after = "rm \"$body\"\n";
            words.push("--body-file=\"$body\"".to_owned());
        }
    }
    if plan.body.is_some()
        && !plan.headers.iter().any(|(n, _)| n.eq_ignore_ascii_case("Content-Type"))
    {
        warnings.push(Warning::Header("Content-Type".to_owned()));
    }
    words.push(shell::quote(request.url(), false));
    Snippet {
        head: String::new(),
        variables: shell::variables(request, vars),
        request: format!("{before}{}{after}", shell::command(&words)),
        warnings,
    }
}
