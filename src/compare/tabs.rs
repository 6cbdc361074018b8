//! Sets of tabs: a tab is known by its label; of those without the same label, by its place and
//! content.

use super::align::hunks;
use super::items::{Item, class, same_shell};
use super::siblings::{Comparer, slice};
use super::{Face, Tab, pairing};
use crate::html::{Element, Html, Tag};

/// A tab and the items that it shows.
struct Sheet<'i, 'a> {
    face: Face<'a>,
    label: String,
    panel: &'i Item<'a>,
}

/// The tabs of two sets; `None` if one of the items is none, or its row differs in more than tabs.
pub(super) fn tabs<'a>(
    comparer: &mut Comparer<'a>,
    old: &Item<'a>,
    new: &Item<'a>,
) -> Option<Vec<Tab<'a>>> {
    let ((old_row, old), (new_row, new)) = (sheets(old)?, sheets(new)?);
    if !same_shell(old_row, new_row) {
        return None;
    }
    let mut tabs = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    let (old_labels, new_labels) =
        (old.iter().map(|one| &one.label), new.iter().map(|one| &one.label));
    let found = hunks(old_labels, new_labels, &mut comparer.work);
    let end = (old.len()..old.len(), new.len()..new.len());
    for (before, after) in found.into_iter().chain([end]) {
        let kept = slice(&old, old_at..before.start).iter().zip(slice(&new, new_at..after.start));
        tabs.extend(kept.map(|(one, other)| pair(comparer, one, other)));
        (old_at, new_at) = (before.end, after.end);
        hunk(comparer, slice(&old, before), slice(&new, after), &mut tabs);
    }
    Some(tabs)
}

/// The tabs between two that have their label in both versions.
fn hunk<'a>(
    comparer: &mut Comparer<'a>,
    old: &[Sheet<'_, 'a>],
    new: &[Sheet<'_, 'a>],
    tabs: &mut Vec<Tab<'a>>,
) {
    let old_panels: Vec<_> = old.iter().map(|sheet| sheet.panel).collect();
    let new_panels: Vec<_> = new.iter().map(|sheet| sheet.panel).collect();
    let pairs =
        pairing::pairs(None, (&old_panels, &new_panels), &mut comparer.words, &mut comparer.work);
    let (mut old_at, mut new_at) = (0, 0);
    let end = (old.len(), new.len());
    for (one, other) in pairs.into_iter().chain([end]) {
        tabs.extend(slice(old, old_at..one).iter().map(|sheet| Tab::Removed(sheet.face)));
        tabs.extend(slice(new, new_at..other).iter().map(|sheet| Tab::Added(sheet.face)));
        if let (Some(one), Some(other)) = (old.get(one), new.get(other)) {
            tabs.push(pair(comparer, one, other));
        }
        (old_at, new_at) = (one + 1, other + 1);
    }
}

fn pair<'a>(comparer: &mut Comparer<'a>, old: &Sheet<'_, 'a>, new: &Sheet<'_, 'a>) -> Tab<'a> {
    let content = comparer.siblings(Some(Tag::Div), &old.panel.items, &new.panel.items);
    Tab::Kept { old: old.face, new: new.face, content }
}

/// The row of a set and its tabs.
fn sheets<'i, 'a>(item: &'i Item<'a>) -> Option<(&'a Element, Vec<Sheet<'i, 'a>>)> {
    item.block.filter(|block| class(block) == "tabset")?;
    let (row, panels) = item.items.split_first()?;
    let row = row.block.filter(|row| class(row) == "tab-row")?;
    if row.children.len() != panels.len() {
        return None;
    }
    let sheet = |(button, panel): (&'a Html, &'i Item<'a>)| {
        matches!(button, Html::Element(button) if button.tag == Tag::Button).then_some(())?;
        let mut label = String::new();
        label_of(std::slice::from_ref(button), &mut label);
        let face = Face { button, panel: panel.block? };
        Some(Sheet { face, label: label.trim().to_owned(), panel })
    };
    let sheets = row.children.iter().zip(panels).map(sheet).collect::<Option<Vec<_>>>()?;
    Some((row, sheets))
}

fn label_of(nodes: &[Html], label: &mut String) {
    for node in nodes {
        match node {
            Html::Text(text) => label.push_str(text),
            Html::Element(element) => label_of(&element.children, label),
        }
    }
}
