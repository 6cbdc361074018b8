//! Regular expressions of ECMA-262, as `pattern` has them: read, matched, and walked by examples.
//!
//! ```text
//! text ── parse ──► Ast ── program ──► steps ── run ──► yes, no, or too much to say
//! ```
//!
//! No recursion over the text and no exponential time: a pair of step and position is tried once,
//! and what is too large is left unsaid. What this does not know ([`parse::parse`] gives nothing) is
//! not an error.

mod class;
mod parse;
mod program;
mod run;

pub use class::{Class, Item, Property};
pub use parse::parse;

use std::cell::Cell;

/// How many steps are taken for one text.
const STEPS: usize = 4_000_000;

/// A regular expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Ast {
    /// A character of a class.
    Class(Class),
    /// One after the other.
    Concat(Vec<Ast>),
    /// One of these.
    Alternation(Vec<Ast>),
    /// Again and again.
    Repeat {
        /// What is repeated.
        of: Box<Ast>,
        /// At least so often.
        least: u32,
        /// At most so often.
        most: Option<u32>,
    },
    /// A group, with its number and its name if it is captured.
    Group(Box<Ast>, Option<(usize, String)>),
    /// `^`
    Start,
    /// `$`
    End,
    /// `\b`, or `\B` if false.
    Word(bool),
    /// A look to either side.
    Look {
        /// What is looked for.
        of: Box<Ast>,
        /// To the right, else to the left.
        ahead: bool,
        /// It must be there, else must not.
        wanted: bool,
    },
    /// What a group captured, by its number or its name.
    Back(String),
}

/// A pattern that is ready to be matched.
#[derive(Clone, Debug)]
pub struct Pattern {
    program: program::Program,
}

impl Pattern {
    /// Reads a pattern; nothing if it is not understood, or too large.
    pub fn new(text: &str) -> Option<Self> {
        Some(Self { program: program::Program::of(&parse(text)?)? })
    }

    /// True if the pattern matches somewhere in a text; nothing if that takes too long to tell.
    pub fn matches(&self, text: &str) -> Option<bool> {
        self.matches_within(text, &Cell::new(STEPS))
    }

    /// The same for several texts that share their steps.
    pub fn matches_within(&self, text: &str, left: &Cell<usize>) -> Option<bool> {
        let own = Cell::new(STEPS.min(left.get()));
        let before = own.get();
        let found = run::search(&self.program, text, &own);
        left.set(left.get().saturating_sub(before - own.get()));
        found
    }
}
