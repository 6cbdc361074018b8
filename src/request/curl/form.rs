//! Multipart bodies: the options of curl for them, and those that are written out.

use super::{ImportedContent, ImportedPart};

/// A path without its folder.
pub(super) fn base_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// `name=text` of --form-string.
pub(super) fn string(text: &str) -> Option<ImportedPart> {
    let (name, text) = text.split_once('=')?;
    Some(part(name, ImportedContent::Text { text: text.to_owned(), media_type: None }))
}

fn part(name: &str, content: ImportedContent) -> ImportedPart {
    ImportedPart { name: name.to_owned(), content }
}

/// A field of --form, and what of it has no meaning here. `None` if nothing of it can be said: a text
/// from a file, several files, a part of parts.
pub(super) fn field(text: &str) -> Option<(ImportedPart, Vec<String>)> {
    let (name, value) = text.split_once('=')?;
    if value.starts_with(['<', '(']) || (name.is_empty() && value == ")") {
        return None;
    }
    let path = value.strip_prefix('@');
    let mut found = Value::read(path.unwrap_or(value), path.is_some())?;
    let media_type = found.media_type;
    let content = if path.is_none() {
        // A text cannot be called a file here.
        found.skipped.extend(found.file_name.map(|name| format!(";filename={name}")));
        ImportedContent::Text { text: found.text, media_type }
    } else if found.text == "-" {
        return None;
    } else {
        let file_name = found.file_name.unwrap_or_else(|| base_name(&found.text).to_owned());
        ImportedContent::File { file_name, media_type }
    };
    Some((part(name, content), found.skipped))
}

/// A value of --form with what follows it: `value;type=a/b;filename=c`.
#[derive(Default)]
struct Value {
    text: String,
    media_type: Option<String>,
    file_name: Option<String>,
    skipped: Vec<String>,
}

impl Value {
    /// `None` if a comma begins another file.
    fn read(text: &str, is_file: bool) -> Option<Self> {
        let ends = |c: char| c == ';' || (is_file && c == ',');
        let (value, mut rest) = word(text, ends);
        let mut found = Self { text: value, ..Self::default() };
        // What follows a media type may be its own parameter.
        let mut in_type = false;
        while let Some(parameter) = rest.strip_prefix(';') {
            let trimmed = parameter.trim_start();
            if let Some(media_type) = strip_name(trimmed, "type=").filter(|_| !in_type) {
                let (media_type, after) = until(media_type, ends);
                found.media_type = Some(media_type.trim().to_owned());
                (in_type, rest) = (true, after);
            } else if let Some(name) = strip_name(trimmed, "filename=") {
                let (name, after) = word(name, ends);
                found.file_name = Some(name);
                (in_type, rest) = (false, after);
            } else {
                let (other, after) = until(parameter, ends);
                let known =
                    ["headers=", "encoder="].iter().any(|n| strip_name(trimmed, n).is_some());
                match &mut found.media_type {
                    Some(media_type) if in_type && !known => {
                        media_type.push(';');
                        media_type.push_str(other.trim_end());
                    }
                    _ => found.skipped.push(format!(";{other}")),
                }
                (in_type, rest) = (in_type && !known, after);
            }
        }
        rest.is_empty().then_some(found)
    }
}

fn strip_name<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(name.len())?;
    start.eq_ignore_ascii_case(name).then_some(rest)
}

fn until(text: &str, ends: impl Fn(char) -> bool) -> (&str, &str) {
    let length = text.find(ends).unwrap_or(text.len());
    text.split_at_checked(length).unwrap_or((text, ""))
}

/// A value between double quotes, where a backslash stands before a quote and before itself; or one
/// without, less the blanks around it. And what follows.
fn word(text: &str, ends: impl Fn(char) -> bool) -> (String, &str) {
    let trimmed = text.trim_start();
    if let Some((value, rest)) = trimmed.strip_prefix('"').and_then(quoted) {
        return (value, until(rest, ends).1);
    }
    let (value, rest) = until(trimmed, ends);
    (value.trim_end().to_owned(), rest)
}

fn quoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut chars = text.chars();
    loop {
        match chars.next()? {
            '"' => return Some((value, chars.as_str())),
            '\\' if chars.as_str().starts_with(['"', '\\']) => value.extend(chars.next()),
            c => value.push(c),
        }
    }
}

/// The boundary that a media type names, if it is multipart/form-data.
pub(super) fn boundary(media_type: &str) -> Option<String> {
    let (essence, parameters) = media_type.split_once(';')?;
    if !essence.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let found = parameters.split(';').find_map(|one| strip_name(one.trim(), "boundary="))?;
    let found = found.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(found);
    (!found.is_empty()).then(|| found.to_owned())
}

/// The parts of a body that is written out, with the files that stand in it. `None` if it is not
/// exactly such a body, or holds what no part can say.
pub(super) fn parts<'a>(
    text: &str,
    files: impl Iterator<Item = (usize, &'a str)>,
    boundary: &str,
) -> Option<Vec<ImportedPart>> {
    let mut files = files.peekable();
    let delimiter = format!("\r\n--{boundary}");
    let mut rest = text.strip_prefix(delimiter.trim_start())?;
    let mut parts = Vec::new();
    loop {
        if let Some(end) = rest.strip_prefix("--") {
            return (matches!(end, "" | "\r\n") && files.next().is_none()).then_some(parts);
        }
        let (head, content) = rest.strip_prefix("\r\n")?.split_once("\r\n\r\n")?;
        let start = text.len() - content.len();
        let (content, after) = content.split_once(delimiter.as_str())?;
        let Head { name, file_name, media_type } = Head::read(head)?;
        let here = files.next_if(|(place, _)| (start..=start + content.len()).contains(place));
        let content = match (file_name, here) {
            // Its bytes are in a file, or a browser left them out.
            (Some(file_name), _) if content.is_empty() => {
                ImportedContent::File { file_name, media_type }
            }
            (None, None) => ImportedContent::Text { text: content.to_owned(), media_type },
            _ => return None,
        };
        parts.push(ImportedPart { name, content });
        rest = after;
    }
}

/// The headers of a part.
struct Head {
    name: String,
    file_name: Option<String>,
    media_type: Option<String>,
}

impl Head {
    fn read(text: &str) -> Option<Self> {
        let mut names = None;
        let mut media_type = None;
        for line in text.split("\r\n") {
            let (header, value) = line.split_once(':')?;
            let value = value.trim_matches([' ', '\t']);
            if header.eq_ignore_ascii_case("Content-Type") {
                media_type = Some(value.to_owned());
            } else if header.eq_ignore_ascii_case("Content-Disposition") {
                names = Some(disposition(value)?);
            } else {
                return None;
            }
        }
        let (name, file_name) = names?;
        Some(Self { name, file_name, media_type })
    }
}

/// `form-data; name="a"; filename="b"`, escaped as the HTML standard does.
fn disposition(text: &str) -> Option<(String, Option<String>)> {
    let mut rest = strip_name(text, "form-data")?.trim_start();
    let (mut name, mut file_name) = (None, None);
    while let Some(parameter) = rest.strip_prefix(';') {
        let (key, value) = parameter.trim_start().split_once('=')?;
        let (value, after) = match value.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => until(value, |c| c == ';'),
        };
        let value = value.replace("%0D", "\r").replace("%0A", "\n").replace("%22", "\"");
        match key {
            "name" => name = Some(value),
            "filename" => file_name = Some(value),
            _ => return None,
        }
        rest = after.trim_start();
    }
    Some((name?, file_name)).filter(|_| rest.is_empty())
}
