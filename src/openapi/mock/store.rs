//! What the server was given: plain resources, a list of things and each thing by its id.
//!
//! A path that ends with a parameter is a thing of the list that the path before it is. Lists begin
//! with what the examples show. Where no operation makes things, each is there until it is removed.
//! What is no such resource is answered by its example.

use super::answer::{problem, respond, shape, successful};
use super::resource::{self, Resource};
use super::{Call, thing};
use crate::request::{WireResponse, encode};
use serde_json::Value;
use std::collections::HashMap;

/// How many things a list holds.
const MAX_THINGS: usize = 10_000;

/// The lists, by their paths.
#[derive(Clone, Debug, Default)]
pub(super) struct Store {
    lists: HashMap<String, List>,
    made: u64,
}

/// The things of a path, and the ids of those that were removed.
#[derive(Clone, Debug, Default)]
struct List {
    things: Vec<Thing>,
    removed: Vec<String>,
}

/// A thing, and what its path ends with.
#[derive(Clone, Debug)]
pub(super) struct Thing {
    pub(super) id: String,
    pub(super) value: Value,
}

impl Store {
    /// Answers a request that is as its operation describes it.
    pub(super) fn answer(&mut self, call: &Call<'_, '_>, given: Option<Value>) -> WireResponse {
        let Some(resource) = Resource::of(call) else {
            return resource::stateless(call);
        };
        self.lists
            .entry(resource.path.clone())
            .or_insert_with(|| List { things: resource.seeds(call), removed: Vec::new() });
        if let Some(id) = &resource.id {
            self.assume(call, &resource, id);
        }
        match (&resource.id, call.method.as_str()) {
            (None, "get") => self.list(call, &resource),
            (None, "post") => self.create(call, &resource, given),
            (None, "put" | "patch") => {
                let id = given.as_ref().and_then(|it| thing::id_of(it, &resource.parameter));
                match id {
                    Some(id) => self.change(call, &resource, &id, given),
                    None => resource::stateless(call),
                }
            }
            (Some(id), "get") => match self.find(&resource, id) {
                Some(found) => show(call, &[200], &found.value),
                None => missing(call),
            },
            (Some(id), "put" | "patch" | "post") => self.change(call, &resource, id, given),
            (Some(id), "delete") => self.delete(call, &resource, id),
            _ => resource::stateless(call),
        }
    }

    fn list_of(&mut self, resource: &Resource) -> &mut List {
        self.lists.entry(resource.path.clone()).or_default()
    }

    fn things(&mut self, resource: &Resource) -> &mut Vec<Thing> {
        &mut self.list_of(resource).things
    }

    /// A thing that nobody can have made is there as the example shows it.
    fn assume(&mut self, call: &Call<'_, '_>, resource: &Resource, id: &str) {
        if resource.can_create(call) || self.find(resource, id).is_some() {
            return;
        }
        let list = self.list_of(resource);
        if !list.removed.iter().any(|other| other == id) && list.things.len() < MAX_THINGS {
            list.things.push(resource.seed(call, id));
        }
    }

    fn find(&mut self, resource: &Resource, id: &str) -> Option<&mut Thing> {
        self.things(resource).iter_mut().find(|thing| thing.id == id)
    }

    fn list(&mut self, call: &Call<'_, '_>, resource: &Resource) -> WireResponse {
        let things = self.things(resource).iter().map(|thing| &thing.value);
        let found: Vec<Value> = things.filter(|value| is_asked(call, value)).cloned().collect();
        let number = |names: &[&str]| {
            let mut pairs = call.query.iter();
            let found = pairs.find(|(name, _)| names.contains(&name.as_str()));
            found.and_then(|(_, value)| value.parse::<usize>().ok())
        };
        let limit = number(&["limit", "per_page", "perPage", "page_size", "pageSize", "size"]);
        let page = number(&["page"]).unwrap_or(1).saturating_sub(1);
        let skipped = page.saturating_mul(limit.unwrap_or(0));
        let skipped = number(&["offset", "skip"]).unwrap_or(skipped);
        let count = found.len();
        let shown: Vec<Value> =
            found.into_iter().skip(skipped).take(limit.unwrap_or(usize::MAX)).collect();
        let described = successful(call, &[200]);
        let shape = described.response.as_ref().and_then(|response| shape(call, response));
        let mut body = shape.and_then(|shape| shape.example(None).cloned()).unwrap_or_default();
        thing::put_list(&mut body, shown, count);
        respond(call, &described, Some(&body))
    }

    fn create(
        &mut self,
        call: &Call<'_, '_>,
        resource: &Resource,
        given: Option<Value>,
    ) -> WireResponse {
        self.made += 1;
        let made = self.made;
        let things = self.things(resource);
        let known: Vec<String> = things.iter().map(|thing| thing.id.clone()).collect();
        let Some(created) = resource.create(call, given, &known, made) else {
            return resource::stateless(call);
        };
        let conflict = call.operation.get("responses").is_some_and(|it| it.get("409").is_some());
        match things.iter_mut().find(|thing| thing.id == created.id) {
            Some(_) if conflict => {
                return problem(call, 409, "There is one with this id already");
            }
            Some(thing) => thing.value = created.value.clone(),
            None if known.len() >= MAX_THINGS => {
                return problem(call, 429, "The sandbox is full");
            }
            None => things.push(created.clone()),
        }
        let mut response = show(call, &[201, 200, 202], &created.value);
        response.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("location"));
        let path = call.request.url.split(['?', '#']).next().unwrap_or_default();
        let location =
            format!("{}/{}", path.trim_end_matches('/'), encode::path_segment(&created.id));
        response.headers.push(("Location".to_owned(), location));
        response
    }

    fn change(
        &mut self,
        call: &Call<'_, '_>,
        resource: &Resource,
        id: &str,
        given: Option<Value>,
    ) -> WireResponse {
        let parameter = resource.parameter.clone();
        let Some(found) = self.find(resource, id) else {
            return missing(call);
        };
        if let Some(given) = given {
            if call.method == "put" {
                found.value = resource.replaced(call, &found.value, given);
            } else {
                thing::merge(&mut found.value, given, &parameter);
            }
            thing::touch(&mut found.value, "updated", call.context.now);
        }
        show(call, &[200, 204, 202], &found.value)
    }

    fn delete(&mut self, call: &Call<'_, '_>, resource: &Resource, id: &str) -> WireResponse {
        let list = self.list_of(resource);
        let before = list.things.len();
        list.things.retain(|thing| thing.id != id);
        if list.things.len() == before {
            return missing(call);
        }
        if list.removed.len() < MAX_THINGS {
            list.removed.push(id.to_owned());
        }
        respond(call, &successful(call, &[204, 200, 202]), None)
    }
}

/// True if a thing has the values that the query asks for.
fn is_asked(call: &Call<'_, '_>, value: &Value) -> bool {
    call.query.iter().all(|(name, wanted)| match value.get(name) {
        Some(Value::String(text)) => text == wanted,
        Some(Value::Number(number)) => number.to_string().as_str() == wanted,
        Some(Value::Bool(flag)) => (if *flag { "true" } else { "false" }) == wanted,
        _ => true,
    })
}

/// A thing, in the body that is described for it.
fn show(call: &Call<'_, '_>, statuses: &[u16], value: &Value) -> WireResponse {
    let described = successful(call, statuses);
    let shape = described.response.as_ref().and_then(|response| shape(call, response));
    let body = match shape {
        Some(shape) => thing::shown(call, &shape, value),
        None => value.clone(),
    };
    respond(call, &described, Some(&body))
}

fn missing(call: &Call<'_, '_>) -> WireResponse {
    problem(call, 404, "Not found")
}
