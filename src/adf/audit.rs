//! What an author should look at in a document: nodes and marks that nobody knows, and addresses that
//! are not allowed, each by its JSON pointer (RFC 6901).

use crate::html::Url;
use serde_json::Value;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where it stands.
    pub pointer: String,
    /// What it is.
    pub fault: Fault,
}

/// A kind of finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A node or a mark of a kind that is not known.
    Unknown(String),
    /// An address that cannot become a link.
    Address(String),
    /// An address of this site; whether its file is there is for the caller to see.
    Local(String),
}

const NODES: &[&str] = &[
    "doc",
    "paragraph",
    "heading",
    "text",
    "hardBreak",
    "rule",
    "blockquote",
    "codeBlock",
    "bulletList",
    "orderedList",
    "listItem",
    "taskList",
    "taskItem",
    "blockTaskItem",
    "decisionList",
    "decisionItem",
    "panel",
    "expand",
    "nestedExpand",
    "table",
    "tableRow",
    "tableHeader",
    "tableCell",
    "layoutSection",
    "layoutColumn",
    "mediaSingle",
    "media",
    "caption",
    "mediaGroup",
    "mediaInline",
    "mention",
    "emoji",
    "date",
    "status",
    "placeholder",
    "inlineCard",
    "blockCard",
    "embedCard",
    "extension",
    "bodiedExtension",
    "inlineExtension",
    "syncBlock",
    "bodiedSyncBlock",
    "multiBodiedExtension",
    "extensionFrame",
    "bodiedRule",
    "image",
    "applicationCard",
];

const MARKS: &[&str] = &[
    "alignment",
    "annotation",
    "backgroundColor",
    "border",
    "breakout",
    "code",
    "dataConsumer",
    "em",
    "fontSize",
    "fragment",
    "indentation",
    "link",
    "strike",
    "strong",
    "subsup",
    "textColor",
    "underline",
];

/// Everything that is to be looked at in a value that holds documents, in order. Depth is bounded by
/// [`crate::json::MAX_DEPTH`].
pub fn audit(value: &Value) -> Vec<Finding> {
    let mut found = Vec::new();
    walk(value, "", "", &mut found);
    found
}

fn walk(value: &Value, name: &str, pointer: &str, found: &mut Vec<Finding>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let pointer = format!("{pointer}/{index}");
                match name {
                    "content" => known(NODES, item, &pointer, found),
                    "marks" => known(MARKS, item, &pointer, found),
                    _ => {}
                }
                walk(item, "", &pointer, found);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                let pointer = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
                match member {
                    Value::String(text) if matches!(name.as_str(), "href" | "url") => {
                        address(text, pointer, found);
                    }
                    member => walk(member, name, &pointer, found),
                }
            }
        }
        _ => {}
    }
}

fn known(names: &[&str], item: &Value, pointer: &str, found: &mut Vec<Finding>) {
    let kind = item.get("type").and_then(Value::as_str).unwrap_or_default();
    if !names.contains(&kind) {
        let fault = Fault::Unknown(kind.to_owned());
        found.push(Finding { pointer: pointer.to_owned(), fault });
    }
}

fn address(text: &str, pointer: String, found: &mut Vec<Finding>) {
    let fault = match Url::check(text) {
        None => Fault::Address(text.to_owned()),
        Some(url) if url.kind() == crate::html::UrlKind::Internal && !text.starts_with('#') => {
            Fault::Local(url.as_str().to_owned())
        }
        Some(_) => return,
    };
    found.push(Finding { pointer, fault });
}

/// The media that name a file by an id: the pointer of each, and the id.
pub fn media(value: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect_media(value, "", &mut found);
    found
}

fn collect_media(value: &Value, pointer: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect_media(item, &format!("{pointer}/{index}"), found);
            }
        }
        Value::Object(members) => {
            let kind = value.get("type").and_then(Value::as_str).unwrap_or_default();
            let id = value.get("attrs").and_then(|attrs| attrs.get("id")).and_then(Value::as_str);
            if let (true, Some(id)) = (matches!(kind, "media" | "mediaInline"), id) {
                found.push((pointer.to_owned(), id.to_owned()));
            }
            for (name, member) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                collect_media(member, &format!("{pointer}/{name}"), found);
            }
        }
        _ => {}
    }
}
