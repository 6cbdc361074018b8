//! The links of a page: to other files as its author wrote them, to places of the site as it is shown.

use crate::html::{Attribute, Html, Url, UrlKind};
use crate::nav::Route;
use serde_json::Value;

/// Leads links to the files of other pages to these pages, and takes relative addresses from the folder
/// of the file that they stand in. `pages` has the id of the page of each file.
pub fn relink(nodes: &mut [Html], path: &str, pages: &Value) {
    for node in nodes {
        let Html::Element(element) = node else { continue };
        for attribute in &mut element.attributes {
            match attribute {
                Attribute::Href(url) => {
                    if let Some(found) = to_page(url, path, pages) {
                        *url = found;
                    }
                }
                Attribute::Picture(url, _) => {
                    if let Some(found) =
                        is_relative(url).then(|| join(folder_of(path), url.as_str()))
                    {
                        *url = Url::check(&found).unwrap_or_else(|| url.clone());
                    }
                }
                _ => {}
            }
        }
        relink(&mut element.children, path, pages);
    }
}

fn is_relative(url: &Url) -> bool {
    url.kind() == UrlKind::Internal && !url.as_str().starts_with(['/', '#', '?', '\\'])
}

/// The place of the site that a relative address leads to; a place of the same page too, so that its
/// address can be copied.
fn to_page(url: &Url, path: &str, pages: &Value) -> Option<Url> {
    let whole = match url.as_str().strip_prefix('#') {
        Some(anchor) if !anchor.starts_with('/') => format!("{path}#{anchor}"),
        _ if is_relative(url) => join(folder_of(path), url.as_str()),
        _ => return None,
    };
    let (file, anchor) = whole.split_once('#').unwrap_or((&whole, ""));
    let file = crate::request::encode::decode(file, false);
    match pages.get(file).and_then(Value::as_str) {
        Some(id) => {
            let at = (!anchor.is_empty()).then(|| crate::request::encode::decode(anchor, false));
            let route = Route { page: id.to_owned(), at, ..Route::default() };
            Url::check(&route.to_hash())
        }
        None if url.as_str().starts_with('#') => None,
        None => Url::check(&whole),
    }
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A relative address taken from a folder (RFC 3986 §5.2.4, without the host).
fn join(folder: &str, address: &str) -> String {
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let (path, rest) = address.split_at_checked(end).unwrap_or((address, ""));
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    format!("{}{rest}", parts.join("/"))
}
