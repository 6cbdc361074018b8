//! What moved: known only when everything is compared.

use super::{Piece, Tab};
use std::collections::BTreeMap;

/// Numbers the blocks that were found in both places from 1; the others are removed or added. Until
/// then, such a block has its item's number, by which `found` counts it.
pub(super) fn moves(pieces: &mut [Piece<'_>], found: &BTreeMap<u32, usize>) {
    let both = found.iter().filter(|(_, count)| **count == 2);
    let numbers = both.zip(1..).map(|((id, _), number)| (*id as usize, number)).collect();
    settle(pieces, &numbers);
}

fn settle(pieces: &mut [Piece<'_>], numbers: &BTreeMap<usize, usize>) {
    for piece in pieces {
        match piece {
            Piece::MovedFrom(nodes, id) => match numbers.get(id) {
                Some(number) => *id = *number,
                None => *piece = Piece::Removed(nodes),
            },
            Piece::MovedTo(nodes, id) => match numbers.get(id) {
                Some(number) => *id = *number,
                None => *piece = Piece::Added(nodes),
            },
            Piece::Inside { children, .. } => settle(children, numbers),
            Piece::Tabs { tabs, .. } => {
                for tab in tabs {
                    if let Tab::Kept { content, .. } = tab {
                        settle(content, numbers);
                    }
                }
            }
            Piece::Same { .. } | Piece::Added(_) | Piece::Removed(_) | Piece::Words { .. } => {}
        }
    }
}
