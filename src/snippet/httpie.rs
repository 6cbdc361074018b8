//! `HTTPie` in a POSIX shell.

use super::plan::{Plan, digest_login, file_warnings, upper_case_warning};
use super::{Snippet, Target, Warning, Writer, shell};
use crate::highlight::Language;
use crate::request::Request;
use crate::request::encode::Chunk;
use crate::text::{Text, Var, Vars};

pub(super) const TARGET: Target = Target {
    id: "httpie",
    title: "HTTPie",
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
    // HTTPie takes a word with anything but letters for the address.
    if !request.method().bytes().all(|byte| byte.is_ascii_alphabetic()) {
        warnings.push(Warning::Method(request.method().to_owned()));
    }
    let mut before = String::new();
    let mut words = Vec::new();
    let mut ignore = "";
    let mut end = String::new();
    match plan.body.as_deref() {
        None => ignore = " --ignore-stdin",
        Some([Chunk::Text(text)])
            if !text.contains('\0') && text.len() <= shell::LONGEST_ARGUMENT =>
        {
            ignore = " --ignore-stdin";
            words.push(format!("--raw={}", shell::word(text)));
        }
        Some([Chunk::File(file)]) => end = format!(" < {}", shell::word(&file.name)),
        Some(chunks) => before = format!("{} | ", shell::print(chunks)),
    }
    words.push(format!(
        "{} {}",
        shell::method(request.method()),
        shell::quote(request.url(), false)
    ));
    for (name, value) in &plan.headers {
        let taken_for_option = name.starts_with('-');
        let written = value.resolve(vars);
        if !value.literals().is_ascii() || !is_sayable(&written) || taken_for_option {
            warnings.push(Warning::Header(name.clone()));
        }
        words.push(shell::quote(&item(name, value, vars), false));
    }
    let typed = plan.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("Content-Type"));
    if plan.body.is_some() && !typed {
        words.push("Content-Type:".to_owned());
    }
    let login = digest_login(request);
    // A backslash before a colon would be taken away.
    if login.is_some() && vars.get(Var::Password).contains("\\:") {
        warnings.push(Warning::Characters);
    }
    let login =
        login.map(|login| format!(" --auth-type=digest --auth={}", shell::quote(&login, true)));
    words.insert(0, format!("http --follow{ignore}{}", login.unwrap_or_default()));
    let command = shell::command(&words);
    Snippet {
        head: String::new(),
        variables: shell::variables(request, vars),
        request: format!("{before}{}{end}\n", command.trim_end()),
        warnings,
    }
}

/// A header: `Name:value`, `Name;` without a value. What separates items takes a backslash where a
/// value begins with it.
fn item(name: &str, value: &Text, vars: &Vars) -> Text {
    if !value.has_var() && value.literals().is_empty() {
        return Text::literal(format!("{name};"));
    }
    let text = Text::literal(format!("{name}:"));
    match value.resolve(vars).chars().next() {
        Some('=' | '@') => text.then("\\").and(value),
        _ => text.and(value),
    }
}

/// A backslash before a separator is taken away, and no way is left to write it.
fn is_sayable(value: &str) -> bool {
    let mut pairs = value.chars().zip(value.chars().skip(1));
    !pairs.any(|(first, second)| first == '\\' && ":;=@[]".contains(second))
}
