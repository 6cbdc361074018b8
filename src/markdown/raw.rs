//! Raw HTML cut into tags and texts. Knows nothing of the tree; cannot fail, linear in time.
//!
//! What is not a tag of the allowed set is a text, as it was written.

use crate::html::Tag;
use pulldown_cmark::{Event, Parser};

/// A piece of raw HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Characters whose references (`&amp;`) are still to be decoded.
    Text(&'a str),
    /// Characters as they are: a tag that is not allowed, a declaration.
    Literal(&'a str),
    /// The start of an allowed element.
    Start(Tag, Vec<(&'a str, &'a str)>),
    /// The end of an allowed element.
    End(Tag),
    /// A comment: not shown.
    Comment,
}

/// Characters that failed tags may be read again in, for each character of the text.
const FUEL: usize = 16;

/// Longest reference that is looked up: `&CounterClockwiseContourIntegral;` and some.
const REFERENCE: usize = 40;

/// What is not a tag but stands between `<` and a closer of its own.
const SECTIONS: [(&str, &str); 4] =
    [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")];

/// Cuts raw HTML into its pieces.
pub(super) fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut reader =
        Reader { rest: html, fuel: html.len().saturating_mul(FUEL), missing: [false; 4] };
    let mut found = Vec::new();
    while !reader.rest.is_empty() {
        let (before, markup) = cut(reader.rest, reader.rest.find('<').unwrap_or(reader.rest.len()));
        if !before.is_empty() {
            found.push(Token::Text(before));
        }
        reader.rest = markup;
        if markup.is_empty() {
            break;
        }
        found.push(reader.section().or_else(|| reader.tag()).unwrap_or_else(|| {
            let (sign, rest) = cut(markup, 1);
            reader.rest = rest;
            Token::Literal(sign)
        }));
    }
    found
}

/// The element of a tag's name, if descriptions may hold it.
fn allowed(name: &str) -> Option<Tag> {
    match name.to_ascii_lowercase().as_str() {
        "b" => Some(Tag::Strong),
        "i" => Some(Tag::Em),
        "s" => Some(Tag::Del),
        name => {
            Tag::from_name(name).filter(|tag| !matches!(tag, Tag::Button | Tag::Section | Tag::Wbr))
        }
    }
}

struct Reader<'a> {
    rest: &'a str,
    /// What is left for tags that turn out to be none.
    fuel: usize,
    /// The closers that do not come any more.
    missing: [bool; 4],
}

impl<'a> Reader<'a> {
    /// A comment, a CDATA section, an instruction, a declaration; none of them holds a tag.
    fn section(&mut self) -> Option<Token<'a>> {
        for ((opener, closer), missing) in SECTIONS.iter().zip(&mut self.missing) {
            let Some(inner) = self.rest.strip_prefix(opener) else {
                continue;
            };
            if *opener == "<!" && !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
                return None;
            }
            let comment = *opener == "<!--";
            let end = if *missing { None } else { inner.find(closer) };
            *missing = end.is_none();
            let length = match end {
                Some(end) => opener.len() + end + closer.len(),
                // `<!-->` and `<!--->` are whole comments (CommonMark 0.31 §6.6).
                None if comment && inner.starts_with('>') => opener.len() + 1,
                None if comment && inner.starts_with("->") => opener.len() + 2,
                None => return None,
            };
            let (section, rest) = cut(self.rest, length);
            self.rest = rest;
            return Some(if comment { Token::Comment } else { Token::Literal(section) });
        }
        None
    }

    /// A tag; one that is not allowed comes back as it was written.
    fn tag(&mut self) -> Option<Token<'a>> {
        if self.fuel == 0 {
            return None;
        }
        let start = self.rest;
        let read = read_tag(start);
        let (token, rest) = match read {
            Ok(read) => read,
            Err(rest) => {
                self.fuel = self.fuel.saturating_sub(start.len() - rest.len());
                return None;
            }
        };
        self.rest = rest;
        Some(match token {
            Some(token) => token,
            None => Token::Literal(cut(start, start.len() - rest.len()).0),
        })
    }
}

/// A tag at the start of a text and what follows it; no token if it is not allowed. The error is
/// where it turned out to be no tag.
fn read_tag(start: &str) -> Result<(Option<Token<'_>>, &str), &str> {
    let rest = start.strip_prefix('<').ok_or(start)?;
    let (closes, rest) = match rest.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let (name, mut rest) =
        take(rest, |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'));
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Err(rest);
    }
    let tag = allowed(name);
    let mut attributes = Vec::new();
    loop {
        let (_, after) = take(rest, |c| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = after.strip_prefix('>') {
            let token =
                tag.map(|tag| if closes { Token::End(tag) } else { Token::Start(tag, attributes) });
            return Ok((token, after));
        }
        let (attribute, after) = read_attribute(after)?;
        if tag.is_some() && attributes.len() < REFERENCE {
            attributes.push(attribute);
        }
        rest = after;
    }
}

type Named<'a> = (&'a str, &'a str);

/// An attribute: its name, and its value without the quotes.
fn read_attribute(start: &str) -> Result<(Named<'_>, &str), &str> {
    let (name, rest) = take(start, |c| {
        !c.is_ascii_whitespace() && !matches!(c, '"' | '\'' | '<' | '>' | '/' | '=')
    });
    if name.is_empty() {
        return Err(rest);
    }
    let (_, after) = take(rest, |c| c.is_ascii_whitespace());
    let Some(value) = after.strip_prefix('=') else {
        return Ok(((name, ""), rest));
    };
    let (_, value) = take(value, |c| c.is_ascii_whitespace());
    for quote in ['"', '\''] {
        if let Some(quoted) = value.strip_prefix(quote) {
            let (value, rest) = quoted.split_once(quote).ok_or("")?;
            return Ok(((name, value), rest));
        }
    }
    let (value, rest) = take(value, |c| {
        !c.is_ascii_whitespace() && !matches!(c, '"' | '\'' | '<' | '>' | '=' | '`')
    });
    if value.is_empty() { Err(rest) } else { Ok(((name, value), rest)) }
}

/// Characters with their references decoded, as Markdown decodes them.
pub(super) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let end = after
            .bytes()
            .take(REFERENCE)
            .position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'#'))
            .filter(|end| after.as_bytes().get(*end) == Some(&b';'));
        if let Some(end) = end {
            let (name, tail) = cut(after, end);
            push_reference(name, &mut out);
            rest = cut(tail, 1).1;
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// The names of references are known to the parser of Markdown; the usual ones are not worth it.
fn push_reference(name: &str, out: &mut String) {
    match name {
        "amp" => out.push('&'),
        "lt" => out.push('<'),
        "gt" => out.push('>'),
        "quot" => out.push('"'),
        "nbsp" => out.push('\u{a0}'),
        _ => {
            for event in Parser::new(&format!("&{name};")) {
                if let Event::Text(text) = event {
                    out.push_str(&text);
                }
            }
        }
    }
}

/// A text cut in two at a byte that is a boundary; else all of it and nothing.
fn cut(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or((text, ""))
}

fn take(text: &str, keep: impl Fn(char) -> bool) -> (&str, &str) {
    cut(text, text.find(|c| !keep(c)).unwrap_or(text.len()))
}
