//! A regular expression as steps.

use super::{Ast, Class};

/// How many steps a pattern has at most, with those of the programs within: `{1,1000}` is written
/// out.
const MAX_STEPS: usize = 20_000;
/// How many items of a class weigh as much as a step.
const ITEMS: usize = 32;

/// A step.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// A character of a class.
    Char(Class),
    /// Either of two steps, the first one first.
    Split(usize, usize),
    /// Another step.
    Jump(usize),
    /// The position is kept.
    Save(usize),
    Start,
    End,
    Word(bool),
    /// Another program, from here.
    Look {
        program: Box<Program>,
        ahead: bool,
        wanted: bool,
    },
    /// What was captured between two kept positions.
    Back(usize),
    Done,
}

/// The steps of a pattern.
#[derive(Clone, Debug, Default)]
pub(super) struct Program {
    pub(super) steps: Vec<Step>,
    /// Groups are referred to: what was captured matters.
    pub(super) captures: bool,
    names: Vec<(usize, String)>,
    /// How many steps may still be added.
    left: usize,
}

impl Program {
    pub(super) fn of(ast: &Ast) -> Option<Self> {
        Self::within(ast, MAX_STEPS)
    }

    /// A program of no more than so many steps.
    fn within(ast: &Ast, left: usize) -> Option<Self> {
        let mut program = Self { left, ..Self::default() };
        collect(ast, &mut program);
        program.add(ast)?;
        program.push(Step::Done)?;
        Some(program)
    }

    fn push(&mut self, step: Step) -> Option<usize> {
        let weight = match &step {
            Step::Char(class) => 1 + class.items.len() / ITEMS,
            _ => 1,
        };
        self.left = self.left.checked_sub(weight)?;
        self.steps.push(step);
        Some(self.steps.len() - 1)
    }

    fn set(&mut self, at: usize, step: Step) {
        if let Some(place) = self.steps.get_mut(at) {
            *place = step;
        }
    }

    fn add(&mut self, ast: &Ast) -> Option<()> {
        match ast {
            Ast::Class(class) => self.push(Step::Char(class.clone())).map(drop),
            Ast::Concat(parts) => parts.iter().try_for_each(|part| self.add(part)),
            Ast::Alternation(choices) => self.alternation(choices),
            Ast::Repeat { of, least, most } => self.repeat(of, *least, *most),
            Ast::Group(of, Some((number, _))) if self.captures => {
                self.push(Step::Save(number * 2))?;
                self.add(of)?;
                self.push(Step::Save(number * 2 + 1)).map(drop)
            }
            Ast::Group(of, _) => self.add(of),
            Ast::Start => self.push(Step::Start).map(drop),
            Ast::End => self.push(Step::End).map(drop),
            Ast::Word(wanted) => self.push(Step::Word(*wanted)).map(drop),
            Ast::Look { of, ahead, wanted } => {
                let program = Box::new(Self::within(of, self.left)?);
                self.left = program.left;
                if program.captures {
                    return None;
                }
                self.push(Step::Look { program, ahead: *ahead, wanted: *wanted }).map(drop)
            }
            Ast::Back(name) => {
                let named = self.names.iter().find(|(_, other)| other == name);
                let number = named.map(|(number, _)| *number).or_else(|| name.parse().ok())?;
                self.push(Step::Back(number)).map(drop)
            }
        }
    }

    fn alternation(&mut self, choices: &[Ast]) -> Option<()> {
        let mut ends = Vec::new();
        for (index, choice) in choices.iter().enumerate() {
            if index + 1 == choices.len() {
                self.add(choice)?;
                continue;
            }
            let split = self.push(Step::Done)?;
            self.add(choice)?;
            ends.push(self.push(Step::Done)?);
            let next = self.steps.len();
            self.set(split, Step::Split(split + 1, next));
        }
        let end = self.steps.len();
        for at in ends {
            self.set(at, Step::Jump(end));
        }
        Some(())
    }

    fn repeat(&mut self, of: &Ast, least: u32, most: Option<u32>) -> Option<()> {
        for _ in 0..least {
            let before = self.steps.len();
            self.add(of)?;
            if self.steps.len() == before {
                return Some(());
            }
        }
        let Some(most) = most else {
            let split = self.push(Step::Done)?;
            self.add(of)?;
            self.push(Step::Jump(split))?;
            let end = self.steps.len();
            self.set(split, Step::Split(split + 1, end));
            return Some(());
        };
        let mut splits = Vec::new();
        for _ in least..most {
            splits.push(self.push(Step::Done)?);
            self.add(of)?;
        }
        let end = self.steps.len();
        for split in splits {
            self.set(split, Step::Split(split + 1, end));
        }
        Some(())
    }
}

/// Notes the names of groups, and whether any is referred to.
fn collect(ast: &Ast, program: &mut Program) {
    match ast {
        Ast::Concat(parts) | Ast::Alternation(parts) => {
            for part in parts {
                collect(part, program);
            }
        }
        Ast::Repeat { of, .. } | Ast::Look { of, .. } => collect(of, program),
        Ast::Group(of, capture) => {
            program.names.extend(capture.clone().filter(|(_, name)| !name.is_empty()));
            collect(of, program);
        }
        Ast::Back(_) => program.captures = true,
        _ => {}
    }
}
