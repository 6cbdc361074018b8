//! One function a language that writes a literal in it. What it leaves unquoted would be a hole.
//!
//! Each is proven by running what it wrote: `tests/it/quoting.rs` and `tests/e2e`.

use crate::text::{Piece, Text, Var};

/// A word of a POSIX shell that expands to exactly this text, with variables by `name`.
///
/// Double quotes if nothing in it means anything there; else single quotes, which keep all but
/// themselves; `$'…'` (bash, zsh, ksh) for control characters, because a terminal acts on them when
/// they are pasted. NUL cannot stand in an argument and is dropped. Characters of `latin1` texts are
/// written as the one byte that a browser sends for them.
pub fn shell(text: &Text, name: impl Fn(Var) -> &'static str, latin1: bool) -> String {
    let means_itself = |c: char| !c.is_control() && !"\"$`\\!".contains(c);
    let plain = |c: char| means_itself(c) && (c.is_ascii() || !latin1);
    let simple = text.pieces().iter().all(|piece| match piece {
        Piece::Literal(literal) => literal.chars().all(plain),
        Piece::Var(_) => true,
    });
    if simple && text.has_var() {
        let inner: String = text
            .pieces()
            .iter()
            .map(|piece| match piece {
                Piece::Literal(literal) => literal.clone(),
                Piece::Var(var) => format!("${{{}}}", name(*var)),
            })
            .collect();
        return format!("\"{inner}\"");
    }
    let words: String = text
        .pieces()
        .iter()
        .map(|piece| match piece {
            Piece::Literal(literal) => shell_literal(literal, latin1),
            Piece::Var(var) => format!("\"${{{}}}\"", name(*var)),
        })
        .collect();
    if words.is_empty() { "''".to_owned() } else { words }
}

fn shell_literal(literal: &str, latin1: bool) -> String {
    let needs_ansi = needs_ansi(literal) || (latin1 && !literal.is_ascii());
    if !needs_ansi {
        return format!("'{}'", literal.replace('\'', r"'\''"));
    }
    let mut out = String::from("$'");
    for c in literal.chars() {
        match c {
            '\0' => {}
            '\\' => out.push_str(r"\\"),
            '\'' => out.push_str(r"\'"),
            '\n' => out.push_str(r"\n"),
            '\r' => out.push_str(r"\r"),
            '\t' => out.push_str(r"\t"),
            c if c.is_ascii_control() || (latin1 && ('\u{80}'..='\u{ff}').contains(&c)) => {
                out.push_str(&format!("\\{:03o}", u32::from(c)));
            }
            c if c.is_control() => {
                for byte in c.to_string().bytes() {
                    out.push_str(&format!("\\{byte:03o}"));
                }
            }
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

/// True if single quotes would not do: a control character other than a line end.
pub fn needs_ansi(literal: &str) -> bool {
    literal.chars().any(|c| c.is_control() && c != '\n')
}

/// The format string of the shell's `printf` that prints exactly these bytes, in single quotes.
pub fn printf_format(bytes: &[u8]) -> String {
    let mut out = String::from("'");
    for (index, &byte) in bytes.iter().enumerate() {
        match byte {
            // A format that begins so would be taken for an option.
            b'-' if index == 0 => out.push_str(r"\055"),
            b'%' => out.push_str("%%"),
            b'\\' => out.push_str(r"\\"),
            b' '..=b'~' if byte != b'\'' => out.push(char::from(byte)),
            _ => out.push_str(&format!("\\{byte:03o}")),
        }
    }
    out.push('\'');
    out
}

/// A string literal of Python 3; an f-string if variables stand in it.
pub fn python(text: &Text, name: impl Fn(Var) -> &'static str) -> String {
    let formatted = text.has_var();
    let mut out = String::from(if formatted { "f\"" } else { "\"" });
    for piece in text.pieces() {
        match piece {
            Piece::Var(var) => out.push_str(&format!("{{{}}}", name(*var))),
            Piece::Literal(literal) => {
                for c in literal.chars() {
                    match c {
                        '{' | '}' if formatted => {
                            out.push(c);
                            out.push(c);
                        }
                        '"' => out.push_str("\\\""),
                        '\n' => out.push_str("\\n"),
                        c => push_python(c, &mut out),
                    }
                }
            }
        }
    }
    out.push('"');
    out
}

/// A text as Python 3 writes it for a reader: in triple quotes if it has several lines.
pub fn python_text(text: &str) -> String {
    if !text.contains('\n') {
        return python(&Text::literal(text), |_| "");
    }
    let mut out = String::from("\"\"\"");
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        // Three quotes in a row would end the literal; so would one at its end.
        let ends = c == '"' && (rest.as_str().is_empty() || rest.as_str().starts_with("\"\""));
        match c {
            '"' if ends => out.push_str("\\\""),
            '"' | '\n' => out.push(c),
            c => push_python(c, &mut out),
        }
    }
    out.push_str("\"\"\"");
    out
}

fn push_python(c: char, out: &mut String) {
    match c {
        '\\' => out.push_str("\\\\"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        c if c.is_control() || is_invisible(c) => {
            let code = u32::from(c);
            out.push_str(&if code > 0xffff {
                format!("\\U{code:08x}")
            } else {
                format!("\\u{code:04x}")
            });
        }
        c => out.push(c),
    }
}

/// Characters that a reader would not see, or that end a line for some programs.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}
