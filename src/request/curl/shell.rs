//! The words of a POSIX shell, and of bash where it goes beyond it (`$'…'`, `<<<`).
//!
//! Variables that the text itself sets are put in their place; others stay as they are written.

use super::pipe::printf;
use super::windows::Dialect;
use super::word::{Chunk, Cursor, Simple, Unit, Variables, Word, lossy, unit_of_byte, units};
use super::{CurlError, ansi};

/// What a text is.
pub(super) enum Script {
    /// The commands, in order. Assignments are carried out and are not among them.
    Commands(Vec<Simple>),
    /// It is written for a shell of Windows.
    Foreign(Dialect),
}

/// Reads a script.
pub(super) fn read(text: &str) -> Result<Script, CurlError> {
    let mut shell = Shell {
        cursor: Cursor::new(text),
        variables: Variables::new(),
        commands: Vec::new(),
        current: Simple::default(),
        documents: Vec::new(),
        nested: false,
    };
    Ok(match shell.run()? {
        None => Script::Commands(shell.commands),
        Some(dialect) => Script::Foreign(dialect),
    })
}

struct Shell<'a> {
    cursor: Cursor<'a>,
    variables: Variables,
    commands: Vec<Simple>,
    current: Simple,
    /// The here-documents that begin at the next line.
    documents: Vec<Document>,
    /// True within `$(…)`, where no other may stand.
    nested: bool,
}

struct Document {
    command: usize,
    delimiter: String,
    is_literal: bool,
    strips_tabs: bool,
}

/// The words that are read at one place: a variable without quotes may hold several.
#[derive(Default)]
struct Words {
    done: Vec<Vec<Unit>>,
    units: Vec<Unit>,
    /// True once there is a word, even an empty one.
    begun: bool,
    /// True for the value of an assignment, which no blank of a variable ends.
    assigns: bool,
}

impl Words {
    fn push(&mut self, unit: Unit) {
        self.units.push(unit);
        self.begun = true;
    }

    fn end(&mut self) {
        if std::mem::take(&mut self.begun) {
            self.done.push(std::mem::take(&mut self.units));
        }
    }
}

fn ends_word(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n' | ';' | '&' | '|' | '<' | '>' | '(' | ')')
}

impl Shell<'_> {
    /// Reads to the end, or to what only a shell of Windows could mean.
    fn run(&mut self) -> Result<Option<Dialect>, CurlError> {
        while let Some(next) = self.cursor.peek() {
            if self.skip_continuation() {
                continue;
            }
            match next {
                ' ' | '\t' | '\r' => _ = self.cursor.bump(),
                '#' => _ = self.cursor.take_while(|c| c != '\n'),
                '\n' => {
                    self.cursor.bump();
                    self.read_documents()?;
                    self.end_command();
                }
                '&' if self.cursor.second() == Some('>') => self.redirect()?,
                ';' | '&' | '(' | ')' => {
                    self.cursor.bump();
                    self.end_command();
                }
                '|' => {
                    let is_or = self.cursor.eat("||");
                    self.end_command();
                    if !is_or {
                        self.cursor.bump();
                        self.cursor.eat("&");
                        self.current.piped = true;
                    }
                }
                '<' | '>' => self.redirect()?,
                '0'..='9' if self.is_descriptor() => {
                    self.cursor.bump();
                    self.redirect()?;
                }
                '^' | '`' if let Some(dialect) = self.foreign(next) => return Ok(Some(dialect)),
                _ => {
                    let words = self.words()?;
                    self.current.words.extend(words);
                }
            }
        }
        self.end_command();
        Ok(None)
    }

    /// cmd continues its lines with a caret and Chrome quotes for it with `^"`; PowerShell continues
    /// them with a backtick.
    fn foreign(&self, next: char) -> Option<Dialect> {
        let rest = self.cursor.rest().get(1..).unwrap_or_default();
        let ends_line = rest.starts_with('\n') || rest.starts_with("\r\n");
        match next {
            '^' if ends_line || rest.starts_with('"') => Some(Dialect::Cmd),
            '`' if ends_line => Some(Dialect::PowerShell),
            _ => None,
        }
    }

    /// A backslash at the end of a line; blanks behind it are taken for a slip of the one who pasted.
    fn skip_continuation(&mut self) -> bool {
        let at = self.cursor.at;
        if self.cursor.eat("\\") {
            self.cursor.take_while(|c| c == ' ' || c == '\t');
            if self.cursor.eat_line_end() {
                return true;
            }
        }
        self.cursor.at = at;
        false
    }

    fn is_descriptor(&self) -> bool {
        matches!(self.cursor.second(), Some('<' | '>'))
    }

    fn end_command(&mut self) {
        if self.current.words.is_empty() {
            // `a |` may end its line.
            return;
        }
        let command = std::mem::take(&mut self.current);
        let exports = command.words.first().is_some_and(|word| {
            matches!(word.text().as_str(), "export" | "readonly" | "declare" | "local" | "typeset")
        });
        if !exports && !command.words.iter().all(|word| word.assigns.is_some()) {
            self.commands.push(command);
            return;
        }
        for (name, value) in command.words.iter().filter_map(Word::assignment) {
            self.variables.set(name, value);
        }
    }

    /// `> file` says nothing about the request; `< file`, `<< END` and `<<< text` are what is read.
    fn redirect(&mut self) -> Result<(), CurlError> {
        let at = self.cursor.at;
        let reads = self.cursor.peek() == Some('<');
        let sign = self.cursor.take_while(|c| matches!(c, '<' | '>' | '&'));
        if (sign == "<" || sign == ">") && self.cursor.peek() == Some('(') {
            return Err(self.cursor.substitution(at));
        }
        let strips_tabs = sign == "<<" && self.cursor.eat("-");
        self.cursor.eat("|");
        self.cursor.take_while(|c| c == ' ' || c == '\t');
        let start = self.cursor.at;
        let mut words = self.words()?;
        let Some(mut word) = (!words.is_empty()).then(|| words.remove(0)) else {
            return Ok(());
        };
        match sign {
            "<<<" => {
                word.units.push(Unit::Char('\n'));
                self.current.stdin = Some(vec![Chunk::Bytes(word.bytes())]);
            }
            "<<" => {
                let written = self.cursor.text.get(start..self.cursor.at).unwrap_or_default();
                self.documents.push(Document {
                    command: self.commands.len(),
                    delimiter: word.text(),
                    is_literal: written.contains(['\'', '"', '\\']),
                    strips_tabs,
                });
            }
            _ if reads && sign == "<" => {
                self.current.stdin = Some(vec![Chunk::File(word.text())]);
            }
            _ => {}
        }
        Ok(())
    }

    fn read_documents(&mut self) -> Result<(), CurlError> {
        for document in std::mem::take(&mut self.documents) {
            let start = self.cursor.at;
            let mut end = start;
            for line in self.cursor.rest().split_inclusive('\n') {
                self.cursor.at += line.len();
                let tabs = if document.strips_tabs { line.trim_start_matches('\t') } else { line };
                if tabs.trim_end_matches(['\r', '\n']) == document.delimiter {
                    break;
                }
                end = self.cursor.at;
            }
            let after = self.cursor.at;
            let body = self.document(start..end, document.is_literal)?;
            self.cursor.at = after;
            let body = if document.strips_tabs { without_tabs(&body) } else { body };
            let command = self.commands.get_mut(document.command).unwrap_or(&mut self.current);
            command.stdin = Some(vec![Chunk::Bytes(body)]);
        }
        Ok(())
    }

    fn document(
        &mut self,
        range: std::ops::Range<usize>,
        is_literal: bool,
    ) -> Result<Vec<u8>, CurlError> {
        if is_literal {
            return Ok(self.cursor.text.get(range).unwrap_or_default().as_bytes().to_vec());
        }
        let end = std::mem::replace(&mut self.cursor.end, range.end);
        self.cursor.at = range.start;
        let mut words = Words::default();
        let found = self.quoted(&mut words, None);
        self.cursor.end = end;
        found?;
        Ok(Word { units: words.units, ..Word::default() }.bytes())
    }

    /// The words that begin here. It passes over at least one character if one is there that can
    /// stand in a word.
    fn words(&mut self) -> Result<Vec<Word>, CurlError> {
        let start = self.cursor.at;
        let assigns = self.assigned_name();
        let mut words = Words { assigns: assigns.is_some(), ..Words::default() };
        while let Some(next) = self.cursor.peek().filter(|c| !ends_word(*c)) {
            match next {
                '\'' => self.single(&mut words)?,
                '"' => self.double(&mut words)?,
                '\\' => {
                    self.cursor.bump();
                    if !self.cursor.eat_line_end() {
                        words.push(Unit::Char(self.cursor.bump().unwrap_or('\\')));
                    }
                }
                '$' => self.dollar(&mut words, false)?,
                '`' => return Err(self.cursor.substitution(self.cursor.at)),
                c => {
                    self.cursor.bump();
                    words.push(Unit::Char(c));
                }
            }
        }
        words.end();
        let source = start..self.cursor.at;
        let word = |units| Word { units, source: source.clone(), assigns };
        Ok(words.done.into_iter().map(word).collect())
    }

    /// The length of the name that the word here gives a value.
    fn assigned_name(&mut self) -> Option<usize> {
        let at = self.cursor.at;
        let length = self.cursor.take_name().len();
        let found = length > 0 && self.cursor.peek() == Some('=');
        self.cursor.at = at;
        found.then_some(length)
    }

    fn single(&mut self, words: &mut Words) -> Result<(), CurlError> {
        let at = self.cursor.at;
        self.cursor.bump();
        let text = self.cursor.take_while(|c| c != '\'');
        words.units.extend(units(text));
        words.begun = true;
        if self.cursor.eat("'") { Ok(()) } else { Err(self.cursor.open_quote(at)) }
    }

    fn double(&mut self, words: &mut Words) -> Result<(), CurlError> {
        let at = self.cursor.at;
        self.cursor.bump();
        words.begun = true;
        self.quoted(words, Some('"'))?;
        if self.cursor.eat("\"") { Ok(()) } else { Err(self.cursor.open_quote(at)) }
    }

    /// What stands between double quotes, up to this quote or to the end.
    fn quoted(&mut self, words: &mut Words, until: Option<char>) -> Result<(), CurlError> {
        while let Some(next) = self.cursor.peek().filter(|c| Some(*c) != until) {
            match next {
                '\\' => {
                    self.cursor.bump();
                    match self.cursor.peek() {
                        _ if self.cursor.eat_line_end() => {}
                        Some(c) if matches!(c, '$' | '`' | '\\') || Some(c) == until => {
                            self.cursor.bump();
                            words.push(Unit::Char(c));
                        }
                        _ => words.push(Unit::Char('\\')),
                    }
                }
                '$' => self.dollar(words, true)?,
                '`' => return Err(self.cursor.substitution(self.cursor.at)),
                c => {
                    self.cursor.bump();
                    words.push(Unit::Char(c));
                }
            }
        }
        Ok(())
    }

    /// What a dollar sign begins. In quotes the blanks of a variable end no word.
    fn dollar(&mut self, words: &mut Words, quoted: bool) -> Result<(), CurlError> {
        let at = self.cursor.at;
        let whole = quoted || words.assigns;
        self.cursor.bump();
        match self.cursor.peek() {
            Some('\'') if !quoted => {
                self.cursor.bump();
                words.begun = true;
                let closed = ansi::read(&mut self.cursor, &mut words.units);
                if closed { Ok(()) } else { Err(self.cursor.open_quote(at)) }
            }
            Some('"') if !quoted => self.double(words),
            Some('(') => self.substitution(words, at),
            Some('{') => {
                self.cursor.bump();
                let name = self.cursor.take_name();
                if self.cursor.eat("}") {
                    return self.variable(name, at, words, whole);
                }
                self.cursor.at = at + 1;
                words.push(Unit::Char('$'));
                Ok(())
            }
            _ => {
                let name = self.cursor.take_name();
                self.variable(name, at, words, whole)
            }
        }
    }

    /// The value of a variable; what nothing has set stays as it is written.
    fn variable(
        &mut self,
        name: &str,
        at: usize,
        words: &mut Words,
        whole: bool,
    ) -> Result<(), CurlError> {
        let Some(value) = self.variables.get(name)? else {
            let written = self.cursor.text.get(at..self.cursor.at).unwrap_or_default();
            words.units.extend(units(written));
            words.begun = true;
            return Ok(());
        };
        for unit in value {
            match unit {
                Unit::Char(' ' | '\t' | '\n') if !whole => words.end(),
                unit => words.push(*unit),
            }
        }
        Ok(())
    }

    /// `$(printf '…')`: the one command whose output is known.
    fn substitution(&mut self, words: &mut Words, at: usize) -> Result<(), CurlError> {
        let unknown = self.cursor.substitution(at);
        if std::mem::replace(&mut self.nested, true) {
            return Err(unknown);
        }
        self.cursor.bump();
        let mut inner: Vec<Word> = Vec::new();
        while let Some(next) = self.cursor.peek().filter(|c| *c != ')') {
            if self.skip_continuation() {
                continue;
            }
            match next {
                ' ' | '\t' | '\r' | '\n' => _ = self.cursor.bump(),
                c if ends_word(c) => return Err(unknown),
                _ => inner.extend(self.words().map_err(|error| match error {
                    CurlError::Substitution(_) => unknown.clone(),
                    error => error,
                })?),
            }
        }
        self.nested = false;
        if !self.cursor.eat(")") {
            return Err(unknown);
        }
        let printed = match inner.split_first() {
            Some((program, arguments)) if program.text() == "printf" => printf(arguments),
            _ => None,
        };
        let printed = printed.ok_or(unknown)?;
        // A command's output loses its last line ends, and what it holds of NUL.
        let length = printed.iter().rposition(|byte| *byte != b'\n').map_or(0, |last| last + 1);
        let bytes = printed.into_iter().take(length).filter(|byte| *byte != 0);
        words.units.extend(bytes.map(unit_of_byte));
        words.begun = true;
        Ok(())
    }
}

fn without_tabs(body: &[u8]) -> Vec<u8> {
    let text = lossy(body.to_vec());
    text.split_inclusive('\n').flat_map(|line| line.trim_start_matches('\t').bytes()).collect()
}
