//! Either version, put together again from the pieces: proof that a comparison leaves nothing out.

use super::{Bit, Comparison, Face, Piece, Tab};
use crate::html::{Element, Html};

/// Which version.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Old,
    New,
}

impl Comparison<'_> {
    /// The old version.
    pub fn old_version(&self) -> Vec<Html> {
        pieces(&self.pieces, Side::Old)
    }

    /// The new version.
    pub fn new_version(&self) -> Vec<Html> {
        pieces(&self.pieces, Side::New)
    }
}

fn pieces(pieces: &[Piece<'_>], side: Side) -> Vec<Html> {
    let mut nodes = Vec::new();
    for piece in pieces {
        match (piece, side) {
            (
                Piece::Same { old: part, .. } | Piece::Removed(part) | Piece::MovedFrom(part, _),
                Side::Old,
            )
            | (
                Piece::Same { new: part, .. } | Piece::Added(part) | Piece::MovedTo(part, _),
                Side::New,
            ) => {
                nodes.extend_from_slice(part);
            }
            (Piece::Inside { old: shell, children, .. }, Side::Old)
            | (Piece::Inside { new: shell, children, .. }, Side::New) => {
                nodes.push(filled(shell, self::pieces(children, side)));
            }
            (Piece::Words { runs, .. }, side) => {
                let bits = runs.iter().flat_map(|run| match side {
                    Side::Old => &run.old,
                    Side::New => &run.new,
                });
                nodes.append(&mut words(&bits.collect::<Vec<_>>(), 0));
            }
            (Piece::Tabs { old: shell, tabs, .. }, Side::Old)
            | (Piece::Tabs { new: shell, tabs, .. }, Side::New) => {
                nodes.push(tabset(shell, tabs, side));
            }
            (Piece::Removed(_) | Piece::MovedFrom(..), Side::New)
            | (Piece::Added(_) | Piece::MovedTo(..), Side::Old) => {}
        }
    }
    nodes
}

fn filled(shell: &Element, children: Vec<Html>) -> Html {
    Html::Element(Element { tag: shell.tag, attributes: shell.attributes.clone(), children })
}

/// The nodes of bits whose marks above `depth` are drawn already.
fn words(bits: &[&Bit<'_>], depth: usize) -> Vec<Html> {
    let mut nodes = Vec::new();
    let together =
        |one: &&Bit<'_>, next: &&Bit<'_>| match (one.marks.get(depth), next.marks.get(depth)) {
            (Some(one), Some(next)) => std::ptr::eq(*one, *next),
            (None, None) => std::ptr::eq(one.leaf, next.leaf),
            _ => false,
        };
    for group in bits.chunk_by(together) {
        let Some(first) = group.first() else { continue };
        nodes.push(match (first.marks.get(depth), first.leaf) {
            (Some(mark), _) => filled(mark, words(group, depth + 1)),
            (None, Html::Text(_)) => Html::Text(group.iter().map(|bit| bit.text).collect()),
            (None, atom) => atom.clone(),
        });
    }
    nodes
}

fn tabset(shell: &Element, tabs: &[Tab<'_>], side: Side) -> Html {
    let mut buttons = Vec::new();
    let mut panels = Vec::new();
    for tab in tabs {
        match (tab, side) {
            (Tab::Kept { old: face, content, .. }, Side::Old)
            | (Tab::Kept { new: face, content, .. }, Side::New) => {
                buttons.push(face.button.clone());
                panels.push(filled(face.panel, pieces(content, side)));
            }
            (Tab::Removed(Face { button, panel }), Side::Old)
            | (Tab::Added(Face { button, panel }), Side::New) => {
                buttons.push((*button).clone());
                panels.push(Html::Element((*panel).clone()));
            }
            (Tab::Removed(_), Side::New) | (Tab::Added(_), Side::Old) => {}
        }
    }
    let mut children = Vec::new();
    if let Some(Html::Element(row)) = shell.children.first() {
        children.push(filled(row, buttons));
    }
    children.append(&mut panels);
    filled(shell, children)
}
