//! The one URL policy: what text from a document may become a link.

/// A checked address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url {
    text: String,
    kind: UrlKind,
}

/// Where an address leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlKind {
    /// Another site, a mail program or a telephone.
    External,
    /// This site: a relative address or a fragment.
    Internal,
}

impl Url {
    /// Checks an address as a browser would read it (WHATWG URL §4.4: outer C0 controls and blanks
    /// go, tabs and line ends go everywhere). Allowed: http, https, mailto, tel, relative addresses
    /// and fragments. Refused: every other scheme, `//host` and its backslash forms, and user names.
    pub fn check(text: &str) -> Option<Self> {
        let text: String = text
            .trim_matches(|c: char| c <= ' ')
            .chars()
            .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
            .collect();
        if text.is_empty() || text.chars().any(is_hidden) {
            return None;
        }
        // Character references are meant for a parser that would decode them into a scheme.
        let head = text.split(['/', '?']).next()?.to_ascii_lowercase();
        if head.contains("&#") || head.contains("&colon") {
            return None;
        }
        let kind = match scheme(&text).as_deref() {
            Some("http" | "https") => {
                let (_, rest) = text.split_once(':')?;
                let authority = rest.strip_prefix("//")?.split(['/', '?', '#', '\\']).next()?;
                if authority.is_empty() || authority.contains('@') {
                    return None;
                }
                UrlKind::External
            }
            Some("mailto" | "tel") => UrlKind::External,
            Some(_) => return None,
            None => {
                let mut start = text.chars().map(|c| if c == '\\' { '/' } else { c });
                if (start.next(), start.next()) == (Some('/'), Some('/')) {
                    return None;
                }
                UrlKind::Internal
            }
        };
        Some(Self { text, kind })
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Where it leads.
    pub fn kind(&self) -> UrlKind {
        self.kind
    }
}

/// The scheme in lower case (RFC 3986 §3.1); `None` for a relative address.
fn scheme(text: &str) -> Option<String> {
    let (scheme, _) = text.split_once(':')?;
    if scheme.contains(['/', '?', '#']) {
        return None;
    }
    Some(scheme.to_ascii_lowercase())
}

/// Controls and characters that change what the reader believes to see.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
