//! What changed in a text: words, blanks and signs, each with the elements around it; in code,
//! lines.

use super::align::{self, Hunk};
use super::items::{same_shell, seen};
use super::siblings::Work;
use super::{Bit, Change, Piece, Run};
use crate::html::{Attribute, Element, Html, Tag, Url};
use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

/// A text cut into the units that are compared.
pub(super) struct Text<'a> {
    bits: Vec<Bit<'a>>,
    units: Vec<Unit<'a>>,
}

/// A word, blanks, a sign, an element without a text, or a line of code.
struct Unit<'a> {
    kind: Kind,
    key: Key<'a>,
    bits: Range<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Blank,
    Sign,
    Line,
    Atom,
}

/// What makes two units the same, whatever their look.
#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Text(Cow<'a, str>),
    Atom(&'static str, Vec<(&'static str, String)>),
}

impl<'a> Text<'a> {
    /// Cuts neighbours that are words; code by lines.
    pub(super) fn new(nodes: &'a [Html], code: bool) -> Self {
        let mut text = Self { bits: Vec::new(), units: Vec::new() };
        text.take(nodes, &Rc::default(), code);
        text
    }

    /// How many units there are.
    pub(super) fn len(&self) -> usize {
        self.units.len()
    }

    fn take(&mut self, nodes: &'a [Html], marks: &Rc<[&'a Element]>, code: bool) {
        for leaf in nodes {
            match leaf {
                Html::Text(text) if text.is_empty() => self.push(Kind::Sign, "", (leaf, marks)),
                Html::Text(text) if code => {
                    for line in text.split_inclusive('\n') {
                        self.push(Kind::Line, line, (leaf, marks));
                    }
                }
                Html::Text(text) => {
                    for (kind, part) in parts(text) {
                        self.push(kind, part, (leaf, marks));
                    }
                }
                Html::Element(inner) if inner.children.is_empty() => {
                    self.atom(inner, (leaf, marks));
                }
                Html::Element(inner) => {
                    let marks: Rc<[_]> = marks.iter().copied().chain([inner]).collect();
                    self.take(&inner.children, &marks, code);
                }
            }
        }
    }

    fn atom(&mut self, atom: &Element, (leaf, marks): (&'a Html, &Rc<[&'a Element]>)) {
        let key = Key::Atom(atom.tag.name(), seen(atom).flat_map(Attribute::pairs).collect());
        let at = self.bits.len();
        self.bits.push(Bit { text: "", leaf, marks: Rc::clone(marks) });
        self.units.push(Unit { kind: Kind::Atom, key, bits: at..at + 1 });
    }

    /// Adds characters: to the unit before, if they go on with it across an element's bounds.
    fn push(&mut self, kind: Kind, text: &'a str, (leaf, marks): (&'a Html, &Rc<[&'a Element]>)) {
        let at = self.bits.len();
        let starts_at = |bit: &Bit<'_>| bit.text.ends_with('\n');
        let is_new_line = self.bits.last().is_none_or(starts_at);
        self.bits.push(Bit { text, leaf, marks: Rc::clone(marks) });
        // The end of a line is not part of it: the last line may have none.
        let shown = if kind == Kind::Line { text.strip_suffix('\n').unwrap_or(text) } else { text };
        if let Some(Unit { kind: before, key: Key::Text(key), bits }) = self.units.last_mut() {
            let goes_on = *before == kind
                && match kind {
                    Kind::Word | Kind::Blank => true,
                    Kind::Line => !is_new_line,
                    Kind::Sign | Kind::Atom => false,
                };
            if goes_on || text.is_empty() {
                if !shown.is_empty() {
                    key.to_mut().push_str(shown);
                }
                bits.end = at + 1;
                return;
            }
        }
        let key = Key::Text(Cow::Borrowed(shown));
        self.units.push(Unit { kind, key, bits: at..at + 1 });
    }

    fn unit(&self, place: usize) -> &[Bit<'a>] {
        let bits = self.units.get(place).and_then(|unit| self.bits.get(unit.bits.clone()));
        bits.unwrap_or_default()
    }

    /// The bits of neighbouring units.
    fn stretch(&self, units: &Range<usize>) -> Vec<Bit<'a>> {
        let units = self.units.get(units.clone()).unwrap_or_default();
        match (units.first(), units.last()) {
            (Some(first), Some(last)) => {
                self.bits.get(first.bits.start..last.bits.end).unwrap_or_default().to_vec()
            }
            _ => Vec::new(),
        }
    }

    fn is_blank(&self, units: Range<usize>) -> bool {
        let units = self.units.get(units).unwrap_or_default();
        units.iter().all(|unit| unit.kind == Kind::Blank)
    }

    fn is_picture(&self, units: &Range<usize>) -> bool {
        let leaf = self.unit(units.start).first().map(|bit| bit.leaf);
        units.len() == 1 && matches!(leaf, Some(Html::Element(leaf)) if leaf.tag == Tag::Img)
    }
}

/// A text as words, blanks and signs; each sign and each ideograph by itself.
pub(super) fn parts(text: &str) -> impl Iterator<Item = (Kind, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let kind = kind(first);
        let more =
            |c: char| !matches!(kind, Kind::Sign) && !is_ideograph(first) && goes_on(kind, c);
        let end = rest.char_indices().skip(1).find(|(_, c)| !more(*c));
        let (part, left) = rest.split_at(end.map_or(rest.len(), |(place, _)| place));
        rest = left;
        Some((kind, part))
    })
}

fn kind(c: char) -> Kind {
    match c {
        _ if c.is_whitespace() => Kind::Blank,
        _ if c.is_alphanumeric() || c == '_' => Kind::Word,
        _ => Kind::Sign,
    }
}

fn goes_on(kind: Kind, c: char) -> bool {
    self::kind(c) == kind && !is_ideograph(c)
}

/// Ideographs and kana stand without blanks between words.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The runs of two texts; `None` if they say and look the same.
pub(super) fn words<'a>(
    old: &Text<'a>,
    new: &Text<'a>,
    code: bool,
    work: &mut Work,
) -> Option<Piece<'a>> {
    let mut runs: Vec<Run<'a>> = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    for (before, after) in hunks(old, new, code, work) {
        kept(old, new, (old_at..before.start, new_at), code, &mut runs);
        (old_at, new_at) = (before.end, after.end);
        if old.is_picture(&before) && new.is_picture(&after) {
            let (old, new) = (old.stretch(&before), new.stretch(&after));
            runs.push(Run { change: Change::Address, old, new });
            continue;
        }
        if !before.is_empty() {
            let old = old.stretch(&before);
            runs.push(Run { change: Change::Removed, old, new: Vec::new() });
        }
        if !after.is_empty() {
            let new = new.stretch(&after);
            runs.push(Run { change: Change::Added, old: Vec::new(), new });
        }
    }
    kept(old, new, (old_at..old.len(), new_at), code, &mut runs);
    if runs.iter().all(|run| run.change == Change::Same) {
        // Of code, the colours count only when nothing else differs: a change recolours what
        // follows.
        if !code || same_look(&old.bits, &new.bits) {
            return None;
        }
        runs = vec![Run { change: Change::Format, old: old.bits.clone(), new: new.bits.clone() }];
    }
    Some(Piece::Words { code, runs })
}

/// The parts that differ. Changes with nothing but blanks between them are one.
fn hunks(old: &Text<'_>, new: &Text<'_>, code: bool, work: &mut Work) -> Vec<Hunk> {
    let (old_keys, new_keys) = (old.units.iter(), new.units.iter());
    let found = align::hunks(old_keys.map(|unit| &unit.key), new_keys.map(|unit| &unit.key), work);
    let mut hunks: Vec<Hunk> = Vec::new();
    for (before, after) in found {
        match hunks.last_mut() {
            Some(last) if !code && old.is_blank(last.0.end..before.start) => {
                last.0.end = before.end;
                last.1.end = after.end;
            }
            _ => hunks.push((before, after)),
        }
    }
    hunks
}

/// Adds the runs of units that are the same but may look otherwise.
fn kept<'a>(
    old: &Text<'a>,
    new: &Text<'a>,
    (units, new_at): (Range<usize>, usize),
    code: bool,
    runs: &mut Vec<Run<'a>>,
) {
    let mut last = None;
    for (place, unit) in units.enumerate() {
        let (old, new) = (old.unit(unit), new.unit(new_at + place));
        let look = look(old, new, code);
        match runs.last_mut() {
            Some(run) if last == Some(look) => {
                run.old.extend_from_slice(old);
                run.new.extend_from_slice(new);
            }
            _ => runs.push(Run { change: look.0, old: old.to_vec(), new: new.to_vec() }),
        }
        last = Some(look);
    }
}

/// How the look of a unit changed, with the addresses if those did.
fn look<'b>(old: &'b [Bit<'_>], new: &'b [Bit<'_>], code: bool) -> (Change, Option<Addresses<'b>>) {
    if code || same_look(old, new) {
        return (Change::Same, None);
    }
    let (before, after) = addresses(old, new);
    if before == after { (Change::Format, None) } else { (Change::Address, Some((before, after))) }
}

/// Where something led, and where it leads.
pub(super) type Addresses<'b> = (Option<&'b Url>, Option<&'b Url>);

/// The addresses of the first pictures; of the first links, if those are the same.
pub(super) fn addresses<'b>(old: &'b [Bit<'_>], new: &'b [Bit<'_>]) -> Addresses<'b> {
    let pictures = (old.iter().find_map(picture), new.iter().find_map(picture));
    if pictures.0 == pictures.1 {
        return (old.iter().find_map(link), new.iter().find_map(link));
    }
    pictures
}

fn picture<'b>(bit: &'b Bit<'_>) -> Option<&'b Url> {
    let Html::Element(leaf) = bit.leaf else { return None };
    leaf.attributes.iter().find_map(|attribute| match attribute {
        Attribute::Picture(url, _) => Some(url),
        _ => None,
    })
}

fn link<'b>(bit: &'b Bit<'_>) -> Option<&'b Url> {
    let attributes = bit.marks.iter().flat_map(|mark| &mark.attributes);
    attributes.into_iter().find_map(|attribute| match attribute {
        Attribute::Href(url) => Some(url),
        _ => None,
    })
}

/// Whether the same characters stand in the same elements.
fn same_look(old: &[Bit<'_>], new: &[Bit<'_>]) -> bool {
    match (old, new) {
        ([old], [new]) => same_marks(old, new),
        _ => looks(old).eq(&looks(new)),
    }
}

/// Neighbours that look the same as one, by their length in bytes.
fn looks<'b, 'a>(bits: &'b [Bit<'a>]) -> Vec<Look<'b, 'a>> {
    let shown =
        bits.iter().filter(|bit| !bit.text.is_empty() || matches!(bit.leaf, Html::Element(_)));
    let mut looks: Vec<Look<'b, 'a>> = Vec::new();
    for bit in shown {
        match looks.last_mut() {
            Some(last) if !bit.text.is_empty() && last.length > 0 && same_marks(last.bit, bit) => {
                last.length += bit.text.len();
            }
            _ => looks.push(Look { bit, length: bit.text.len() }),
        }
    }
    looks
}

struct Look<'b, 'a> {
    bit: &'b Bit<'a>,
    length: usize,
}

impl PartialEq for Look<'_, '_> {
    fn eq(&self, other: &Self) -> bool {
        self.length == other.length && same_marks(self.bit, other.bit)
    }
}

fn same_marks(old: &Bit<'_>, new: &Bit<'_>) -> bool {
    let (old, new) = (&old.marks, &new.marks);
    old.len() == new.len() && old.iter().zip(new.iter()).all(|(old, new)| same_shell(old, new))
}
