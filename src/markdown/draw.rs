//! From the parser's events to the tree.

use super::slug::Slugs;
use super::tree::{Finish, Opening, Source, Tree};
use super::{Look, OPTIONS, autolink, fences, parts, tags};
use crate::html::{Attribute, Html, Tag, Url, code_block, element, text};
use pulldown_cmark::{Alignment, CodeBlockKind, Event, Parser, Tag as Mark, TagEnd};

/// Draws a text.
pub(super) fn draw(source: &str, look: Look) -> Vec<Html> {
    draw_with(source, look, &mut Slugs::default())
}

/// Draws a text that is a part of another one, which has used the names in `slugs`.
pub(super) fn draw_with(source: &str, look: Look, slugs: &mut Slugs) -> Vec<Html> {
    let mut drawer = Drawer {
        tree: Tree::new(look, std::mem::take(slugs)),
        marks: Vec::new(),
        words: String::new(),
        capture: None,
        table: Table { columns: Vec::new(), column: 0, head: false },
    };
    for event in Parser::new_ext(source, OPTIONS) {
        drawer.event(event);
    }
    drawer.flush();
    let (drawn, used) = drawer.tree.finish();
    *slugs = used;
    drawn
}

/// What is gathered before it can be drawn.
enum Capture {
    /// A block of code in a language.
    Code(String, String),
    /// A block of HTML.
    Html(String),
    /// A picture: its address, its title, what it shows, and how many pictures are inside.
    Picture { address: String, title: String, alt: String, inner: usize },
}

/// The table that is being drawn.
struct Table {
    columns: Vec<Alignment>,
    column: usize,
    head: bool,
}

struct Drawer {
    tree: Tree,
    /// The serial numbers of what Markdown has opened; nothing for what was not opened.
    marks: Vec<Option<u32>>,
    /// A text that may go on.
    words: String,
    capture: Option<Capture>,
    table: Table,
}

impl Drawer {
    fn event(&mut self, event: Event<'_>) {
        let Some(event) = self.captured(event) else {
            return;
        };
        match event {
            Event::Text(words) => return self.words.push_str(&words),
            Event::SoftBreak => return self.words.push('\n'),
            _ => self.flush(),
        }
        match event {
            Event::Start(mark) => self.start(mark),
            Event::End(mark) => self.end(mark),
            Event::Code(code) | Event::InlineMath(code) | Event::DisplayMath(code) => {
                let code = vec![text(code.into_string())];
                self.tree.leaf(element(Tag::Code, Vec::new(), code));
            }
            Event::Html(html) | Event::InlineHtml(html) => tags::draw(&mut self.tree, &html),
            Event::FootnoteReference(label) => {
                if self.tree.in_link() {
                    self.tree.text(&format!("[{label}]"));
                } else {
                    let reference = self.tree.notes.reference(&label);
                    self.tree.leaf(reference);
                }
            }
            Event::HardBreak => self.tree.leaf(element(Tag::Br, Vec::new(), Vec::new())),
            Event::Rule => self.tree.leaf(element(Tag::Hr, Vec::new(), Vec::new())),
            Event::TaskListMarker(done) => parts::task(&mut self.tree, done),
            Event::Text(_) | Event::SoftBreak => {}
        }
    }

    /// An event that belongs to what is gathered is taken; every other comes back.
    fn captured<'e>(&mut self, event: Event<'e>) -> Option<Event<'e>> {
        let Some(mut capture) = self.capture.take() else {
            return Some(event);
        };
        match (&mut capture, event) {
            (Capture::Code(language, code), Event::End(TagEnd::CodeBlock)) => {
                let look = self.tree.look;
                let drawn = fences::draw(language, code, look, &mut self.tree.slugs);
                let messages = look.language.messages();
                self.tree.leaf(drawn.unwrap_or_else(|| code_block(language, code, messages)));
                return None;
            }
            (Capture::Html(html), Event::End(TagEnd::HtmlBlock)) => {
                tags::draw(&mut self.tree, html);
                return None;
            }
            (Capture::Picture { address, title, alt, inner: 0 }, Event::End(TagEnd::Image)) => {
                parts::picture(&mut self.tree, address, (title, alt), None);
                return None;
            }
            (Capture::Picture { inner, .. }, Event::Start(Mark::Image { .. })) => *inner += 1,
            (Capture::Picture { inner, .. }, Event::End(TagEnd::Image)) => *inner -= 1,
            (Capture::Picture { alt, .. }, Event::InlineHtml(html)) => tags::words(&html, alt),
            (Capture::Picture { alt, .. }, Event::SoftBreak | Event::HardBreak) => alt.push(' '),
            (
                Capture::Code(_, kept) | Capture::Html(kept) | Capture::Picture { alt: kept, .. },
                Event::Text(words) | Event::Code(words) | Event::Html(words),
            ) => kept.push_str(&words),
            _ => {}
        }
        self.capture = Some(capture);
        None
    }

    /// Draws the text that was gathered, its addresses as links.
    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        if words.is_empty() {
            return;
        }
        if self.tree.in_link() {
            return self.tree.text(&words);
        }
        for (piece, address) in autolink::pieces(&words) {
            match address.and_then(|address| Url::check(&address)) {
                Some(url) => {
                    self.tree.leaf(element(Tag::A, vec![Attribute::Href(url)], vec![text(piece)]));
                }
                None => self.tree.text(piece),
            }
        }
    }

    fn start(&mut self, mark: Mark<'_>) {
        let opening = match mark {
            Mark::CodeBlock(kind) => {
                self.capture = Some(Capture::Code(language(&kind), String::new()));
                return;
            }
            Mark::HtmlBlock => {
                self.capture = Some(Capture::Html(String::new()));
                return;
            }
            Mark::Image { dest_url, title, .. } => {
                self.capture = Some(Capture::Picture {
                    address: dest_url.into_string(),
                    title: title.into_string(),
                    alt: String::new(),
                    inner: 0,
                });
                return;
            }
            Mark::Table(columns) => {
                self.table.columns = columns;
                parts::table()
            }
            Mark::TableHead => {
                self.table.head = true;
                self.table.column = 0;
                let head = self.tree.open(Opening::new(Tag::Thead), Source::Markdown);
                self.marks.push(head);
                if head.is_some() {
                    self.tree.open(Opening::new(Tag::Tr), Source::Implied);
                }
                return;
            }
            Mark::TableRow => {
                self.table.column = 0;
                Opening::new(Tag::Tr)
            }
            Mark::TableCell => self.cell(),
            Mark::Link { dest_url, title, .. } => {
                let link = self.tree.end_link().then(|| parts::link(&dest_url, &title));
                let serial = link.and_then(|link| self.tree.open(link, Source::Markdown));
                return self.marks.push(serial);
            }
            Mark::BlockQuote(Some(kind)) => {
                let (opening, title) = parts::alert(self.tree.look, kind);
                let serial = self.tree.open(opening, Source::Markdown);
                self.marks.push(serial);
                return self.tree.leaf(title);
            }
            mark => self.opening(mark),
        };
        let serial = self.tree.open(opening, Source::Markdown);
        self.marks.push(serial);
    }

    /// How the elements without a story of their own are opened.
    fn opening(&mut self, mark: Mark<'_>) -> Opening {
        match mark {
            Mark::Heading { level, .. } => parts::heading(self.tree.look, level as u8),
            Mark::BlockQuote(None) => Opening::new(Tag::Blockquote),
            Mark::List(None) => Opening::new(Tag::Ul),
            Mark::List(Some(1)) => Opening::new(Tag::Ol),
            Mark::List(Some(first)) => Opening::new(Tag::Ol)
                .with(Attribute::Start(u32::try_from(first).unwrap_or(u32::MAX))),
            Mark::Item => Opening::new(Tag::Li),
            Mark::FootnoteDefinition(label) => {
                let mut opening = Opening::new(Tag::Section);
                opening.finish = Finish::Note(label.into_string());
                opening
            }
            Mark::Emphasis => Opening::new(Tag::Em),
            Mark::Strong => Opening::new(Tag::Strong),
            Mark::Strikethrough => Opening::new(Tag::Del),
            Mark::Superscript => Opening::new(Tag::Sup),
            Mark::Subscript => Opening::new(Tag::Sub),
            _ => Opening::new(Tag::P),
        }
    }

    fn end(&mut self, mark: TagEnd) {
        match self.marks.pop() {
            Some(Some(serial)) => self.tree.close(serial),
            _ if matches!(mark, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link) => {}
            _ => self.tree.gap(),
        }
        match mark {
            TagEnd::TableHead => self.table.head = false,
            TagEnd::TableCell => self.table.column += 1,
            _ => {}
        }
    }
}

impl Drawer {
    fn cell(&self) -> Opening {
        let mut opening = Opening::new(if self.table.head { Tag::Th } else { Tag::Td });
        opening.finish = Finish::Cell;
        opening.attributes.extend(match self.table.columns.get(self.table.column) {
            Some(Alignment::Left) => Some(Attribute::class("align-left")),
            Some(Alignment::Center) => Some(Attribute::class("align-center")),
            Some(Alignment::Right) => Some(Attribute::class("align-right")),
            Some(Alignment::None) | None => None,
        });
        opening
    }
}

/// The language of a block of code: the first word after the fence.
fn language(kind: &CodeBlockKind<'_>) -> String {
    let CodeBlockKind::Fenced(info) = kind else {
        return String::new();
    };
    info.split([' ', '\t', ',', '{']).next().unwrap_or_default().to_owned()
}
