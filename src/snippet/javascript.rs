//! What fetch and axios have in common.

use super::plan::{indent, used_vars};
use super::quote::{Code, Mixed, Single, Syntax, is_hidden};
use super::tame::{Pairs, Values, unique};
use crate::request::encode::Chunk;
use crate::request::{FileData, Request};
use crate::text::{Text, Vars};

pub(super) const SYNTAX: Syntax = Syntax {
    names: ["baseUrl", "accessToken"],
    special: "",
    single: Single::Same,
    code: Code::Four,
    mixed: Mixed::Inside { open: "`", close: "`", before: "${" },
};

pub(super) fn variables(request: &Request, vars: &Vars) -> String {
    let line = |var| format!("const {} = {};\n", SYNTAX.name(var), SYNTAX.string(vars.get(var)));
    used_vars(request).map(line).collect()
}

/// A text as a reader lays it out: between backticks if it has several lines.
pub(super) fn long(text: &str) -> String {
    let tame = |c: char| c == '\n' || !is_hidden(c);
    if !text.contains('\n') || !text.chars().all(tame) {
        return SYNTAX.string(text);
    }
    let escaped = text.replace('\\', "\\\\").replace('`', "\\`").replace("${", "\\${");
    format!("`{escaped}`")
}

/// How JavaScript writes the values of JSON.
pub(super) const VALUES: Values = Values {
    words: ["null", "false", "true"],
    indent: "  ",
    string: |text| SYNTAX.string(text),
    name: key,
};

fn key(name: &str) -> String {
    let plain = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if plain { name.to_owned() } else { SYNTAX.string(name) }
}

/// Headers as an object.
pub(super) fn headers(headers: &[(String, Text)], by: &str) -> String {
    let line =
        |(name, value): &(String, Text)| format!("{by}  {}: {},\n", key(name), SYNTAX.text(value));
    format!("{{\n{}{by}}}", headers.iter().map(line).collect::<String>())
}

/// `new URLSearchParams(…)`
pub(super) fn search_params(pairs: &Pairs) -> String {
    let by_index = pairs
        .iter()
        .any(|(name, _)| name == "__proto__" || name.starts_with(|c: char| c.is_ascii_digit()));
    let as_object = unique(pairs) && !by_index;
    let pair = |(name, value): &(String, String)| {
        if as_object {
            format!("  {}: {},\n", key(name), SYNTAX.string(value))
        } else {
            format!("  [{}, {}],\n", SYNTAX.string(name), SYNTAX.string(value))
        }
    };
    let lines: String = pairs.iter().map(pair).collect();
    let (open, close) = if as_object { ("{", "}") } else { ("[", "]") };
    format!("new URLSearchParams({open}\n{lines}{close})")
}

pub(super) const READ_FILE: &str = "import { readFile } from \"node:fs/promises\";\n";

pub(super) fn file(file: &FileData) -> String {
    format!("await readFile({})", SYNTAX.string(&file.name))
}

/// The pieces of a body that is laid by hand, a line each.
pub(super) fn chunks(chunks: &[Chunk]) -> String {
    chunks
        .iter()
        .map(|chunk| match chunk {
            Chunk::Text(text) => format!("  {},\n", indent(&SYNTAX.string(text), "  ")),
            Chunk::File(found) => format!("  {},\n", file(found)),
        })
        .collect()
}
