//! curl in the shells of Windows.

use super::curl::Command;
use super::plan::{file_warnings, used_vars};
use super::shell::name;
use super::{LONG_BODY_FILE, Snippet, Target, Warning, Writer};
use crate::highlight::Language;
use crate::request::{Body, PartContent, Request};
use crate::text::{Piece, Text, Var, Vars};

pub(super) const POWERSHELL: Target = Target {
    id: "powershell",
    title: "cURL (PowerShell)",
    language: Language::PowerShell,
    file: "request.ps1",
    proven: false,
};

pub(super) const POWERSHELL_WRITER: Writer = Writer {
    quotes: &[|text| powershell(&Text::literal(text)), |text| powershell(&after_variable(text))],
    digest: true,
    write: write_powershell,
};

pub(super) const CMD: Target = Target {
    id: "cmd",
    title: "cURL (cmd)",
    language: Language::Batch,
    file: "request.bat",
    proven: false,
};

pub(super) const CMD_WRITER: Writer = Writer {
    quotes: &[|text| cmd(&Text::literal(text)), |text| cmd(&after_variable(text))],
    digest: true,
    write: write_cmd,
};

fn after_variable(text: &str) -> Text {
    Text::default().var(Var::BaseUrl).then(text)
}

/// What a word of this length or longer would not leave room for: cmd takes 8,191 characters, a
/// program of Windows 32,767.
const LONGEST: usize = 6_000;

/// What the program of a shell takes in all, in characters.
const POWERSHELL_LINE: usize = 32_000;
const CMD_LINE: usize = 8_000;

fn write_powershell(request: &Request, vars: &Vars) -> Snippet {
    let (request, mut warnings) = fitting(request, |text| !text.contains('\0'));
    let line = |var| format!("${} = {}\n", name(var), powershell_string(vars.get(var)));
    // Since 7.3 PowerShell quotes for the program; before, the words must be quoted for it.
    let mut variables = String::from("$PSNativeCommandArgumentPassing = 'Legacy'\n");
    variables.extend(used_vars(&request).map(line));
    let command = Command::of(&request, &|text| powershell(&Text::literal(text)), &powershell);
    let mut words = vec![format!("curl.exe{}", command.first())];
    words.extend(command.arguments);
    words.push(powershell(request.url()));
    let code = format!("{}\n", words.join(" `\n  "));
    // Between double quotes a program would take these in a value for its own.
    let special = |var: Var| var.is_secret() && vars.get(var).contains(['"', '\\']);
    let lost = !command.pipe.is_empty()
        || code.len() > POWERSHELL_LINE
        || code.contains('\0')
        || used_vars(&request).any(special);
    warnings.extend(other_warnings(&request, lost));
    Snippet { head: String::new(), variables, request: code, warnings }
}

fn write_cmd(request: &Request, vars: &Vars) -> Snippet {
    let (request, mut warnings) =
        fitting(request, |text| !text.contains(|c: char| c.is_control() || c == '%'));
    let mut lost = false;
    let mut variables = String::new();
    for var in used_vars(&request) {
        let value = cmd_value(vars.get(var));
        lost |= var.is_secret() && value.contains("%%22");
        variables.push_str(&format!("set \"{}={value}\"\n", name(var)));
    }
    // A control character would end the line; it is written as a blank.
    let controlled = |text: &str| text.contains(char::is_control);
    lost |= request.headers().iter().any(|(_, value)| controlled(&value.literals()));
    if let Body::Multipart(parts) = request.body() {
        lost |= parts.iter().any(|part| match &part.content {
            PartContent::Text(text, _) => controlled(text) || controlled(&part.name),
            PartContent::File(file) => controlled(&file.name) || controlled(&part.name),
        });
    }
    let command = Command::of(&request, &|text| cmd(&Text::literal(text)), &cmd);
    let mut words = vec![format!("curl{}", command.first())];
    words.extend(command.arguments);
    words.push(cmd(request.url()));
    let code = format!("{}\n", words.join(" ^\n  "));
    lost |= !command.pipe.is_empty() || code.len() > CMD_LINE;
    warnings.insert(0, Warning::SaveAs(CMD.file.to_owned()));
    warnings.extend(other_warnings(&request, lost));
    Snippet { head: "@echo off\nchcp 65001 >nul\n".to_owned(), variables, request: code, warnings }
}

/// A request whose body is in a file if a command cannot hold it.
fn fitting(request: &Request, holds: fn(&str) -> bool) -> (Request, Vec<Warning>) {
    match request.body() {
        Body::Text(text) if text.len() > LONGEST || !holds(text) => {
            let warning = Warning::BodyInFile(LONG_BODY_FILE.to_owned());
            (request.clone().with_body_in_file(LONG_BODY_FILE), vec![warning])
        }
        _ => (request.clone(), file_warnings(request)),
    }
}

/// A header beyond ASCII, and what is `lost`: more than these shells can say.
fn other_warnings(request: &Request, lost: bool) -> Vec<Warning> {
    let headers = request.headers().iter().filter(|(_, value)| !value.literals().is_ascii());
    let mut warnings: Vec<Warning> =
        headers.map(|(name, _)| Warning::Header(name.clone())).collect();
    if lost {
        warnings.push(Warning::Characters);
    }
    warnings
}

/// The value of a variable of a batch file. It is put into words between quotes, so it must hold
/// none: in an address it is encoded.
fn cmd_value(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '%' => out.push_str("%%"),
            '"' => out.push_str("%%22"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A word of PowerShell that a program receives as exactly this text: single quotes for PowerShell,
/// a backslash before each quote for the program (Microsoft, "Parsing C command-line arguments").
pub fn powershell(text: &Text) -> String {
    let literals = text.literals();
    if literals.is_empty() && !text.has_var() {
        return "'\"\"'".to_owned();
    }
    // PowerShell puts a word with a blank between quotes; version 5 forgets that a backslash at the
    // end then needs another. Such a word brings its quotes along.
    let own = literals.contains(char::is_whitespace) && literals.ends_with('\\');
    let mut escaped = text.map(program);
    if own {
        let ends = "\\".repeat(literals.chars().rev().take_while(|c| *c == '\\').count());
        escaped = Text::literal("\"").and(&escaped).then(&ends).then("\"");
    }
    if !escaped.has_var() {
        return powershell_string(&escaped.literals());
    }
    let mut out = String::from("\"");
    for piece in escaped.pieces() {
        match piece {
            Piece::Var(var) => out.push_str(&format!("${{{}}}", name(*var))),
            Piece::Literal(literal) => literal.chars().for_each(|c| push_powershell(c, &mut out)),
        }
    }
    out.push('"');
    out
}

/// A character between double quotes. Typographic quotes end a string as well.
fn push_powershell(c: char, out: &mut String) {
    match c {
        '`' | '$' | '"' | '\u{201c}'..='\u{201e}' => out.extend(['`', c]),
        '\n' => out.push_str("`n"),
        '\r' => out.push_str("`r"),
        '\t' => out.push_str("`t"),
        c => out.push(c),
    }
}

/// A string of PowerShell. Typographic single quotes end it as well.
pub fn powershell_string(text: &str) -> String {
    let mut out = String::from("'");
    for c in text.chars() {
        if matches!(c, '\'' | '\u{2018}'..='\u{201b}') {
            out.push(c);
        }
        out.push(c);
    }
    out.push('\'');
    out
}

/// Quotes and the backslashes before them, as a program of Windows reads them.
fn program(text: &str) -> String {
    let mut out = String::new();
    let mut backslashes = 0;
    for c in text.chars() {
        if c == '"' {
            out.push_str(&"\\".repeat(backslashes + 1));
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
        out.push(c);
    }
    out
}

/// A word of a batch file that a program receives as exactly this text. Nothing means anything
/// between double quotes but the percent sign, which is doubled; a quote for the program ends them
/// for cmd, so what follows takes carets until the next.
pub fn cmd(text: &Text) -> String {
    let mut out = String::from("\"");
    let mut inside = true;
    for piece in text.pieces() {
        match piece {
            Piece::Var(var) => out.push_str(&format!("%{}%", name(*var))),
            Piece::Literal(literal) => {
                for c in program(literal).chars() {
                    match c {
                        '%' => out.push_str("%%"),
                        '"' => {
                            inside = !inside;
                            out.push(c);
                        }
                        '&' | '|' | '<' | '>' | '^' | '(' | ')' | '!' if !inside => {
                            out.extend(['^', c]);
                        }
                        c if c.is_control() => out.push(' '),
                        c => out.push(c),
                    }
                }
            }
        }
    }
    let ends = text.literals().chars().rev().take_while(|c| *c == '\\').count();
    out.push_str(&"\\".repeat(ends));
    // An odd number of quotes inside: the last one must stand for itself, not begin a new pair.
    out.push_str(if inside { "\"" } else { "^\"" });
    out
}
