//! Elements that are open, and what they hold: always a valid tree, whatever opens and closes.
//!
//! The rules are those by which a browser reads HTML, as far as they keep a text and its structure:
//! a block ends the paragraph that it stands in, a cell ends the cell before it. Never deeper than
//! [`DEPTH`] and a few; what is nested deeper is kept as text.

use super::Look;
use super::nest::{self, Place};
use super::notes::Notes;
use super::slug::Slugs;
use crate::html::{Attribute, Html, Tag, code_block, element, refused_link, scrolling, text};

/// How deep elements nest.
const DEPTH: usize = 100;

/// How many cells without a content are drawn; a hostile table asks for many.
const EMPTY_CELLS: usize = 20_000;

/// What happens when an element ends.
pub(super) enum Finish {
    /// Nothing more.
    Plain,
    /// A heading gets its anchor.
    Heading,
    /// An empty cell counts: a hostile table asks for many.
    Cell,
    /// A table gets the region that it scrolls in.
    Table,
    /// A link that is not allowed shows its address.
    Refused(String),
    /// A footnote is put aside, by its label.
    Note(String),
}

/// An element that is to be opened.
pub(super) struct Opening {
    /// What it was written as: what an end tag names.
    pub(super) name: Tag,
    /// What it is drawn as.
    pub(super) tag: Tag,
    pub(super) attributes: Vec<Attribute>,
    pub(super) finish: Finish,
}

impl Opening {
    /// An element that is drawn as it is written.
    pub(super) fn new(tag: Tag) -> Self {
        Self { name: tag, tag, attributes: Vec::new(), finish: Finish::Plain }
    }

    /// The same with an attribute.
    pub(super) fn with(mut self, attribute: Attribute) -> Self {
        self.attributes.push(attribute);
        self
    }
}

/// Who opens an element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// Markdown: its ends come in order.
    Markdown,
    /// An HTML tag.
    Html,
    /// Nobody: the tree needs it here.
    Implied,
}

/// An element that is open.
pub(super) struct Frame {
    serial: u32,
    pub(super) name: Tag,
    pub(super) tag: Tag,
    pub(super) source: Source,
    attributes: Vec<Attribute>,
    children: Vec<Html>,
    finish: Finish,
    /// A `<details>` that has its summary.
    summarised: bool,
}

impl Frame {
    /// Whether it leads somewhere.
    fn is_link(&self) -> bool {
        self.tag == Tag::A
    }

    /// Whether it is a world of its own: nothing inside ends what is around it.
    pub(super) fn is_closed(&self) -> bool {
        matches!(self.finish, Finish::Note(_))
            || (self.source == Source::Markdown && matches!(self.tag, Tag::Td | Tag::Th))
    }
}

/// The open elements, and all that is finished.
pub(super) struct Tree {
    pub(super) look: Look,
    pub(super) notes: Notes,
    frames: Vec<Frame>,
    root: Vec<Html>,
    serial: u32,
    /// Tags that were not opened, whose ends mean nothing either.
    skipped: Vec<(Tag, usize)>,
    pub(super) slugs: Slugs,
    empty_cells: usize,
    /// How many of the open elements bring one more around them.
    regions: usize,
}

impl Tree {
    pub(super) fn new(look: Look, slugs: Slugs) -> Self {
        Self {
            look,
            notes: Notes::default(),
            frames: Vec::new(),
            root: Vec::new(),
            serial: 0,
            skipped: Vec::new(),
            slugs,
            empty_cells: 0,
            regions: 0,
        }
    }

    /// All that was drawn, and the names that it has used.
    pub(super) fn finish(mut self) -> (Vec<Html>, Slugs) {
        self.close_to(0);
        self.root.extend(self.notes.section(self.look));
        (self.root, self.slugs)
    }

    /// Opens an element where it may stand; `None` if it may not, so that its content stands alone.
    pub(super) fn open(&mut self, mut opening: Opening, source: Source) -> Option<u32> {
        let closed = matches!(opening.finish, Finish::Note(_));
        if !closed && !self.make_room(&mut opening, source) {
            if nest::is_block(opening.name) {
                self.gap();
            }
            return None;
        }
        Some(self.push(opening, source))
    }

    /// An element that holds nothing that is still to come.
    pub(super) fn leaf(&mut self, html: Html) {
        if let Html::Element(leaf) = &html {
            let mut opening = Opening::new(leaf.tag);
            // A leaf needs no depth of its own.
            self.settle(&mut opening, Source::Markdown);
        }
        self.children().push(html);
    }

    /// A text. Blanks between blocks are nothing.
    pub(super) fn text(&mut self, words: &str) {
        let holder = self.frames.last().map(|frame| frame.tag);
        let blank = words.trim_matches(|c: char| c.is_ascii_whitespace()).is_empty();
        let loose = holder.is_none_or(nest::holds_blocks);
        let after_block = match self.children().last() {
            None => true,
            Some(Html::Element(element)) => nest::is_block(element.tag),
            Some(Html::Text(_)) => false,
        };
        if blank && (holder.is_some_and(nest::is_frame_only) || (loose && after_block)) {
            return;
        }
        self.fill();
        let first = self.children().is_empty() && holder == Some(Tag::Pre);
        let words = if first { words.strip_prefix('\n').unwrap_or(words) } else { words };
        match self.children().last_mut() {
            Some(Html::Text(before)) => before.push_str(words),
            _ if words.is_empty() => {}
            _ => self.children().push(text(words)),
        }
    }

    /// Sets what comes apart from what is there, where no element does.
    pub(super) fn gap(&mut self) {
        if let Some(Html::Text(before)) = self.children().last_mut()
            && !before.ends_with('\n')
        {
            before.push('\n');
        }
    }

    /// Ends the element of a serial number, if something else has not ended it.
    pub(super) fn close(&mut self, serial: u32) {
        if let Ok(at) = self.frames.binary_search_by_key(&serial, |frame| frame.serial) {
            self.close_to(at);
        }
    }

    /// An end tag: ends the nearest element that it names, and those inside; else means nothing.
    pub(super) fn end_tag(&mut self, tag: Tag) {
        if let Some((_, count)) = self.skipped.iter_mut().find(|(skipped, _)| *skipped == tag)
            && *count > 0
        {
            *count -= 1;
            if nest::is_block(tag) {
                self.gap();
            }
            return;
        }
        for (at, frame) in self.frames.iter().enumerate().rev() {
            if frame.source == Source::Html && nest::ends(tag, frame.name) {
                return self.close_to(at);
            }
            if frame.is_closed() || nest::stops_end(tag, frame.tag) {
                return;
            }
        }
    }

    /// Leaves the end of a tag without a meaning, as its start was.
    pub(super) fn skip(&mut self, tag: Tag) {
        match self.skipped.iter_mut().find(|(skipped, _)| *skipped == tag) {
            Some((_, count)) => *count += 1,
            None => self.skipped.push((tag, 1)),
        }
    }

    /// Whether a link is open here.
    pub(super) fn in_link(&self) -> bool {
        self.frames.iter().any(Frame::is_link)
    }

    /// Ends the link of a tag that is open here: links do not nest. Whether none is open now.
    pub(super) fn end_link(&mut self) -> bool {
        for (at, frame) in self.frames.iter().enumerate().rev() {
            if frame.is_link() && frame.source == Source::Html {
                self.close_to(at);
                break;
            }
            if frame.is_link() || frame.is_closed() {
                break;
            }
        }
        !self.in_link()
    }

    /// Gives the nearest open item of a list a class.
    pub(super) fn class_item(&mut self, class: &'static str) {
        let item = self.frames.iter_mut().rev().find(|frame| frame.tag == Tag::Li);
        if let Some(item) = item.filter(|item| item.attributes.is_empty()) {
            item.attributes.push(Attribute::class(class));
        }
    }

    fn children(&mut self) -> &mut Vec<Html> {
        match self.frames.last_mut() {
            Some(frame) => &mut frame.children,
            None => &mut self.root,
        }
    }

    fn push(&mut self, opening: Opening, source: Source) -> u32 {
        self.serial += 1;
        let Opening { name, tag, attributes, finish } = opening;
        self.regions += usize::from(matches!(finish, Finish::Table));
        self.frames.push(Frame {
            serial: self.serial,
            name,
            tag,
            source,
            attributes,
            children: Vec::new(),
            finish,
            summarised: false,
        });
        self.serial
    }

    fn imply(&mut self, tags: &[Tag]) {
        for tag in tags {
            let mut opening = Opening::new(*tag);
            if *tag == Tag::Table {
                opening.finish = Finish::Table;
            }
            self.push(opening, Source::Implied);
        }
    }

    /// Makes the place ready for an element; false if it may not stand here.
    fn make_room(&mut self, opening: &mut Opening, source: Source) -> bool {
        let name = opening.name;
        let full = self.frames.len() + self.regions >= DEPTH;
        if let Some(holders) = nest::holders(name) {
            let place = nest::place(&self.frames, name, holders, source);
            match place {
                Place::In(at) => {
                    self.close_to(at + 1);
                    let holder = self.frames.last().map(|frame| frame.tag);
                    self.imply(nest::between(holder, name));
                }
                Place::New(holder) if !full => {
                    self.settle(&mut Opening::new(holder), Source::Markdown);
                    self.imply(&[holder]);
                }
                Place::New(_) | Place::Nowhere => return false,
            }
            return true;
        }
        if full {
            if source == Source::Html {
                self.skip(name);
            }
            return false;
        }
        self.settle(opening, source);
        true
    }

    /// Ends what an element may not stand in, and opens what it must stand in.
    fn settle(&mut self, opening: &mut Opening, source: Source) {
        if nest::is_block(opening.tag) {
            if let Some(at) = self.nearest(|tag| tag == Tag::P) {
                self.close_to(at);
            }
            if let Some(at) = self.nearest(nest::holds_lines) {
                let written =
                    source == Source::Html && matches!(opening.tag, Tag::Div | Tag::Blockquote);
                if written || opening.tag == Tag::P {
                    opening.tag = Tag::Span;
                } else {
                    self.close_to(at);
                }
            }
        }
        self.fill();
        if opening.name == Tag::Summary && opening.tag == Tag::Summary {
            let details = self
                .frames
                .last_mut()
                .filter(|frame| frame.tag == Tag::Details && !frame.summarised);
            match details {
                Some(details) => details.summarised = true,
                None => opening.tag = Tag::Div,
            }
        }
    }

    /// The nearest element around of some kind, in this cell.
    fn nearest(&self, kind: impl Fn(Tag) -> bool) -> Option<usize> {
        for (at, frame) in self.frames.iter().enumerate().rev() {
            if kind(frame.tag) {
                return Some(at);
            }
            if frame.is_closed() || matches!(frame.tag, Tag::Td | Tag::Th) {
                return None;
            }
        }
        None
    }

    /// Opens the item or the cell that a list or a table must have around a content.
    fn fill(&mut self) {
        while let Some(frame) = self.frames.last() {
            let missing = nest::inside(frame.tag);
            if !missing.is_empty() && frame.source == Source::Implied && nest::is_list(frame.tag) {
                self.close_to(self.frames.len() - 1);
                continue;
            }
            return self.imply(missing);
        }
    }

    fn close_to(&mut self, length: usize) {
        while self.frames.len() > length {
            let Some(frame) = self.frames.pop() else {
                return;
            };
            if let Some(html) = self.ended(frame) {
                self.children().push(html);
            }
        }
    }

    /// What an element has become; nothing if it stands elsewhere.
    fn ended(&mut self, frame: Frame) -> Option<Html> {
        let Frame { tag, mut attributes, children, finish, source, .. } = frame;
        self.regions -= usize::from(matches!(finish, Finish::Table));
        match finish {
            // `<p>` around blocks has ended before the first of them.
            Finish::Plain
                if tag == Tag::P && source == Source::Html && nest::is_blank(&children) =>
            {
                return None;
            }
            Finish::Cell if children.is_empty() => {
                self.empty_cells += 1;
                if self.empty_cells > EMPTY_CELLS {
                    return None;
                }
            }
            // Code alone gets the frame of code, with its button.
            Finish::Plain if tag == Tag::Pre && nest::is_code(&children) => {
                let mut code = String::new();
                crate::html::words(&children, &mut code);
                return Some(code_block("", &code, self.look.language.messages()));
            }
            Finish::Heading => {
                let mut words = String::new();
                crate::html::words(&children, &mut words);
                attributes.push(Attribute::Anchor(self.slugs.take(&words)));
            }
            Finish::Table => {
                let messages = self.look.language.messages();
                return Some(scrolling(element(tag, attributes, children), messages));
            }
            Finish::Refused(address) => return Some(refused_link(children, &address)),
            Finish::Note(label) => {
                self.notes.define(label, children);
                return None;
            }
            Finish::Cell | Finish::Plain => {}
        }
        Some(element(tag, attributes, children))
    }
}
