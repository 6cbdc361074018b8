//! Languages of data: YAML and what is written alike, XML and HTML.

use super::{Kind, is_letter, line, quoted, raw_quoted, run};

/// YAML, and lines of `name: value` or `name = value`.
pub(super) fn yaml(rest: &str, first: char, before: char) -> (Kind, usize) {
    let starts = before.is_whitespace();
    match first {
        '#' | ';' if starts => (Kind::Comment, line(rest)),
        '"' => named_or(rest, quoted(rest, '"'), Kind::String),
        '\'' => named_or(rest, raw_quoted(rest), Kind::String),
        '&' | '*' if starts => (Kind::Variable, run(rest, |c| !c.is_whitespace())),
        '[' if before == '\n' && !rest.starts_with("[]") => (Kind::Keyword, line(rest)),
        c if starts && (is_letter(c) || c.is_ascii_digit() || c == '-' || c == '$') => {
            let length = run(rest, |c| !c.is_whitespace() && !matches!(c, ':' | '=' | ',' | '#'));
            let word = rest.get(..length).unwrap_or_default();
            let is_value = matches!(word, "true" | "false" | "null" | "yes" | "no")
                || word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '_'));
            let kind = if is_value && word != "-" { Kind::Number } else { Kind::Plain };
            named_or(rest, length, kind)
        }
        c => (Kind::Plain, c.len_utf8()),
    }
}

/// A token that is a name if a colon or an equals sign follows.
fn named_or(rest: &str, length: usize, kind: Kind) -> (Kind, usize) {
    let after = rest.get(length..).unwrap_or_default().trim_start_matches(' ');
    let is_name = after.starts_with('=')
        || after
            .strip_prefix(':')
            .is_some_and(|after| after.is_empty() || after.starts_with(char::is_whitespace));
    (if is_name { Kind::Name } else { kind }, length)
}

/// XML and HTML: tags, the names of attributes, their values, references.
pub(super) fn xml(rest: &str, first: char, before: char) -> (Kind, usize) {
    match first {
        '<' if rest.starts_with("<!--") => {
            (Kind::Comment, rest.find("-->").map_or(rest.len(), |end| end + 3))
        }
        '<' => {
            let name = run(rest.get(1..).unwrap_or_default(), |c| {
                is_letter(c) || c.is_ascii_digit() || matches!(c, '/' | '?' | '!' | ':' | '-' | '.')
            });
            (if name == 0 { Kind::Plain } else { Kind::Keyword }, 1 + name)
        }
        '"' | '\'' if before == '=' => {
            let inner = rest.get(1..).unwrap_or_default();
            (Kind::String, inner.find(first).map_or(rest.len(), |end| end + 2))
        }
        '&' => match rest.find(';') {
            Some(end) if end < 12 => (Kind::Number, end + 1),
            _ => (Kind::Plain, 1),
        },
        c if is_letter(c) => {
            let length =
                run(rest, |c| is_letter(c) || c.is_ascii_digit() || matches!(c, ':' | '-' | '.'));
            let after = rest.get(length..).unwrap_or_default();
            let is_attribute = after.starts_with("=\"") || after.starts_with("='");
            (if is_attribute { Kind::Name } else { Kind::Plain }, length)
        }
        c => (Kind::Plain, c.len_utf8()),
    }
}
