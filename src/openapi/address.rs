//! Relative references to other documents (RFC 3986 §5.2, as far as descriptions use them).

/// The absolute form of a reference, seen from a document's address. Without a base of its own the
/// reference stands as it is.
pub fn join(base: &str, reference: &str) -> String {
    if has_scheme(reference) || !has_scheme(base) && !base.contains('/') {
        return reference.to_owned();
    }
    let (origin, path) = split(base);
    if let Some(rest) = reference.strip_prefix("//") {
        let scheme = origin.split("//").next().unwrap_or_default();
        return format!("{scheme}//{rest}");
    }
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let merged = if reference.starts_with('/') {
        reference.to_owned()
    } else {
        format!("{folder}/{reference}")
    };
    format!("{origin}{}", without_dots(&merged))
}

/// The scheme and the host of an address; empty for a relative one.
pub fn origin(url: &str) -> &str {
    split(url).0
}

fn split(url: &str) -> (&str, &str) {
    let start = url.find("://").map_or(0, |at| at + 3);
    let end = url.get(start..).and_then(|rest| rest.find('/')).map_or(url.len(), |at| start + at);
    if start == 0 { ("", url) } else { url.split_at_checked(end).unwrap_or((url, "")) }
}

/// Whether an address begins with a scheme (RFC 3986 §3.1).
pub fn has_scheme(text: &str) -> bool {
    let head = text.split(['/', '?', '#']).next().unwrap_or_default();
    head.split_once(':').is_some_and(|(scheme, _)| {
        let rest = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(rest)
    })
}

fn without_dots(path: &str) -> String {
    let (path, rest) =
        path.find(['?', '#']).and_then(|at| path.split_at_checked(at)).unwrap_or((path, ""));
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match step {
            ".." if steps.len() > 1 => drop(steps.pop()),
            "." | ".." => {}
            _ => steps.push(step),
        }
    }
    format!("{}{rest}", steps.join("/"))
}
