//! A tree for a page without a program: buttons go, what was folded or asked for later is there, links lead to
//! files.

use super::catalogue::{Catalogue, up};
use crate::html::{Attribute, Element, Html, Tag, Url, UrlKind, classed, element, words};
use crate::i18n::Language;
use crate::nav::Route;

/// Where a tree will stand.
pub(super) struct Place<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) language: Language,
    /// The file.
    pub(super) path: &'a str,
    /// The place in the app: fragments are of it.
    pub(super) route: &'a Route,
    /// What a part shows that is asked for when it is opened.
    pub(super) opened: &'a dyn Fn(&str) -> Vec<Html>,
}

impl Place<'_> {
    pub(super) fn settle(&self, nodes: Vec<Html>) -> Vec<Html> {
        self.all(nodes, true)
    }

    fn all(&self, nodes: Vec<Html>, opens: bool) -> Vec<Html> {
        nodes.into_iter().filter_map(|node| self.one(node, opens)).collect()
    }

    fn one(&self, node: Html, opens: bool) -> Option<Html> {
        let Html::Element(mut own) = node else { return Some(node) };
        let is_button = |attribute: &Attribute| matches!(attribute, Attribute::Action(_));
        if own.attributes.iter().any(is_button) {
            return None;
        }
        if own.attributes.contains(&Attribute::class("tabset")) {
            return Some(self.tabs(own, opens));
        }
        let lazy = own.attributes.iter().find_map(|attribute| match attribute {
            Attribute::Lazy(question) => Some(question.clone()),
            _ => None,
        });
        own.attributes.retain(|it| !matches!(it, Attribute::Lazy(_) | Attribute::Hidden));
        for attribute in &mut own.attributes {
            if let Attribute::Href(url) | Attribute::Picture(url, _) = attribute
                && let Some(settled) = self.address(url)
            {
                *url = settled;
            }
        }
        own.children = self.all(own.children, opens);
        match lazy {
            // One level is enough to read; what repeats itself would never end.
            Some(question) if opens => {
                own.children.extend(self.all((self.opened)(&question), false));
            }
            Some(_) => own = summary(own),
            None => {}
        }
        Some(Html::Element(own))
    }

    /// Every panel below its label.
    fn tabs(&self, set: Element, opens: bool) -> Html {
        let mut parts = set.children.into_iter();
        let labels = match parts.next() {
            Some(Html::Element(row)) => row.children,
            _ => Vec::new(),
        };
        let mut labels = labels.into_iter().map(|label| {
            let mut text = String::new();
            words(&[label], &mut text);
            let strong = element(Tag::Strong, Vec::new(), vec![Html::Text(text)]);
            element(Tag::P, Vec::new(), vec![strong])
        });
        let panel = |part: Html| {
            let Html::Element(panel) = part else { return part };
            let mut children: Vec<Html> = labels.next().into_iter().collect();
            children.extend(self.all(panel.children, opens));
            classed(Tag::Div, "tab-panel", children)
        };
        classed(Tag::Div, "tabset", parts.map(panel).collect())
    }

    /// An address as it is right from this file; `None` for one that is right already.
    fn address(&self, url: &Url) -> Option<Url> {
        if url.kind() == UrlKind::External || url.as_str().starts_with('/') {
            return None;
        }
        let up = up(self.path);
        let Some(fragment) = url.as_str().strip_prefix('#') else {
            return Url::check(&format!("{up}{url}", url = url.as_str()));
        };
        if !fragment.starts_with('/') {
            return Url::check(&format!("#at-{fragment}"));
        }
        let route = Route::parse(fragment);
        let place = Route { at: None, ..route.clone() };
        let anchor = route.at.as_ref().map(|at| format!("#at-{at}")).unwrap_or_default();
        if place == *self.route {
            return Url::check(if anchor.is_empty() { "#main" } else { &anchor });
        }
        let file = self.catalogue.file(self.language, &place);
        Url::check(&match file {
            Some(file) => format!("{up}{file}{anchor}"),
            None => format!("{up}index.html{}", url.as_str()),
        })
    }
}

/// What is closed and stays so: its first line.
fn summary(details: Element) -> Element {
    let first = details.children.into_iter().find_map(|child| match child {
        Html::Element(child) if child.tag == Tag::Summary => Some(child.children),
        _ => None,
    });
    Element { tag: Tag::Div, attributes: Vec::new(), children: first.unwrap_or_default() }
}
