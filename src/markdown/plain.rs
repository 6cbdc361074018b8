//! The words of a text alone.

use super::{OPTIONS, tags};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// The words alone, in one line: for lists and search.
pub fn plain(source: &str) -> String {
    let mut words = String::new();
    let mut html = None;
    for event in Parser::new_ext(source, OPTIONS) {
        match event {
            Event::Start(Tag::HtmlBlock) => html = Some(String::new()),
            Event::End(TagEnd::HtmlBlock) => {
                tags::words(&html.take().unwrap_or_default(), &mut words);
                words.push(' ');
            }
            Event::Html(part) | Event::Text(part) if html.is_some() => {
                html.get_or_insert_default().push_str(&part);
            }
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::InlineHtml(tag) | Event::Html(tag) => tags::words(&tag, &mut words),
            Event::SoftBreak | Event::HardBreak | Event::Rule => words.push(' '),
            Event::End(end) if !is_inline(end) => words.push(' '),
            _ => {}
        }
    }
    let mut line = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

fn is_inline(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}
