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
    /// The user and the password of HTTP Basic, as RFC 7617 §2 encodes them.
    Basic,
    /// The user of HTTP Digest.
    User,
    /// The password of HTTP Digest.
    Password,
    /// An API key, by its number among those of the request.
    Key(u8),
}

impl Var {
    /// Its number, by which it crosses a thread and stands in order.
    pub fn code(self) -> u8 {
        match self {
            Self::BaseUrl => 0,
            Self::AccessToken => 1,
            Self::Basic => 2,
            Self::User => 3,
            Self::Password => 4,
            Self::Key(number) => number.saturating_add(5),
        }
    }

    /// The variable of a number.
    pub fn from_code(code: u8) -> Self {
        match code {
            0 => Self::BaseUrl,
            1 => Self::AccessToken,
            2 => Self::Basic,
            3 => Self::User,
            4 => Self::Password,
            _ => Self::Key(code - 5),
        }
    }

    /// Whether its value is a secret.
    pub fn is_secret(self) -> bool {
        self != Self::BaseUrl
    }
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

/// The values of the variables. Its `Debug` form shows no secret.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Vars {
    /// The address of the API, without a slash at the end.
    pub base_url: String,
    /// The OAuth access token.
    pub access_token: String,
    /// The credentials of HTTP Basic, encoded.
    pub basic: String,
    /// The user and the password of HTTP Digest.
    pub login: [String; 2],
    /// The API keys, each as it stands in its place: one of the query is percent-encoded.
    pub keys: Vec<String>,
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
            Var::Basic => &self.basic,
            Var::User => &self.login[0],
            Var::Password => &self.login[1],
            Var::Key(number) => self.keys.get(usize::from(number)).map_or("", String::as_str),
        }
    }

    /// Whether any secret is there.
    pub fn has_secret(&self) -> bool {
        let others = [&self.access_token, &self.basic].into_iter();
        others.chain(&self.login).chain(&self.keys).any(|secret| !secret.is_empty())
    }

    /// The same with a mask in the place of every secret that is there.
    #[must_use]
    pub fn masked(&self, mask: &str) -> Self {
        let hide =
            |secret: &String| if secret.is_empty() { String::new() } else { mask.to_owned() };
        Self {
            base_url: self.base_url.clone(),
            access_token: hide(&self.access_token),
            basic: hide(&self.basic),
            login: self.login.each_ref().map(hide),
            keys: self.keys.iter().map(hide).collect(),
        }
    }
}

impl fmt::Debug for Vars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vars").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}
