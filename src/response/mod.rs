//! What an answer holds, and how it is shown: JSON in lines that fold, text, or a file to save.
//!
//! Digits, key order and repeated keys of a JSON body stay as they came: it is laid out from its
//! text, never from a value.

use crate::json;
use crate::request::WireResponse;

/// Why there is no answer, as well as a page can find out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendError {
    /// The reader stopped it.
    Aborted,
    /// It took longer than that many seconds.
    Timeout(u32),
    /// The sandbox, a part of the page, could not be loaded.
    NoSandbox,
    /// The browser would not take the request as it is.
    Refused,
    /// The browser knows that there is no network.
    Offline,
    /// A page that came over https may not call http.
    MixedContent,
    /// The server is there, but does not allow this page to read its answers: the page's origin.
    Cors(String),
    /// Its beginning came, then it broke off.
    Broken,
    /// The token endpoint is there, but forbids reading or redirects, which is refused: its origin.
    TokenEndpoint(String),
    /// Nothing answers there: an unknown name, a refused connection, a certificate.
    Unreachable(String),
}

/// How a body is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// Nothing came.
    Empty,
    /// A JSON media type (RFC 6839 §3.1 counts `+json`).
    Json,
    /// Characters.
    Text,
    /// Bytes for another program.
    Binary,
}

/// A line of laid out JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How far it is indented, in levels.
    pub depth: usize,
    /// Its characters, without the indentation.
    pub text: String,
    /// The line that closes what this one opens.
    pub closes_at: Option<usize>,
}

/// How to show the body of an answer.
pub fn body_kind(response: &WireResponse) -> BodyKind {
    if response.body.is_empty() {
        return BodyKind::Empty;
    }
    let (media_type, _) = media_type(response);
    let (kind, subtype) = media_type.split_once('/').unwrap_or(("", ""));
    match (kind, subtype) {
        (_, "json") => BodyKind::Json,
        (_, subtype) if subtype.ends_with("+json") => BodyKind::Json,
        ("text", _) | (_, "xml" | "javascript" | "x-www-form-urlencoded" | "yaml") => {
            BodyKind::Text
        }
        (_, subtype) if subtype.ends_with("+xml") => BodyKind::Text,
        ("", _) if std::str::from_utf8(&response.body).is_ok_and(|text| !text.contains('\0')) => {
            if json::check(&String::from_utf8_lossy(&response.body)).is_ok() {
                BodyKind::Json
            } else {
                BodyKind::Text
            }
        }
        _ => BodyKind::Binary,
    }
}

/// The media type in lower case and the charset, if the answer states one (RFC 9110 §8.3).
pub fn media_type(response: &WireResponse) -> (String, Option<String>) {
    let header = response.header("Content-Type").unwrap_or_default();
    let mut parts = header.split(';');
    let media_type = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches('"');
        name.trim().eq_ignore_ascii_case("charset").then(|| value.to_ascii_lowercase())
    });
    (media_type, charset)
}

/// A safe name for the file that a body is saved as: from `Content-Disposition` (RFC 6266), else
/// from the last segment of the URL, else by the media type.
pub fn file_name(response: &WireResponse, url: &str) -> String {
    let (media_type, _) = media_type(response);
    let extension = match media_type.as_str() {
        "audio/mpeg" => "mp3",
        "audio/wav" | "audio/x-wav" => "wav",
        "application/json" => "json",
        "application/pdf" => "pdf",
        "application/zip" => "zip",
        "image/png" => "png",
        "image/jpeg" => "jpg",
        kind if kind.starts_with("text/") => "txt",
        _ => "bin",
    };
    let stated = response.header("Content-Disposition").and_then(disposition_name);
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let name = safe_name(stated.as_deref().unwrap_or(last));
    match (name.is_empty(), name.contains('.')) {
        (true, _) => format!("response.{extension}"),
        (false, true) => name,
        (false, false) => format!("{name}.{extension}"),
    }
}

fn disposition_name(header: &str) -> Option<String> {
    let parameter = |wanted: &str| {
        header.split(';').find_map(|part| {
            let (name, value) = part.split_once('=')?;
            let found = name.trim().eq_ignore_ascii_case(wanted);
            found.then(|| value.trim().trim_matches('"').to_owned())
        })
    };
    let extended = parameter("filename*")
        .and_then(|value| value.splitn(3, '\'').nth(2).map(str::to_owned))
        .map(|value| crate::request::encode::decode(&value, false));
    extended.or_else(|| parameter("filename"))
}

/// No folder, no control character, no character that turns the text around, at most 120 characters.
fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept = |c: &char| {
        !c.is_control()
            && !"<>:\"|?*".contains(*c)
            && !matches!(c, '\u{200b}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    last.chars().filter(kept).take(120).collect::<String>().trim_matches(['.', ' ']).to_owned()
}

/// Lays a JSON text out in lines; `None` if it is not JSON or too deep to be laid out.
pub fn json_lines(text: &str) -> Option<Vec<Line>> {
    json::check(text).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut layout = Layout::default();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = token_length(rest, first);
        let (token, tail) = rest.split_at(length);
        rest = tail;
        match first {
            ' ' | '\t' | '\n' | '\r' => {}
            '{' | '[' => {
                let inner = rest.trim_start_matches([' ', '\t', '\n', '\r']);
                let close = if first == '{' { '}' } else { ']' };
                if let Some(after) = inner.strip_prefix(close) {
                    rest = after;
                    layout.current.push(first);
                    layout.current.push(close);
                } else {
                    layout.open(first);
                }
            }
            '}' | ']' => layout.close(first),
            ',' => {
                layout.current.push(',');
                layout.end_line();
            }
            ':' => layout.current.push_str(": "),
            _ => layout.current.push_str(token),
        }
    }
    layout.end_line();
    Some(layout.lines)
}

/// The same layout as text, with two blanks a level.
pub fn pretty(text: &str) -> Option<String> {
    let lines = json_lines(text)?;
    let lines: Vec<String> =
        lines.iter().map(|line| format!("{}{}", "  ".repeat(line.depth), line.text)).collect();
    Some(lines.join("\n"))
}

fn token_length(rest: &str, first: char) -> usize {
    if first != '"' {
        let scalar = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
        let length = rest.find(|c| !scalar(c)).unwrap_or(rest.len());
        return length.max(first.len_utf8());
    }
    let mut escaped = false;
    for (offset, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return offset + 1,
            _ => {}
        }
    }
    rest.len()
}

#[derive(Default)]
struct Layout {
    lines: Vec<Line>,
    open: Vec<usize>,
    current: String,
}

impl Layout {
    fn open(&mut self, bracket: char) {
        self.current.push(bracket);
        let depth = self.open.len();
        let text = std::mem::take(&mut self.current);
        self.lines.push(Line { depth, text, closes_at: None });
        self.open.push(self.lines.len() - 1);
    }

    fn close(&mut self, bracket: char) {
        self.end_line();
        if let Some(line) = self.open.pop() {
            let end = self.lines.len();
            if let Some(line) = self.lines.get_mut(line) {
                line.closes_at = Some(end);
            }
        }
        self.current.push(bracket);
    }

    fn end_line(&mut self) {
        if !self.current.is_empty() {
            let text = std::mem::take(&mut self.current);
            self.lines.push(Line { depth: self.open.len(), text, closes_at: None });
        }
    }
}
