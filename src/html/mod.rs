//! A small tree of allowed elements: all that a document can become.
//!
//! What this tree cannot express (script, style, form, event attributes, unchecked addresses) cannot
//! reach the page. `browser::dom` draws it; [`encode`] writes it as text for tests and prerendering.

mod carried;
mod code;
mod kinds;
mod tabs;
mod url;

use std::borrow::Cow;

pub use carried::{from_value, to_value};
pub use code::{code_block, code_spans, refused_link, scrolling};
pub use kinds::words;
pub use tabs::{labelled, tabs};
pub use url::{Url, UrlKind};

/// An element or a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Html {
    /// Characters, never markup.
    Text(String),
    /// An element.
    Element(Element),
}

/// An element of the allowed set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Its kind.
    pub tag: Tag,
    /// Its attributes.
    pub attributes: Vec<Attribute>,
    /// What it holds.
    pub children: Vec<Html>,
}

macro_rules! tags {
    ($($variant:ident = $name:literal),+ $(,)?) => {
        /// The elements that a document may be made of.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each is named as the HTML element is")]
        pub enum Tag { $($variant),+ }

        impl Tag {
            /// The element's name in HTML.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The element of a name in HTML, if it is allowed.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

tags! {
    A = "a", Blockquote = "blockquote", Br = "br", Button = "button", Code = "code", Dd = "dd",
    Col = "col", Colgroup = "colgroup", Del = "del", Details = "details", Div = "div", Dl = "dl", Dt = "dt", Em = "em", Figure = "figure", H1 = "h1",
    H2 = "h2", H3 = "h3", H4 = "h4", H5 = "h5", H6 = "h6", Hr = "hr", Img = "img", Ins = "ins",
    Kbd = "kbd", Li = "li", Mark = "mark", Ol = "ol", P = "p", Pre = "pre", Section = "section",
    Small = "small", Span = "span", Strong = "strong", Sub = "sub", Summary = "summary",
    Sup = "sup", Table = "table", Tbody = "tbody", Td = "td", Th = "th", Thead = "thead",
    Tr = "tr", U = "u", Ul = "ul", Wbr = "wbr",
}

/// The attributes that a document may have. Their values are text that we made or checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attribute {
    /// A class of our own style sheet.
    Class(Cow<'static, str>),
    /// The name of a place that links lead to; its id is `at-` and the name, so that no document
    /// can take an id of the page.
    Anchor(String),
    /// The checked address of a picture, and what it shows in words.
    Picture(Url, String),
    /// The width and height of a picture in pixels: they keep its place until it has come.
    Size(u32, u32),
    /// The width of a column of a table in pixels.
    Width(u32),
    /// A `<details>` that is open.
    Open,
    /// A part that is not shown now.
    Hidden,
    /// A further explanation, shown on demand.
    Title(String),
    /// The name of a part for assistive tools.
    Label(String),
    /// A `<details>` whose content is asked for when it is opened, by this question.
    Lazy(String),
    /// A tab of a row of tabs: whether it is the open one.
    Tab(bool),
    /// The row that holds the tabs, with its name.
    TabRow(String),
    /// What a tab shows.
    TabPanel,
    /// A checked address.
    Href(Url),
    /// A span of columns, 1 ..= 1000.
    Colspan(u16),
    /// A span of rows, 1 ..= 65534.
    Rowspan(u16),
    /// The first number of an ordered list.
    Start(u32),
    /// The language of a code block, shown beside it.
    Language(String),
    /// A part that scrolls: reachable by keyboard, with a name.
    Scrolls(String),
    /// A button that does something to its document.
    Action(Action),
    /// The one of several links that is open.
    Current,
    /// The number of a line in a list of which only a part is drawn.
    Line(usize),
}

/// What a button inside a document does. The page listens for it in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Copies the code block that it stands in.
    Copy,
    /// Opens or closes a group of a list.
    Group {
        /// The group.
        number: usize,
        /// Whether it is open now.
        open: bool,
    },
    /// Opens the operation of that row ([`crate::operation::Operation::source`]) in the console.
    Try(String),
    /// Folds or unfolds a line.
    Fold {
        /// The line.
        line: usize,
        /// Whether it is unfolded now.
        open: bool,
        /// What the button is called.
        label: &'static str,
    },
}

impl Attribute {
    /// A class of our own style sheet.
    pub fn class(name: &'static str) -> Self {
        Self::Class(Cow::Borrowed(name))
    }

    /// The names and values in HTML.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Class(name) => vec![("class", name.clone().into_owned())],
            Self::Anchor(name) => vec![("id", format!("at-{name}"))],
            Self::Picture(url, alt) => vec![
                ("src", url.as_str().to_owned()),
                ("alt", alt.clone()),
                ("loading", "lazy".to_owned()),
            ],
            Self::Size(width, height) => {
                vec![("width", width.to_string()), ("height", height.to_string())]
            }
            Self::Width(width) => vec![("width", width.to_string())],
            Self::Open => vec![("open", String::new())],
            Self::Hidden => vec![("hidden", String::new())],
            Self::Title(words) => vec![("title", words.clone())],
            Self::Label(words) => vec![("aria-label", words.clone())],
            Self::Lazy(question) => vec![("data-lazy", question.clone())],
            Self::Tab(open) => vec![
                ("type", "button".to_owned()),
                ("role", "tab".to_owned()),
                ("data-action", "tab".to_owned()),
                ("aria-selected", open.to_string()),
                ("tabindex", if *open { "0" } else { "-1" }.to_owned()),
            ],
            Self::TabRow(name) => {
                vec![("role", "tablist".to_owned()), ("aria-label", name.clone())]
            }
            Self::TabPanel => {
                vec![("role", "tabpanel".to_owned()), ("tabindex", "0".to_owned())]
            }
            Self::Href(url) => {
                let mut pairs = vec![("href", url.as_str().to_owned())];
                if url.kind() == UrlKind::External {
                    pairs.push(("rel", "noopener noreferrer".to_owned()));
                    pairs.push(("target", "_blank".to_owned()));
                }
                pairs
            }
            Self::Colspan(count) => vec![("colspan", count.to_string())],
            Self::Rowspan(count) => vec![("rowspan", count.to_string())],
            Self::Start(first) => vec![("start", first.to_string())],
            Self::Language(name) => vec![("data-language", name.clone())],
            Self::Scrolls(name) => vec![
                ("tabindex", "0".to_owned()),
                ("role", "group".to_owned()),
                ("aria-label", name.clone()),
            ],
            Self::Current => vec![("aria-current", "page".to_owned())],
            Self::Action(action) => action.pairs(),
            Self::Line(number) => vec![("data-line", number.to_string())],
        }
    }
}

impl Action {
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let (name, mut rest) = match self {
            Self::Copy => ("copy", Vec::new()),
            Self::Try(id) => ("try", vec![("data-operation", id.clone())]),
            Self::Group { number, open } => (
                "group",
                vec![("data-operation", number.to_string()), ("aria-expanded", open.to_string())],
            ),
            Self::Fold { line, open, label } => (
                "fold",
                vec![
                    ("data-operation", line.to_string()),
                    ("aria-expanded", open.to_string()),
                    ("aria-label", (*label).to_owned()),
                ],
            ),
        };
        let mut pairs = vec![("type", "button".to_owned()), ("data-action", name.to_owned())];
        pairs.append(&mut rest);
        pairs
    }
}

/// An element with attributes and children.
pub fn element(tag: Tag, attributes: Vec<Attribute>, children: Vec<Html>) -> Html {
    Html::Element(Element { tag, attributes, children })
}

/// An element with a class and children.
pub fn classed(tag: Tag, class: &'static str, children: Vec<Html>) -> Html {
    element(tag, vec![Attribute::class(class)], children)
}

/// A text.
pub fn text(text: impl Into<String>) -> Html {
    Html::Text(text.into())
}

/// The operations that a tree's buttons open, in order.
pub fn sources(nodes: &[Html]) -> Vec<&str> {
    let mut found = Vec::new();
    collect_sources(nodes, &mut found);
    found
}

fn collect_sources<'a>(nodes: &'a [Html], found: &mut Vec<&'a str>) {
    for node in nodes {
        let Html::Element(element) = node else { continue };
        for attribute in &element.attributes {
            if let Attribute::Action(Action::Try(source)) = attribute {
                found.push(source);
            }
        }
        collect_sources(&element.children, found);
    }
}

/// The tree as HTML text.
pub fn encode(nodes: &[Html]) -> String {
    let mut out = String::new();
    for node in nodes {
        write(node, &mut out);
    }
    out
}

fn write(node: &Html, out: &mut String) {
    match node {
        Html::Text(text) => out.push_str(&escape(text)),
        Html::Element(element) => {
            let name = element.tag.name();
            out.push('<');
            out.push_str(name);
            for (key, value) in element.attributes.iter().flat_map(Attribute::pairs) {
                out.push_str(&format!(" {key}=\"{}\"", escape(&value)));
            }
            out.push('>');
            if matches!(element.tag, Tag::Br | Tag::Col | Tag::Hr | Tag::Img | Tag::Wbr) {
                return;
            }
            for child in &element.children {
                write(child, out);
            }
            out.push_str(&format!("</{name}>"));
        }
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
