//! What the targets in Python have in common.

use super::plan::used_vars;
use super::quote::{Code, Mixed, Single, Syntax, is_hidden, triple};
use super::tame::{Pairs, Values, unique};
use crate::request::Request;
use crate::request::encode::Chunk;
use crate::text::{Text, Var, Vars};

pub(super) const SYNTAX: Syntax = Syntax {
    names: ["URL", "ACCESS_TOKEN"],
    special: "",
    single: Single::Same,
    code: Code::Four,
    mixed: Mixed::Inside { open: "f\"", close: "\"", before: "{" },
};

pub(super) fn variables(request: &Request, vars: &Vars) -> String {
    let line = |var| format!("{} = {}\n", SYNTAX.name(var), SYNTAX.string(vars.get(var)));
    used_vars(request).map(line).collect()
}

/// A text as a reader lays it out: between triple quotes if it has several lines.
pub(super) fn long(text: &str) -> String {
    let tame = |c: char| c == '\n' || !is_hidden(c);
    if !text.contains('\n') || !text.chars().all(tame) {
        return SYNTAX.string(text);
    }
    format!("\"\"\"{}\"\"\"", triple(text))
}

/// Bytes of a text.
pub(super) fn bytes(text: &str) -> String {
    format!("{}.encode()", long(text))
}

/// How Python writes the values of JSON.
pub(super) const VALUES: Values = Values {
    words: ["None", "False", "True"],
    indent: "    ",
    string: |text| SYNTAX.string(text),
    name: |text| SYNTAX.string(text),
};

/// Pairs as a dictionary, or as a list if a name is repeated.
pub(super) fn pairs(pairs: &Pairs) -> String {
    let dictionary = unique(pairs);
    let pair = |(name, value): &(String, String)| {
        let (name, value) = (SYNTAX.string(name), SYNTAX.string(value));
        if dictionary {
            format!("    {name}: {value},\n")
        } else {
            format!("    ({name}, {value}),\n")
        }
    };
    let lines: String = pairs.iter().map(pair).collect();
    if dictionary { format!("{{\n{lines}}}") } else { format!("[\n{lines}]") }
}

/// `headers = {…}`
pub(super) fn headers(headers: &[(String, Text)], value: fn(&Text) -> String) -> String {
    let line =
        |(name, text): &(String, Text)| format!("    {}: {},\n", SYNTAX.string(name), value(text));
    let lines: String = headers.iter().map(line).collect();
    format!("headers = {{\n{lines}}}\n")
}

/// What answers the challenge of HTTP Digest, made by a class of the client.
pub(super) fn digest(class: &str) -> String {
    format!("{class}({}, {})", SYNTAX.name(Var::User), SYNTAX.name(Var::Password))
}

/// The bytes of a body that is laid by hand.
pub(super) fn chunks(chunks: &[Chunk]) -> String {
    let pieces: Vec<String> = chunks
        .iter()
        .map(|chunk| match chunk {
            Chunk::Text(text) => bytes(text),
            Chunk::File(file) => read(&file.name),
        })
        .collect();
    match pieces.as_slice() {
        [piece] => piece.clone(),
        _ => format!("b\"\".join([\n    {},\n])", pieces.join(",\n    ")),
    }
}

pub(super) fn read(file_name: &str) -> String {
    format!("open({}, \"rb\").read()", SYNTAX.string(file_name))
}
