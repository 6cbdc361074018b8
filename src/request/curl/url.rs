//! What curl does to a URL before it sends it.

use crate::request::encode;

/// The forms of --data-urlencode; `None` if the value is in a file.
pub(super) fn urlencoded(text: &str) -> Option<String> {
    let encoded = |value: &str| encode::query_component(value).replace("%20", "+");
    match text.find(['=', '@']).and_then(|place| text.split_at_checked(place)) {
        Some(("", rest)) if rest.starts_with('=') => {
            Some(encoded(rest.strip_prefix('=').unwrap_or(rest)))
        }
        Some((name, rest)) => Some(format!("{name}={}", encoded(rest.strip_prefix('=')?))),
        None => Some(encoded(text)),
    }
}

/// A URL as curl completes it. One that begins with a variable says nothing of its scheme.
pub(super) fn with_scheme(url: &str) -> String {
    let is_scheme = |text: &str| {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"+-.".contains(&b);
        text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.bytes().all(allowed)
    };
    match url.split_once("://") {
        Some((scheme, _)) if is_scheme(scheme) => url.to_owned(),
        _ if url.starts_with(['$', '%', '{']) => url.to_owned(),
        _ if url.starts_with("//") => format!("http:{url}"),
        _ => format!("http://{url}"),
    }
}

/// Takes the user of a URL out: curl sends it as a header.
pub(super) fn without_user(url: String) -> (String, Option<String>) {
    let Some((scheme, rest)) = url.split_once("://") else {
        return (url, None);
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let Some((user, host)) = authority.rsplit_once('@') else {
        return (url, None);
    };
    let decode = |text: &str| encode::decode(text, false);
    let (name, password) = user.split_once(':').unwrap_or((user, ""));
    let user = format!("{}:{}", decode(name), decode(password));
    (format!("{scheme}://{host}{path}"), Some(user))
}

/// An upload to a folder goes to the file's name in it.
pub(super) fn with_file_name(url: String, name: &str) -> String {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let (before, after) = url.split_at_checked(end).unwrap_or((&url, ""));
    let path = before.split_once("://").map_or(before, |(_, rest)| rest).find('/');
    let slash = if path.is_none() { "/" } else { "" };
    if path.is_some() && !before.ends_with('/') {
        return url;
    }
    format!("{before}{slash}{}{after}", encode::path_segment(name))
}

pub(super) fn with_query(url: &str, query: &str) -> String {
    let (before, fragment) = match url.find('#').and_then(|place| url.split_at_checked(place)) {
        Some(parts) => parts,
        None => (url, ""),
    };
    let sign = match before.chars().last() {
        Some('?' | '&') if before.contains('?') => "",
        _ if before.contains('?') => "&",
        _ => "?",
    };
    format!("{before}{sign}{query}{fragment}")
}
