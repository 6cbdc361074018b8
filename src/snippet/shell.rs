//! Words of a POSIX shell.

use super::plan::used_vars;
use super::quote::name_like;
use crate::request::Request;
use crate::request::encode::Chunk;
use crate::text::{Piece, Text, Var, Vars};

/// One argument holds 128 KiB at most on Linux; a longer text comes through a pipe.
pub const LONGEST_ARGUMENT: usize = 100_000;

/// The name of a variable.
pub(super) fn name(var: Var) -> String {
    if var == Var::BaseUrl { "url".to_owned() } else { name_like("access_token", var) }
}

/// The lines that give the variables their values.
pub(super) fn variables(request: &Request, vars: &Vars) -> String {
    let line = |var| format!("export {}={}\n", name(var), word(vars.get(var)));
    used_vars(request).map(line).collect()
}

/// A word that expands to exactly these characters.
pub fn word(text: &str) -> String {
    literal(text, false)
}

/// A word that expands to exactly this text, with its variables.
///
/// Double quotes if nothing in it means anything there; else single quotes, which keep all but
/// themselves; `"$(printf '…')"` for control characters, because a terminal acts on them when they
/// are pasted. NUL cannot stand in an argument and is dropped. Characters of `latin1` texts are
/// written as the one byte that a browser sends for them.
pub fn quote(text: &Text, latin1: bool) -> String {
    let means_itself = |c: char| !c.is_control() && !"\"$`\\!".contains(c);
    let plain = |c: char| means_itself(c) && (c.is_ascii() || !latin1);
    let simple = text.literals().chars().all(plain);
    let piece = |piece: &Piece| match piece {
        Piece::Literal(text) if simple => text.clone(),
        Piece::Literal(text) => literal(text, latin1),
        Piece::Var(var) if simple => format!("${{{}}}", name(*var)),
        Piece::Var(var) => format!("\"${{{}}}\"", name(*var)),
    };
    let words: String = text.pieces().iter().map(piece).collect();
    match (simple && text.has_var(), simple) {
        (true, _) => format!("\"{words}\""),
        (_, true) => literal(&words, latin1),
        _ => words,
    }
}

/// A word after a variable.
pub(super) fn mixed(text: &str) -> String {
    quote(&Text::default().var(Var::BaseUrl).then(text), false)
}

fn literal(text: &str, latin1: bool) -> String {
    if !needs_printf(text) && (!latin1 || text.is_ascii()) {
        return format!("'{}'", text.replace('\'', r"'\''"));
    }
    // A command's output loses its last line ends; they follow in quotes of their own.
    let body = text.trim_end_matches('\n');
    let ends = text.get(body.len()..).unwrap_or_default();
    let body = body.replace('\0', "");
    let bytes = if latin1 { latin1_bytes(&body) } else { body.into_bytes() };
    let ends = if ends.is_empty() { String::new() } else { format!("'{ends}'") };
    format!("\"$(printf {})\"{ends}", printf_format(&bytes))
}

/// The bytes that a browser sends for a header's value.
fn latin1_bytes(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect()
}

/// True if single quotes would not do: a control character other than a line end.
pub fn needs_printf(text: &str) -> bool {
    text.chars().any(|c| c.is_control() && c != '\n')
}

/// The format of the shell's `printf` that prints exactly these bytes, in single quotes. UTF-8 is
/// left readable; `!` is not, since a shell that reads from a terminal would look for it.
pub fn printf_format(bytes: &[u8]) -> String {
    let mut out = String::from("'");
    for (index, chunk) in bytes.utf8_chunks().enumerate() {
        for (place, c) in chunk.valid().char_indices() {
            match c {
                // A format that begins so would be taken for an option.
                '-' if index == 0 && place == 0 => out.push_str(r"\055"),
                '%' => out.push_str("%%"),
                '\\' => out.push_str(r"\\"),
                '\r' => out.push_str(r"\r"),
                '\t' => out.push_str(r"\t"),
                '\'' | '!' => push_octal(u32::from(c), &mut out),
                '\n' => out.push(c),
                c if c.is_control() => {
                    c.to_string().bytes().for_each(|byte| push_octal(byte.into(), &mut out));
                }
                c => out.push(c),
            }
        }
        chunk.invalid().iter().for_each(|byte| push_octal((*byte).into(), &mut out));
    }
    out.push('\'');
    out
}

fn push_octal(code: u32, out: &mut String) {
    out.push_str(&format!("\\{code:03o}"));
}

/// A command that prints a body: for what no argument can hold.
pub(super) fn print(chunks: &[Chunk]) -> String {
    let commands: Vec<String> = chunks
        .iter()
        .map(|chunk| match chunk {
            Chunk::Text(text) => format!("printf {}", printf_format(text.as_bytes())),
            Chunk::File(file) => format!("cat {}", path(&file.name)),
        })
        .collect();
    match commands.as_slice() {
        [command] => command.clone(),
        _ => format!("{{ {}; }}", commands.join("; ")),
    }
}

/// A file of the folder, whatever its name begins with.
pub(super) fn path(name: &str) -> String {
    if name.starts_with('-') { word(&format!("./{name}")) } else { word(name) }
}

/// A method of letters alone, which means nothing to any shell.
pub(super) fn is_plain(method: &str) -> bool {
    !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// A method is a token of letters; it is quoted if it is not.
pub(super) fn method(method: &str) -> String {
    if is_plain(method) { method.to_owned() } else { word(method) }
}

/// A command with an argument a line.
pub(super) fn command(words: &[String]) -> String {
    format!("{}\n", words.join(" \\\n  "))
}
