//! The name under which a body is saved.

use super::media_type;
use crate::request::{WireResponse, encode};

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
        .map(|value| encode::decode(&value, false));
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
