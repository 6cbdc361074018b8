//! The operations of both versions side by side: by method and path, whatever the parameters of the
//! path are called, else by their operationId.

use super::super::Library;
use super::super::outline::Outline;
use super::Named;
use crate::operation::{Part, template};
use std::collections::HashMap;

/// The operations of a version.
pub(super) struct Side {
    pub(super) entries: Vec<Entry>,
    /// Files that must be read to know all of them.
    pub(super) wanted: Vec<String>,
}

/// An operation.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) named: Named,
    /// The operationId, if no other operation before has it.
    pub(super) id: String,
    /// The method as it is written.
    pub(super) method: String,
    pub(super) pointer: String,
    pub(super) webhook: bool,
    pub(super) deprecated: bool,
}

/// The numbers of an operation in both versions.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Match {
    pub(super) old: Option<usize>,
    pub(super) new: Option<usize>,
}

impl Side {
    pub(super) fn new(library: &Library) -> Self {
        let mut outline = Outline::default();
        outline.update(library);
        let wanted = outline.follow(library);
        let rows = (0..outline.len()).filter_map(|number| outline.row(library, number));
        let entry = |row: super::super::outline::Row<'_>| {
            let key = row.key.into_owned();
            let by_path = format!("{} {}", row.method, row.path);
            Entry {
                id: if key == by_path { String::new() } else { key.clone() },
                named: Named {
                    key,
                    was: None,
                    method: row.method.to_ascii_uppercase(),
                    path: row.path.into_owned(),
                },
                method: row.method.into_owned(),
                pointer: row.pointer,
                webhook: row.webhook,
                deprecated: row.deprecated,
            }
        };
        Self { entries: rows.map(entry).collect(), wanted }
    }
}

/// The names of the parameters of a path, in order.
pub(super) fn slots(path: &str) -> Vec<&str> {
    let name = |part| match part {
        Part::Parameter(name) => Some(name),
        Part::Literal(_) => None,
    };
    template(path).into_iter().filter_map(name).collect()
}

/// A path without the names of its parameters.
pub(super) fn nameless(path: &str) -> String {
    let part = |part| match part {
        Part::Parameter(_) => "{}",
        Part::Literal(text) => text,
    };
    template(path).into_iter().map(part).collect()
}

/// Pairs the operations, in the order of the new version; what is only in the old one comes last.
pub(super) fn pair(old: &[Entry], new: &[Entry]) -> Vec<Match> {
    let mut partners: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    let exact = |entry: &Entry| (entry.webhook, entry.method.clone(), entry.named.path.clone());
    let like = |entry: &Entry| (entry.webhook, entry.method.clone(), nameless(&entry.named.path));
    let by_id = |entry: &Entry| (entry.webhook, entry.id.clone(), String::new());
    for rule in [&exact as &dyn Fn(&Entry) -> _, &like, &by_id] {
        let mut waiting: HashMap<_, Vec<usize>> = HashMap::new();
        for (number, entry) in old.iter().enumerate().rev() {
            if !taken.get(number).copied().unwrap_or(true) {
                waiting.entry(rule(entry)).or_default().push(number);
            }
        }
        for (entry, partner) in new.iter().zip(&mut partners).filter(|(_, one)| one.is_none()) {
            let key = rule(entry);
            let found = waiting.get_mut(&key).filter(|_| !key.1.is_empty()).and_then(Vec::pop);
            if let Some(mark) = found.and_then(|number| taken.get_mut(number)) {
                *mark = true;
                *partner = found;
            }
        }
    }
    let kept = partners.iter().enumerate().map(|(new, old)| Match { old: *old, new: Some(new) });
    let gone = taken.iter().enumerate().filter(|(_, is)| !**is);
    kept.chain(gone.map(|(number, _)| Match { old: Some(number), new: None })).collect()
}
