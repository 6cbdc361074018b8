//! What a JSON Web Token says (RFC 7519), for the reader to see. Nothing is checked and nothing is decided
//! by it: only the server that made it, and the one that takes it, know whether it is genuine.

use crate::json;
use crate::moment::date_time;
use crate::request::encode;
use crate::response::pretty;
use serde_json::Value;

/// Longer tokens are not looked into.
const LONGEST: usize = 100_000;
/// The end of the year 9999, in seconds since 1970.
const LAST: u64 = 253_402_300_799;

/// The two parts of a token that can be read.
#[derive(Clone, PartialEq, Eq)]
pub struct Jwt {
    /// The header (RFC 7515 §4), laid out as JSON.
    pub header: String,
    /// The claims (RFC 7519 §4), laid out as JSON.
    pub claims: String,
    /// The claims that are times, as RFC 3339 writes them.
    pub times: Vec<(&'static str, String)>,
}

/// Reads a token in the compact form of a JWS (RFC 7515 §7.1); `None` if it is anything else.
pub fn read(token: &str) -> Option<Jwt> {
    let mut parts = token.split('.');
    let (header, claims, signature) = (parts.next()?, parts.next()?, parts.next()?);
    let is_plain = parts.next().is_none() && token.len() <= LONGEST;
    if !is_plain || header.is_empty() || claims.is_empty() {
        return None;
    }
    // An unsigned token (`alg: none`) has an empty third part; it is shown as any other.
    let _ = signature;
    let (header, _) = object(header)?;
    let (claims, value) = object(claims)?;
    // A NumericDate may have a fraction (RFC 7519 §2); nobody needs it here.
    let time = |name: &'static str| {
        let number = value.get(name).filter(|value| value.is_number())?.to_string();
        let whole = number.split_once('.').map_or(number.as_str(), |(whole, _)| whole);
        if number.contains(['e', 'E']) {
            return None;
        }
        let seconds = whole.parse::<u64>().ok().filter(|seconds| *seconds <= LAST)?;
        Some((name, date_time(seconds * 1000)))
    };
    let times = ["iat", "nbf", "exp"].into_iter().filter_map(time).collect();
    Some(Jwt { header, claims, times })
}

fn object(part: &str) -> Option<(String, Value)> {
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if !part.trim_end_matches('=').bytes().all(is_digit) {
        return None;
    }
    let bytes = encode::decode_base64(&part.replace('-', "+").replace('_', "/"));
    let text = String::from_utf8(bytes).ok()?;
    let value = json::parse(&text).ok().filter(Value::is_object)?;
    Some((pretty(&text)?, value))
}
