//! Footnotes: numbered as the text names them, shown under it.

use super::Look;
use crate::html::{Attribute, Html, Tag, Url, element, text};
use std::collections::BTreeMap;

/// The footnotes of a text.
#[derive(Default)]
pub(super) struct Notes {
    numbers: BTreeMap<String, usize>,
    defined: Vec<(String, Vec<Html>)>,
}

impl Notes {
    /// The number that leads to a footnote; the first one can be led back to.
    pub(super) fn reference(&mut self, label: &str) -> Html {
        let next = self.numbers.len() + 1;
        let first = !self.numbers.contains_key(label);
        let number = *self.numbers.entry(label.to_owned()).or_insert(next);
        let attributes =
            if first { vec![Attribute::Anchor(format!("noteref-{number}"))] } else { Vec::new() };
        let link = link(&format!("#note-{number}"), Vec::new(), &number.to_string());
        element(Tag::Sup, attributes, vec![link])
    }

    /// Keeps what a footnote says.
    pub(super) fn define(&mut self, label: String, content: Vec<Html>) {
        self.defined.push((label, content));
    }

    /// All footnotes; those that the text does not name come last, so that no word is lost.
    pub(super) fn section(mut self, look: Look) -> Option<Html> {
        if self.defined.is_empty() {
            return None;
        }
        let words = look.language.prose();
        let mut notes: Vec<(Option<usize>, Vec<Html>)> = Vec::new();
        for (label, content) in self.defined {
            notes.push((self.numbers.remove(&label), content));
        }
        notes.sort_by_key(|(number, _)| number.unwrap_or(usize::MAX));
        let items = notes.into_iter().map(|(number, mut content)| {
            let Some(number) = number else {
                return element(Tag::Li, Vec::new(), content);
            };
            let label = vec![Attribute::Label(words.back_to_text.to_owned())];
            let back = link(&format!("#noteref-{number}"), label, "↩");
            let last = match content.last_mut() {
                Some(Html::Element(last)) if last.tag == Tag::P => &mut last.children,
                _ => &mut content,
            };
            last.extend([text(" "), back]);
            element(Tag::Li, vec![Attribute::Anchor(format!("note-{number}"))], content)
        });
        let list = element(Tag::Ol, Vec::new(), items.collect());
        let attributes =
            vec![Attribute::class("footnotes"), Attribute::Label(words.footnotes.to_owned())];
        Some(element(Tag::Section, attributes, vec![list]))
    }
}

fn link(address: &str, mut attributes: Vec<Attribute>, words: &str) -> Html {
    attributes.extend(Url::check(address).map(Attribute::Href));
    element(Tag::A, attributes, vec![text(words)])
}
