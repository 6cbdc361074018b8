//! What a tree holds, for those who read it again.

use super::{Attribute, Element, Html, Tag};

impl Tag {
    /// Whether an element stands among words.
    pub fn is_inline(self) -> bool {
        matches!(
            self,
            Self::A
                | Self::Br
                | Self::Button
                | Self::Code
                | Self::Del
                | Self::Em
                | Self::Img
                | Self::Ins
                | Self::Kbd
                | Self::Mark
                | Self::Small
                | Self::Span
                | Self::Strong
                | Self::Sub
                | Self::Sup
                | Self::U
                | Self::Wbr
        )
    }

    /// The level of a heading, 1 ..= 6; `None` for other elements.
    pub fn heading_level(self) -> Option<u8> {
        Some(match self {
            Self::H1 => 1,
            Self::H2 => 2,
            Self::H3 => 3,
            Self::H4 => 4,
            Self::H5 => 5,
            Self::H6 => 6,
            _ => return None,
        })
    }
}

impl Element {
    /// The name of the place that it is, as links have it.
    pub fn anchor(&self) -> Option<&str> {
        self.attributes.iter().find_map(|attribute| match attribute {
            Attribute::Anchor(name) => Some(name.as_str()),
            _ => None,
        })
    }
}

/// Adds the words of a tree, whose depth is bounded by what drew it.
pub fn words(nodes: &[Html], out: &mut String) {
    for node in nodes {
        match node {
            Html::Text(text) => out.push_str(text),
            Html::Element(element) => words(&element.children, out),
        }
    }
}
