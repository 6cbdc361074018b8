//! Names of places, made of what a heading says: letters of any script stay.

use std::collections::{BTreeMap, BTreeSet};

/// The names that a text has used.
#[derive(Default)]
pub(super) struct Slugs {
    used: BTreeSet<String>,
    counts: BTreeMap<String, usize>,
}

/// Longer names are cut.
const LIMIT: usize = 100;

impl Slugs {
    /// A name for a heading; the second one of its kind is numbered.
    pub(super) fn take(&mut self, words: &str) -> String {
        let slug: String = words
            .trim()
            .chars()
            .flat_map(char::to_lowercase)
            .filter_map(|c| match c {
                c if c.is_alphanumeric() || matches!(c, '_' | '-') => Some(c),
                c if c.is_whitespace() => Some('-'),
                _ => None,
            })
            .take(LIMIT)
            .collect();
        let slug = if slug.is_empty() { "section".to_owned() } else { slug };
        let count = self.counts.entry(slug.clone()).or_default();
        let mut name = if *count == 0 { slug.clone() } else { format!("{slug}-{count}") };
        while self.used.contains(&name) {
            *count += 1;
            name = format!("{slug}-{count}");
        }
        *count += 1;
        self.used.insert(name.clone());
        name
    }
}
