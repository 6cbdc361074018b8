//! What differs between two versions of a drawn document.
//!
//! ```text
//!  two trees ─ items ─► items with numbers ─ siblings ─► Comparison ─ draw ─► one tree with both
//!                       (equal: one number)   │ pairing: which block became which
//!                                             │ run: words of a text, lines of code
//!                                             │ tabs: by label, then by content
//!                                             └ settle: what moved
//! ```
//!
//! Works on the tree that is drawn, so it serves every kind of document. Names of places and the
//! state of tabs and buttons are no part of what a document says and are not compared. The two
//! versions are borrowed; nothing here fails or asks for a clock.

mod align;
mod draw;
mod inline;
mod items;
mod mirror;
mod note;
mod pairing;
mod rebuild;
mod run;
mod settle;
mod siblings;
mod tabs;
mod words;

pub use draw::draw;

use crate::html::{Element, Html, Url};
use std::rc::Rc;

/// The difference of two versions, which it borrows.
#[derive(Debug, PartialEq, Eq)]
pub struct Comparison<'a> {
    /// What stands in either version, in the order of both; of neighbours, the removed come first.
    pub pieces: Vec<Piece<'a>>,
    /// Whether a limit was reached ([`compare`]): some of what is shown as removed and added as a
    /// whole may differ in less.
    pub limited: bool,
}

/// One part of a comparison: a block, or neighbours among blocks that are words.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Says the same in both. The two may differ in what no reader sees, such as names of places.
    Same {
        /// In the old version.
        old: &'a [Html],
        /// In the new version.
        new: &'a [Html],
    },
    /// Stands in the new version only.
    Added(&'a [Html]),
    /// Stood in the old version only.
    Removed(&'a [Html]),
    /// Stood here and stands elsewhere now: a [`Piece::MovedTo`] has the same number.
    MovedFrom(&'a [Html], usize),
    /// Stands here and stood elsewhere: a [`Piece::MovedFrom`] has the same number.
    MovedTo(&'a [Html], usize),
    /// A block with changes: in its own tag or attributes, in its children, or in both.
    Inside {
        /// In the old version.
        old: &'a Element,
        /// In the new version.
        new: &'a Element,
        /// What it holds.
        children: Vec<Piece<'a>>,
    },
    /// Neighbours that are words, with changes.
    Words {
        /// Whether they are code, which is compared by lines.
        code: bool,
        /// Their parts in order.
        runs: Vec<Run<'a>>,
    },
    /// A set of tabs with changes.
    Tabs {
        /// In the old version.
        old: &'a Element,
        /// In the new version.
        new: &'a Element,
        /// The tabs of both.
        tabs: Vec<Tab<'a>>,
    },
}

/// A part of a text that changed, or did not, in one way.
#[derive(Debug, PartialEq, Eq)]
pub struct Run<'a> {
    /// How it changed.
    pub change: Change,
    /// What it was; empty for what was added.
    pub old: Vec<Bit<'a>>,
    /// What it is; empty for what was removed.
    pub new: Vec<Bit<'a>>,
}

/// How a part of a text changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It did not.
    Same,
    /// It is the same but looks otherwise.
    Format,
    /// A link leads elsewhere, or a picture stands in another's place.
    Address,
    /// It was not there.
    Added,
    /// It is not there any more.
    Removed,
}

/// Characters of one text of a tree, or an element without a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bit<'a> {
    /// The characters; none for an element.
    pub text: &'a str,
    /// The text or element in the tree: two bits may be of one text.
    pub leaf: &'a Html,
    /// The elements around it that are part of the text, from the outside in.
    pub marks: Rc<[&'a Element]>,
}

/// A tab of either version or both.
#[derive(Debug, PartialEq, Eq)]
pub enum Tab<'a> {
    /// Stands in both, maybe under another label.
    Kept {
        /// In the old version.
        old: Face<'a>,
        /// In the new version.
        new: Face<'a>,
        /// What it holds.
        content: Vec<Piece<'a>>,
    },
    /// Stands in the new version only.
    Added(Face<'a>),
    /// Stood in the old version only.
    Removed(Face<'a>),
}

/// A tab as it stands in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Face<'a> {
    /// The button with its label.
    pub button: &'a Html,
    /// What the button shows.
    pub panel: &'a Element,
}

/// How many changes there are, in blocks and runs of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Blocks, runs and tabs that were added.
    pub added: usize,
    /// Those that were removed.
    pub removed: usize,
    /// Those whose kind, address, label or look as a block was changed.
    pub changed: usize,
    /// Runs that only look otherwise.
    pub formatted: usize,
    /// Blocks that stand elsewhere, each once.
    pub moved: usize,
}

/// Compares two versions.
///
/// The work is bounded: 2,000,000 words (and blanks and signs) of changed texts in both versions,
/// and 20,000,000 steps in the search for which block became which, of which at most 250,000
/// comparisons among neighbours; 192 levels of changed blocks in each other. Lists and texts of
/// more than 5,000 different places are compared in windows of that size. What would take more is
/// shown as removed and added as a whole, and [`Comparison::limited`] says so.
pub fn compare<'a>(old: &'a [Html], new: &'a [Html]) -> Comparison<'a> {
    // In one order of the two whichever is the old one, so that both ways tell of the same changes.
    if mirror::order(old, new).is_gt() {
        mirror::mirrored(siblings::compare(new, old))
    } else {
        siblings::compare(old, new)
    }
}

impl Comparison<'_> {
    /// Whether the two versions say the same.
    pub fn is_empty(&self) -> bool {
        self.pieces.iter().all(Piece::is_same)
    }

    /// How many changes there are.
    pub fn count(&self) -> Counts {
        let mut counts = Counts::default();
        count(&self.pieces, &mut counts);
        counts
    }
}

fn count(pieces: &[Piece<'_>], counts: &mut Counts) {
    for piece in pieces {
        piece.count(counts);
    }
}

impl Piece<'_> {
    /// Whether nothing changed in it.
    pub fn is_same(&self) -> bool {
        matches!(self, Self::Same { .. })
    }

    fn count(&self, counts: &mut Counts) {
        match self {
            Self::Same { .. } | Self::MovedTo(..) => {}
            Self::Added(_) => counts.added += 1,
            Self::Removed(_) => counts.removed += 1,
            Self::MovedFrom(..) => counts.moved += 1,
            Self::Inside { old, new, children } => {
                counts.changed += usize::from(!items::same_shell(old, new));
                count(children, counts);
            }
            Self::Words { runs, .. } => {
                for run in runs {
                    run.count(counts);
                }
            }
            Self::Tabs { old, new, tabs } => {
                counts.changed += usize::from(!items::same_shell(old, new));
                for tab in tabs {
                    tab.count(counts);
                }
            }
        }
    }
}

impl Run<'_> {
    /// Where the first link or picture of each version leads; those that differ.
    pub fn addresses(&self) -> (Option<&Url>, Option<&Url>) {
        run::addresses(&self.old, &self.new)
    }

    fn count(&self, counts: &mut Counts) {
        match self.change {
            Change::Same => {}
            Change::Format => counts.formatted += 1,
            Change::Address => counts.changed += 1,
            Change::Added => counts.added += 1,
            Change::Removed => counts.removed += 1,
        }
    }
}

impl Tab<'_> {
    /// Whether the tab or anything in it changed.
    pub fn is_changed(&self) -> bool {
        match self {
            Self::Kept { content, .. } => {
                self.is_changed_itself() || !content.iter().all(Piece::is_same)
            }
            Self::Added(_) | Self::Removed(_) => true,
        }
    }

    /// Whether its label, or the look of what it shows as a whole, changed.
    fn is_changed_itself(&self) -> bool {
        match self {
            Self::Kept { old, new, .. } => {
                !items::same(old.button, new.button) || !items::same_shell(old.panel, new.panel)
            }
            Self::Added(_) | Self::Removed(_) => false,
        }
    }

    fn count(&self, counts: &mut Counts) {
        match self {
            Self::Added(_) => counts.added += 1,
            Self::Removed(_) => counts.removed += 1,
            Self::Kept { content, .. } => {
                counts.changed += usize::from(self.is_changed_itself());
                count(content, counts);
            }
        }
    }
}
