//! What an answer holds, and how it is shown: JSON in lines that fold, text, or a file to save.

mod layout;
mod name;

pub use layout::{Line, json_lines, pretty};
pub use name::file_name;

use crate::json;
use crate::request::{Preflight, WireResponse, media_type};

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
    /// The site limits itself to other hosts than this origin.
    NotListed(String),
    /// A redirect led to another host than the site limits itself to; the browser does not say which.
    RedirectNotListed,
    /// The browser knows that there is no network.
    Offline,
    /// A page that came over https may not call http.
    MixedContent,
    /// The server is there, but does not allow this page to read its answers: the page's origin, and what
    /// the server must allow beforehand.
    Cors(String, Preflight),
    /// The answer to a token request began and broke off; that of a call is shown as far as it came.
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

/// What a browser can show of a file without running any of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// Pixels.
    Picture,
    /// Something to hear.
    Sound,
}

/// What a file can be shown as. SVG is left out: opened by itself, it would be a page that runs.
pub fn media(media_type: &str) -> Option<Media> {
    match media_type.split_once('/')? {
        ("image", "png" | "jpeg" | "gif" | "webp" | "avif" | "bmp") => Some(Media::Picture),
        ("audio", "mpeg" | "mp3" | "mp4" | "ogg" | "wav" | "x-wav" | "wave" | "webm" | "aac") => {
            Some(Media::Sound)
        }
        _ => None,
    }
}

/// How to show the body of an answer.
pub fn body_kind(response: &WireResponse) -> BodyKind {
    if response.body.is_empty() {
        return BodyKind::Empty;
    }
    let (media_type, _) = media_type(response);
    if media_type::is_json(&media_type) {
        return BodyKind::Json;
    }
    if !media_type.is_empty() {
        return if is_binary(&media_type) { BodyKind::Binary } else { BodyKind::Text };
    }
    match std::str::from_utf8(&response.body) {
        Ok(text) if text.contains('\0') => BodyKind::Binary,
        Ok(text) if json::check(text).is_ok() => BodyKind::Json,
        Ok(_) => BodyKind::Text,
        Err(_) => BodyKind::Binary,
    }
}

/// Whether a media type is of bytes, not of characters.
fn is_binary(media_type: &str) -> bool {
    let (kind, subtype) = media_type.split_once('/').unwrap_or_default();
    let has_characters = kind == "text"
        || ["json", "xml", "javascript", "x-www-form-urlencoded", "yaml"].contains(&subtype)
        || subtype.ends_with("+json")
        || subtype.ends_with("+xml");
    !has_characters
}

/// Whether what is there of a body is for another program, by its type and its beginning alone.
pub fn looks_binary(response: &WireResponse) -> bool {
    let (media_type, _) = media_type(response);
    if media_type.is_empty() {
        return response.body.iter().take(1000).any(|byte| *byte == 0);
    }
    is_binary(&media_type)
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

/// The charset that the bytes themselves state by a byte order mark, which comes before what a header
/// says (Encoding standard, "BOM sniff").
pub fn charset_of_mark(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => Some("utf-8"),
        [0xfe, 0xff, ..] => Some("utf-16be"),
        [0xff, 0xfe, ..] => Some("utf-16le"),
        _ => None,
    }
}

/// The first bytes as people read them: an offset, sixteen bytes, and their characters, a line each.
pub fn hex(bytes: &[u8], most: usize) -> String {
    let line = |(index, bytes): (usize, &[u8])| {
        let digits: String = bytes.iter().map(|byte| format!("{byte:02x} ")).collect();
        let shown = |byte: &u8| if (0x20..0x7f).contains(byte) { char::from(*byte) } else { '.' };
        let characters: String = bytes.iter().map(shown).collect();
        format!("{:08x}  {digits:<48} {characters}\n", index * 16)
    };
    bytes.chunks(16).take(most / 16).enumerate().map(line).collect()
}
