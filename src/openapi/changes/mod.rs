//! What changed between two versions of an API, and which of it breaks a client.
//!
//! ```text
//! old, new ── pairing ──► operations side by side ── operation, security ──► sheets (findings, links)
//!                                                        │ schemas                 │ pairs: each pair of
//!                                                        ▼                         ▼ schemas once
//!                                              shape ── schema, limits ──► Report ──► words, draw
//! ```
//!
//! The versions may follow different specifications. A client's side decides: what it sends may
//! become freer, what it receives may become stricter (`rules` is the one table of that). A schema
//! is compared with all that applies together with it; a change in a schema that several parts of an
//! operation use is told for the operation once.
//!
//! Not compared: callbacks, links, examples, the encoding of form fields, tags. Of `not`, `if`,
//! `contains` and their like only that they differ is told, and not where a reference in them leads.
//! Never fails, and never reads what is not there: [`Report::wanted`] names files to be read before.

mod draw;
mod limits;
mod operation;
mod pairing;
mod pairs;
mod rules;
mod same;
mod schema;
mod security;
mod shape;
mod variants;
mod versions;
mod words;

use super::Library;
use super::operation::In;
use super::schema::Direction;
use operation::Sheets;
use pairing::Side;
use pairs::Pairs;
use std::collections::{BTreeSet, HashSet};
use typed_arena::Arena;

pub use draw::draw;
pub use rules::{Reason, Severity, Shift};
pub use versions::Versions;
pub use words::sentence;

/// The most changes of a report; those that break nothing are left out first.
pub const MAX_CHANGES: usize = 10_000;
/// The most schemas and properties that are looked at to compare, and then to tell what was found in
/// which operations.
pub const MAX_STEPS: usize = 2_000_000;
/// How many operations are read before what was parsed for them is let go.
const BATCH: usize = 64;

/// What changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The changes: first those of the whole API, then by operation, in the order of the new version,
    /// the removed operations last.
    pub changes: Vec<Change>,
    /// Something was not compared: the limits were reached, or a reference leads nowhere.
    pub limited: bool,
    /// The files of the old and of the new version that must be read for a whole report.
    pub wanted: [Vec<String>; 2],
}

/// A change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The operation; none for the whole API.
    pub operation: Option<Named>,
    /// Which part of it.
    pub place: Where,
    /// Where in the schema, as `owner.names[]`; `*` is any other property, `(Cat)` a variant. Empty
    /// for the part itself.
    pub path: String,
    /// What changed there.
    pub what: What,
    /// Which way the value goes, seen from a client.
    pub direction: Direction,
    /// Whether it breaks a client.
    pub severity: Severity,
    /// Why it does, or may.
    pub reason: Option<Reason>,
}

/// What names an operation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// As addresses have it: the operationId, else `get /path`. Of the new version, if it is there.
    pub key: String,
    /// The key in the old version; `None` for one that was added.
    pub was: Option<String>,
    /// The method, in upper case.
    pub method: String,
    /// The path template, or the name of a webhook.
    pub path: String,
}

/// A part of an operation, or of the whole API.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Where {
    /// The operation itself.
    Operation,
    /// A parameter.
    Parameter {
        /// Where it stands.
        location: In,
        /// Its name in the new version, if it is there.
        name: String,
    },
    /// The body that is sent.
    Body {
        /// Its media type; empty for the body itself.
        media_type: String,
    },
    /// A response.
    Response {
        /// Its status.
        status: String,
        /// Its media type; empty for the response itself.
        media_type: String,
    },
    /// A header of a response.
    Header {
        /// The status.
        status: String,
        /// Its name.
        name: String,
    },
    /// What one needs to be let in.
    Security,
    /// Where the API is answered.
    Server,
}

/// The ways in which something can change. Texts are those of the descriptions; an empty one means
/// that there was, or is, none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each name says what it is; `words` has it in a sentence")]
pub enum What {
    OperationAdded,
    OperationRemoved { deprecated: bool },
    PathChanged { from: String, to: String },
    IdChanged { from: String, to: String },
    Deprecated,
    Undeprecated,
    SummaryChanged,
    DescriptionChanged,
    ParameterAdded { required: bool },
    ParameterRemoved,
    ParameterRenamed { from: String, to: String },
    StyleChanged,
    BodyAdded { required: bool },
    BodyRemoved,
    BecameRequired,
    BecameOptional,
    MediaTypeAdded,
    MediaTypeRemoved,
    StatusAdded,
    StatusRemoved { success: bool },
    HeaderAdded,
    HeaderRemoved { required: bool },
    TypeChanged { from: String, to: String, shift: Shift },
    FormatChanged { from: String, to: String, shift: Shift },
    NullableAdded,
    NullableRemoved,
    EnumAdded,
    EnumRemoved,
    EnumValueAdded(String),
    EnumValueRemoved(String),
    LimitChanged { keyword: &'static str, from: String, to: String, shift: Shift },
    PatternChanged { from: String, to: String, shift: Shift },
    DefaultChanged { from: String, to: String },
    PropertyAdded { required: bool },
    PropertyRemoved { closed: bool },
    ReadOnlyAdded,
    ReadOnlyRemoved { required: bool },
    WriteOnlyAdded,
    WriteOnlyRemoved,
    OthersAllowed,
    OthersForbidden,
    ChoiceAdded,
    ChoiceRemoved,
    AlternativeAdded(String),
    AlternativeRemoved(String),
    RuleChanged(&'static str),
    SecurityTightened,
    SecurityLoosened,
    SecurityChanged,
    SchemeChanged(String),
    ScopeAdded(String),
    ScopeRemoved(String),
    ServerAdded(String),
    ServerRemoved(String),
}

impl Report {
    /// True if both versions were compared as a whole and are the same.
    pub fn is_same(&self) -> bool {
        self.changes.is_empty() && !self.limited
    }

    /// How many changes break a client, how many may, how many do not.
    pub fn counts(&self) -> [usize; 3] {
        let count = |severity| self.changes.iter().filter(|one| one.severity == severity).count();
        [Severity::Breaking, Severity::Warning, Severity::Fine].map(count)
    }

    /// Takes what the sheets have; what breaks nothing gives way to what may.
    fn fill(&mut self, parts: &[(Option<Named>, Sheets)], pairs: &Pairs) {
        let (mut grave, mut fine) = (Vec::new(), Vec::new());
        let mut left = MAX_STEPS;
        for (number, (operation, sheets)) in parts.iter().enumerate() {
            if grave.len() >= MAX_CHANGES {
                self.limited = true;
                break;
            }
            for change in told(operation.as_ref(), sheets, pairs, &mut left) {
                let list = if change.severity == Severity::Fine { &mut fine } else { &mut grave };
                if list.len() < MAX_CHANGES {
                    list.push((number, change));
                } else {
                    self.limited = true;
                }
            }
        }
        let room = MAX_CHANGES - grave.len();
        self.limited |= left == 0 || fine.len() > room;
        fine.truncate(room);
        grave.append(&mut fine);
        grave.sort_by_key(|(number, _)| *number);
        self.changes = grave.into_iter().map(|(_, change)| change).collect();
    }
}

/// What the sheets of a part of the API have, each change once.
fn told(
    operation: Option<&Named>,
    sheets: &Sheets,
    pairs: &Pairs,
    left: &mut usize,
) -> Vec<Change> {
    let (mut seen, mut visited) = (BTreeSet::new(), HashSet::new());
    let mut changes = Vec::new();
    for (place, sheet) in sheets {
        for (path, what) in pairs.spread(sheet, &mut visited, left) {
            if !seen.insert((place, path.clone(), what)) {
                continue;
            }
            let direction = sheet.direction;
            let (severity, reason) = rules::judge(what, direction);
            changes.push(Change {
                operation: operation.cloned(),
                place: place.clone(),
                path,
                what: what.clone(),
                direction,
                severity,
                reason,
            });
        }
    }
    changes
}

/// Compares two versions of an API.
pub fn changes(old: &Library, new: &Library) -> Report {
    let (old_side, new_side) = (Side::new(old), Side::new(new));
    let matches = pairing::pair(&old_side.entries, &new_side.entries);
    let mut same = same::Same::new(old, new);
    let mut pairs = Pairs::default();
    let mut whole = Sheets::new();
    let mut parts: Vec<(Option<Named>, Sheets)> = Vec::new();
    let mut shared = None;
    let mut report = Report { wanted: [old_side.wanted, new_side.wanted], ..Report::default() };
    for (number, batch) in matches.chunks(BATCH).enumerate() {
        let (old_arena, new_arena) = (Arena::new(), Arena::new());
        let (old_reading, new_reading) = (old.read(&old_arena), new.read(&new_arena));
        let mut pass = schema::Pass { old: &old_reading, new: &new_reading, pairs: &mut pairs };
        if number == 0 {
            whole.push((Where::Server, security::servers_of_document(&pass)));
            whole.push((Where::Security, security::schemes(&pass)));
        }
        for found in batch {
            let was = found.old.and_then(|number| old_side.entries.get(number));
            let is = found.new.and_then(|number| new_side.entries.get(number));
            if same.skips(was, is) {
                continue;
            }
            let compared = operation::compare(&mut pass, (was, is), &mut shared);
            parts.extend(compared.map(|(named, sheets)| (Some(named), sheets)));
            pass.finish();
        }
        for (wanted, read) in
            report.wanted.iter_mut().zip([old_reading.wanted(), new_reading.wanted()])
        {
            wanted.extend(read);
            wanted.sort();
            wanted.dedup();
        }
    }
    whole.extend(shared.map(|sheet| (Where::Security, sheet)));
    parts.insert(0, (None, whole));
    pairs.mark();
    let is_lacking = [old, new].iter().any(|library| !library.unreadable.is_empty());
    report.limited = pairs.limited || is_lacking || !report.wanted.concat().is_empty();
    report.fill(&parts, &pairs);
    report
}
