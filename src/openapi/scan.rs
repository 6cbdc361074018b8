//! One pass over the bytes of a description, as they arrive: where its parts stand.
//!
//! The pass looks at brackets and strings alone. It knows the few containers that matter (the root,
//! `paths`, a path item, an operation, `components` and its sections); everything else is stepped
//! over. It is as lenient as a pass can be: what is broken is found when it is parsed.

use super::table::{Span, Table};

/// An operation: where it and what a list shows of it stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own in the description")]
pub struct Operation {
    /// The number of its path item, in `paths` or in `webhooks`.
    pub item: u32,
    /// It stands in `webhooks`.
    pub webhook: bool,
    /// It stands in `additionalOperations`.
    pub additional: bool,
    /// `deprecated: true`
    pub deprecated: bool,
    /// `x-internal: true`
    pub internal: bool,
    /// The key: its method.
    pub method: Span,
    /// The whole of it.
    pub value: Span,
    /// The string `summary`.
    pub summary: Span,
    /// The string `operationId`.
    pub id: Span,
    /// The array `tags`.
    pub tags: Span,
    /// The string `description`.
    pub description: Span,
}

/// What the pass finds.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The members of the root.
    pub(super) root: Table,
    /// The path items.
    pub(super) paths: Table,
    /// The webhooks.
    pub(super) webhooks: Table,
    /// The members of `components`.
    pub(super) components: Table,
    /// What stands in sections, by the pointer of the section: `/components/schemas`.
    pub(super) sections: Vec<(String, Table)>,
    /// The operations, in order.
    pub(super) operations: Vec<Operation>,
    /// The path items that are a `$ref`, with whether they are webhooks.
    pub(super) references: Vec<(u32, bool)>,
}

/// The containers that matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Root,
    Paths { webhook: bool },
    Item { webhook: bool },
    Additional { webhook: bool },
    Operation,
    Components,
    Section(usize),
}

#[derive(Debug)]
struct Frame {
    role: Role,
    /// The key whose value is awaited or being read.
    key: Span,
    /// What stands at the name of an item: its own key and start.
    start: u32,
}

/// Where the pass stands between two bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Before a key, a comma or the end of the container.
    Key,
    /// After a key: a colon, then the value's first byte.
    Value,
    /// In a string that began there: a key or a value of a known container.
    Text { start: u32, key: bool },
    /// In a number or a word that began there.
    Word { start: u32 },
    /// In a container that is stepped over: where it began, how deep it is nested now.
    Skip { start: u32, depth: u32 },
    /// In a string within it.
    SkipText { start: u32, depth: u32 },
    /// After the root.
    End,
}

/// The pass.
#[derive(Debug)]
pub(super) struct Scanner {
    at: usize,
    escaped: bool,
    state: State,
    stack: Vec<Frame>,
    operation: Operation,
}

impl Default for Scanner {
    fn default() -> Self {
        Self {
            at: 0,
            escaped: false,
            state: State::Value,
            stack: Vec::new(),
            operation: Operation::default(),
        }
    }
}

impl Scanner {
    /// True once the root has ended.
    pub(super) fn is_done(&self) -> bool {
        self.state == State::End
    }

    /// Goes on to the end of what is there. `text` is all that has arrived.
    pub(super) fn advance(&mut self, text: &[u8], found: &mut Found) {
        while let Some(&byte) = text.get(self.at) {
            let here = offset(self.at);
            match self.state {
                State::Skip { start, depth } => self.skip(start, depth, text, found),
                State::SkipText { start, depth } => {
                    if self.ends_text(text) {
                        self.state = State::Skip { start, depth };
                    }
                }
                State::Text { start, key } => {
                    if self.ends_text(text) {
                        self.text(Span { start, end: offset(self.at) }, key, text, found);
                    }
                }
                State::Word { start } => {
                    if matches!(byte, b',' | b'}' | b']') || byte.is_ascii_whitespace() {
                        self.value(Span { start, end: here }, text, found);
                    } else {
                        self.at += 1;
                    }
                }
                State::Key | State::Value => {
                    self.at += 1;
                    self.step(byte, here, text, found);
                }
                State::End => return,
            }
        }
    }

    /// A byte between the parts of a container that matters.
    fn step(&mut self, byte: u8, here: u32, text: &[u8], found: &mut Found) {
        let key = self.state == State::Key;
        match byte {
            b'"' => self.state = State::Text { start: here, key },
            b'}' | b']' => self.close(here + 1, text, found),
            _ if key => {}
            b'{' => self.open(here, text, found),
            b'[' => self.state = State::Skip { start: here, depth: 1 },
            b',' => self.state = State::Key,
            b':' => {}
            _ if byte.is_ascii_whitespace() || byte >= 0x80 => {}
            _ => self.state = State::Word { start: here },
        }
    }

    /// Within a container that is stepped over: to its end, to a string, or to the end of what is there.
    fn skip(&mut self, start: u32, mut depth: u32, text: &[u8], found: &mut Found) {
        while let Some(&byte) = text.get(self.at) {
            self.at += 1;
            match byte {
                b'"' => {
                    self.state = State::SkipText { start, depth };
                    return;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => {
                    depth -= 1;
                    if depth == 0 {
                        self.value(Span { start, end: offset(self.at) }, text, found);
                        return;
                    }
                }
                _ => {}
            }
        }
        self.state = State::Skip { start, depth };
    }

    /// Within a string: to its end, which gives true, or to the end of what is there.
    fn ends_text(&mut self, text: &[u8]) -> bool {
        loop {
            let rest = text.get(self.at..).unwrap_or_default();
            if rest.is_empty() {
                return false;
            }
            if self.escaped {
                self.escaped = false;
                self.at += 1;
                continue;
            }
            let Some(length) = rest.iter().position(|byte| matches!(byte, b'"' | b'\\')) else {
                self.at = text.len();
                return false;
            };
            self.at += length + 1;
            if rest.get(length) == Some(&b'"') {
                return true;
            }
            self.escaped = true;
        }
    }

    fn text(&mut self, span: Span, key: bool, text: &[u8], found: &mut Found) {
        if key {
            if let Some(frame) = self.stack.last_mut() {
                frame.key = span;
            }
            self.state = State::Value;
        } else {
            self.value(span, text, found);
        }
    }

    /// A container begins: one that matters is entered, any other is stepped over.
    fn open(&mut self, start: u32, text: &[u8], found: &mut Found) {
        let role = match self.stack.last() {
            None => Some(Role::Root),
            Some(frame) => role(frame.role, &frame.key.string(text), found),
        };
        let Some(role) = role else {
            self.state = State::Skip { start, depth: 1 };
            return;
        };
        if role == Role::Operation {
            self.begin_operation(found);
        }
        self.stack.push(Frame { role, key: Span::default(), start });
        self.state = State::Key;
    }

    fn begin_operation(&mut self, found: &Found) {
        let Some(frame) = self.stack.last() else { return };
        let (webhook, additional) = match frame.role {
            Role::Item { webhook } => (webhook, false),
            Role::Additional { webhook } => (webhook, true),
            _ => (false, false),
        };
        let items = if webhook { &found.webhooks } else { &found.paths };
        let item = u32::try_from(items.members().len()).unwrap_or(u32::MAX);
        let method = frame.key;
        self.operation = Operation { item, webhook, additional, method, ..Operation::default() };
    }

    /// The container on top ends.
    fn close(&mut self, end: u32, text: &[u8], found: &mut Found) {
        let Some(frame) = self.stack.pop() else {
            self.state = State::End;
            return;
        };
        let span = Span { start: frame.start, end };
        if frame.role == Role::Operation {
            let value = span;
            found.operations.push(Operation { value, ..self.operation });
        }
        self.value(span, text, found);
    }

    /// A value has ended: it belongs to the key of the container on top.
    fn value(&mut self, span: Span, text: &[u8], found: &mut Found) {
        let Some(frame) = self.stack.last() else {
            self.state = State::End;
            return;
        };
        let key = frame.key;
        match frame.role {
            Role::Root => found.root.push(key, span),
            Role::Paths { webhook } => {
                if webhook { &mut found.webhooks } else { &mut found.paths }.push(key, span);
            }
            Role::Item { webhook } if key.of(text) == b"\"$ref\"" => {
                let items = if webhook { &found.webhooks } else { &found.paths };
                let item = u32::try_from(items.members().len()).unwrap_or(u32::MAX);
                found.references.push((item, webhook));
            }
            Role::Section(number) => {
                if let Some((_, table)) = found.sections.get_mut(number) {
                    table.push(key, span);
                }
            }
            Role::Operation => self.member(key, span, text),
            Role::Components => found.components.push(key, span),
            Role::Item { .. } | Role::Additional { .. } => {}
        }
        self.state = State::Key;
    }

    fn member(&mut self, key: Span, span: Span, text: &[u8]) {
        let operation = &mut self.operation;
        match key.of(text) {
            b"\"summary\"" => operation.summary = span,
            b"\"operationId\"" => operation.id = span,
            b"\"tags\"" => operation.tags = span,
            b"\"description\"" => operation.description = span,
            b"\"deprecated\"" => operation.deprecated = span.of(text) == b"true",
            b"\"x-internal\"" => operation.internal = span.of(text) == b"true",
            _ => {}
        }
    }
}

/// What a container is, by the one that it stands in and its key; `None` for one to step over.
fn role(parent: Role, key: &str, found: &mut Found) -> Option<Role> {
    Some(match (parent, key) {
        (Role::Root, "paths") => Role::Paths { webhook: false },
        (Role::Root, "webhooks" | "x-webhooks") => Role::Paths { webhook: true },
        (Role::Root, "components") => Role::Components,
        (
            Role::Root,
            "definitions" | "parameters" | "responses" | "securityDefinitions" | "$defs",
        ) => section(found, &format!("/{key}")),
        (Role::Components, _) => {
            section(found, &format!("/components/{}", super::node::escape(key)))
        }
        (Role::Paths { webhook }, _) => Role::Item { webhook },
        (Role::Item { webhook }, "additionalOperations") => Role::Additional { webhook },
        (Role::Item { .. }, key) if is_method(key) => Role::Operation,
        (Role::Additional { .. }, _) => Role::Operation,
        _ => return None,
    })
}

/// The section of a pointer; the same one if it stands twice.
fn section(found: &mut Found, pointer: &str) -> Role {
    let place = found.sections.iter().position(|(name, _)| name == pointer);
    Role::Section(place.unwrap_or_else(|| {
        found.sections.push((pointer.to_owned(), Table::default()));
        found.sections.len() - 1
    }))
}

/// The methods that a path item may have as members (OpenAPI 3.2 §4.9).
pub(super) fn is_method(key: &str) -> bool {
    matches!(
        key,
        "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query"
    )
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
