//! Text that may hold a variable: a list of literals and variables, never a formatted string.
//!
//! A snippet writes the variable's name and the wire its value, from one and the same value.

use std::fmt;

/// What a snippet keeps in a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Var {
    /// The address of the API, without a slash at the end.
    BaseUrl,
    /// The OAuth access token.
    AccessToken,
}

/// A part of a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Characters that stand for themselves.
    Literal(String),
    /// The value of a variable.
    Var(Var),
}

/// Literals and variables, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(Vec<Piece>);

/// The values of the variables. Its `Debug` form shows no token.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Vars {
    /// The address of the API, without a slash at the end.
    pub base_url: String,
    /// The OAuth access token.
    pub access_token: String,
}

impl Text {
    /// A text without variables.
    pub fn literal(text: impl Into<String>) -> Self {
        Self::default().then(&text.into())
    }

    /// This text, followed by a variable.
    #[must_use]
    pub fn var(mut self, var: Var) -> Self {
        self.0.push(Piece::Var(var));
        self
    }

    /// This text, followed by characters that stand for themselves.
    #[must_use]
    pub fn then(mut self, text: &str) -> Self {
        if let Some(Piece::Literal(last)) = self.0.last_mut() {
            last.push_str(text);
        } else if !text.is_empty() {
            self.0.push(Piece::Literal(text.to_owned()));
        }
        self
    }

    /// This text, followed by another.
    #[must_use]
    pub fn and(self, other: &Text) -> Self {
        other.0.iter().fold(self, |text, piece| match piece {
            Piece::Literal(literal) => text.then(literal),
            Piece::Var(var) => text.var(*var),
        })
    }

    /// The literal characters.
    pub fn literals(&self) -> String {
        let literal = |piece: &Piece| match piece {
            Piece::Literal(literal) => Some(literal.clone()),
            Piece::Var(_) => None,
        };
        self.0.iter().filter_map(literal).collect()
    }

    /// This text with its literals changed.
    #[must_use]
    pub fn map(&self, change: impl Fn(&str) -> String) -> Self {
        self.0.iter().fold(Self::default(), |text, piece| match piece {
            Piece::Literal(literal) => text.then(&change(literal)),
            Piece::Var(var) => text.var(*var),
        })
    }

    /// The parts, in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// True if a variable stands in it.
    pub fn has_var(&self) -> bool {
        self.0.iter().any(|piece| matches!(piece, Piece::Var(_)))
    }

    /// True if a variable stands in it that has no value.
    pub fn lacks_value(&self, vars: &Vars) -> bool {
        self.0.iter().any(|piece| matches!(piece, Piece::Var(var) if vars.get(*var).is_empty()))
    }

    /// The text with each variable's value in its place.
    pub fn resolve(&self, vars: &Vars) -> String {
        self.0
            .iter()
            .map(|piece| match piece {
                Piece::Literal(text) => text.as_str(),
                Piece::Var(var) => vars.get(*var),
            })
            .collect()
    }
}

impl Vars {
    /// The value of a variable.
    pub fn get(&self, var: Var) -> &str {
        match var {
            Var::BaseUrl => &self.base_url,
            Var::AccessToken => &self.access_token,
        }
    }
}

impl fmt::Debug for Vars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vars").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}
