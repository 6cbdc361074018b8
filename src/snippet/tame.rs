//! What may be written as a language's own value, because its program makes the same of it.

use crate::json;
use crate::request::encode;
use crate::text::{Piece, Text};
use serde_json::Value;

/// A body whose JSON every language reads and writes alike: no number beyond 2^53 or of an unusual
/// form, no repeated name, no escape that a writer would not choose.
pub(super) fn tame_json(text: &str) -> Option<Value> {
    if !text.starts_with(['{', '[']) {
        return None;
    }
    let value = json::parse(text).ok()?;
    // What was read, written again: repeated names and unusual escapes and numbers show here.
    let again = value.to_string();
    (again == minified(text) && is_tame(&value, DEEPEST)).then_some(value)
}

/// A JSON text without the white space between its tokens.
pub(super) fn minified(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    for c in text.chars() {
        if in_string {
            in_string = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else if matches!(c, ' ' | '\t' | '\n' | '\r') {
            continue;
        } else {
            in_string = c == '"';
        }
        out.push(c);
    }
    out
}

/// Python's parser takes about 90 brackets inside each other.
const DEEPEST: usize = 50;

fn is_tame(value: &Value, deeper: usize) -> bool {
    if deeper == 0 {
        return false;
    }
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => true,
        Value::Number(number) => is_tame_number(&number.to_string()),
        Value::Array(items) => items.iter().all(|item| is_tame(item, deeper - 1)),
        Value::Object(members) => {
            members.iter().all(|(name, value)| is_tame_name(name) && is_tame(value, deeper - 1))
        }
    }
}

/// JavaScript puts names that look like an index first, `__proto__` is no member there, and axios
/// passes over the other two.
fn is_tame_name(name: &str) -> bool {
    let special = matches!(name, "__proto__" | "constructor" | "prototype");
    !special && !name.starts_with(|c: char| c.is_ascii_digit())
}

/// At most 15 digits, no exponent, no `-0`, no zero at the end of a fraction.
fn is_tame_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_fraction_tame = !digits.contains('.')
        || !(fraction.is_empty() || fraction.ends_with('0') || fraction.starts_with("000"));
    whole.len() + fraction.len() <= 15
        && all_digits(whole)
        && all_digits(fraction)
        && is_fraction_tame
        && text != "-0"
}

/// Pairs of names and values.
pub(super) type Pairs = Vec<(String, String)>;

/// The pairs of a form, if this encoding of them gives the same bytes.
pub(super) fn tame_form(text: &str, encode: fn(&str) -> String) -> Option<Pairs> {
    let pairs = encode::parse_form(text);
    let again: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    (!pairs.is_empty() && again.join("&") == text).then_some(pairs)
}

/// The URL without its query, and the query's pairs, if this encoding of them gives the same bytes.
pub(super) fn tame_query(url: &Text, encode: fn(&str) -> String) -> Option<(Text, Pairs)> {
    let [Piece::Var(var), Piece::Literal(target)] = url.pieces() else {
        return None;
    };
    let (path, query) = target.split_once('?')?;
    let pairs = tame_form(query, encode)?;
    Some((Text::default().var(*var).then(path), pairs))
}

/// True if no name stands twice.
pub(super) fn unique(pairs: &Pairs) -> bool {
    let mut names: Vec<&str> = pairs.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names.windows(2).all(|pair| pair.first() != pair.last())
}

/// Python's `urllib.parse.quote_plus`, which requests uses for `params=` and `data=`.
pub(super) fn python_form(text: &str) -> String {
    encode::form(text).replace('*', "%2A").replace("%7E", "~")
}

/// How a language writes the values of JSON.
pub(super) struct Values {
    /// null, false, true.
    pub words: [&'static str; 3],
    /// What a level is indented by.
    pub indent: &'static str,
    /// A string.
    pub string: fn(&str) -> String,
    /// The name of a member.
    pub name: fn(&str) -> String,
}

impl Values {
    /// A tame value, laid out; its first line stands where `by` is the indentation.
    pub(super) fn write(&self, value: &Value, by: &str) -> String {
        let [null, no, yes] = self.words;
        let inner = format!("{by}{}", self.indent);
        let block = |open: char, items: &[String], close: char| {
            format!("{open}\n{inner}{},\n{by}{close}", items.join(&format!(",\n{inner}")))
        };
        match value {
            Value::Null => null.to_owned(),
            Value::Bool(true) => yes.to_owned(),
            Value::Bool(false) => no.to_owned(),
            Value::Number(number) => number.to_string(),
            Value::String(text) => (self.string)(text),
            Value::Object(members) if members.is_empty() => "{}".to_owned(),
            Value::Array(items) => {
                let items: Vec<String> =
                    items.iter().map(|item| self.write(item, &inner)).collect();
                let line = items.join(", ");
                if line.len() < 60 && !line.contains('\n') {
                    return format!("[{line}]");
                }
                block('[', &items, ']')
            }
            Value::Object(members) => {
                let member = |(name, value): (&String, &Value)| {
                    format!("{}: {}", (self.name)(name), self.write(value, &inner))
                };
                block('{', &members.iter().map(member).collect::<Vec<_>>(), '}')
            }
        }
    }
}
