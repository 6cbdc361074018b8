//! What is wrong with a value, in a sentence.

use super::super::validate::Fault;
use crate::i18n::Language;

/// A fault in a sentence, with where it is.
pub(super) fn sentence(what: &str, fault: &Fault) -> String {
    format!("{what}{}: {}", fault.instance, Language::En.fault(&fault.kind))
}
