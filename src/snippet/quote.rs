//! One function that writes a string of a programming language; what differs is its [`Syntax`].
//! Shells have their own: [`super::shell`] and [`super::windows`].
//!
//! What a quoting function leaves unquoted would be a hole. Each is proven by running what it
//! wrote: `tests/it/quoting.rs` and `tests/snippets`.

use crate::text::{Piece, Text, Var};

/// How a language writes strings.
#[derive(Clone, Copy, Debug)]
pub struct Syntax {
    /// The names of the variables of the base URL and of the token.
    pub names: [&'static str; 2],
    /// What takes a backslash between double quotes, beside the quote and the backslash.
    pub special: &'static str,
    /// What single quotes are.
    pub single: Single,
    /// How a character that cannot be seen is written.
    pub code: Code,
    /// How variables stand among the characters.
    pub mixed: Mixed,
}

/// What single quotes are in a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Single {
    /// Not for strings.
    None,
    /// The same as double quotes.
    Same,
    /// Nothing means anything there but the quote and the backslash; lines may end.
    Plain,
}

/// How a character is written by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// `\u001f`
    Four,
    /// `\u{1f}`
    Braces,
    /// `\037` below U+0100, else `\u001f`, which Java reads before it looks for quotes.
    Java,
    /// `\xc2\x85`: the bytes of UTF-8.
    Bytes,
}

/// How variables stand among characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mixed {
    /// `"a" + name`: what stands before, between and after.
    Joined(&'static str, &'static str, &'static str),
    /// `f"a{name}"`: what opens and closes the string and the name in it.
    Inside {
        /// What opens the string.
        open: &'static str,
        /// What closes it.
        close: &'static str,
        /// What stands before a name; a brace alone is doubled elsewhere.
        before: &'static str,
    },
}

/// The name of a secret's variable, in the way in which the token's is written.
pub(super) fn name_like(access_token: &str, var: Var) -> String {
    let [snake, camel, upper] = match var {
        Var::BaseUrl | Var::AccessToken => return access_token.to_owned(),
        Var::Basic => ["basic_credentials", "basicCredentials", "BASIC_CREDENTIALS"],
        Var::User => ["user", "user", "USER"],
        Var::Password => ["password", "password", "PASSWORD"],
        Var::Key(_) => ["api_key", "apiKey", "API_KEY"],
    };
    let name = access_token
        .replace("access_token", snake)
        .replace("accessToken", camel)
        .replace("ACCESS_TOKEN", upper);
    match var {
        Var::Key(number) if number > 0 => format!("{name}_{}", u16::from(number) + 1),
        _ => name,
    }
}

impl Syntax {
    /// The name of a variable.
    pub fn name(&self, var: Var) -> String {
        let [base_url, access_token] = self.names;
        if var == Var::BaseUrl { base_url.to_owned() } else { name_like(access_token, var) }
    }

    /// A string of exactly these characters.
    pub fn string(&self, text: &str) -> String {
        let quote = self.quote_for(text);
        let mut out = String::from(quote);
        for c in text.chars() {
            match c {
                c if c == quote || c == '\\' => push_escaped(c, &mut out),
                '\n' if quote == '\'' && self.single == Single::Plain => out.push(c),
                c if quote == '"' && self.special.contains(c) => push_escaped(c, &mut out),
                c => self.push(c, &mut out),
            }
        }
        out.push(quote);
        out
    }

    /// A string of these characters after a variable, for tests.
    pub(super) fn mixed(&self, text: &str) -> String {
        self.text(&Text::default().var(Var::BaseUrl).then(text))
    }

    /// A text with its variables.
    pub fn text(&self, text: &Text) -> String {
        if !text.has_var() {
            return self.string(&text.literals());
        }
        match self.mixed {
            Mixed::Joined(before, between, after) => {
                let pieces: Vec<String> = text
                    .pieces()
                    .iter()
                    .map(|piece| match piece {
                        Piece::Literal(literal) => self.string(literal),
                        Piece::Var(var) => self.name(*var),
                    })
                    .collect();
                if pieces.len() == 1 {
                    return pieces.concat();
                }
                format!("{before}{}{after}", pieces.join(between))
            }
            Mixed::Inside { open, close, before } => {
                let inner: String = text
                    .pieces()
                    .iter()
                    .map(|piece| match piece {
                        Piece::Literal(literal) => self.inside(literal, open, before),
                        Piece::Var(var) => format!("{before}{}}}", self.name(*var)),
                    })
                    .collect();
                format!("{open}{inner}{close}")
            }
        }
    }

    fn inside(&self, literal: &str, open: &str, before: &str) -> String {
        let mut out = String::new();
        for c in literal.chars() {
            match c {
                '{' | '}' if before == "{" => out.extend([c, c]),
                '\\' => push_escaped(c, &mut out),
                // The quote is what the string opens with; `$` and `#` begin a name in some.
                c if open.ends_with(c) || before.starts_with(c) => push_escaped(c, &mut out),
                c => self.push(c, &mut out),
            }
        }
        out
    }

    fn quote_for(&self, text: &str) -> char {
        let single = match self.single {
            Single::None => false,
            Single::Same => text.contains('"') && !text.contains('\''),
            Single::Plain => !text.chars().any(|c| c != '\n' && is_hidden(c)),
        };
        if single { '\'' } else { '"' }
    }

    /// A character that is not the quote nor a backslash.
    pub(super) fn push(&self, c: char, out: &mut String) {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_hidden(c) => self.push_code(c, out),
            c => out.push(c),
        }
    }

    fn push_code(&self, c: char, out: &mut String) {
        let code = u32::from(c);
        match self.code {
            Code::Java if code < 0x100 => out.push_str(&format!("\\{code:03o}")),
            Code::Four | Code::Java => out.push_str(&format!("\\u{code:04x}")),
            Code::Braces => out.push_str(&format!("\\u{{{code:x}}}")),
            Code::Bytes => {
                out.extend(c.to_string().bytes().map(|byte| format!("\\x{byte:02x}")));
            }
        }
    }
}

fn push_escaped(c: char, out: &mut String) {
    out.extend(['\\', c]);
}

/// What stands between triple quotes; only for texts without hidden characters but line ends.
pub(super) fn triple(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        // Three quotes in a row would end the string; so would one at its end.
        let ends = c == '"' && (rest.as_str().is_empty() || rest.as_str().starts_with("\"\""));
        if ends || c == '\\' {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Characters that a reader would not see, or that end a line for some programs. All of them are
/// below U+10000.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
        )
}

/// The bytes of a header's value, as a browser sends it, written with `\xe9` for what is not ASCII.
/// Only for texts without control characters.
pub fn latin1(text: &str, special: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => push_escaped(c, &mut out),
            c if special.contains(c) => push_escaped(c, &mut out),
            c if c.is_ascii() && !c.is_control() => out.push(c),
            c => out.push_str(&format!("\\x{:02x}", u32::from(c) & 0xff)),
        }
    }
    out.push('"');
    out
}
