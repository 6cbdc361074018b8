//! Pairs of schemas, each compared once, and how they hold one another.
//!
//! A sheet has what was found in one pair and links to the pairs inside it. So recursion is a circle
//! of links, and what an operation shows is a walk over them.

use super::super::Place;
use super::super::schema::Direction;
use super::What;
use std::collections::{HashMap, HashSet};

/// The schemas of both versions that are compared, and whether a client sends the value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) old: Vec<Place>,
    pub(super) new: Vec<Place>,
    pub(super) sent: bool,
}

/// What was found in one place. Paths are written in steps: `.name`, `[]`, `(Variant)`.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) direction: Direction,
    pub(super) found: Vec<(String, What)>,
    pub(super) links: Vec<(String, usize)>,
}

/// All pairs.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    numbers: HashMap<Key, usize>,
    /// Those that were compared; the others wait.
    sheets: Vec<Sheet>,
    waiting: Vec<(usize, Key)>,
    /// Whether something was found in a pair or in one that it leads to.
    marked: Vec<bool>,
    /// How many schemas and properties were looked at.
    pub(super) steps: usize,
    /// Something was not looked at.
    pub(super) limited: bool,
}

impl Sheet {
    pub(super) fn new(direction: Direction) -> Self {
        Self { direction, ..Self::default() }
    }

    pub(super) fn note(&mut self, path: &str, what: What) {
        self.found.push((path.to_owned(), what));
    }

    /// Notes one change if something has come, another one if it has gone.
    pub(super) fn turn(&mut self, path: &str, (was, is): (bool, bool), [come, gone]: [What; 2]) {
        match (was, is) {
            (false, true) => self.note(path, come),
            (true, false) => self.note(path, gone),
            _ => {}
        }
    }

    pub(super) fn is_sent(&self) -> bool {
        self.direction == Direction::Request
    }
}

impl Pairs {
    /// The number of a pair; a new one waits to be compared.
    pub(super) fn number(&mut self, key: Key) -> usize {
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        let number = self.sheets.len();
        self.sheets.push(Sheet::default());
        self.numbers.insert(key.clone(), number);
        self.waiting.push((number, key));
        number
    }

    /// A pair that waits.
    pub(super) fn next(&mut self) -> Option<(usize, Key)> {
        self.waiting.pop()
    }

    /// Keeps what was found in a pair.
    pub(super) fn keep(&mut self, number: usize, sheet: Sheet) {
        if let Some(place) = self.sheets.get_mut(number) {
            *place = sheet;
        }
    }

    /// Notes which pairs lead to something that was found: the others need not be walked.
    pub(super) fn mark(&mut self) {
        let mut holders: Vec<Vec<usize>> = vec![Vec::new(); self.sheets.len()];
        for (number, sheet) in self.sheets.iter().enumerate() {
            for (_, inner) in &sheet.links {
                if let Some(list) = holders.get_mut(*inner) {
                    list.push(number);
                }
            }
        }
        self.marked = self.sheets.iter().map(|sheet| !sheet.found.is_empty()).collect();
        let all = self.marked.iter().enumerate();
        let mut waiting: Vec<usize> =
            all.filter(|(_, is)| **is).map(|(number, _)| number).collect();
        while let Some(number) = waiting.pop() {
            for holder in holders.get(number).into_iter().flatten() {
                if let Some(mark) = self.marked.get_mut(*holder)
                    && !std::mem::replace(mark, true)
                {
                    waiting.push(*holder);
                }
            }
        }
    }

    /// What was found in a sheet and in all that it leads to, the nearest first; pairs that were
    /// visited are left out. The sheets on the way and what they have are steps of those `left`.
    pub(super) fn spread<'a>(
        &'a self,
        sheet: &'a Sheet,
        visited: &mut HashSet<usize>,
        left: &mut usize,
    ) -> Vec<(String, &'a What)> {
        let mut found: Vec<(String, &What)> = Vec::new();
        // The sheets on the way: where each was come from, and by which step.
        let mut way: Vec<(&Sheet, usize, &str)> = vec![(sheet, 0, "")];
        let mut at = 0;
        while let Some((sheet, ..)) = way.get(at).copied().filter(|_| *left > 0) {
            *left = left.saturating_sub(1 + sheet.found.len());
            if !sheet.found.is_empty() {
                let before = path(&way, at);
                found.extend(sheet.found.iter().map(|(step, what)| {
                    let path = format!("{before}{step}");
                    (path.strip_prefix('.').map(str::to_owned).unwrap_or(path), what)
                }));
            }
            for (step, number) in &sheet.links {
                let is_marked = self.marked.get(*number) == Some(&true);
                if is_marked && visited.insert(*number) {
                    way.extend(self.sheets.get(*number).map(|inner| (inner, at, step.as_str())));
                }
            }
            at += 1;
        }
        found
    }
}

/// The steps from the first sheet to another.
fn path(way: &[(&Sheet, usize, &str)], mut at: usize) -> String {
    let mut steps = Vec::new();
    while let Some((_, from, step)) = way.get(at).filter(|_| at > 0) {
        steps.push(*step);
        at = *from;
    }
    steps.reverse();
    steps.concat()
}
