//! Matching, with a stack of what is still to be tried.

use super::class::is_word;
use super::program::{Program, Step};
use std::cell::Cell;

/// How many pairs of step and position are looked at.
const MAX_PAIRS: usize = 4_000_000;

struct Matcher<'p> {
    program: &'p Program,
    text: &'p [char],
    /// Where the match must end; anywhere if nothing.
    end: Option<usize>,
    seen: Vec<u64>,
    left: &'p Cell<usize>,
}

/// What is still to be tried: a step, a position, and what was captured until there.
type Thread = (usize, usize, Vec<(usize, usize)>);

/// True if the program matches somewhere in the text; nothing if that takes more steps than are left.
pub(super) fn search(program: &Program, text: &str, left: &Cell<usize>) -> Option<bool> {
    let text: Vec<char> = text.chars().collect();
    Matcher::new(program, &text, None, left)?.at_any(0..=text.len())
}

/// Takes steps from those that are left; nothing if there are not so many.
fn take(left: &Cell<usize>, steps: usize) -> Option<()> {
    left.set(left.get().checked_sub(steps)?);
    Some(())
}

impl<'p> Matcher<'p> {
    fn new(
        program: &'p Program,
        text: &'p [char],
        end: Option<usize>,
        left: &'p Cell<usize>,
    ) -> Option<Self> {
        let pairs = program.steps.len().checked_mul(text.len() + 1)?;
        let words = if program.captures { 0 } else { pairs / 64 + 1 };
        take(left, words)?;
        (pairs <= MAX_PAIRS).then(|| Self { program, text, end, seen: vec![0; words], left })
    }

    fn at_any(mut self, mut starts: impl Iterator<Item = usize>) -> Option<bool> {
        loop {
            let Some(start) = starts.next() else {
                return Some(false);
            };
            if self.at(start)? {
                return Some(true);
            }
        }
    }

    /// True if this pair was tried before: it failed then and fails now.
    fn again(&mut self, step: usize, at: usize) -> bool {
        let index = step * (self.text.len() + 1) + at;
        let Some(word) = self.seen.get_mut(index / 64) else {
            return false;
        };
        let bit = 1 << (index % 64);
        let before = *word & bit != 0;
        *word |= bit;
        before
    }

    fn at(&mut self, start: usize) -> Option<bool> {
        let mut stack: Vec<Thread> = vec![(0, start, Vec::new())];
        while let Some((mut step, mut at, mut saved)) = stack.pop() {
            loop {
                take(self.left, 1 + saved.len())?;
                if self.again(step, at) {
                    break;
                }
                match self.program.steps.get(step)? {
                    Step::Done if self.end.is_none_or(|end| end == at) => return Some(true),
                    Step::Done => break,
                    Step::Split(first, second) => {
                        stack.push((*second, at, saved.clone()));
                        step = *first;
                        continue;
                    }
                    Step::Jump(target) => {
                        step = *target;
                        continue;
                    }
                    Step::Save(slot) => {
                        saved.retain(|(other, _)| other != slot);
                        saved.push((*slot, at));
                    }
                    Step::Back(group) => match self.back(*group, at, &saved) {
                        Some(length) => at += length,
                        None => break,
                    },
                    Step::Char(class) => match self.text.get(at) {
                        Some(next) if class.has(*next) => at += 1,
                        _ => break,
                    },
                    other => {
                        if !self.holds(other, at)? {
                            break;
                        }
                    }
                }
                step += 1;
            }
        }
        Some(false)
    }

    /// How long what a group captured is, if it stands here again.
    fn back(&self, group: usize, at: usize, saved: &[(usize, usize)]) -> Option<usize> {
        let last = |slot| saved.iter().rev().find(|(other, _)| *other == slot).map(|(_, at)| *at);
        let (Some(first), Some(end)) = (last(group * 2), last(group * 2 + 1)) else {
            return Some(0);
        };
        let captured = self.text.get(first..end)?;
        self.text.get(at..)?.starts_with(captured).then_some(captured.len())
    }

    /// True if what a step asserts is so here.
    fn holds(&self, step: &Step, at: usize) -> Option<bool> {
        let word = |at: Option<usize>| {
            at.and_then(|at| self.text.get(at)).is_some_and(|next| is_word(*next))
        };
        Some(match step {
            Step::Start => at == 0,
            Step::End => at == self.text.len(),
            Step::Word(wanted) => (word(at.checked_sub(1)) != word(Some(at))) == *wanted,
            Step::Look { program, ahead: true, wanted } => {
                Matcher::new(program, self.text, None, self.left)?.at(at)? == *wanted
            }
            Step::Look { program, ahead: false, wanted } => {
                let matcher = Matcher::new(program, self.text, Some(at), self.left)?;
                matcher.at_any((0..=at).rev())? == *wanted
            }
            _ => false,
        })
    }
}
