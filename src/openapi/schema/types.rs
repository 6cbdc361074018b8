//! The type of a schema in a few words.

use super::super::{Place, Reading};
use super::choice::{Choice, choices};
use super::whole::{MAX_LIST, Whole, gather};
use crate::i18n::schema::SchemaWords;
use crate::json::kind;
use serde_json::Value;

/// How deep a type is written in words: an array of arrays of variants.
const MAX_DEEP: usize = 3;
/// The most alternatives that are written.
const MAX_ALTERNATIVES: usize = 4;

/// The longest name of a type or a format.
const MAX_WORD: usize = 100;

/// What is needed to write a type.
#[derive(Clone, Copy)]
pub(super) struct Typist<'r, 'a> {
    pub(super) reading: &'r Reading<'a>,
    pub(super) scope: &'r [Place],
    pub(super) words: &'static SchemaWords,
}

/// The JSON types of a schema.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Types<'a> {
    /// All but `null`, in order.
    pub(super) names: Vec<&'a str>,
    /// `null` is one of them.
    pub(super) null: bool,
    /// The parts have no type in common: these are all that they name.
    pub(super) contradict: bool,
}

/// The types that a schema's parts agree upon; those that its other keywords speak of, if it names
/// none.
pub(super) fn types<'a>(reading: &Reading<'a>, whole: &Whole<'a>) -> Types<'a> {
    let mut found = Types { null: whole.nullable, ..Types::default() };
    let (mut stated, mut every_null) = (0, true);
    for node in whole.rules() {
        let allowed = reading.version().allows_null(node);
        found.null |= allowed;
        let names: Vec<&str> = match node.value.get("type") {
            Some(Value::String(name)) => vec![name.as_str()],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ => continue,
        };
        every_null &= allowed || names.contains(&"null");
        let names: Vec<&str> = names.into_iter().filter(|name| *name != "null").take(8).collect();
        stated += 1;
        if stated == 1 {
            found.names = names;
        } else if !names.is_empty() {
            meet(&mut found, &names);
        }
    }
    found.null |= stated > 0 && every_null;
    if stated == 0 {
        found.null |= values(whole).iter().any(|value| value.is_null());
        found.names = implied(whole);
    }
    found
}

/// Keeps what both name: `integer` is a kind of `number`.
fn meet<'a>(found: &mut Types<'a>, names: &[&'a str]) {
    let mut both: Vec<&str> =
        found.names.iter().copied().filter(|name| names.contains(name)).collect();
    let narrows = |wide: &[&str], narrow: &[&str]| {
        wide.contains(&"number") && narrow.contains(&"integer") && !wide.contains(&"integer")
    };
    if narrows(&found.names, names) || narrows(names, &found.names) {
        both.push("integer");
        both.dedup();
    }
    if both.is_empty() && !found.names.is_empty() {
        found.contradict = true;
        let new: Vec<&str> =
            names.iter().copied().filter(|name| !found.names.contains(name)).collect();
        found.names.extend(new);
    } else {
        found.names = both;
    }
}

/// The values that a schema lists, the first of them.
fn values<'a>(whole: &Whole<'a>) -> Vec<&'a Value> {
    let constants = whole.rules().filter_map(|node| node.value.get("const"));
    let lists = whole.rules().filter_map(|node| node.value.get("enum")?.as_array());
    constants.chain(lists.flatten().take(MAX_LIST)).collect()
}

fn implied<'a>(whole: &Whole<'a>) -> Vec<&'a str> {
    const OBJECT: &[&str] = &["properties", "additionalProperties", "patternProperties"];
    const ARRAY: &[&str] = &["items", "prefixItems", "contains"];
    const STRING: &[&str] = &["pattern", "minLength", "maxLength", "contentEncoding"];
    const NUMBER: &[&str] =
        &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
    let mut names: Vec<&str> = Vec::new();
    for name in values(whole).into_iter().map(kind).filter(|name| *name != "null") {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let has = |keys: &[&str]| keys.iter().any(|key| whole.all(key).next().is_some());
    let groups = [("object", OBJECT), ("array", ARRAY), ("string", STRING), ("number", NUMBER)];
    if names.is_empty() {
        names.extend(groups.iter().filter(|(_, keys)| has(keys)).map(|(name, _)| *name));
        names.truncate(1);
    }
    names
}

impl<'a> Typist<'_, 'a> {
    /// The type in words.
    pub(super) fn write(&self, whole: &Whole<'a>, deep: usize) -> String {
        if whole.never {
            return self.words.never.to_owned();
        }
        let types = types(self.reading, whole);
        let choices = choices(self.reading, whole);
        let name = whole.entered.iter().find_map(super::whole::name_of);
        let simple = types.names.iter().all(|name| !matches!(*name, "object" | "array"));
        let base = match (types.names.as_slice(), choices.first(), name) {
            (["array"], _, _) => self.array(whole, deep),
            (names, None, _) if simple && !names.is_empty() => self.simple(whole, &types),
            (_, Some(_), Some(name)) | (["object"] | [], None, Some(name)) => name,
            (_, Some(choice), None) => self.alternatives(choice, deep),
            (["object"], None, None) => self.object(whole, deep),
            ([], None, None) if types.null => String::new(),
            ([], None, None) if !whole.problems.is_empty() => self.words.unknown.to_owned(),
            ([], None, None) => self.words.any.to_owned(),
            _ => self.simple(whole, &types),
        };
        match (types.null, base.is_empty()) {
            (true, true) => "null".to_owned(),
            (true, false) => format!("{base}{}null", self.words.or),
            (false, _) => base,
        }
    }

    fn simple(&self, whole: &Whole<'a>, types: &Types<'a>) -> String {
        let between = if types.contradict { " & " } else { self.words.or };
        let names: String = types.names.join(between).chars().take(MAX_WORD).collect();
        let format = whole.rules().map(|node| node.string("format")).find(|text| !text.is_empty());
        match format {
            Some(format) => {
                let format: String = format.chars().take(MAX_WORD).collect();
                format!("{names} · {format}")
            }
            None => names,
        }
    }

    fn array(&self, whole: &Whole<'a>, deep: usize) -> String {
        let tuple = tuple(whole);
        if deep >= MAX_DEEP {
            return "array".to_owned();
        }
        if !tuple.is_empty() {
            let shown = tuple.iter().take(MAX_ALTERNATIVES);
            let mut words: Vec<String> =
                shown.map(|node| self.of(std::slice::from_ref(node), deep + 1)).collect();
            if tuple.len() > MAX_ALTERNATIVES {
                words.push("…".to_owned());
            }
            return format!("[{}]", words.join(", "));
        }
        let items: Vec<_> =
            whole.all("items").filter(|items| !items.value.is_array()).take(8).collect();
        if items.is_empty() {
            return "array".to_owned();
        }
        let mut levels = 1;
        let mut inner = gather(self.reading, &items, self.scope);
        while levels <= MAX_DEEP && types(self.reading, &inner).names == ["array"] {
            let deeper: Vec<_> =
                inner.all("items").filter(|items| items.value.is_object()).take(8).collect();
            if deeper.is_empty() || types(self.reading, &inner).null || !tuple_free(&inner) {
                break;
            }
            levels += 1;
            inner = gather(self.reading, &deeper, self.scope);
        }
        let words = self.write(&inner, deep + 1);
        let many = words.contains(self.words.or) || words.contains(" | ");
        let words = if many { format!("({words})") } else { words };
        (self.words.arrays_of)(levels, &words)
    }

    fn object(&self, whole: &Whole<'a>, deep: usize) -> String {
        let has_properties = whole.all("properties").next().is_some();
        let values: Vec<_> = whole
            .all("additionalProperties")
            .filter(|node| node.object().is_some_and(|object| !object.is_empty()))
            .take(8)
            .collect();
        if has_properties || values.is_empty() || deep >= MAX_DEEP {
            return "object".to_owned();
        }
        (self.words.map_of)(&self.of(&values, deep + 1))
    }

    fn alternatives(&self, choice: &Choice<'a>, deep: usize) -> String {
        if deep >= MAX_DEEP {
            return "…".to_owned();
        }
        let mut found: Vec<String> = Vec::new();
        for node in choice.variants.iter().take(MAX_ALTERNATIVES) {
            let whole = gather(self.reading, std::slice::from_ref(node), self.scope);
            let words = match whole.title() {
                Some(title)
                    if whole.entered.is_empty()
                        && types(self.reading, &whole).names == ["object"] =>
                {
                    title.to_owned()
                }
                _ => self.write(&whole, deep + 1),
            };
            if !found.contains(&words) {
                found.push(words);
            }
        }
        let hidden = choice.variants.len().saturating_sub(MAX_ALTERNATIVES);
        if hidden > 0 {
            found.push((self.words.more_types)(hidden));
        }
        found.join(" | ")
    }

    fn of(&self, nodes: &[super::super::Node<'a>], deep: usize) -> String {
        self.write(&gather(self.reading, nodes, self.scope), deep)
    }
}

fn tuple_free(whole: &Whole<'_>) -> bool {
    tuple(whole).is_empty()
}

/// The schemas of the first items, each its own: `prefixItems`, and `items` as older drafts had it.
pub(super) fn tuple<'a>(whole: &Whole<'a>) -> Vec<super::super::Node<'a>> {
    let lists = whole.all("prefixItems").chain(whole.all("items"));
    lists.flat_map(|list| list.items().take(1000).collect::<Vec<_>>()).collect()
}
