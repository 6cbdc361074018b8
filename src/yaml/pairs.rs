//! Escapes of JSON that YAML does not have: a character beyond 16 bits as two of them.

/// What the scanner says of one half.
pub(super) const REFUSED: &str =
    "while parsing a quoted scalar, found invalid Unicode character escape code";

/// The text with `\U0001F600` for `\ud83d\ude00`; `None` if it holds no such pair.
///
/// It is meant for a text that is refused without: in a scalar without quotes such a pair is no
/// escape, and would be changed as well.
pub(super) fn joined(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    let mut kept = text;
    while let Some(at) = rest.find("\\u") {
        let here = rest.get(at..).unwrap_or_default();
        if let Some((code, after)) = pair(here) {
            out.push_str(kept.get(..kept.len() - here.len()).unwrap_or_default());
            out.push_str(&format!("\\U{code:08X}"));
            (rest, kept) = (after, after);
        } else {
            rest = here.get(2..).unwrap_or_default();
        }
    }
    if kept.len() == text.len() {
        return None;
    }
    out.push_str(kept);
    Some(out)
}

/// The character of a pair that a text starts with, and the text after it.
fn pair(text: &str) -> Option<(u32, &str)> {
    let (high, text) = unit(text)?;
    let (low, text) = unit(text)?;
    let is_pair = (0xd800..0xdc00).contains(&high) && (0xdc00..0xe000).contains(&low);
    is_pair.then(|| (0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00), text))
}

fn unit(text: &str) -> Option<(u32, &str)> {
    let text = text.strip_prefix("\\u")?;
    Some((u32::from_str_radix(text.get(..4)?, 16).ok()?, text.get(4..)?))
}
