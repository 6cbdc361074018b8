//! What a plain scalar is by the core schema of YAML 1.2, and strings as JSON.

use std::fmt::Write as _;

/// The JSON of a scalar without quotes and without a tag.
pub(super) fn push_plain(text: &str, out: &mut String) {
    if !push_other(text, out) {
        push_string(text, out);
    }
}

/// Whether a scalar without quotes and without a tag is null.
pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Writes what is not a string; says whether it was.
pub(super) fn push_other(text: &str, out: &mut String) -> bool {
    match text {
        _ if is_null(text) => out.push_str("null"),
        "true" | "True" | "TRUE" => out.push_str("true"),
        "false" | "False" | "FALSE" => out.push_str("false"),
        _ => return push_number(text, out),
    }
    true
}

/// Writes a number with its digits as written, as far as JSON allows it.
fn push_number(text: &str, out: &mut String) -> bool {
    if let Some(digits) = text.strip_prefix("0x") {
        return push_radix(digits, 16, out);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return push_radix(digits, 8, out);
    }
    let minus = text.starts_with('-');
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let power = exponent.map(|text| text.strip_prefix(['+', '-']).unwrap_or(text));
    let is_number = digits(whole)
        && fraction.is_none_or(digits)
        && !(whole.is_empty() && fraction.is_none_or(str::is_empty))
        && power.is_none_or(|power| !power.is_empty() && digits(power));
    if !is_number {
        return false;
    }
    if minus {
        out.push('-');
    }
    let whole = whole.trim_start_matches('0');
    out.push_str(if whole.is_empty() { "0" } else { whole });
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(if fraction.is_empty() { "0" } else { fraction });
    }
    if let Some(exponent) = exponent {
        out.push('e');
        out.push_str(exponent);
    }
    true
}

/// Writes the decimal digits of a number; one of more than 128 bits stays a string.
fn push_radix(digits: &str, radix: u32, out: &mut String) -> bool {
    match u128::from_str_radix(digits, radix) {
        Ok(number) if !digits.starts_with('+') => write!(out, "{number}").is_ok(),
        _ => false,
    }
}

/// Writes a JSON string.
pub(super) fn push_string(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c < ' ' || c == '"' || c == '\\') {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let mut after = after.chars();
        match after.next() {
            Some('\n') => out.push_str("\\n"),
            Some('\t') => out.push_str("\\t"),
            Some('\r') => out.push_str("\\r"),
            Some(c) if c < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            Some(c) => {
                out.push('\\');
                out.push(c);
            }
            None => {}
        }
        rest = after.as_str();
    }
    out.push_str(rest);
    out.push('"');
}
