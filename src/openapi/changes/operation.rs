//! An operation of both versions: its parameters, its body, its responses.

use super::super::operation::{Body, Described, Header, In, Media, Parameter, Part, Response};
use super::super::schema::Direction;
use super::super::{Node, Place, Reading, Wrong};
use super::pairing::{Entry, nameless, slots};
use super::pairs::Sheet;
use super::schema::{At, Pass, same_text};
use super::shape::Shape;
use super::{Named, What, Where, security};
use crate::request::style::Style;
use std::collections::{BTreeMap, BTreeSet};

/// What was found in the parts of an operation.
pub(super) type Sheets = Vec<(Where, Sheet)>;

/// Compares an operation. What changed in the way to be let in that all operations share is put into
/// `shared`, once.
pub(super) fn compare(
    pass: &mut Pass<'_, '_, '_>,
    sides: (Option<&Entry>, Option<&Entry>),
    shared: &mut Option<Sheet>,
) -> Option<(Named, Sheets)> {
    let only = |entry: &Entry, what| {
        let mut sheet = Sheet::new(Direction::Both);
        let was = Some(entry.named.key.clone()).filter(|_| what != What::OperationAdded);
        sheet.note("", what);
        Some((Named { was, ..entry.named.clone() }, vec![(Where::Operation, sheet)]))
    };
    let (was, is) = match sides {
        (Some(was), Some(is)) => (was, is),
        (None, Some(is)) => return only(is, What::OperationAdded),
        (Some(was), None) => {
            return only(was, What::OperationRemoved { deprecated: was.deprecated });
        }
        (None, None) => return None,
    };
    let before = Described::read(pass.old, &Place::at(was.pointer.as_str()));
    let after = Described::read(pass.new, &Place::at(is.pointer.as_str()));
    pass.pairs.limited |= is_cut(&before) || is_cut(&after);
    // What a webhook's client receives is what the server sends.
    let (sent, received) = if is.webhook {
        (Direction::Response, Direction::Request)
    } else {
        (Direction::Request, Direction::Response)
    };
    let mut sheets = vec![(Where::Operation, of_itself((was, &before), (is, &after)))];
    access(pass, &before, &after, (&mut sheets, shared));
    parameters(pass, (&before, &after), sent, &mut sheets);
    body(pass, (before.body.as_ref(), after.body.as_ref()), sent, &mut sheets);
    responses(pass, (&before.responses, &after.responses), received, &mut sheets);
    sheets.retain(|(_, sheet)| !sheet.found.is_empty() || !sheet.links.is_empty());
    Some((Named { was: Some(was.named.key.clone()), ..is.named.clone() }, sheets))
}

/// True if a parameter, the body or a response could not be read.
fn is_cut(described: &Described<'_>) -> bool {
    let parts = [Part::Parameters, Part::Body, Part::Responses];
    let mut problems = parts.iter().flat_map(|part| described.problems_of(*part));
    problems.any(|problem| {
        matches!(
            problem.wrong,
            Wrong::Missing(_) | Wrong::Circular(_) | Wrong::Foreign(_) | Wrong::Unread(_)
        )
    })
}

fn of_itself(
    (was, before): (&Entry, &Described<'_>),
    (is, after): (&Entry, &Described<'_>),
) -> Sheet {
    let mut sheet = Sheet::new(Direction::Both);
    let moved = nameless(&was.named.path) != nameless(&is.named.path) || was.method != is.method;
    if moved {
        let name = |entry: &Entry| format!("{} {}", entry.named.method, entry.named.path);
        sheet.note("", What::PathChanged { from: name(was), to: name(is) });
    }
    if before.id != after.id {
        let (from, to) = (before.id.to_owned(), after.id.to_owned());
        sheet.note("", What::IdChanged { from, to });
    }
    if !same_text(before.summary, after.summary) {
        sheet.note("", What::SummaryChanged);
    }
    words(
        (before.deprecated, before.description),
        (after.deprecated, after.description),
        &mut sheet,
    );
    sheet
}

/// Notes what changed in what is said of a part.
fn words(old: (bool, &str), new: (bool, &str), sheet: &mut Sheet) {
    sheet.turn("", (old.0, new.0), [What::Deprecated, What::Undeprecated]);
    if !same_text(old.1, new.1) {
        sheet.note("", What::DescriptionChanged);
    }
}

fn required(was_and_is: (bool, bool), sheet: &mut Sheet) {
    sheet.turn("", was_and_is, [What::BecameRequired, What::BecameOptional]);
}

/// The ways to be let in, and the servers.
fn access(
    pass: &Pass<'_, '_, '_>,
    before: &Described<'_>,
    after: &Described<'_>,
    (sheets, shared): (&mut Sheets, &mut Option<Sheet>),
) {
    let ways = || security::ways(&before.security, &after.security);
    if has_own(pass.old, &before.place) || has_own(pass.new, &after.place) {
        sheets.push((Where::Security, ways()));
    } else {
        shared.get_or_insert_with(ways);
    }
    if before.own_servers || after.own_servers {
        sheets.push((Where::Server, security::servers(&before.servers, &after.servers)));
    }
}

/// True if an operation says for itself what one needs to be let in.
fn has_own(reading: &Reading<'_>, place: &Place) -> bool {
    let Some((parent, _)) = place.pointer.rsplit_once('/') else {
        return false;
    };
    let item = reading.get(&Place { document: place.document, pointer: parent.to_owned() });
    let item = item.and_then(|item| reading.follow(&item).ok());
    item.and_then(|item| item.get(&place.name())?.get("security")).is_some()
}

fn parameters<'o, 'n>(
    pass: &mut Pass<'_, 'o, 'n>,
    (before, after): (&Described<'o>, &Described<'n>),
    direction: Direction,
    sheets: &mut Sheets,
) {
    let named = |location, name: &str| Where::Parameter { location, name: name.to_owned() };
    let (mut was, mut is) = (by_name(&before.parameters), by_name(&after.parameters));
    for (one, other) in same_slots(&before.path, &after.path) {
        let mut sheet = Sheet::new(direction);
        if one != other {
            let (from, to) = (one.to_owned(), other.to_owned());
            sheet.note("", What::ParameterRenamed { from, to });
        }
        let old = was.remove(&(In::Path, one.to_owned()));
        if let Some((old, new)) = old.zip(is.remove(&(In::Path, other.to_owned()))) {
            parameter(pass, old, new, &mut sheet);
        }
        sheets.push((named(In::Path, other), sheet));
    }
    for ((location, name), old) in was.iter().filter(|((place, _), _)| *place != In::Path) {
        let mut sheet = Sheet::new(direction);
        match is.remove(&(*location, name.clone())) {
            Some(new) => parameter(pass, old, new, &mut sheet),
            None => sheet.note("", What::ParameterRemoved),
        }
        sheets.push((named(*location, old.name), sheet));
    }
    // A parameter of the path that was not described before is there all the same.
    for ((location, _), new) in is.iter().filter(|((place, _), _)| *place != In::Path) {
        let mut sheet = Sheet::new(direction);
        sheet.note("", What::ParameterAdded { required: new.required });
        sheets.push((named(*location, new.name), sheet));
    }
}

/// The parameters by what a client tells them by: names of headers are the same in any case.
fn by_name<'p, 'a>(list: &'p [Parameter<'a>]) -> BTreeMap<(In, String), &'p Parameter<'a>> {
    let key = |one: &Parameter<'_>| match one.place {
        In::Header => (one.place, one.name.to_ascii_lowercase()),
        place => (place, one.name.to_owned()),
    };
    let sent = list.iter().filter(|one| one.is_sent() && one.place != In::Form);
    sent.map(|one| (key(one), one)).collect()
}

/// The parameters of two paths that stand for each other: by their order, or by their names if
/// there are not as many.
fn same_slots<'p>(old: &'p str, new: &'p str) -> Vec<(&'p str, &'p str)> {
    let (old, new) = (slots(old), slots(new));
    if old.len() == new.len() {
        return old.into_iter().zip(new).collect();
    }
    old.into_iter().filter(|name| new.contains(name)).map(|name| (name, name)).collect()
}

fn parameter<'o, 'n>(
    pass: &mut Pass<'_, 'o, 'n>,
    old: &Parameter<'o>,
    new: &Parameter<'n>,
    sheet: &mut Sheet,
) {
    required((old.required, new.required), sheet);
    words((old.deprecated, old.description), (new.deprecated, new.description), sheet);
    let before = Shape::of(pass.old, old.schema.clone().into_iter().collect());
    let after = Shape::of(pass.new, new.schema.clone().into_iter().collect());
    let parts = (parts(&before), parts(&after));
    if style(old, parts) != style(new, parts) {
        sheet.note("", What::StyleChanged);
    }
    pass.pair(&before, &after, &At::quiet(), sheet);
}

/// Whether a value has parts: the items of an array, the members of an object.
fn parts(shape: &Shape<'_>) -> (bool, bool) {
    let names = shape.types().names.unwrap_or_default();
    (names.contains("array"), names.contains("object"))
}

/// How a value is written, as far as it matters for what has parts in both versions.
fn style(one: &Parameter<'_>, parts: ((bool, bool), (bool, bool))) -> Option<(Style, bool)> {
    let how = one.serialization?;
    let (array, object) = (parts.0.0 && parts.1.0, parts.0.1 && parts.1.1);
    match how.style {
        Style::Json | Style::Text => Some((how.style, false)),
        Style::DeepObject if object => Some((how.style, true)),
        Style::Simple if array || object => Some((how.style, object && how.explode)),
        style if array || object => Some((style, how.explode)),
        _ => None,
    }
}

fn body<'o, 'n>(
    pass: &mut Pass<'_, 'o, 'n>,
    bodies: (Option<&Body<'o>>, Option<&Body<'n>>),
    direction: Direction,
    sheets: &mut Sheets,
) {
    let mut sheet = Sheet::new(direction);
    match bodies {
        (Some(old), Some(new)) => {
            required((old.required, new.required), &mut sheet);
            words((false, old.description), (false, new.description), &mut sheet);
            let found = |name: &str| Where::Body { media_type: name.to_owned() };
            media(pass, (old.into(), new.into()), direction, (sheets, &found));
        }
        (None, Some(new)) => sheet.note("", What::BodyAdded { required: new.required }),
        (Some(_), None) => sheet.note("", What::BodyRemoved),
        (None, None) => {}
    }
    sheets.push((Where::Body { media_type: String::new() }, sheet));
}

/// What a body or a response may hold.
#[derive(Clone, Copy)]
struct Held<'b, 'a> {
    media: &'b [Media<'a>],
    /// The fields of a form of Swagger 2.0.
    fields: &'b [Parameter<'a>],
}

impl<'b, 'a> From<&'b Body<'a>> for Held<'b, 'a> {
    fn from(body: &'b Body<'a>) -> Self {
        Self { media: &body.media, fields: &body.fields }
    }
}

impl<'b, 'a> Held<'b, 'a> {
    /// The media types by name, without their parameters.
    fn by_name(self) -> BTreeMap<String, &'b Media<'a>> {
        let name = |media: &Media<'_>| {
            let name = media.name.split(';').next().unwrap_or_default();
            name.trim().to_ascii_lowercase()
        };
        self.media.iter().map(|media| (name(media), media)).collect()
    }

    fn shape(self, reading: &Reading<'a>, media: &Media<'a>) -> Shape<'a> {
        if self.fields.is_empty() {
            Shape::of(reading, media.schema.clone().into_iter().collect())
        } else {
            Shape::of_fields(reading.version(), self.fields)
        }
    }
}

fn media<'o, 'n>(
    pass: &mut Pass<'_, 'o, 'n>,
    (old, new): (Held<'_, 'o>, Held<'_, 'n>),
    direction: Direction,
    (sheets, found): (&mut Sheets, &dyn Fn(&str) -> Where),
) {
    let (was, mut is) = (old.by_name(), new.by_name());
    // In 2.0 all media types have the same schema: it is compared once.
    let mut seen = BTreeSet::new();
    for (name, one) in &was {
        let mut sheet = Sheet::new(direction);
        match is.remove(name) {
            Some(other) => {
                let place = |node: &Option<Node<'_>>| node.as_ref().map(|node| node.place.clone());
                if seen.insert((place(&one.schema), place(&other.schema))) {
                    let (before, after) = (old.shape(pass.old, one), new.shape(pass.new, other));
                    pass.pair(&before, &after, &At::default(), &mut sheet);
                }
                if one.item_schema.is_some() || other.item_schema.is_some() {
                    let before = one.item_schema.clone().into_iter().collect();
                    let after = other.item_schema.clone().into_iter().collect();
                    pass.nodes(before, after, &At::default().step("[]"), &mut sheet);
                }
            }
            None => sheet.note("", What::MediaTypeRemoved),
        }
        sheets.push((found(name), sheet));
    }
    for name in is.keys() {
        let mut sheet = Sheet::new(direction);
        sheet.note("", What::MediaTypeAdded);
        sheets.push((found(name), sheet));
    }
}

fn responses<'o, 'n>(
    pass: &mut Pass<'_, 'o, 'n>,
    (old, new): (&[Response<'o>], &[Response<'n>]),
    direction: Direction,
    sheets: &mut Sheets,
) {
    let place = |status: &str, media_type: &str| Where::Response {
        status: status.to_owned(),
        media_type: media_type.to_owned(),
    };
    let is_success = |status: &str| status.starts_with(['2', '3']);
    let has_success = old.iter().any(|one| is_success(one.status));
    for one in old {
        let status = one.status;
        let mut sheet = Sheet::new(direction);
        let same = new.iter().find(|other| other.status.eq_ignore_ascii_case(status));
        if let Some(other) = same {
            words((false, one.description), (false, other.description), &mut sheet);
            let found = |name: &str| place(status, name);
            let held = (
                Held { media: &one.media, fields: &[] },
                Held { media: &other.media, fields: &[] },
            );
            media(pass, held, direction, (sheets, &found));
            headers(pass, (one, other), direction, sheets);
        } else {
            let success = is_success(status) || (status == "default" && !has_success);
            sheet.note("", What::StatusRemoved { success });
        }
        sheets.push((place(status, ""), sheet));
    }
    let is_known = |status: &str| old.iter().any(|one| one.status.eq_ignore_ascii_case(status));
    for other in new.iter().filter(|other| !is_known(other.status)) {
        let mut sheet = Sheet::new(direction);
        sheet.note("", What::StatusAdded);
        sheets.push((place(other.status, ""), sheet));
    }
}

fn headers<'o, 'n>(
    pass: &mut Pass<'_, 'o, 'n>,
    (old, new): (&Response<'o>, &Response<'n>),
    direction: Direction,
    sheets: &mut Sheets,
) {
    let place = |name: &str| Where::Header { status: old.status.to_owned(), name: name.to_owned() };
    let (was, mut is) = (headers_by_name(&old.headers), headers_by_name(&new.headers));
    for (name, one) in was {
        let mut sheet = Sheet::new(direction);
        if let Some(other) = is.remove(&name) {
            required((one.required, other.required), &mut sheet);
            words(
                (one.deprecated, one.description),
                (other.deprecated, other.description),
                &mut sheet,
            );
            let before = Shape::of(pass.old, one.schema.clone().into_iter().collect());
            let after = Shape::of(pass.new, other.schema.clone().into_iter().collect());
            pass.pair(&before, &after, &At::quiet(), &mut sheet);
        } else {
            sheet.note("", What::HeaderRemoved { required: one.required });
        }
        sheets.push((place(one.name), sheet));
    }
    for other in is.values() {
        let mut sheet = Sheet::new(direction);
        sheet.note("", What::HeaderAdded);
        sheets.push((place(other.name), sheet));
    }
}

/// The headers by name, in any case; `Content-Type` is described by the media types.
fn headers_by_name<'h, 'a>(list: &'h [Header<'a>]) -> BTreeMap<String, &'h Header<'a>> {
    let named = list.iter().map(|header| (header.name.to_ascii_lowercase(), header));
    named.filter(|(name, _)| name != "content-type").collect()
}
