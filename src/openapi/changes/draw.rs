//! Draws a report: how many changes of each severity, then each change under its operation.

use super::rules::Severity;
use super::words::{Detail, Words, words};
use super::{Change, Named, Report, What};
use crate::contents::verb_class;
use crate::html::{Attribute, Html, Tag, Url, classed, element, text};
use crate::i18n::Language;
use crate::nav::Route;

/// The most changes that are drawn.
const MAX_DRAWN: usize = 3_000;

/// The report. Operations are links to their places in the APIs of these ids, the old version and the
/// new one; no links where an id is empty.
pub fn draw(report: &Report, language: Language, apis: [&str; 2]) -> Vec<Html> {
    let pen = Pen { words: words(language), apis };
    let words = pen.words;
    let mut drawn = match (report.changes.is_empty(), report.limited) {
        (true, false) => return vec![line("changes-same", words.same)],
        (true, true) => vec![line("changes-same", words.nothing_found)],
        (false, _) => vec![pen.counts(report.counts())],
    };
    if report.limited {
        drawn.push(line("changes-limited", words.limited));
    }
    let shown = report.changes.get(..MAX_DRAWN).unwrap_or(&report.changes);
    let mut groups: Vec<&[Change]> =
        shown.chunk_by(|one, other| one.operation == other.operation).collect();
    groups.sort_by_key(|group| rank(group));
    let (added, changed): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| is_added(group));
    drawn.extend(changed.into_iter().map(|group| pen.group(group)));
    drawn.extend(pen.added(&added));
    let hidden = report.changes.len() - shown.len();
    if hidden > 0 {
        drawn.push(line("changes-limited", &(words.more)(hidden)));
    }
    drawn
}

/// Removed operations come first, then the whole API.
fn rank(group: &[Change]) -> u8 {
    match group.first().map(|change| (&change.what, &change.operation)) {
        Some((What::OperationRemoved { .. }, _)) => 0,
        Some((_, None)) => 1,
        _ => 2,
    }
}

fn is_added(group: &[Change]) -> bool {
    group.first().is_some_and(|change| change.what == What::OperationAdded)
}

struct Pen<'a> {
    words: &'static Words,
    apis: [&'a str; 2],
}

impl Pen<'_> {
    /// How many changes there are of each severity.
    fn counts(&self, counts: [usize; 3]) -> Html {
        let severities = [Severity::Breaking, Severity::Warning, Severity::Fine];
        let some = severities.into_iter().zip(counts).filter(|(_, count)| *count > 0);
        let mark = |(severity, count)| [self.mark(severity, Some(count)), text(" ")];
        classed(Tag::P, "changes-counts", some.flat_map(mark).collect())
    }

    fn mark(&self, severity: Severity, count: Option<usize>) -> Html {
        let class = match severity {
            Severity::Breaking => "change-mark change-breaking",
            Severity::Warning => "change-mark change-warning",
            Severity::Fine => "change-mark change-fine",
        };
        let words = (self.words.severity)(severity);
        let words = count.map_or_else(|| words.to_owned(), |count| format!("{words}: {count}"));
        classed(Tag::Span, class, vec![text(words)])
    }

    fn group(&self, changes: &[Change]) -> Html {
        let first = changes.first();
        let is_gone = first.is_some_and(|one| matches!(one.what, What::OperationRemoved { .. }));
        let heading = match first.and_then(|change| change.operation.as_ref()) {
            Some(named) => self.name(named, is_gone),
            None => vec![text(self.words.whole)],
        };
        // The gravest first; the others stay in their order.
        let mut sorted: Vec<&Change> = changes.iter().collect();
        sorted.sort_by_key(|change| std::cmp::Reverse(change.severity));
        let items = sorted.into_iter().map(|change| self.item(change)).collect();
        let children = vec![
            classed(Tag::H2, "changes-operation", heading),
            classed(Tag::Ul, "changes-list", items),
        ];
        classed(Tag::Section, "changes-group", children)
    }

    /// The added operations: a line each, after all that a client must look at.
    fn added(&self, groups: &[&[Change]]) -> Option<Html> {
        let named = groups.iter().filter_map(|group| group.first()?.operation.as_ref());
        let item = |named: &Named| classed(Tag::Li, "change", self.name(named, false));
        let items: Vec<Html> = named.map(item).collect();
        let title = (self.words.operations_added)(items.len());
        let children = vec![
            classed(Tag::H2, "changes-operation", vec![text(title)]),
            classed(Tag::Ul, "changes-list changes-added", items),
        ];
        (!groups.is_empty()).then(|| classed(Tag::Section, "changes-group", children))
    }

    fn name(&self, named: &Named, is_gone: bool) -> Vec<Html> {
        let path = element(Tag::Code, Vec::new(), vec![text(named.path.as_str())]);
        let [old, new] = self.apis;
        let before = named.was.as_deref().map(|key| (old, key));
        let target = if is_gone { before } else { Some((new, named.key.as_str())) };
        let mut parts = vec![
            classed(Tag::Span, verb_class(&named.method), vec![text(named.method.as_str())]),
            text(" "),
            linked(target, path),
        ];
        if let Some(before) = before.filter(|(api, _)| !is_gone && !api.is_empty()) {
            let link = linked(Some(before), text(self.words.before));
            parts.extend([text(" "), classed(Tag::Small, "changes-before", vec![link])]);
        }
        parts
    }

    fn item(&self, change: &Change) -> Html {
        let words = self.words;
        let mut parts = vec![self.mark(change.severity, None), text(" ")];
        let place = words.place(&change.place);
        let has_place = !place.is_empty();
        if has_place {
            parts.push(classed(Tag::Span, "change-place", vec![text(place)]));
        }
        if !change.path.is_empty() {
            parts.extend([text(if has_place { " · " } else { "" }), code(&change.path)]);
        }
        if has_place || !change.path.is_empty() {
            parts.push(text(": "));
        }
        let (label, detail) = words.of(&change.what);
        parts.push(text(label));
        match detail {
            Detail::Nothing => {}
            Detail::Value(value) => parts.extend([text(" "), code(value)]),
            Detail::Turn(from, to) => {
                parts.extend([text(" "), code(from), text(" → "), code(to)]);
            }
        }
        if let Some(reason) = change.reason {
            let why = vec![text(format!(" — {}", (words.reason)(reason)))];
            parts.push(classed(Tag::Small, "change-why", why));
        }
        classed(Tag::Li, "change", parts)
    }
}

/// What leads to an operation of an API, if that has an id.
fn linked(target: Option<(&str, &str)>, shown: Html) -> Html {
    let url = target.filter(|(api, _)| !api.is_empty()).and_then(|(api, key)| {
        let operation = Some(key.to_owned());
        Url::check(&Route { page: api.to_owned(), operation, ..Route::default() }.to_hash())
    });
    match url {
        Some(url) => element(Tag::A, vec![Attribute::Href(url)], vec![shown]),
        None => shown,
    }
}

fn code(words: &str) -> Html {
    element(Tag::Code, Vec::new(), vec![text(words)])
}

fn line(class: &'static str, words: &str) -> Html {
    classed(Tag::P, class, vec![text(words)])
}
