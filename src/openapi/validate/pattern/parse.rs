//! Reading a regular expression.

use super::{Ast, Class, Item, Property};
use std::iter::Peekable;
use std::str::Chars;

/// How many characters a pattern has at most.
const MAX_LENGTH: usize = 10_000;
/// How long what stands in braces is at most: two numbers of 32 bits, and zeros before them.
const MAX_COUNTED: usize = 24;
/// How deep groups nest.
const MAX_DEPTH: usize = 60;

struct Parser<'t> {
    rest: Peekable<Chars<'t>>,
    groups: usize,
    depth: usize,
}

/// What a pattern says; nothing if it is not understood, or too long.
pub fn parse(text: &str) -> Option<Ast> {
    if text.chars().nth(MAX_LENGTH).is_some() {
        return None;
    }
    let mut parser = Parser { rest: text.chars().peekable(), groups: 0, depth: 0 };
    let ast = parser.alternation()?;
    parser.rest.next().is_none().then_some(ast)
}

impl Parser<'_> {
    fn eat(&mut self, wanted: char) -> bool {
        self.rest.next_if_eq(&wanted).is_some()
    }

    fn alternation(&mut self) -> Option<Ast> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let mut choices = vec![self.sequence()?];
        while self.eat('|') {
            choices.push(self.sequence()?);
        }
        self.depth -= 1;
        match choices.len() {
            1 => choices.pop(),
            _ => Some(Ast::Alternation(choices)),
        }
    }

    fn sequence(&mut self) -> Option<Ast> {
        let mut parts = Vec::new();
        while let Some(&next) = self.rest.peek() {
            if next == '|' || next == ')' {
                break;
            }
            let atom = self.atom()?;
            parts.push(self.quantified(atom)?);
        }
        Some(Ast::Concat(parts))
    }

    fn quantified(&mut self, atom: Ast) -> Option<Ast> {
        let (least, most) = match self.rest.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => return self.counted(atom),
            _ => return Some(atom),
        };
        self.rest.next();
        self.eat('?');
        Some(Ast::Repeat { of: Box::new(atom), least, most })
    }

    /// `{2}`, `{2,}`, `{2,5}`; a brace that is none of these stands for itself.
    fn counted(&mut self, atom: Ast) -> Option<Ast> {
        let mut ahead = self.rest.clone();
        ahead.next();
        let mut body = String::new();
        loop {
            match ahead.next() {
                Some('}') => break,
                Some(next) if body.len() < MAX_COUNTED => body.push(next),
                _ => return Some(atom),
            }
        }
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
        let (least, most) = match body.split_once(',') {
            None if is_number(&body) => (body.parse().ok()?, Some(body.parse().ok()?)),
            Some((least, "")) if is_number(least) => (least.parse().ok()?, None),
            Some((least, most)) if is_number(least) && is_number(most) => {
                (least.parse().ok()?, Some(most.parse().ok()?))
            }
            _ => return Some(atom),
        };
        self.rest = ahead;
        self.eat('?');
        most.is_none_or(|most| least <= most).then(|| Ast::Repeat {
            of: Box::new(atom),
            least,
            most,
        })
    }

    fn atom(&mut self) -> Option<Ast> {
        match self.rest.next()? {
            '^' => Some(Ast::Start),
            '$' => Some(Ast::End),
            '.' => Some(Ast::Class(Class::dot())),
            '(' => self.group(),
            '[' => self.brackets().map(Ast::Class),
            '\\' => self.escape(),
            '*' | '+' | '?' => None,
            other => Some(Ast::Class(Class::one(other))),
        }
    }

    fn group(&mut self) -> Option<Ast> {
        let mut name = String::new();
        let mut captured = true;
        let mut look = None;
        if self.eat('?') {
            captured = false;
            match self.rest.next()? {
                ':' => {}
                '=' => look = Some((true, true)),
                '!' => look = Some((true, false)),
                'P' if self.rest.peek() == Some(&'<') => {
                    self.rest.next();
                    captured = true;
                }
                '<' if self.eat('=') => look = Some((false, true)),
                '<' if self.eat('!') => look = Some((false, false)),
                '<' => captured = true,
                _ => return None,
            }
            if captured {
                name = self.rest.by_ref().take_while(|next| *next != '>').collect();
            }
        }
        let capture = captured.then(|| {
            self.groups += 1;
            (self.groups, name)
        });
        let of = Box::new(self.alternation()?);
        if !self.eat(')') {
            return None;
        }
        Some(match look {
            Some((ahead, wanted)) => Ast::Look { of, ahead, wanted },
            None => Ast::Group(of, capture),
        })
    }

    fn escape(&mut self) -> Option<Ast> {
        let letter = self.rest.next()?;
        match letter {
            'b' => return Some(Ast::Word(true)),
            'B' => return Some(Ast::Word(false)),
            // As other dialects have them.
            'A' => return Some(Ast::Start),
            'Z' | 'z' => return Some(Ast::End),
            'k' if self.eat('<') => {
                let name = self.rest.by_ref().take_while(|next| *next != '>').collect();
                return Some(Ast::Back(name));
            }
            '1'..='9' => {
                let mut number = letter.to_string();
                while let Some(digit) = self.rest.next_if(char::is_ascii_digit) {
                    number.push(digit);
                }
                return Some(Ast::Back(number));
            }
            _ => {}
        }
        self.class_escape(letter).map(Ast::Class)
    }

    /// What stands after a backslash, in brackets or out.
    fn class_escape(&mut self, letter: char) -> Option<Class> {
        if let Some(class) = Class::escape(letter) {
            return Some(class);
        }
        if letter == 'p' || letter == 'P' {
            let name: String = if self.eat('{') {
                self.rest.by_ref().take_while(|next| *next != '}').collect()
            } else {
                self.rest.next()?.to_string()
            };
            let item = Item::Property(Property::named(&name)?, letter == 'p');
            return Some(Class { items: vec![item], negated: false });
        }
        self.character_escape(letter).map(Class::one)
    }

    fn character_escape(&mut self, letter: char) -> Option<char> {
        match letter {
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            'f' => Some('\u{c}'),
            'v' => Some('\u{b}'),
            '0' => Some('\0'),
            'c' => {
                let letter = self.rest.next().filter(char::is_ascii_alphabetic)?;
                char::from_u32(u32::from(letter) % 32)
            }
            'x' => self.hex(2).and_then(char::from_u32),
            'u' => self.unicode(),
            'a'..='z' | 'A'..='Z' => None,
            other => Some(other),
        }
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let mut value = 0;
        for _ in 0..digits {
            value = value * 16 + self.rest.next()?.to_digit(16)?;
        }
        Some(value)
    }

    /// `\u0041`, `\u{1F600}`, or two surrogates.
    fn unicode(&mut self) -> Option<char> {
        if self.eat('{') {
            let digits: String = self.rest.by_ref().take_while(|next| *next != '}').collect();
            return u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
        }
        let first = self.hex(4)?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        if !(self.eat('\\') && self.eat('u')) {
            return None;
        }
        let second = self.hex(4)?;
        let low = second.checked_sub(0xdc00)?;
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + low)
    }

    fn brackets(&mut self) -> Option<Class> {
        let mut class = Class { items: Vec::new(), negated: self.eat('^') };
        loop {
            let first = match self.rest.next()? {
                ']' => return Some(class),
                other => self.bracketed(other)?,
            };
            let mut ahead = self.rest.clone();
            let dash = ahead.next() == Some('-') && ahead.peek().is_some_and(|next| *next != ']');
            let (true, Bracketed::One(from)) = (dash, &first) else {
                class.items.extend(first.items());
                continue;
            };
            let from = *from;
            self.rest = ahead;
            let next = self.rest.next()?;
            match self.bracketed(next)? {
                Bracketed::One(to) if from <= to => class.items.push(Item::Range(from, to)),
                Bracketed::One(_) => return None,
                many @ Bracketed::Many(_) => {
                    class.items.extend([Item::Range(from, from), Item::Range('-', '-')]);
                    class.items.extend(many.items());
                }
            }
        }
    }

    fn bracketed(&mut self, first: char) -> Option<Bracketed> {
        if first != '\\' {
            return Some(Bracketed::One(first));
        }
        let letter = self.rest.next()?;
        if letter == 'b' {
            return Some(Bracketed::One('\u{8}'));
        }
        let class = self.class_escape(letter)?;
        Some(match class.items.as_slice() {
            [Item::Range(one, other)] if one == other && !class.negated => Bracketed::One(*one),
            _ => Bracketed::Many(class),
        })
    }
}

enum Bracketed {
    One(char),
    Many(Class),
}

impl Bracketed {
    fn items(self) -> Vec<Item> {
        match self {
            Self::One(character) => vec![Item::Range(character, character)],
            Self::Many(class) if class.negated => vec![Item::Not(class.items)],
            Self::Many(class) => class.items,
        }
    }
}
