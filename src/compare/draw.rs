//! Draws a comparison: one document with what was and what is, and what did not change folded.

use super::words::{Words, words};
use super::{Comparison, Face, Piece, Tab, inline, items, note};
use crate::html::{Attribute, Element, Html, Tag, classed, element, text};
use crate::i18n::Language;

/// The fewest neighbours that are folded: one or two are read faster than a note in their place.
const FOLDED: usize = 3;

/// The merged document, after a key and the number of changes. What was removed or added is also
/// said in words, and names of places are those of the new version alone.
pub fn draw(comparison: &Comparison<'_>, language: Language) -> Vec<Html> {
    let pen = Pen { words: words(language) };
    if comparison.is_empty() {
        return vec![classed(Tag::P, "diff-same", vec![text(pen.words.same)])];
    }
    let mut drawn = pen.key(comparison);
    drawn.append(&mut pen.pieces(&comparison.pieces, None));
    drawn
}

struct Pen {
    words: &'static Words,
}

impl Pen {
    fn key(&self, comparison: &Comparison<'_>) -> Vec<Html> {
        let words = self.words;
        let keys = [
            ("diff-key diff-added", words.line_added),
            ("diff-key diff-removed", words.line_removed),
            ("diff-key diff-format", words.formatted),
            ("diff-key diff-moved", words.line_moved),
        ];
        let keys =
            keys.map(|(class, name)| [classed(Tag::Span, class, vec![text(name)]), text(" ")]);
        let counts = (words.counts)(&comparison.count());
        let mut drawn = vec![
            classed(Tag::P, "diff-legend", keys.into_iter().flatten().collect()),
            classed(Tag::P, "diff-counts", vec![text(counts)]),
        ];
        if comparison.limited {
            drawn.push(classed(Tag::P, "diff-limited", vec![text(words.limited)]));
        }
        drawn
    }

    /// Draws what stands in `parent`; at the top of a document or a tab, in none.
    fn pieces(&self, pieces: &[Piece<'_>], parent: Option<Tag>) -> Vec<Html> {
        let mut drawn = Vec::new();
        let folds = matches!(parent, None | Some(Tag::Table | Tag::Tbody | Tag::Ul));
        let mut kept = if folds { near_changes(pieces) } else { vec![true; pieces.len()] };
        if let (Some(first), Some(_)) = (kept.first_mut(), parent) {
            // The first row of a table names its columns; the first item shows that this is a list.
            *first = true;
        }
        keep_few(&mut kept);
        keep_headings(pieces, &mut kept);
        let marked: Vec<_> = pieces.iter().zip(kept).collect();
        let mut was_words = false;
        for stretch in marked.chunk_by(|(_, one), (_, next)| !one && !next) {
            if let [(_, false), ..] = stretch {
                let folded: Vec<_> = stretch.iter().map(|(piece, _)| *piece).collect();
                drawn.push(self.gap(&folded, parent));
                was_words = false;
                continue;
            }
            for (piece, _) in stretch {
                let is_words = is_loose_words(piece);
                if is_words && was_words {
                    drawn.push(text(if parent == Some(Tag::Pre) { "\n" } else { " " }));
                }
                was_words = is_words;
                self.piece(piece, &mut drawn);
            }
        }
        drawn
    }

    /// In the place of neighbours that did not change. Those of a document can be opened.
    fn gap(&self, folded: &[&Piece<'_>], parent: Option<Tag>) -> Html {
        let note = |count: fn(usize) -> String| vec![text(count(folded.len()))];
        match parent {
            None => {
                let mut children =
                    vec![element(Tag::Summary, Vec::new(), note(self.words.blocks_same))];
                for piece in folded {
                    self.piece(piece, &mut children);
                }
                classed(Tag::Details, "diff-gap", children)
            }
            Some(Tag::Ul) => classed(Tag::Li, "diff-gap", note(self.words.items_same)),
            Some(_) => {
                let span = vec![Attribute::Colspan(columns(folded))];
                let cell = element(Tag::Td, span, note(self.words.rows_same));
                classed(Tag::Tr, "diff-gap", vec![cell])
            }
        }
    }

    fn piece(&self, piece: &Piece<'_>, drawn: &mut Vec<Html>) {
        let words = self.words;
        match piece {
            Piece::Same { new, .. } => drawn.extend_from_slice(new),
            Piece::Added(nodes) if is_loose_words(piece) => {
                drawn.push(classed(Tag::Ins, "diff-added", nodes.to_vec()));
            }
            Piece::Removed(nodes) if is_loose_words(piece) => {
                drawn.push(classed(Tag::Del, "diff-removed", note::without_places(nodes)));
            }
            Piece::Added(nodes) => whole(nodes.to_vec(), "diff-added", words.added, drawn),
            Piece::MovedTo(nodes, _) => whole(nodes.to_vec(), "diff-moved", words.moved_to, drawn),
            Piece::Removed(nodes) => {
                whole(note::without_places(nodes), "diff-removed", words.removed, drawn);
            }
            Piece::MovedFrom(nodes, _) => {
                whole(note::without_places(nodes), "diff-moved", words.moved_from, drawn);
            }
            Piece::Inside { old, new, children } => {
                let children = self.pieces(children, Some(new.tag));
                drawn.push(self.block(old, new, children));
            }
            Piece::Words { code, runs } => drawn.append(&mut inline::draw(runs, *code, words)),
            Piece::Tabs { old, new, tabs } => drawn.push(self.tabs((old, new), tabs)),
        }
    }

    /// The new element around what it holds; what differs in itself is said.
    fn block(&self, old: &Element, new: &Element, children: Vec<Html>) -> Html {
        let mut attributes = new.attributes.clone();
        // What has changed is shown without a click.
        if new.tag == Tag::Details && !attributes.contains(&Attribute::Open) {
            attributes.push(Attribute::Open);
        }
        let mut block = Element { tag: new.tag, attributes, children };
        if !items::same_shell(old, new) {
            let differences = note::differences(old, new, self.words);
            let attributes = note::with_class(&block.attributes, "diff-format");
            block.attributes = note::with_title(attributes, &differences);
            note::lead(&mut block, &format!("{differences}:"));
        }
        Html::Element(block)
    }

    /// A set of tabs with those of both versions. The first one with changes is open.
    fn tabs(&self, (old, new): (&Element, &Element), tabs: &[Tab<'_>]) -> Html {
        let open = tabs.iter().position(Tab::is_changed).unwrap_or(0);
        let mut buttons = Vec::new();
        let mut children = Vec::new();
        for (place, tab) in tabs.iter().enumerate() {
            let mut attributes = vec![Attribute::Tab(place == open)];
            if tab.is_changed() {
                attributes.push(Attribute::Title(self.words.tab_changed.to_owned()));
            }
            buttons.push(element(Tag::Button, attributes, Self::label(tab)));
            let mut panel = self.panel(tab);
            panel.attributes.retain(|attribute| *attribute != Attribute::Hidden);
            if place != open {
                panel.attributes.push(Attribute::Hidden);
            }
            children.push(Html::Element(panel));
        }
        if let Some(Html::Element(row)) = new.children.first() {
            children.insert(0, element(row.tag, row.attributes.clone(), buttons));
        }
        self.block(old, new, children)
    }

    fn label(tab: &Tab<'_>) -> Vec<Html> {
        let inner = |button: &Html| match button {
            Html::Element(button) => button.children.clone(),
            Html::Text(_) => Vec::new(),
        };
        let removed =
            |button| classed(Tag::Del, "diff-removed", note::without_places(&inner(button)));
        let added = |button| classed(Tag::Ins, "diff-added", inner(button));
        match tab {
            Tab::Added(face) => vec![added(face.button)],
            Tab::Removed(face) => vec![removed(face.button)],
            Tab::Kept { old, new, content } => {
                let mut label = if items::same(old.button, new.button) {
                    inner(new.button)
                } else {
                    vec![removed(old.button), text(" "), added(new.button)]
                };
                if !content.iter().all(Piece::is_same) {
                    label.push(text(" •"));
                }
                label
            }
        }
    }

    fn panel(&self, tab: &Tab<'_>) -> Element {
        let (panel, class, said) = match tab {
            // A tab without changes is shown as it is: nothing in it is looked for.
            Tab::Kept { new, .. } if !tab.is_changed() => return new.panel.clone(),
            Tab::Kept { old, new, content } => {
                let drawn = self.block(old.panel, new.panel, self.pieces(content, None));
                return match drawn {
                    Html::Element(panel) => panel,
                    Html::Text(_) => new.panel.clone(),
                };
            }
            Tab::Added(face) => (face.panel.clone(), "diff-added", self.words.added),
            Tab::Removed(Face { panel, .. }) => {
                let children = note::without_places(&panel.children);
                let attributes = note::placeless(&panel.attributes);
                (
                    Element { tag: panel.tag, attributes, children },
                    "diff-removed",
                    self.words.removed,
                )
            }
        };
        let mut children = vec![note::word(said)];
        children.extend(panel.children);
        let content = classed(Tag::Div, class, children);
        Element { tag: panel.tag, attributes: panel.attributes, children: vec![content] }
    }
}

fn whole(nodes: Vec<Html>, class: &'static str, words: &str, drawn: &mut Vec<Html>) {
    drawn.extend(nodes.into_iter().map(|block| note::whole(block, class, words)));
}

/// Whether a piece is words of one version among blocks.
fn is_loose_words(piece: &Piece<'_>) -> bool {
    match piece {
        Piece::Added(nodes) | Piece::Removed(nodes) => {
            nodes.first().is_some_and(|node| !items::is_block(node))
        }
        _ => false,
    }
}

/// Which pieces have changes or stand beside one that has.
fn near_changes(pieces: &[Piece<'_>]) -> Vec<bool> {
    let is_near = |place: usize| {
        let from = place.saturating_sub(1);
        let near = pieces.get(from..pieces.len().min(place + 2)).unwrap_or_default();
        near.iter().any(|piece| !piece.is_same())
    };
    (0..pieces.len()).map(is_near).collect()
}

/// Keeps neighbours that are too few to be folded.
fn keep_few(kept: &mut [bool]) {
    for stretch in kept.chunk_by_mut(|one, next| one == next) {
        if stretch.len() < FOLDED {
            stretch.fill(true);
        }
    }
}

/// The most cells that a row has.
fn columns(rows: &[&Piece<'_>]) -> u16 {
    let widths = rows.iter().map(|row| match row {
        Piece::Same { new: [Html::Element(row)], .. } => row.children.len(),
        _ => 1,
    });
    u16::try_from(widths.max().unwrap_or(1).clamp(1, 1000)).unwrap_or(1)
}

/// Keeps the headings that what is kept stands under: they say where a change is.
fn keep_headings(pieces: &[Piece<'_>], kept: &mut [bool]) {
    // Headings of a level below this one lead to what is kept further down.
    let mut wanted = 0;
    for (piece, kept) in pieces.iter().zip(kept).rev() {
        let level = heading_level(piece);
        if *kept {
            wanted = level.unwrap_or(7);
        } else if let Some(level) = level.filter(|level| *level < wanted) {
            *kept = true;
            wanted = level;
        }
    }
}

fn heading_level(piece: &Piece<'_>) -> Option<u8> {
    let tag = match piece {
        Piece::Inside { new, .. } => new.tag,
        Piece::Same { new: [Html::Element(only)], .. } | Piece::Added([Html::Element(only)]) => {
            only.tag
        }
        _ => return None,
    };
    tag.heading_level()
}
