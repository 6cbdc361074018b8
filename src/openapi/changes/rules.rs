//! Which changes break a client, and why: the one table of rules.
//!
//! What breaks no contract and may still break a client is a warning: a value of an `enum` that a
//! response did not have before, a parameter that is not heeded any more. A property that a response
//! has no more breaks, required or not: a client cannot tell.

use super::super::schema::Direction;
use super::What;

/// Whether a change breaks a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// It does not.
    Fine,
    /// It may, depending on what the client does.
    Warning,
    /// It does, if the client uses this part at all.
    Breaking,
}

/// How the values that are allowed have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shift {
    /// Fewer.
    Narrower,
    /// More.
    Wider,
    /// Others, or it cannot be told.
    Other,
}

/// Why a change breaks a client, or may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// What is called is not there any more.
    Gone,
    /// A request without it is refused.
    Needed,
    /// What is sent there is ignored or refused.
    Unheeded,
    /// Who reads it may not find it.
    Absent,
    /// Values that were accepted may be refused.
    Refused,
    /// Values may come that did not before.
    Unexpected,
    /// It is written in another way.
    Written,
    /// The form that was asked for is not there any more.
    Form,
    /// A request that leaves it out means something else.
    Default,
    /// What was enough to be let in may not be.
    Access,
    /// Code that is generated has other names.
    Generated,
    /// It cannot be told which values are allowed now.
    Unclear,
}

impl Shift {
    /// How the values changed, by whether the old ones are among the new, and the reverse; nothing
    /// if they are the same.
    pub(super) fn of((old_in_new, new_in_old): (bool, bool)) -> Option<Self> {
        match (old_in_new, new_in_old) {
            (true, true) => None,
            (true, false) => Some(Self::Wider),
            (false, true) => Some(Self::Narrower),
            (false, false) => Some(Self::Other),
        }
    }
}

type Verdict = (Severity, Option<Reason>);

const FINE: Verdict = (Severity::Fine, None);

const fn breaks(reason: Reason) -> Verdict {
    (Severity::Breaking, Some(reason))
}

const fn warns(reason: Reason) -> Verdict {
    (Severity::Warning, Some(reason))
}

/// Whether a change breaks a client that sends the value, or receives it.
pub(super) fn judge(what: &What, direction: Direction) -> Verdict {
    let sent = direction == Direction::Request;
    match what {
        What::OperationRemoved { deprecated: true } | What::ServerRemoved(_) => warns(Reason::Gone),
        What::OperationRemoved { .. } | What::PathChanged { .. } => breaks(Reason::Gone),
        What::IdChanged { from, .. } if !from.is_empty() => warns(Reason::Generated),
        What::ParameterAdded { required: true }
        | What::PropertyAdded { required: true }
        | What::BodyAdded { required: true }
        | What::ReadOnlyRemoved { required: true }
        | What::BecameRequired
            if sent =>
        {
            breaks(Reason::Needed)
        }
        What::PropertyRemoved { closed: true } if sent => breaks(Reason::Unheeded),
        What::ParameterRemoved
        | What::BodyRemoved
        | What::PropertyRemoved { .. }
        | What::ReadOnlyAdded
            if sent =>
        {
            warns(Reason::Unheeded)
        }
        What::HeaderRemoved { required: false } => warns(Reason::Absent),
        What::HeaderRemoved { required: true } => breaks(Reason::Absent),
        What::ParameterRemoved
        | What::BodyRemoved
        | What::PropertyRemoved { .. }
        | What::BecameOptional
        | What::WriteOnlyAdded
            if !sent =>
        {
            breaks(Reason::Absent)
        }
        What::StyleChanged => breaks(Reason::Written),
        What::MediaTypeRemoved | What::StatusRemoved { success: true } => breaks(Reason::Form),
        What::DefaultChanged { .. } if sent => warns(Reason::Default),
        What::RuleChanged(_) => warns(Reason::Unclear),
        What::SecurityTightened | What::SecurityChanged | What::ScopeAdded(_) => {
            breaks(Reason::Access)
        }
        What::SchemeChanged(_) => warns(Reason::Access),
        _ => match (shift(what), sent) {
            (None, _) | (Some(Shift::Wider), true) | (Some(Shift::Narrower), false) => FINE,
            (Some(_), true) => sending(what),
            (Some(_), false) => receiving(what),
        },
    }
}

/// Values that a client sends are no longer all allowed.
fn sending(what: &What) -> Verdict {
    match what {
        // A format where none was said is most often what was meant all along.
        What::FormatChanged { from, .. } if from.is_empty() => warns(Reason::Refused),
        What::PatternChanged { shift: Shift::Other, .. } => warns(Reason::Refused),
        _ => breaks(Reason::Refused),
    }
}

/// Values that a client receives may be others than before.
fn receiving(what: &What) -> Verdict {
    match what {
        What::FormatChanged { to, .. } if to.is_empty() => warns(Reason::Unexpected),
        What::TypeChanged { .. } | What::FormatChanged { .. } | What::NullableAdded => {
            breaks(Reason::Unexpected)
        }
        _ => warns(Reason::Unexpected),
    }
}

/// How the values that are allowed have changed by it.
fn shift(what: &What) -> Option<Shift> {
    match what {
        What::TypeChanged { shift, .. }
        | What::FormatChanged { shift, .. }
        | What::LimitChanged { shift, .. }
        | What::PatternChanged { shift, .. } => Some(*shift),
        What::NullableRemoved
        | What::EnumAdded
        | What::EnumValueRemoved(_)
        | What::ChoiceAdded
        | What::AlternativeRemoved(_)
        | What::OthersForbidden => Some(Shift::Narrower),
        What::NullableAdded
        | What::EnumRemoved
        | What::EnumValueAdded(_)
        | What::ChoiceRemoved
        | What::AlternativeAdded(_) => Some(Shift::Wider),
        _ => None,
    }
}
