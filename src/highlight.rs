//! Which part of a code is what: enough for colours, never for meaning.
//!
//! Every byte of the code comes back in exactly one token, in order. Linear in time, no recursion.

mod markup;

/// The languages that are coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// JSON
    Json,
    /// POSIX shells
    Shell,
    /// Python
    Python,
    /// JavaScript and TypeScript
    JavaScript,
    /// PHP
    Php,
    /// Java
    Java,
    /// Go
    Go,
    /// Ruby
    Ruby,
    /// C#
    CSharp,
    /// Rust
    Rust,
    /// R
    R,
    /// Perl
    Perl,
    /// PowerShell
    PowerShell,
    /// Batch files of Windows
    Batch,
    /// HTTP messages
    Http,
    /// YAML, and what is written alike
    Yaml,
    /// XML and HTML
    Markup,
    /// SQL
    Sql,
    /// C, C++, Kotlin, Swift and the like
    C,
    /// Anything else: no colours
    Plain,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing to point out.
    Plain,
    /// A member's name, a shell's option.
    Name,
    /// A string.
    String,
    /// A number, or a constant such as `true`.
    Number,
    /// A word of the language.
    Keyword,
    /// A variable of a shell.
    Variable,
    /// A comment.
    Comment,
}

/// Longer code is not coloured: it would cost more than it tells.
const LIMIT: usize = 200_000;

impl Language {
    /// By the name that authors use; any case.
    pub fn from_name(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "json" | "application/json" => Self::Json,
            "shell" | "sh" | "bash" | "zsh" | "curl" | "console" => Self::Shell,
            "python" | "python3" | "py" => Self::Python,
            "javascript" | "js" | "typescript" | "ts" | "node" => Self::JavaScript,
            "php" => Self::Php,
            "java" => Self::Java,
            "go" | "golang" => Self::Go,
            "ruby" | "rb" => Self::Ruby,
            "csharp" | "c#" | "cs" => Self::CSharp,
            "rust" | "rs" => Self::Rust,
            "r" => Self::R,
            "perl" | "pl" => Self::Perl,
            "powershell" | "ps1" => Self::PowerShell,
            "batch" | "cmd" | "bat" => Self::Batch,
            "http" => Self::Http,
            "yaml" | "yml" | "toml" | "ini" | "properties" => Self::Yaml,
            "xml" | "html" | "svg" | "xhtml" => Self::Markup,
            "sql" | "mysql" | "postgresql" => Self::Sql,
            "c" | "cpp" | "c++" | "kotlin" | "swift" | "scala" | "dart" | "groovy" => Self::C,
            _ => Self::Plain,
        }
    }
}

impl Kind {
    /// The class of the style sheet.
    pub fn class(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Name => Some("t-name"),
            Self::String => Some("t-string"),
            Self::Number => Some("t-number"),
            Self::Keyword => Some("t-keyword"),
            Self::Variable => Some("t-variable"),
            Self::Comment => Some("t-comment"),
        }
    }
}

/// Cuts code into tokens.
pub fn tokens(language: Language, code: &str) -> Vec<(Kind, &str)> {
    if language == Language::Plain || code.len() > LIMIT {
        return vec![(Kind::Plain, code)];
    }
    let mut found: Vec<(Kind, &str)> = Vec::new();
    let mut rest = code;
    let mut before = '\n';
    while let Some(first) = rest.chars().next() {
        let (kind, length) = match language {
            Language::Json => json(rest, first),
            Language::Shell => shell(rest, first, before),
            Language::Python => python(rest, first),
            Language::Yaml => markup::yaml(rest, first, before),
            Language::Markup => markup::xml(rest, first, before),
            Language::Plain => (Kind::Plain, rest.len()),
            other => like_c(rest, first, &rules(other)),
        };
        let (token, tail) = rest.split_at(length.clamp(first.len_utf8(), rest.len()));
        before = token.chars().next_back().unwrap_or('\n');
        rest = tail;
        found.push((kind, token));
    }
    merge(code, found)
}

/// Joins neighbours of one kind.
fn merge<'a>(code: &'a str, tokens: Vec<(Kind, &'a str)>) -> Vec<(Kind, &'a str)> {
    let mut merged: Vec<(Kind, &str)> = Vec::new();
    let (mut start, mut end) = (0, 0);
    let mut current = Kind::Plain;
    for (kind, token) in tokens {
        if kind != current && end > start {
            merged.push((current, code.get(start..end).unwrap_or_default()));
            start = end;
        }
        current = kind;
        end += token.len();
    }
    if end > start {
        merged.push((current, code.get(start..end).unwrap_or_default()));
    }
    merged
}

fn json(rest: &str, first: char) -> (Kind, usize) {
    match first {
        '"' => {
            let length = quoted(rest, '"');
            let after = rest.get(length..).unwrap_or_default().trim_start();
            (if after.starts_with(':') { Kind::Name } else { Kind::String }, length)
        }
        '-' | '0'..='9' => {
            (Kind::Number, run(rest, |c| c.is_ascii_alphanumeric() || "+-.".contains(c)))
        }
        'a'..='z' => (Kind::Number, run(rest, |c| c.is_ascii_alphabetic())),
        _ => (Kind::Plain, first.len_utf8()),
    }
}

fn shell(rest: &str, first: char, before: char) -> (Kind, usize) {
    let starts_word = before.is_whitespace();
    match first {
        '#' if starts_word => (Kind::Comment, line(rest)),
        '\'' => (Kind::String, raw_quoted(rest)),
        '"' => (Kind::String, quoted(rest, '"')),
        '$' if rest.starts_with("$'") => {
            (Kind::String, 1 + quoted(rest.get(1..).unwrap_or_default(), '\''))
        }
        '$' if rest.starts_with("${") => (Kind::Variable, run(rest, |c| c != '}') + 1),
        '-' if starts_word => (Kind::Name, run(rest, |c| c.is_ascii_alphanumeric() || c == '-')),
        c if c.is_ascii_alphabetic() => {
            let length = run(rest, |c| c.is_ascii_alphanumeric() || "_-./".contains(c));
            let word = rest.get(..length).unwrap_or_default();
            let known =
                starts_word && matches!(word, "curl" | "export" | "printf" | "cat" | "echo");
            (if known { Kind::Keyword } else { Kind::Plain }, length)
        }
        c => (Kind::Plain, c.len_utf8()),
    }
}

fn python(rest: &str, first: char) -> (Kind, usize) {
    const WORDS: [&str; 16] = [
        "import", "from", "as", "def", "return", "if", "else", "elif", "for", "in", "with",
        "print", "try", "except", "and", "not",
    ];
    match first {
        '#' => (Kind::Comment, line(rest)),
        '"' | '\'' => (Kind::String, python_string(rest)),
        '0'..='9' => (Kind::Number, run(rest, |c| c.is_ascii_alphanumeric() || c == '.')),
        c if is_letter(c) => {
            let length = run(rest, |c| is_letter(c) || c.is_ascii_digit());
            let word = rest.get(..length).unwrap_or_default();
            let after = rest.get(length..).unwrap_or_default();
            if after.starts_with(['"', '\''])
                && matches!(word, "f" | "b" | "r" | "rb" | "br" | "fr")
            {
                return (Kind::String, length + python_string(after));
            }
            match word {
                "True" | "False" | "None" => (Kind::Number, length),
                word if WORDS.contains(&word) => (Kind::Keyword, length),
                _ => (Kind::Plain, length),
            }
        }
        c => (Kind::Plain, c.len_utf8()),
    }
}

/// What differs between languages that look alike.
struct Rules {
    /// What begins a comment; nothing if the language has none of a line.
    comment: &'static str,
    /// What begins a variable's name.
    sigil: char,
    /// What stands around strings.
    quotes: &'static str,
    /// The words of the language.
    words: &'static str,
}

fn rules(language: Language) -> Rules {
    let (comment, sigil, quotes, words) = match language {
        Language::JavaScript => (
            "//",
            '\0',
            "\"'`",
            "import from const let var await async new return function if else for of export",
        ),
        Language::Php => {
            ("//", '$', "\"'", "echo new return function if else foreach as use true false null")
        }
        Language::Java => (
            "//",
            '\0',
            "\"'",
            "import public class static void throws new var return if else for try catch String",
        ),
        Language::Go => (
            "//",
            '\0',
            "\"'`",
            "package import func var if else for return defer nil panic range type struct",
        ),
        Language::Ruby => {
            ("#", '@', "\"'", "require do end def if else each return true false nil puts class")
        }
        Language::CSharp => (
            "//",
            '\0',
            "\"'",
            "using class static async await new var return if else foreach int Task",
        ),
        Language::Rust => {
            ("//", '\0', "\"", "use fn let mut dyn impl pub struct if else for match return Ok")
        }
        Language::R => ("#", '\0', "\"'`", "library function if else for TRUE FALSE NULL"),
        Language::Perl => (
            "#",
            '$',
            "\"'",
            "use my sub return open or die if else foreach print local strict warnings",
        ),
        Language::PowerShell => ("#", '$', "\"'", "curl.exe if else foreach function param"),
        Language::Batch => ("::", '%', "\"", "echo off chcp set curl nul"),
        Language::Sql => (
            "--",
            '\0',
            "'\"`",
            "select from where insert into values update set delete create table join left on and or not null order by group limit as",
        ),
        Language::C => (
            "//",
            '\0',
            "\"'",
            "include int char void const struct class public return if else for while val var fun let func import null nil true false",
        ),
        Language::Http => ("#", '\0', "", "GET POST PUT PATCH DELETE HEAD OPTIONS HTTP"),
        _ => ("", '\0', "", ""),
    };
    Rules { comment, sigil, quotes, words }
}

fn like_c(rest: &str, first: char, rules: &Rules) -> (Kind, usize) {
    match first {
        _ if !rules.comment.is_empty() && rest.starts_with(rules.comment) => {
            (Kind::Comment, line(rest))
        }
        '/' if rules.comment == "//" && rest.starts_with("/*") => {
            (Kind::Comment, rest.find("*/").map_or(rest.len(), |end| end + 2))
        }
        c if rules.quotes.contains(c) => (Kind::String, quoted(rest, c)),
        c if c == rules.sigil => {
            let named =
                run(rest.get(1..).unwrap_or_default(), |c| is_letter(c) || c.is_ascii_digit());
            (Kind::Variable, 1 + named)
        }
        '0'..='9' => (Kind::Number, run(rest, |c| c.is_ascii_alphanumeric() || c == '.')),
        c if is_letter(c) => {
            let length = run(rest, |c| is_letter(c) || c.is_ascii_digit() || c == '.');
            let word = rest.get(..length).unwrap_or_default();
            let is = |known: &str| {
                // The words of SQL are written in either case.
                known == word || (rules.comment == "--" && known.eq_ignore_ascii_case(word))
            };
            let known = rules.words.split(' ').any(is);
            (if known { Kind::Keyword } else { Kind::Plain }, length)
        }
        c => (Kind::Plain, c.len_utf8()),
    }
}

/// A letter of a Python name; every character beyond ASCII counts.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || !c.is_ascii()
}

fn python_string(rest: &str) -> usize {
    for mark in ["\"\"\"", "'''"] {
        if let Some(inner) = rest.strip_prefix(mark) {
            return inner.find(mark).map_or(rest.len(), |end| end + 2 * mark.len());
        }
    }
    quoted(rest, if rest.starts_with('"') { '"' } else { '\'' })
}

/// The length of a string with backslash escapes, its quotes included.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (offset, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return offset + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

/// The length of a shell's single-quoted string.
fn raw_quoted(rest: &str) -> usize {
    rest.get(1..).and_then(|inner| inner.find('\'')).map_or(rest.len(), |end| end + 2)
}

fn line(rest: &str) -> usize {
    rest.find('\n').unwrap_or(rest.len())
}

fn run(rest: &str, keep: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !keep(c)).unwrap_or(rest.len())
}
