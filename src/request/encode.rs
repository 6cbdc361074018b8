//! Percent-encoding, forms, multipart and Base64. Pure functions of bytes; they cannot fail.

use super::{FileData, Part, PartContent};

const HEX: &[u8; 16] = b"0123456789ABCDEF";
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// A value as one path segment (RFC 3986 §3.3, `pchar`): `/`, `?`, `#`, `%` and blanks are encoded.
pub fn path_segment(value: &str) -> String {
    percent(value, |byte| is_unreserved(byte) || b"!$&'()*+,;=:@".contains(&byte))
}

/// The fixed part of a path template: as written, but for what no URL may hold. Nothing is encoded
/// twice; escapes are brought to their normal form (RFC 3986 §6.2.2), since some clients do so.
pub fn path_literal(text: &str) -> String {
    let keep = |byte: u8| is_unreserved(byte) || b"!$&'()*+,;=:@/".contains(&byte);
    let mut out = String::with_capacity(text.len());
    for (index, run) in text.split('%').enumerate() {
        let escaped = match run.as_bytes() {
            [high, low, ..] if both_hex(*high, *low) => Some(hex(*high) << 4 | hex(*low)),
            _ => None,
        };
        match escaped.filter(|_| index > 0) {
            Some(byte) if is_unreserved(byte) => {
                out.push(char::from(byte));
                out.push_str(&percent(run.get(2..).unwrap_or_default(), keep));
            }
            Some(byte) => {
                push_escape(byte, &mut out);
                out.push_str(&percent(run.get(2..).unwrap_or_default(), keep));
            }
            None => {
                out.push_str(if index > 0 { "%25" } else { "" });
                out.push_str(&percent(run, keep));
            }
        }
    }
    out
}

/// One name or value of a query: all but the unreserved characters is encoded (RFC 3986 §2.3). A
/// blank is `%20`, which a server reads as a blank whether or not it takes the query for a form.
pub fn query_component(text: &str) -> String {
    percent(text, is_unreserved)
}

/// A query as its author wrote it: only what no query of a URL may hold is encoded, as browsers do
/// (WHATWG URL, "special-query percent-encode set"); and a percent sign that begins no escape, since
/// some clients would then encode all the others again.
pub fn query_literal(text: &str) -> String {
    keep_escapes(text, |byte| byte.is_ascii_graphic() && !b"\"#<>'%".contains(&byte))
}

/// A URL for clients that take no character outside RFC 3986: braces and their like are encoded,
/// and a percent sign that begins no escape. The brackets of an address of IPv6 stay.
pub fn strict_url(url: &str) -> String {
    let is_whole = url.starts_with("https://") || url.starts_with("http://");
    let path = url.match_indices(['/', '?']).map(|(at, _)| at).nth(2).unwrap_or(url.len());
    let (origin, url) = url.split_at_checked(if is_whole { path } else { 0 }).unwrap_or(("", url));
    let rest =
        keep_escapes(url, |byte| byte.is_ascii_graphic() && !b"\"<>[]\\^`{|}".contains(&byte));
    format!("{origin}{rest}")
}

/// A value that may hold reserved characters and escapes (RFC 6570 §3.2.3, OpenAPI's
/// `allowReserved`): both stay; a percent sign that begins no escape is encoded.
pub fn reserved(text: &str) -> String {
    keep_escapes(text, |byte| is_unreserved(byte) || b":/?#[]@!$&'()*+,;=".contains(&byte))
}

fn keep_escapes(text: &str, keep: impl Fn(u8) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, run) in text.split('%').enumerate() {
        let escape = matches!(run.as_bytes(), [high, low, ..] if both_hex(*high, *low));
        out.push_str(match index {
            0 => "",
            _ if escape => "%",
            _ => "%25",
        });
        out.push_str(&percent(run, &keep));
    }
    out
}

/// A text as the value of a cookie: what is no `cookie-octet` (RFC 6265 §4.1.1) is encoded, and the
/// percent sign.
pub fn cookie_value(text: &str) -> String {
    percent(text, |byte| byte.is_ascii_graphic() && !b"\"%,;\\".contains(&byte))
}

/// Pairs for a body: application/x-www-form-urlencoded (WHATWG URL §5.2).
pub fn form_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let encoded: Vec<String> =
        pairs.into_iter().map(|(name, value)| format!("{}={}", form(name), form(value))).collect();
    encoded.join("&")
}

/// One name or value of application/x-www-form-urlencoded (WHATWG URL §5.2; RFC 6749 App. B).
pub fn form(text: &str) -> String {
    percent(text, |byte| byte.is_ascii_alphanumeric() || b"*-._ ".contains(&byte)).replace(' ', "+")
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

fn percent(text: &str, keep: impl Fn(u8) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if keep(byte) {
            out.push(char::from(byte));
        } else {
            push_escape(byte, &mut out);
        }
    }
    out
}

fn push_escape(byte: u8, out: &mut String) {
    out.push('%');
    out.push(digit(HEX, usize::from(byte >> 4)));
    out.push(digit(HEX, usize::from(byte & 15)));
}

fn digit(alphabet: &[u8], index: usize) -> char {
    alphabet.get(index).map_or('=', |&byte| char::from(byte))
}

/// Decodes percent escapes, and `+` as a blank if `plus` says so. Broken escapes stay as they are;
/// what is not UTF-8 becomes U+FFFD.
pub fn decode(text: &str, plus: bool) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (first, tail) {
            (b'%', [high, low, after @ ..]) if both_hex(*high, *low) => {
                bytes.push(hex(*high) << 4 | hex(*low));
                rest = after;
            }
            (b'+', _) if plus => bytes.push(b' '),
            (byte, _) => bytes.push(*byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn both_hex(high: u8, low: u8) -> bool {
    high.is_ascii_hexdigit() && low.is_ascii_hexdigit()
}

fn hex(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => byte - b'0',
        b'a'..=b'f' => byte - b'a' + 10,
        b'A'..=b'F' => byte - b'A' + 10,
        _ => 0,
    }
}

/// Reads application/x-www-form-urlencoded pairs.
pub fn parse_form(text: &str) -> Vec<(String, String)> {
    parse_query(text).into_iter().map(|(name, value)| (name, value.unwrap_or_default())).collect()
}

/// Reads the pairs of a query; `None` is a name without `=`.
pub fn parse_query(text: &str) -> Vec<(String, Option<String>)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| match pair.split_once('=') {
            Some((name, value)) => (decode(name, true), Some(decode(value, true))),
            None => (decode(pair, true), None),
        })
        .collect()
}

/// Base64 with padding (RFC 4648 §4).
pub fn base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let word = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4_usize {
            let index = (word >> (18 - 6 * place)) & 63;
            let shown = place <= chunk.len();
            out.push(if shown { digit(BASE64, index as usize) } else { '=' });
        }
    }
    out
}

/// The form for URLs, without padding (RFC 4648 §5).
pub fn base64_url(bytes: &[u8]) -> String {
    base64(bytes).replace('+', "-").replace('/', "_").trim_end_matches('=').to_owned()
}

/// The bytes of Base64 (RFC 4648 §4); other characters are passed over.
pub fn decode_base64(text: &str) -> Vec<u8> {
    let digits = text.bytes().filter_map(|byte| BASE64.iter().position(|digit| *digit == byte));
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut word, mut bits) = (0_usize, 0_u32);
    for digit in digits {
        word = (word << 6 | digit) & 0xfff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(word >> bits & 0xff).unwrap_or_default());
        }
    }
    out
}

/// A multipart/form-data body (RFC 7578), with names escaped as the HTML standard does.
pub fn multipart(parts: &[Part], boundary: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for chunk in multipart_chunks(parts, boundary) {
        match chunk {
            Chunk::Text(text) => out.extend_from_slice(text.as_bytes()),
            Chunk::File(file) => out.extend_from_slice(&file.bytes),
        }
    }
    out
}

/// A boundary that stands in no part, the same for the same parts.
pub fn boundary(parts: &[Part]) -> String {
    let holds = |boundary: &str| {
        let found = |bytes: &[u8]| bytes.windows(boundary.len()).any(|w| w == boundary.as_bytes());
        parts.iter().any(|part| match &part.content {
            PartContent::Text(text, _) => found(text.as_bytes()),
            PartContent::File(file) => found(&file.bytes),
        })
    };
    let mut boundary = "----obzor".to_owned();
    // FNV-1a: a text that holds one of these by chance does not hold the next.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    while holds(&boundary) {
        for byte in boundary.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        boundary = format!("----obzor-{hash:016x}");
    }
    boundary
}

/// A piece of a body that is laid by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chunk {
    /// These characters, in UTF-8.
    Text(String),
    /// The bytes of a file.
    File(FileData),
}

/// A multipart/form-data body as texts with the files between them.
pub fn multipart_chunks(parts: &[Part], boundary: &str) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let mut text = String::new();
    for part in parts {
        text.push_str(&format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
            part_name(&part.name)
        ));
        match &part.content {
            PartContent::Text(value, media_type) => {
                if let Some(media_type) = media_type {
                    text.push_str(&format!("\r\nContent-Type: {media_type}"));
                }
                text.push_str(&format!("\r\n\r\n{}", part_text(value, media_type.as_deref())));
            }
            PartContent::File(file) => {
                text.push_str(&format!(
                    "; filename=\"{}\"\r\nContent-Type: {}\r\n\r\n",
                    part_name(&file.name),
                    file_type(file)
                ));
                chunks.push(Chunk::Text(std::mem::take(&mut text)));
                chunks.push(Chunk::File(file.clone()));
            }
        }
        text.push_str("\r\n");
    }
    text.push_str(&format!("--{boundary}--\r\n"));
    chunks.push(Chunk::Text(text));
    chunks
}

/// A file's media type, or the one that says nothing (RFC 2046 §4.5.1).
pub fn file_type(file: &FileData) -> &str {
    if file.media_type.is_empty() { "application/octet-stream" } else { &file.media_type }
}

/// HTML, "multipart/form-data encoding algorithm": only line ends and quotes are escaped.
fn part_name(name: &str) -> String {
    name.replace('\r', "%0D").replace('\n', "%0A").replace('"', "%22")
}

/// A text of a multipart body: every line end is CRLF, as a browser's form does; a text of a media
/// type of its own is left as it is.
pub fn part_text(text: &str, media_type: Option<&str>) -> String {
    if media_type.is_some() {
        return text.to_owned();
    }
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\r\n")
}
