//! `WWW-Authenticate` (RFC 9110 §11.6.1): a list of challenges, each with parameters or a token68.

/// What a server asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Challenge {
    /// The scheme, in lower case.
    pub scheme: String,
    /// The credentials-like form, as in `Negotiate YII=`.
    pub token68: Option<String>,
    /// Parameters in order, names in lower case; the first of a repeated name is kept.
    pub params: Vec<(String, String)>,
}

impl Challenge {
    /// The value of a parameter, by its name in lower case.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// Reads the header; `None` if it does not follow the grammar (then its raw text is shown).
pub fn parse(header: &str) -> Option<Vec<Challenge>> {
    let mut reader = Reader { rest: header };
    let mut challenges: Vec<Challenge> = Vec::new();
    let mut first = true;
    loop {
        let commas = reader.skip_separators();
        if reader.rest.is_empty() {
            return Some(challenges);
        }
        if !first && !commas {
            return None;
        }
        first = false;
        let name = reader.token()?;
        let spaces = reader.skip_spaces();
        let open = challenges.last_mut().filter(|challenge| challenge.token68.is_none());
        if let (Some(challenge), Some(value)) = (open, reader.value()?) {
            add(challenge, name, value);
            continue;
        }
        let mut challenge = Challenge { scheme: name.to_ascii_lowercase(), ..Default::default() };
        if spaces {
            reader.scheme_arguments(&mut challenge)?;
        }
        challenges.push(challenge);
    }
}

fn add(challenge: &mut Challenge, name: &str, value: String) {
    let name = name.to_ascii_lowercase();
    if challenge.param(&name).is_none() {
        challenge.params.push((name, value));
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    /// Skips blanks and commas; true if a comma was among them.
    fn skip_separators(&mut self) -> bool {
        let trimmed = self.rest.trim_start_matches([' ', '\t', ',']);
        let skipped = self.rest.len() - trimmed.len();
        let comma = self.rest.get(..skipped).is_some_and(|text| text.contains(','));
        self.rest = trimmed;
        comma
    }

    fn skip_spaces(&mut self) -> bool {
        let trimmed = self.rest.trim_start_matches([' ', '\t']);
        let any = trimmed.len() < self.rest.len();
        self.rest = trimmed;
        any
    }

    fn take(&mut self, keep: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !keep(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn token(&mut self) -> Option<&'a str> {
        let token = self.take(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c));
        (!token.is_empty()).then_some(token)
    }

    /// What follows a scheme and a blank: a token68, or the first parameter.
    fn scheme_arguments(&mut self, challenge: &mut Challenge) -> Option<()> {
        let start = self.rest;
        let word = self.take(|c| c.is_ascii_alphanumeric() || "-._~+/".contains(c));
        let padding = self.take(|c| c == '=');
        self.skip_spaces();
        let ends = self.rest.is_empty() || self.rest.starts_with(',');
        if !word.is_empty() && ends {
            challenge.token68 = Some(format!("{word}{padding}"));
            return Some(());
        }
        self.rest = start;
        if self.rest.is_empty() || self.rest.starts_with(',') {
            return Some(());
        }
        let name = self.token()?;
        self.skip_spaces();
        let value = self.value()??;
        add(challenge, name, value);
        Some(())
    }

    /// `= token` or `= "quoted"`; `Some(None)` if no `=` follows, `None` if it is broken.
    #[expect(clippy::option_option, reason = "absent and broken are two answers")]
    fn value(&mut self) -> Option<Option<String>> {
        let Some(rest) = self.rest.strip_prefix('=') else {
            return Some(None);
        };
        self.rest = rest;
        self.skip_spaces();
        if self.rest.starts_with('"') {
            return self.quoted().map(Some);
        }
        self.token().map(|token| Some(token.to_owned()))
    }

    fn quoted(&mut self) -> Option<String> {
        let mut value = String::new();
        let mut escaped = false;
        for (offset, c) in self.rest.char_indices().skip(1) {
            match c {
                _ if escaped => {
                    value.push(c);
                    escaped = false;
                }
                '\\' => escaped = true,
                '"' => {
                    self.rest = self.rest.get(offset + 1..).unwrap_or_default();
                    return Some(value);
                }
                _ => value.push(c),
            }
        }
        None
    }
}
