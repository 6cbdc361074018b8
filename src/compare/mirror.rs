//! The same comparison the other way round.

use super::{Change, Comparison, Piece, Run, Tab};
use crate::html::{Attribute, Element, Html};
use std::cmp::Ordering;

/// An order of documents that no meaning hangs on: the same for every pair, whichever comes first.
pub(super) fn order(old: &[Html], new: &[Html]) -> Ordering {
    let first = old.iter().zip(new).map(|(old, new)| node_order(old, new));
    let first = first.into_iter().find(|order| order.is_ne());
    first.unwrap_or_else(|| old.len().cmp(&new.len()))
}

fn node_order(old: &Html, new: &Html) -> Ordering {
    match (old, new) {
        (Html::Text(old), Html::Text(new)) => old.cmp(new),
        (Html::Text(_), Html::Element(_)) => Ordering::Less,
        (Html::Element(_), Html::Text(_)) => Ordering::Greater,
        (Html::Element(old), Html::Element(new)) => {
            let own = || {
                if old.attributes == new.attributes {
                    Ordering::Equal
                } else {
                    pairs(old).cmp(&pairs(new))
                }
            };
            let tag = old.tag.name().cmp(new.tag.name());
            tag.then_with(own).then_with(|| order(&old.children, &new.children))
        }
    }
}

fn pairs(element: &Element) -> Vec<(&'static str, String)> {
    element.attributes.iter().flat_map(Attribute::pairs).collect()
}

/// With the old version as the new one.
pub(super) fn mirrored(comparison: Comparison<'_>) -> Comparison<'_> {
    Comparison { pieces: pieces(comparison.pieces), limited: comparison.limited }
}

fn pieces(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let mut turned: Vec<Piece<'_>> = pieces.into_iter().map(piece).collect();
    removed_first(&mut turned, |piece| match piece {
        Piece::Removed(_) | Piece::MovedFrom(..) => Some(0),
        Piece::Added(_) | Piece::MovedTo(..) => Some(1),
        _ => None,
    });
    turned
}

fn piece(piece: Piece<'_>) -> Piece<'_> {
    match piece {
        Piece::Same { old, new } => Piece::Same { old: new, new: old },
        Piece::Added(nodes) => Piece::Removed(nodes),
        Piece::Removed(nodes) => Piece::Added(nodes),
        Piece::MovedFrom(nodes, number) => Piece::MovedTo(nodes, number),
        Piece::MovedTo(nodes, number) => Piece::MovedFrom(nodes, number),
        Piece::Inside { old, new, children } => {
            Piece::Inside { old: new, new: old, children: pieces(children) }
        }
        Piece::Words { code, runs } => {
            let mut runs: Vec<Run<'_>> = runs.into_iter().map(run).collect();
            removed_first(&mut runs, |run| match run.change {
                Change::Removed => Some(0),
                Change::Added => Some(1),
                _ => None,
            });
            Piece::Words { code, runs }
        }
        Piece::Tabs { old, new, tabs } => {
            let mut tabs: Vec<Tab<'_>> = tabs.into_iter().map(tab).collect();
            removed_first(&mut tabs, |tab| match tab {
                Tab::Removed(_) => Some(0),
                Tab::Added(_) => Some(1),
                Tab::Kept { .. } => None,
            });
            Piece::Tabs { old: new, new: old, tabs }
        }
    }
}

fn run(run: Run<'_>) -> Run<'_> {
    let change = match run.change {
        Change::Added => Change::Removed,
        Change::Removed => Change::Added,
        other => other,
    };
    Run { change, old: run.new, new: run.old }
}

fn tab(tab: Tab<'_>) -> Tab<'_> {
    match tab {
        Tab::Added(face) => Tab::Removed(face),
        Tab::Removed(face) => Tab::Added(face),
        Tab::Kept { old, new, content } => {
            Tab::Kept { old: new, new: old, content: pieces(content) }
        }
    }
}

/// Puts what is of one version only into order: within each stretch, by what `rank` says.
fn removed_first<T>(list: &mut [T], rank: impl Fn(&T) -> Option<u8>) {
    for stretch in list.chunk_by_mut(|one, next| rank(one).is_some() && rank(next).is_some()) {
        stretch.sort_by_key(&rank);
    }
}
