//! The words of the shells of Windows, and how a program there reads them (Microsoft, "Parsing C
//! command-line arguments").

use super::CurlError;
use super::word::{Cursor, Simple, Unit, Variables, Word, units};
use std::iter::Peekable;

/// A shell of Windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Cmd,
    PowerShell,
}

/// The shell of a text that calls `curl.exe`, without a sign that only one of them has.
pub(super) fn dialect(text: &str) -> Option<Dialect> {
    let calls = text.lines().any(|line| line.trim_start().starts_with("curl.exe"));
    let is_posix = text.contains("\\\n") || text.contains("\\\r\n");
    let guess = if text.contains('\'') { Dialect::PowerShell } else { Dialect::Cmd };
    (calls && !is_posix).then_some(guess)
}

/// The commands of a text.
pub(super) fn commands(text: &str, dialect: Dialect) -> Result<Vec<Simple>, CurlError> {
    match dialect {
        Dialect::Cmd => cmd(text),
        Dialect::PowerShell => powershell(text),
    }
}

/// What cmd hands to a program: a character, whether a caret stood before it, and where it stands.
struct Mark {
    c: char,
    caret: bool,
    at: usize,
}

/// The commands of a batch file, or of a line of cmd.
fn cmd(text: &str) -> Result<Vec<Simple>, CurlError> {
    let mut cursor = Cursor::new(text);
    let mut variables = Variables::new();
    let mut commands = Vec::new();
    let mut marks: Vec<Mark> = Vec::new();
    let mut in_quotes = false;
    let mut piped = false;
    loop {
        let at = cursor.at;
        let next = cursor.bump();
        let mark = |c, caret| Mark { c, caret, at };
        match next {
            Some('%') => percent(&mut cursor, at, &mut variables, &mut marks)?,
            Some('^') if !in_quotes => {
                // A line end behind a caret is passed over, and what follows it stands for itself.
                let skipped = cursor.eat_line_end();
                if skipped && !cursor.rest().starts_with(['\r', '\n']) {
                    continue;
                }
                if let Some(c) = cursor.bump() {
                    marks.push(mark(c, true));
                }
            }
            None | Some('\n' | '&' | '|') if next.is_none_or(|c| c == '\n') || !in_quotes => {
                let mut command = arguments(&marks, text);
                command.piped = std::mem::replace(&mut piped, next == Some('|'));
                marks.clear();
                in_quotes = false;
                if !set(&command, &mut variables) && !command.words.is_empty() {
                    commands.push(command);
                }
                if next.is_none() {
                    return Ok(commands);
                }
            }
            Some('\r') if cursor.peek() == Some('\n') => {}
            Some(c) => {
                in_quotes ^= c == '"';
                marks.push(mark(c, false));
            }
            None => return Ok(commands),
        }
    }
}

/// `%name%`, if a line before has set it; two percent signs are one.
fn percent(
    cursor: &mut Cursor<'_>,
    at: usize,
    variables: &mut Variables,
    marks: &mut Vec<Mark>,
) -> Result<(), CurlError> {
    let mark = |c| Mark { c, caret: false, at };
    if cursor.eat("%") {
        marks.push(mark('%'));
        return Ok(());
    }
    let start = cursor.at;
    let name = cursor.take_name();
    if !name.is_empty()
        && cursor.eat("%")
        && let Some(value) = variables.get(name)?
    {
        let value = Word { units: value.to_vec(), ..Word::default() }.text();
        marks.extend(value.chars().map(mark));
        return Ok(());
    }
    cursor.at = start;
    marks.push(mark('%'));
    Ok(())
}

/// Carries out `set "name=value"`.
fn set(command: &Simple, variables: &mut Variables) -> bool {
    let [program, assignment, ..] = command.words.as_slice() else {
        return false;
    };
    let text = assignment.text();
    match text.split_once('=').filter(|_| program.text().eq_ignore_ascii_case("set")) {
        Some((name, value)) => {
            variables.set(name.to_owned(), units(value).collect());
            true
        }
        None => false,
    }
}

/// The words that a program makes of its command line.
fn arguments(marks: &[Mark], text: &str) -> Simple {
    let mut command = Simple::default();
    let mut marks = marks.iter().peekable();
    let is_blank = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
    loop {
        while marks.next_if(|mark| is_blank(mark.c)).is_some() {}
        let Some(first) = marks.peek() else {
            return command;
        };
        let start = first.at;
        // Chrome begins so, and doubles every backslash, which a program would not undo.
        let doubled = first.caret && first.c == '"';
        let mut word = Word::default();
        let mut in_quotes = false;
        let mut end = start;
        while let Some(mark) = marks.next_if(|mark| in_quotes || !is_blank(mark.c)) {
            end = mark.at
                + text.get(mark.at..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
            match mark.c {
                '\\' if doubled => {
                    let escaped = marks.next_if(|next| matches!(next.c, '\\' | '"'));
                    word.units.push(Unit::Char(escaped.map_or('\\', |mark| mark.c)));
                }
                '\\' => backslashes(&mut marks, &mut word),
                '"' if in_quotes && marks.next_if(|next| next.c == '"').is_some() => {
                    word.units.push(Unit::Char('"'));
                }
                '"' => in_quotes = !in_quotes,
                c => word.units.push(Unit::Char(c)),
            }
        }
        word.source = start..end;
        command.words.push(word);
    }
}

/// Backslashes stand for themselves, but before a quote: two are one there, and one keeps the quote.
fn backslashes<'m>(marks: &mut Peekable<impl Iterator<Item = &'m Mark>>, word: &mut Word) {
    let mut count = 1;
    while marks.next_if(|next| next.c == '\\').is_some() {
        count += 1;
    }
    let before_quote = marks.peek().is_some_and(|next| next.c == '"');
    let kept = if before_quote { count / 2 } else { count };
    word.units.extend(std::iter::repeat_n(Unit::Char('\\'), kept));
    if before_quote && count % 2 == 1 {
        marks.next();
        word.units.push(Unit::Char('"'));
    }
}

/// The commands of a script of PowerShell.
fn powershell(text: &str) -> Result<Vec<Simple>, CurlError> {
    let mut shell = PowerShell {
        cursor: Cursor::new(text),
        variables: Variables::new(),
        legacy: text.contains("'Legacy'"),
    };
    let mut commands = Vec::new();
    let mut current = Simple::default();
    loop {
        let next = shell.cursor.peek();
        match next {
            Some(' ' | '\t' | '\r') => _ = shell.cursor.bump(),
            Some('`') if shell.continues() => {}
            Some('#') => _ = shell.cursor.take_while(|c| c != '\n'),
            None | Some('\n' | ';' | '|' | '&') => {
                shell.cursor.bump();
                let command = std::mem::take(&mut current);
                current.piped = next == Some('|');
                if !shell.assign(&command) && !command.words.is_empty() {
                    commands.push(shell.program(command));
                }
                if next.is_none() {
                    return Ok(commands);
                }
            }
            Some(_) => current.words.push(shell.word()?),
        }
    }
}

struct PowerShell<'a> {
    cursor: Cursor<'a>,
    variables: Variables,
    /// True if the text asks for the way in which words were handed to programs before 7.3.
    legacy: bool,
}

impl PowerShell<'_> {
    fn continues(&mut self) -> bool {
        let at = self.cursor.at;
        self.cursor.bump();
        self.cursor.take_while(|c| c == ' ' || c == '\t');
        let found = self.cursor.eat_line_end();
        if !found {
            self.cursor.at = at;
        }
        found
    }

    fn word(&mut self) -> Result<Word, CurlError> {
        let mut word = Word::default();
        let start = self.cursor.at;
        let ends = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n' | ';' | '|' | '&');
        while let Some(next) = self.cursor.peek().filter(|c| !ends(*c)) {
            let at = self.cursor.at;
            match next {
                '\'' | '\u{2018}'..='\u{201b}' => self.single(&mut word, at)?,
                '"' | '\u{201c}'..='\u{201e}' => self.double(&mut word, at)?,
                '$' if at == start && self.is_assignment() => {
                    self.cursor.bump();
                    word.assigns = Some(self.cursor.take_name().len());
                    word.units.extend(units(
                        self.cursor.text.get(at + 1..self.cursor.at).unwrap_or_default(),
                    ));
                }
                _ => self.character(next, &mut word)?,
            }
        }
        word.source = start..self.cursor.at;
        Ok(word)
    }

    fn is_assignment(&self) -> bool {
        let rest = self.cursor.rest().trim_start_matches('$');
        let name =
            rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        let after = rest.get(name..).unwrap_or_default();
        after.trim_start_matches(' ').starts_with('=')
    }

    fn single(&mut self, word: &mut Word, at: usize) -> Result<(), CurlError> {
        let is_quote = |c: char| matches!(c, '\'' | '\u{2018}'..='\u{201b}');
        self.cursor.bump();
        loop {
            word.units.extend(units(self.cursor.take_while(|c| !is_quote(c))));
            self.cursor.bump().ok_or_else(|| self.cursor.open_quote(at))?;
            match self.cursor.peek().filter(|c| is_quote(*c)) {
                Some(quote) => {
                    self.cursor.bump();
                    word.units.push(Unit::Char(quote));
                }
                None => return Ok(()),
            }
        }
    }

    fn double(&mut self, word: &mut Word, at: usize) -> Result<(), CurlError> {
        let is_quote = |c: char| matches!(c, '"' | '\u{201c}'..='\u{201e}');
        self.cursor.bump();
        loop {
            let next = self.cursor.peek().ok_or_else(|| self.cursor.open_quote(at))?;
            if !is_quote(next) {
                self.character(next, word)?;
                continue;
            }
            self.cursor.bump();
            match self.cursor.peek().filter(|c| is_quote(*c)) {
                Some(quote) => {
                    self.cursor.bump();
                    word.units.push(Unit::Char(quote));
                }
                None => return Ok(()),
            }
        }
    }

    /// A character, an escape or a variable.
    fn character(&mut self, next: char, word: &mut Word) -> Result<(), CurlError> {
        let at = self.cursor.at;
        self.cursor.bump();
        match next {
            '`' if self.cursor.eat_line_end() => {}
            '`' => match self.cursor.bump() {
                Some('u') if self.cursor.eat("{") => {
                    let (code, _) = self.cursor.take_digits(16, 6);
                    self.cursor.eat("}");
                    word.units.push(Unit::Char(char::from_u32(code).unwrap_or('\u{fffd}')));
                }
                Some(c) => word.units.push(Unit::Char(match c {
                    '0' => '\0',
                    'a' => '\u{7}',
                    'b' => '\u{8}',
                    'e' => '\u{1b}',
                    'f' => '\u{c}',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'v' => '\u{b}',
                    c => c,
                })),
                None => {}
            },
            '$' if self.cursor.peek() == Some('(') => return Err(self.cursor.substitution(at)),
            '$' => {
                let braces = self.cursor.eat("{");
                let name = self.cursor.take_name();
                let closed = !braces || self.cursor.eat("}");
                let value = if closed { self.variables.get(name)? } else { None };
                let written = self.cursor.text.get(at..self.cursor.at).unwrap_or_default();
                match value {
                    Some(value) => word.units.extend(value),
                    None => word.units.extend(units(written)),
                }
            }
            c => word.units.push(Unit::Char(c)),
        }
        Ok(())
    }

    /// Carries out `$name = 'value'`.
    fn assign(&mut self, command: &Simple) -> bool {
        match command.words.as_slice() {
            [name, sign, value] if name.assigns.is_some() && sign.text() == "=" => {
                self.variables.set(name.text(), value.units.clone());
                true
            }
            [name, ..] => name.assigns.is_some(),
            [] => false,
        }
    }

    /// What the program makes of the words that PowerShell hands it: before 7.3 quotes were left for
    /// it to read, and those who write for that put a backslash before them.
    fn program(&self, mut command: Simple) -> Simple {
        for word in &mut command.words {
            let text = word.text();
            if !self.legacy && !text.contains("\\\"") && text != "\"\"" {
                continue;
            }
            let quoted = text.contains(char::is_whitespace);
            let quote = Mark { c: '"', caret: false, at: 0 };
            let inner = text.chars().map(|c| Mark { c, caret: false, at: 0 });
            let mut marks: Vec<Mark> = inner.collect();
            if quoted {
                marks.insert(0, Mark { ..quote });
                marks.push(quote);
            }
            let mut found = arguments(&marks, "").words;
            if !found.is_empty() {
                word.units = std::mem::take(&mut found.remove(0).units);
            }
        }
        command
    }
}
