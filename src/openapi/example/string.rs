//! Strings.

use super::super::validate::Patterns;
use super::parts::Parts;
use super::{names, pattern};
use serde_json::Value;

/// The longest string that is made for `minLength`.
const MAX_LENGTH: usize = 20_000;

/// A string that is as the schemas say, else one that comes near.
pub(super) fn make(patterns: &Patterns, parts: &Parts<'_>, name: &str, salt: usize) -> String {
    let wanted: Vec<&str> = parts.each("pattern").filter_map(Value::as_str).collect();
    let least = parts.most("minLength").unwrap_or(0);
    let most = parts.least("maxLength").unwrap_or(usize::MAX);
    let matches = |text: &str| wanted.iter().all(|pattern| patterns.allow(pattern, text));
    let fits = |text: &str| {
        let length = text.chars().count();
        (least..=most).contains(&length) && matches(text)
    };
    let formats: Vec<&str> = parts.each("format").filter_map(Value::as_str).collect();
    let formatted = formats.iter().find_map(|format| names::of_format(format, salt));
    let encoded = match parts.each("contentEncoding").find_map(Value::as_str) {
        Some("base64" | "base64url") => Some("c3RyaW5n".to_owned()),
        _ => None,
    };
    let has_format = formatted.is_some();
    let hinted = names::text(name, salt).filter(|_| !has_format);
    let mut candidates: Vec<String> = [formatted, encoded, hinted].into_iter().flatten().collect();
    if wanted.is_empty() || has_format {
        candidates.push(names::numbered("string", salt));
    }
    if let Some(found) = candidates.iter().find(|text| fits(text)) {
        return found.clone();
    }
    for one in &wanted {
        if let Some(found) = pattern::text(one, (least, most), salt, &fits) {
            return found;
        }
    }
    let stretched = candidates.iter().map(|text| stretch(text, least, most));
    let found = stretched.chain([stretch("string", least, most)]).find(|text| fits(text));
    found.unwrap_or_else(|| candidates.into_iter().next().unwrap_or_else(|| "string".to_owned()))
}

/// A text made as long as it must be.
fn stretch(text: &str, least: usize, most: usize) -> String {
    let length = text.chars().count().clamp(least.min(most), most.max(least)).min(MAX_LENGTH);
    text.chars().chain("string".chars().cycle()).take(length).collect()
}
