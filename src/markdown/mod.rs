//! Markdown (`CommonMark` and GitHub's additions) as the tree of allowed elements.
//!
//! ```text
//!  source ── pulldown-cmark ──► events ── draw ──► tree ──► Vec<Html>
//!                                 │ raw HTML         ▲ nest: what may stand in what
//!                                 └── raw ── tags ───┘
//! ```
//!
//! HTML inside a text is read as the elements of a small set; what is outside of the set is shown
//! as it is written. No recursion over the text, linear in time, no panic; nothing is loaded.

mod autolink;
mod draw;
mod fences;
mod nest;
mod notes;
mod parts;
mod plain;
mod raw;
mod slug;
mod tags;
mod tree;

use crate::html::{Html, Tag};
use crate::i18n::Language;
use pulldown_cmark::{Event, Options, Parser};

pub use plain::plain;

/// What is read beyond the standard: what GitHub reads.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM);

/// How a text is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The level of heading that `#` becomes, 1 ..= 6.
    pub heading: u8,
    /// The language of the words around it.
    pub language: Language,
    /// How deep tabs may nest in a text that may have tabs and operations: a page of a site. 0 for the
    /// texts of a description, where a fence named so is code.
    pub tabs: u8,
}

impl Look {
    /// A text inside a page whose headings stand at `heading` and below.
    pub fn new(heading: u8, language: Language) -> Self {
        Self { heading, language, tabs: 0 }
    }

    /// A page of a site. Its own title is the only heading of the first level.
    pub fn page(language: Language) -> Self {
        Self { heading: 1, language, tabs: 3 }
    }
}

/// The level of the highest heading of a text, 1 ..= 6; 1 if it has none.
///
/// Authors begin with `#` or with `##`; either way their first level should follow that of the page.
pub fn top_heading(source: &str) -> u8 {
    let levels = Parser::new_ext(source, OPTIONS).filter_map(|event| match event {
        Event::Start(pulldown_cmark::Tag::Heading { level, .. }) => Some(level as u8),
        _ => None,
    });
    levels.min().unwrap_or(1)
}

/// The blocks of a text.
pub fn blocks(source: &str, look: &Look) -> Vec<Html> {
    draw::draw(source, *look)
}

/// The same, but a text of one paragraph is not wrapped in one: for cells and lists.
pub fn compact(source: &str, look: &Look) -> Vec<Html> {
    let mut nodes = blocks(source, look);
    match nodes.as_mut_slice() {
        [Html::Element(only)] if only.tag == Tag::P => std::mem::take(&mut only.children),
        _ => nodes,
    }
}
