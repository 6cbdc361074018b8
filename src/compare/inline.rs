//! Draws a text with its changes: removed words beside added ones, in the elements that they stand
//! in.

use super::items::same_shell;
use super::words::Words;
use super::{Bit, Change, Run, note};
use crate::html::{Attribute, Element, Html, Tag, Url, classed, element, text};
use std::collections::BTreeMap;

/// A part of the drawn text.
struct Stroke<'r, 'a> {
    marks: Vec<&'a Element>,
    change: Change,
    /// Strokes of one number are drawn as one where they stand in one element.
    run: usize,
    content: Content<'r, 'a>,
}

enum Content<'r, 'a> {
    Bit(&'r Bit<'a>),
    /// What stands in neither version.
    Ours(Html),
}

/// The runs of a text as one text.
pub(super) fn draw(runs: &[Run<'_>], code: bool, words: &Words) -> Vec<Html> {
    level(&strokes(runs, code, words), 0, words)
}

fn strokes<'r, 'a>(runs: &'r [Run<'a>], code: bool, words: &Words) -> Vec<Stroke<'r, 'a>> {
    let twins = twins(runs);
    let mut strokes: Vec<Stroke<'r, 'a>> = Vec::new();
    let mut said = None;
    for (number, run) in runs.iter().enumerate() {
        let bits = if run.change == Change::Removed { &run.old } else { &run.new };
        let drawn: Vec<_> = bits
            .iter()
            .map(|bit| Stroke {
                marks: twinned(&bit.marks, &twins),
                change: run.change,
                run: number * 2,
                content: Content::Bit(bit),
            })
            .collect();
        if let (Some(before), Some(after)) = (strokes.last(), drawn.first())
            && let Some(between) = between(before, after, code)
        {
            let marks = common(&before.marks, &after.marks);
            let content = Content::Ours(text(between));
            strokes.push(Stroke { marks, change: Change::Same, run: number * 2 - 1, content });
        }
        strokes.extend(drawn);
        if run.change == Change::Address && said != Some(run.addresses()) {
            said = Some(run.addresses());
            let content = Content::Ours(address_note(run, words));
            strokes.push(Stroke {
                marks: Vec::new(),
                change: Change::Same,
                run: number * 2 + 1,
                content,
            });
        }
    }
    strokes
}

/// What separates words that no version has side by side; code is separated by the ends of lines.
fn between(before: &Stroke<'_, '_>, after: &Stroke<'_, '_>, code: bool) -> Option<&'static str> {
    let (Content::Bit(last), Content::Bit(first)) = (&before.content, &after.content) else {
        return None;
    };
    if code {
        return (!last.text.ends_with('\n')).then_some("\n");
    }
    let one_only = |change| matches!(change, Change::Added | Change::Removed);
    let is_break = |leaf: &Html| matches!(leaf, Html::Element(leaf) if leaf.tag == Tag::Br);
    let is_apart = last.text.ends_with(char::is_whitespace)
        || first.text.starts_with(char::is_whitespace)
        || is_break(last.leaf)
        || is_break(first.leaf);
    (one_only(before.change) && one_only(after.change) && !is_apart).then_some(" ")
}

fn common<'a>(one: &[&'a Element], other: &[&'a Element]) -> Vec<&'a Element> {
    let both = one.iter().zip(other).take_while(|(one, other)| std::ptr::eq(**one, **other));
    both.map(|(one, _)| *one).collect()
}

/// Elements of the old version, by their addresses, and those of the new one that hold the same
/// words: so a removed word stays in its link.
type Twins<'a> = BTreeMap<*const Element, &'a Element>;

fn twins<'a>(runs: &[Run<'a>]) -> Twins<'a> {
    let mut twins = Twins::new();
    for run in runs.iter().filter(|run| run.old.len() == run.new.len()) {
        for (old, new) in run.old.iter().zip(&run.new) {
            let marks = old.marks.iter().zip(new.marks.iter());
            for (old, new) in marks.take_while(|(old, new)| same_shell(old, new)) {
                twins.entry(std::ptr::from_ref(*old)).or_insert(*new);
            }
        }
    }
    twins
}

fn twinned<'a>(marks: &[&'a Element], twins: &Twins<'a>) -> Vec<&'a Element> {
    marks.iter().map(|mark| *twins.get(&std::ptr::from_ref(*mark)).unwrap_or(mark)).collect()
}

/// Draws strokes whose marks above `depth` are drawn already.
fn level(strokes: &[Stroke<'_, '_>], depth: usize, words: &Words) -> Vec<Html> {
    let together = |one: &Stroke<'_, '_>, next: &Stroke<'_, '_>| match (
        one.marks.get(depth),
        next.marks.get(depth),
    ) {
        (Some(one), Some(next)) => std::ptr::eq(*one, *next),
        (None, None) => one.run == next.run,
        _ => false,
    };
    let mut drawn = Vec::new();
    for group in strokes.chunk_by(together) {
        let Some(first) = group.first() else { continue };
        if let Some(mark) = first.marks.get(depth) {
            let is_gone = group.iter().all(|stroke| stroke.change == Change::Removed);
            let attributes =
                if is_gone { note::placeless(&mark.attributes) } else { mark.attributes.clone() };
            drawn.push(element(mark.tag, attributes, level(group, depth + 1, words)));
        } else {
            drawn.append(&mut wrapped(first.change, leaves(group), words));
        }
    }
    drawn
}

fn wrapped(change: Change, leaves: Vec<Html>, words: &Words) -> Vec<Html> {
    let format = |leaves, title: &str| {
        let attributes = note::with_title(vec![Attribute::class("diff-format")], title);
        vec![element(Tag::Span, attributes, leaves)]
    };
    match change {
        Change::Same => leaves,
        Change::Added => vec![classed(Tag::Ins, "diff-added", leaves)],
        Change::Removed => vec![classed(Tag::Del, "diff-removed", note::without_places(&leaves))],
        Change::Format => format(leaves, words.formatted),
        Change::Address => format(leaves, words.address),
    }
}

/// The texts and atoms of strokes; neighbouring texts are one.
fn leaves(strokes: &[Stroke<'_, '_>]) -> Vec<Html> {
    let mut leaves = Vec::new();
    for stroke in strokes {
        match &stroke.content {
            Content::Ours(html) => leaves.push(html.clone()),
            Content::Bit(Bit { text: part, leaf: Html::Text(_), .. }) => match leaves.last_mut() {
                Some(Html::Text(before)) => before.push_str(part),
                _ => leaves.push(text(*part)),
            },
            Content::Bit(bit) => leaves.push(bit.leaf.clone()),
        }
    }
    leaves
}

/// Where a link or a picture led and leads, to read.
fn address_note(run: &Run<'_>, words: &Words) -> Html {
    let (old, new) = run.addresses();
    let shown = |url: Option<&Url>| url.map_or(words.none, Url::as_str).to_owned();
    let is_picture = run
        .new
        .iter()
        .chain(&run.old)
        .any(|bit| matches!(bit.leaf, Html::Element(leaf) if leaf.tag == Tag::Img));
    let what = if is_picture { words.picture } else { words.link };
    let note = note::values(what, &shown(old), &shown(new));
    classed(Tag::Small, "diff-note", vec![text(format!(" ({note})"))])
}
