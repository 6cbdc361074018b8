//! The variants of a schema, and the property that selects one.

use super::super::{Node, Place, Reading};
use super::whole::{MAX_LIST, Whole, is_null, name_of, resolve};
use serde_json::Value;

/// The most variants that are looked at.
const MAX_VARIANTS: usize = 1000;

/// Variants of which one applies, or several.
#[derive(Debug)]
pub(super) struct Choice<'a> {
    pub(super) kind: Kind,
    pub(super) variants: Vec<Node<'a>>,
    pub(super) discriminator: Option<Discriminator<'a>>,
}

/// How many of the variants apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `oneOf`
    One,
    /// `anyOf`
    Any,
    /// Those that a `discriminator` alone names.
    Mapped,
}

/// The property that selects a variant.
#[derive(Clone, Debug)]
pub(super) struct Discriminator<'a> {
    /// Its name.
    pub(super) property: &'a str,
    /// The object, for its mapping.
    node: Node<'a>,
}

/// The variants of a schema. A list that only adds `null` is no choice.
pub(super) fn choices<'a>(reading: &Reading<'a>, whole: &Whole<'a>) -> Vec<Choice<'a>> {
    let mut found = Vec::new();
    for part in whole.parts.iter().filter(|part| !part.words_only) {
        let discriminator = Discriminator::of(&part.node);
        let mut has_list = false;
        for (key, kind) in [("oneOf", Kind::One), ("anyOf", Kind::Any)] {
            let Some(list) = part.node.get(key) else { continue };
            has_list = true;
            let variants = list.items().take(MAX_VARIANTS).filter(|node| !is_null(reading, node));
            let variants: Vec<_> = variants.collect();
            if variants.len() > 1 {
                found.push(Choice { kind, variants, discriminator: discriminator.clone() });
            }
        }
        let mapped = discriminator.filter(|_| !has_list && !part.base);
        if let Some(discriminator) = mapped {
            let variants = discriminator.targets(reading);
            if !variants.is_empty() {
                let discriminator = Some(discriminator);
                found.push(Choice { kind: Kind::Mapped, variants, discriminator });
            }
        }
    }
    found
}

/// The name of the property that selects a variant, of each part that has one.
pub(super) fn selectors<'a>(whole: &Whole<'a>) -> Vec<&'a str> {
    whole.rules().filter_map(Discriminator::of).map(|found| found.property).collect()
}

/// The values by which a schema's bases know it: of which property, which values.
pub(super) fn own_values<'a>(whole: &Whole<'a>) -> Vec<(&'a str, Vec<String>)> {
    let bases = whole.parts.iter().filter(|part| part.base);
    let found = bases.filter_map(|part| Discriminator::of(&part.node));
    let mut values = Vec::new();
    for pair in found.map(|discriminator| (discriminator.property, discriminator.mapped(whole))) {
        if !pair.1.is_empty() && !values.contains(&pair) {
            values.push(pair);
        }
    }
    values
}

impl<'a> Discriminator<'a> {
    fn of(node: &Node<'a>) -> Option<Self> {
        let found = node.get("discriminator")?;
        let property = match found.value {
            Value::String(name) => name.as_str(),
            _ => found.string("propertyName"),
        };
        (!property.is_empty()).then_some(Self { property, node: found })
    }

    fn mapping(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let mapping = self.node.get("mapping");
        let pairs = mapping.into_iter().flat_map(|mapping| mapping.members().collect::<Vec<_>>());
        pairs.take(MAX_LIST).filter_map(|(value, target)| Some((value, target.value.as_str()?)))
    }

    /// The schema that applies where no value is given, by its name (3.2).
    pub(super) fn fallback(&self) -> Option<String> {
        let found = self.node.string("defaultMapping");
        let name = found.rsplit('/').next().unwrap_or_default();
        (!name.is_empty()).then(|| name.to_owned())
    }

    /// The schemas that the mapping names, each once.
    fn targets(&self, reading: &Reading<'a>) -> Vec<Node<'a>> {
        let mut found: Vec<Node<'a>> = Vec::new();
        for (_, target) in self.mapping() {
            let reference = if target.contains(['#', '/', '.']) {
                target.to_owned()
            } else {
                format!("#/components/schemas/{target}")
            };
            if let Ok(node) = resolve(reading, &reference, &self.node.place)
                && !found.iter().any(|known| known.place == node.place)
            {
                found.push(node);
            }
        }
        found
    }

    /// The values that the mapping gives to a variant.
    fn mapped(&self, variant: &Whole<'_>) -> Vec<String> {
        let places = || variant.entered.iter().chain(&variant.roots);
        let is_it = |target: &str, place: &Place| match target.rsplit_once('#') {
            Some((_, pointer)) => pointer == place.pointer,
            None => name_of(place).as_deref() == Some(target),
        };
        self.mapping()
            .filter(|(_, target)| places().any(|place| is_it(target, place)))
            .map(|(value, _)| value.to_owned())
            .collect()
    }

    /// The values that select a variant: those of the mapping, else its name.
    pub(super) fn values(&self, variant: &Whole<'_>) -> Vec<String> {
        let found = self.mapped(variant);
        if found.is_empty() {
            return variant.entered.iter().find_map(name_of).into_iter().collect();
        }
        found
    }
}
