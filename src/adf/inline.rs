//! Words: texts with marks, and what stands among them.

use super::html::{Pen, classes};
use super::{Leaf, Mark, Media, Node};
use crate::html::{Attribute, Html, Tag, Url, UrlKind, classed, element, refused_link, text};

/// Draws neighbours. Those that share a mark share its element: a link over three texts is one link.
pub(super) fn draw(pen: &Pen<'_>, nodes: &[Node]) -> Vec<Html> {
    let mut drawn = marked(pen, nodes, 0);
    // A line break at the end of a block makes a line only if there is a second.
    if let Some(Node::HardBreak) = nodes.last() {
        drawn.push(element(Tag::Br, Vec::new(), Vec::new()));
    }
    drawn
}

fn marks_of(node: &Node) -> &[Mark] {
    match node {
        Node::Text(_, marks) | Node::Leaf(_, marks) => marks,
        _ => &[],
    }
}

/// Draws nodes whose marks above `depth` are drawn already.
fn marked(pen: &Pen<'_>, nodes: &[Node], depth: usize) -> Vec<Html> {
    let mut drawn = Vec::new();
    let mut from = 0;
    while let Some(first) = nodes.get(from) {
        let rest = nodes.get(from..).unwrap_or_default();
        let Some(mark) = marks_of(first).get(depth) else {
            drawn.push(bare(pen, first));
            from += 1;
            continue;
        };
        let run = rest.iter().take_while(|node| marks_of(node).get(depth) == Some(mark)).count();
        let inner = marked(pen, rest.get(..run).unwrap_or_default(), depth + 1);
        drawn.push(with_mark(mark, inner));
        from += run;
    }
    drawn
}

fn with_mark(mark: &Mark, inner: Vec<Html>) -> Html {
    let tag = match mark {
        Mark::Strong => Tag::Strong,
        Mark::Em => Tag::Em,
        Mark::Code => Tag::Code,
        Mark::Link(href) => {
            return match Url::check(href) {
                Some(url) => element(Tag::A, vec![Attribute::Href(url)], inner),
                None => refused_link(inner, href),
            };
        }
        mark => return rare_mark(mark, inner),
    };
    element(tag, Vec::new(), inner)
}

#[inline(never)]
fn rare_mark(mark: &Mark, inner: Vec<Html>) -> Html {
    let tag = match mark {
        Mark::Strike => Tag::Del,
        Mark::Underline => Tag::U,
        Mark::Sub => Tag::Sub,
        Mark::Sup => Tag::Sup,
        Mark::Colour(hue) => {
            return element(Tag::Span, classes(format!("in-{}", hue.name())), inner);
        }
        Mark::Background(hue) => {
            return element(Tag::Span, classes(format!("on-{}", hue.name())), inner);
        }
        _ => Tag::Span,
    };
    element(tag, Vec::new(), inner)
}

fn bare(pen: &Pen<'_>, node: &Node) -> Html {
    match node {
        Node::Text(content, _) => text(content),
        Node::HardBreak => element(Tag::Br, Vec::new(), Vec::new()),
        Node::Leaf(leaf, marks) => {
            let in_link = marks.iter().any(|mark| matches!(mark, Mark::Link(_)));
            leaf_html(pen, leaf, in_link)
        }
        _ => text(""),
    }
}

#[inline(never)]
fn leaf_html(pen: &Pen<'_>, leaf: &Leaf, in_link: bool) -> Html {
    let span = |class: &'static str, words: &str| classed(Tag::Span, class, vec![text(words)]);
    match leaf {
        Leaf::Mention(name) => span("mention", name),
        Leaf::Placeholder(words) => span("placeholder", words),
        Leaf::Date(Ok(stamp)) => span("date", &super::leaf::day(*stamp)),
        Leaf::Date(Err(words)) => span("date", words),
        Leaf::Emoji(shown, name) => {
            let mut attributes = vec![Attribute::class("emoji")];
            if !name.is_empty() && name != shown {
                attributes.push(Attribute::Title(name.clone()));
            }
            element(Tag::Span, attributes, vec![text(shown)])
        }
        Leaf::Status(words, hue, as_written) => {
            let case = if *as_written { "" } else { " upper" };
            let class = classes(format!("status on-{}{case}", hue.name()));
            element(Tag::Span, class, vec![text(words)])
        }
        Leaf::Anchor(name) => element(Tag::Span, vec![Attribute::Anchor(name.clone())], Vec::new()),
        Leaf::Card(address, name) => card(pen, address, name, in_link),
        Leaf::Media(media) => picture(pen, media, in_link),
        Leaf::Extension(key, words) => {
            let note = (pen.messages().node_not_drawn)(key);
            let mut content = vec![element(Tag::Small, Vec::new(), vec![text(note)])];
            if !words.is_empty() {
                content.push(text(format!(" {words}")));
            }
            classed(Tag::Span, "not-drawn", content)
        }
    }
}

/// A card: its name, or its address, as a link to it.
fn card(pen: &Pen<'_>, address: &str, name: &str, in_link: bool) -> Html {
    let shown = match (name.trim(), address) {
        ("", "") => pen.prose().card,
        ("", address) => address,
        (name, _) => name,
    };
    match Url::check(address) {
        Some(url) if !in_link => {
            let attributes = vec![Attribute::class("card-link"), Attribute::Href(url)];
            element(Tag::A, attributes, vec![text(shown)])
        }
        None if !address.is_empty() && !name.trim().is_empty() => {
            refused_link(vec![text(shown)], address)
        }
        _ => classed(Tag::Span, "card-link", vec![text(shown)]),
    }
}

/// A picture of this site; one of another site is a link, so that nothing is asked of strangers. A file
/// that the page does not have says so.
fn picture(pen: &Pen<'_>, media: &Media, in_link: bool) -> Html {
    let found = || pen.look.files.iter().find(|(id, _)| *id == media.source);
    let address = match (media.external, found()) {
        (true, _) => media.source.as_str(),
        (false, Some((_, address))) => address.as_str(),
        (false, None) => "",
    };
    let name = if media.alt.trim().is_empty() { pen.prose().picture } else { media.alt.trim() };
    match Url::check(address) {
        Some(url) if is_picture(&url) => {
            let mut attributes = vec![Attribute::Picture(url, media.alt.clone())];
            if let Some((width, height)) = media.size {
                attributes.push(Attribute::Size(width, height));
            }
            if let Some((width, hue)) = media.border {
                attributes.extend(classes(format!("border-{width} in-{}", hue.name())));
            }
            element(Tag::Img, attributes, Vec::new())
        }
        Some(url) if !in_link => {
            let attributes = vec![Attribute::class("picture-link"), Attribute::Href(url)];
            element(Tag::A, attributes, vec![text(name)])
        }
        Some(url) => {
            let attributes = vec![Attribute::Title(url.as_str().to_owned())];
            element(Tag::Span, attributes, vec![text(name)])
        }
        None if address.is_empty() => {
            let words = (pen.prose().no_file)(name);
            classed(Tag::Span, "not-drawn", vec![text(words)])
        }
        None => refused_link(vec![text(name)], address),
    }
}

/// Whether an address is one of this site that a browser draws.
fn is_picture(url: &Url) -> bool {
    let path = url.as_str().split(['?', '#']).next().unwrap_or_default();
    let end = path.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default();
    url.kind() == UrlKind::Internal
        && matches!(
            end.as_str(),
            "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg" | "ico" | "bmp"
        )
}
