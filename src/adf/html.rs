//! From nodes to the tree of allowed elements.

use super::{Block, Node, PanelKind, Place, Setting, TOO_DEEP, Valign, grid, inline, plain};
use crate::html::{Attribute, Html, Tag, Url, classed, code_block, element, refused_link, text};
use crate::i18n::{Language, Messages, Prose};
use crate::request::encode;
use serde_json::Value;

pub use crate::html::code_spans;

/// How a document is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// The language of the words around it.
    pub language: Language,
    /// The files of the page, by the ids that its media have.
    pub files: &'a [(String, String)],
}

impl Look<'static> {
    /// Without files.
    pub fn new(language: Language) -> Self {
        Self { language, files: &[] }
    }
}

/// A heading of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its level, 1 ..= 6.
    pub level: u8,
    /// The name of its place, as a link has it.
    pub anchor: String,
    /// What it says.
    pub text: String,
}

/// Draws a document. One that holds nothing says so.
pub fn draw(nodes: &[Node], look: Look<'_>) -> Vec<Html> {
    let mut pen = Pen::new(look);
    if nodes.iter().any(has_contents) {
        pen.headings = headings(nodes);
    }
    let drawn = pen.flow(nodes);
    if drawn.is_empty() {
        return vec![classed(Tag::P, "empty", vec![text(pen.prose().empty)])];
    }
    drawn
}

/// The headings of a document, in order.
pub fn headings(nodes: &[Node]) -> Vec<Heading> {
    let mut found = Vec::new();
    collect(nodes, &mut Anchors::default(), &mut found);
    found
}

fn collect(nodes: &[Node], anchors: &mut Anchors, found: &mut Vec<Heading>) {
    for node in nodes {
        match node {
            Node::Block(Block::Heading(level), words) => {
                let text = plain(words).replace('\n', " ");
                if let Some(anchor) = anchors.take(&text) {
                    found.push(Heading { level: *level, anchor, text });
                }
            }
            Node::Block(_, inner) | Node::Unknown(_, inner) => collect(inner, anchors, found),
            Node::Tabs(tabs) => tabs.iter().for_each(|(_, inner)| collect(inner, anchors, found)),
            _ => {}
        }
    }
}

fn has_contents(node: &Node) -> bool {
    match node {
        Node::Contents => true,
        Node::Block(_, inner) | Node::Unknown(_, inner) => inner.iter().any(has_contents),
        Node::Tabs(tabs) => tabs.iter().any(|(_, inner)| inner.iter().any(has_contents)),
        _ => false,
    }
}

/// Names of places as Confluence makes them: the words with `-` for blanks, `.1` for the second of a
/// name. So links that were written there lead to the same place here.
#[derive(Default)]
struct Anchors(serde_json::Map<String, Value>);

impl Anchors {
    fn take(&mut self, words: &str) -> Option<String> {
        let blanks = |c: char| c == '\u{a0}' || c <= ' ';
        let name: Vec<&str> = words.split(blanks).filter(|word| !word.is_empty()).collect();
        let name = name.join("-");
        if name.is_empty() {
            return None;
        }
        let mut taken = name.clone();
        let mut count = self.0.get(&name).and_then(Value::as_u64).unwrap_or(0);
        // A heading may say what the second of another is called.
        while count > 0 && self.0.contains_key(&taken) {
            taken = format!("{name}.{count}");
            count += 1;
        }
        if taken != name {
            self.0.insert(taken.clone(), Value::from(1));
        }
        self.0.insert(name, Value::from(count.max(1)));
        Some(taken)
    }
}

/// What is known while a document is drawn.
pub(super) struct Pen<'a> {
    pub(super) look: Look<'a>,
    anchors: Anchors,
    headings: Vec<Heading>,
}

impl<'a> Pen<'a> {
    fn new(look: Look<'a>) -> Self {
        Self { look, anchors: Anchors::default(), headings: Vec::new() }
    }

    pub(super) fn messages(&self) -> &'static Messages {
        self.look.language.messages()
    }

    pub(super) fn prose(&self) -> &'static Prose {
        self.look.language.prose()
    }

    /// Draws what stands where blocks may: neighbours that are words share their marks' elements.
    pub(super) fn flow(&mut self, nodes: &[Node]) -> Vec<Html> {
        let mut drawn = Vec::new();
        let mut from = 0;
        while let Some(node) = nodes.get(from) {
            if is_flow(node) {
                drawn.push(self.block(node));
                from += 1;
                continue;
            }
            let rest = nodes.get(from..).unwrap_or_default();
            let run = rest.iter().take_while(|node| !is_flow(node)).count();
            drawn.append(&mut inline::draw(self, rest.get(..run).unwrap_or_default()));
            from += run;
        }
        drawn
    }

    fn block(&mut self, node: &Node) -> Html {
        match node {
            Node::Rule => element(Tag::Hr, Vec::new(), Vec::new()),
            Node::Code(language, content) => {
                code_block(language.as_deref().unwrap_or_default(), content, self.messages())
            }
            Node::Block(Block::Table(look), rows) => grid::table(self, look, rows),
            Node::Block(block, children) => self.block_of(block, children),
            Node::Tabs(tabs) => self.tabs(tabs),
            Node::Contents => self.contents(),
            Node::Unknown(kind, children) => self.unknown(kind, children),
            Node::Text(..) | Node::Leaf(..) | Node::HardBreak => text(""),
        }
    }

    fn block_of(&mut self, block: &Block, children: &[Node]) -> Html {
        match block {
            Block::Paragraph => self.part(Tag::P, Vec::new(), children),
            Block::Heading(level) => self.heading(*level, children),
            Block::Bullets => self.part(Tag::Ul, Vec::new(), children),
            Block::Ordered(start) => self.part(Tag::Ol, vec![Attribute::Start(*start)], children),
            Block::Item => self.part(Tag::Li, Vec::new(), children),
            Block::Panel(kind) => {
                self.part(Tag::Div, vec![Attribute::class(panel_class(*kind))], children)
            }
            Block::Row => self.part(Tag::Tr, Vec::new(), children),
            Block::Cell(cell) => {
                let (tag, attributes) = grid::cell_tag(*cell);
                self.part(tag, attributes, children)
            }
            block => self.rare(block, children),
        }
    }

    /// The kinds that no first view draws: a function of its own, so that it comes with the rest.
    #[inline(never)]
    fn rare(&mut self, block: &Block, children: &[Node]) -> Html {
        let class = |name: &'static str| vec![Attribute::class(name)];
        match block {
            Block::Quote => self.part(Tag::Blockquote, Vec::new(), children),
            Block::Tasks => self.part(Tag::Ul, class("tasks"), children),
            Block::Task(done) => self.task(*done, children),
            Block::Decisions => self.part(Tag::Ul, class("decisions"), children),
            Block::Decision => self.part(Tag::Li, Vec::new(), children),
            Block::Tinted(hue) => {
                self.part(Tag::Div, classes(format!("panel on-{}", hue.name())), children)
            }
            Block::Expand(title) => self.expand(title, children),
            Block::Columns => self.part(Tag::Div, class("columns-of-text"), children),
            Block::Column(width, valign) => {
                let valign = valign_class(*valign);
                let name = format!("w-{}{valign}", fifth(*width));
                self.part(Tag::Div, classes(name), children)
            }
            Block::Figure(place, width) => {
                let width = width.map(|width| format!(" w-{}", fifth(width)));
                let name = format!("{}{}", place_class(*place), width.unwrap_or_default());
                self.part(Tag::Figure, classes(name), children)
            }
            Block::Files => self.part(Tag::Div, class("files"), children),
            Block::Caption => self.part(Tag::P, class("caption"), children),
            Block::Linked(href) => self.linked(href, children),
            Block::Set(settings) => {
                let names: Vec<String> = settings.iter().map(|it| setting_class(*it)).collect();
                self.part(Tag::Div, classes(names.join(" ")), children)
            }
            _ => self.part(Tag::Div, Vec::new(), children),
        }
    }

    fn part(&mut self, tag: Tag, attributes: Vec<Attribute>, children: &[Node]) -> Html {
        // A paragraph cannot hold blocks: it is a part with them in it then.
        let tag = if tag == Tag::P && children.iter().any(is_flow) { Tag::Div } else { tag };
        element(tag, attributes, self.flow(children))
    }

    /// A heading. The title of the page is the only `h1`.
    fn heading(&mut self, level: u8, children: &[Node]) -> Html {
        let tag = match level {
            0..=2 => Tag::H2,
            3 => Tag::H3,
            4 => Tag::H4,
            5 => Tag::H5,
            _ => Tag::H6,
        };
        let anchor = self.anchors.take(&plain(children).replace('\n', " "));
        let attributes = anchor.map(Attribute::Anchor).into_iter().collect();
        if children.iter().any(is_flow) {
            return element(Tag::Div, attributes, self.flow(children));
        }
        element(tag, attributes, self.flow(children))
    }

    fn task(&mut self, done: bool, children: &[Node]) -> Html {
        let words = self.prose();
        let (sign, class, meaning) = if done {
            ("☑", "task-done", words.task_done)
        } else {
            ("☐", "task-open", words.task_open)
        };
        let attributes = vec![Attribute::class(class), Attribute::Title(meaning.to_owned())];
        let mut content = vec![element(Tag::Span, attributes, vec![text(sign)]), text(" ")];
        content.append(&mut self.flow(children));
        classed(Tag::Li, "task", content)
    }

    fn expand(&mut self, title: &str, children: &[Node]) -> Html {
        let title = if title.trim().is_empty() { self.prose().more } else { title };
        let mut content = vec![element(Tag::Summary, Vec::new(), vec![text(title)])];
        content.push(classed(Tag::Div, "expanded", self.flow(children)));
        classed(Tag::Details, "expand", content)
    }

    #[inline(never)]
    fn tabs(&mut self, tabs: &[(String, Vec<Node>)]) -> Html {
        let drawn = tabs.iter().map(|(label, content)| (label.clone(), self.flow(content)));
        let drawn = drawn.collect();
        crate::html::labelled(self.messages().page_tabs, drawn)
    }

    /// The headings of the document as links, a step to the right for each level below the highest.
    #[inline(never)]
    fn contents(&self) -> Html {
        let top = self.headings.iter().map(|heading| heading.level).min().unwrap_or(1);
        let items = self.headings.iter().filter_map(|heading| {
            let place = format!("#{}", encode::path_segment(&heading.anchor));
            let url = Url::check(&place)?;
            let link = element(Tag::A, vec![Attribute::Href(url)], vec![text(&heading.text)]);
            let class = format!("level-{}", heading.level.saturating_sub(top));
            Some(element(Tag::Li, classes(class), vec![link]))
        });
        let label = Attribute::Label(self.prose().contents.to_owned());
        element(Tag::Ul, vec![Attribute::class("toc-list"), label], items.collect())
    }

    /// A link around blocks: around each that is no link itself.
    fn linked(&mut self, href: &str, children: &[Node]) -> Html {
        let drawn = self.flow(children);
        match Url::check(href) {
            Some(url) if !drawn.iter().any(has_link) => {
                element(Tag::A, vec![Attribute::Href(url)], drawn)
            }
            Some(_) => element(Tag::Div, Vec::new(), drawn),
            None => element(Tag::Div, Vec::new(), vec![refused_link(drawn, href)]),
        }
    }

    #[inline(never)]
    fn unknown(&mut self, kind: &str, children: &[Node]) -> Html {
        let note = text(match kind {
            TOO_DEEP => self.prose().too_deep.to_owned(),
            kind => (self.messages().node_not_drawn)(kind),
        });
        let mut content = vec![element(Tag::Small, Vec::new(), vec![note])];
        content.append(&mut self.flow(children));
        classed(Tag::Div, "not-drawn", content)
    }
}

fn has_link(html: &Html) -> bool {
    match html {
        Html::Text(_) => false,
        Html::Element(element) => {
            let own = matches!(element.tag, Tag::A | Tag::Button | Tag::Details);
            own || element.children.iter().any(has_link)
        }
    }
}

/// Whether a node is a block: what cannot stand among words.
pub(super) fn is_flow(node: &Node) -> bool {
    !matches!(node, Node::Text(..) | Node::Leaf(..) | Node::HardBreak)
}

fn panel_class(kind: PanelKind) -> &'static str {
    match kind {
        PanelKind::Info => "panel panel-info",
        PanelKind::Note => "panel panel-note",
        PanelKind::Success => "panel panel-success",
        PanelKind::Warning => "panel panel-warning",
        PanelKind::Error => "panel panel-error",
    }
}

/// A class that is put together of names of our own.
pub(super) fn classes(name: String) -> Vec<Attribute> {
    vec![Attribute::Class(name.into())]
}

pub(super) fn place_class(place: Place) -> &'static str {
    match place {
        Place::Center => "at-center",
        Place::Start => "at-start",
        Place::End => "at-end",
        Place::WrapLeft => "at-start wrap-left",
        Place::WrapRight => "at-end wrap-right",
        Place::Wide => "at-center is-wide",
        Place::Full => "at-center is-full",
    }
}

fn setting_class(setting: Setting) -> String {
    match setting {
        Setting::Center => "set-center".to_owned(),
        Setting::End => "set-end".to_owned(),
        Setting::Small => "set-small".to_owned(),
        Setting::Wide => "is-wide".to_owned(),
        Setting::Full => "is-full".to_owned(),
        Setting::Indent(level) => format!("indent-{level}"),
    }
}

pub(super) fn valign_class(valign: Valign) -> &'static str {
    match valign {
        Valign::Top => "",
        Valign::Middle => " valign-middle",
        Valign::Bottom => " valign-bottom",
    }
}

/// A width in hundredths as the style sheet has them: in steps of five.
fn fifth(width: u8) -> u8 {
    (width.saturating_add(2) / 5 * 5).clamp(5, 100)
}
