//! Media types, as far as they decide what is done.

/// A media type without its parameters, in small letters.
pub fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// True for JSON and what is written as JSON (RFC 6839 §3.1 counts `+json`).
pub fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.ends_with("/json") || essence.ends_with("+json")
}
