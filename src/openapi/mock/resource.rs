//! Which list a path means, and what stands in it at the start.

use super::super::node::escape;
use super::super::schema::Direction;
use super::super::validate::{self, Kind};
use super::super::{Place, example};
use super::answer::{respond, shape, successful};
use super::store::Thing;
use super::{Call, thing};
use crate::request::WireResponse;
use serde_json::{Map, Value};

/// The list that a request is about, or a thing of it.
pub(super) struct Resource {
    /// The path of the list.
    pub(super) path: String,
    /// The template of the list, and that of its things.
    list: String,
    item: String,
    /// The name of the parameter that says which thing.
    pub(super) parameter: String,
    /// Which thing; the whole list if nothing.
    pub(super) id: Option<String>,
}

impl Resource {
    /// What a request is about, if its operations keep something.
    pub(super) fn of(call: &Call<'_, '_>) -> Option<Self> {
        let trimmed = call.template.trim_end_matches('/');
        let own = call.routes.iter().find(|route| route.template == call.template)?;
        let resource = if let Some(parameter) = own.last_parameter() {
            let (list, _) = trimmed.rsplit_once('/')?;
            let (path, _) = call.path.trim_end_matches('/').rsplit_once('/')?;
            Self {
                path: path.to_owned(),
                list: list.to_owned(),
                item: call.template.clone(),
                parameter: parameter.to_owned(),
                id: call.captured.last().map(|(_, value)| value.clone()),
            }
        } else {
            let is_below = |template: &str| {
                let rest = template.strip_prefix(trimmed).and_then(|it| it.strip_prefix('/'));
                rest.is_some_and(|rest| !rest.trim_end_matches('/').contains('/'))
            };
            let mut below = call.routes.iter().filter(|route| is_below(&route.template));
            let found = below.find_map(|route| Some((route, route.last_parameter()?)));
            let (route, parameter) = found?;
            Self {
                path: call.path.trim_end_matches('/').to_owned(),
                list: call.template.clone(),
                item: route.template.clone(),
                parameter: parameter.to_owned(),
                id: None,
            }
        };
        resource.is_kept(call).then_some(resource)
    }

    /// True if things can be made, changed or removed.
    fn is_kept(&self, call: &Call<'_, '_>) -> bool {
        let has = |template: &str, method: &str| call.at(template, method).is_some();
        has(&self.list, "post")
            || ["put", "patch", "delete"].iter().any(|method| has(&self.item, method))
    }

    /// True if an operation makes things of the list.
    pub(super) fn can_create(&self, call: &Call<'_, '_>) -> bool {
        call.at(&self.list, "post").is_some()
    }

    /// A thing as the example shows it, else as the list does, with another id.
    pub(super) fn seed(&self, call: &Call<'_, '_>, id: &str) -> Thing {
        let own = call.at(&self.item, "get").as_ref().and_then(shown_example);
        let mut shown = own.or_else(|| self.listed(call).into_iter().next());
        let mut value = Value::Object(Map::new());
        if let Some(shown) = &mut shown {
            value = thing::core(shown, &self.parameter).clone();
            thing::set_id(&mut value, &self.parameter, id);
        }
        Thing { id: id.to_owned(), value }
    }

    /// What the examples show: the thing that the example of the parameter means, and the list.
    pub(super) fn seeds(&self, call: &Call<'_, '_>) -> Vec<Thing> {
        let mut found: Vec<Thing> = Vec::new();
        if call.at(&self.item, "get").is_some() {
            found.extend(self.parameter_example(call).map(|id| self.seed(call, &id)));
        }
        for value in self.listed(call) {
            let id = thing::id_of(&value, &self.parameter);
            if let Some(id) = id.filter(|id| !found.iter().any(|other| other.id == *id)) {
                found.push(Thing { id, value });
            }
        }
        found
    }

    /// The things that the example of the list shows.
    fn listed(&self, call: &Call<'_, '_>) -> Vec<Value> {
        let list = call.at(&self.list, "get").as_ref().and_then(shown_example);
        list.as_ref().and_then(thing::list_of).cloned().unwrap_or_default()
    }

    /// What the description shows as the value of the parameter: what a form is filled with.
    fn parameter_example(&self, call: &Call<'_, '_>) -> Option<String> {
        let item = ["get", "delete", "put", "patch"];
        let call = item.iter().find_map(|method| call.at(&self.item, method))?;
        let parameters = super::parameters::all(&call);
        let parameter = parameters.iter().find(|it| it.string("name") == self.parameter)?;
        let schema =
            if call.is_swagger() { Some(parameter.clone()) } else { parameter.get("schema") };
        let examples = parameter.get("examples");
        let named = examples.and_then(|all| {
            let (_, first) = all.members().next()?;
            call.reading.follow(&first).ok()?.value.get("value").cloned()
        });
        let own = parameter.value.get("example").cloned().or(named);
        let made = || Some(example::of(call.reading, &schema?, Direction::Request));
        thing::id_text(&own.or_else(made)?)
    }

    /// A new thing: what was given, and what the server adds to it.
    pub(super) fn create(
        &self,
        call: &Call<'_, '_>,
        given: Option<Value>,
        known: &[String],
        made: u64,
    ) -> Option<Thing> {
        let given = match given {
            Some(Value::Object(members)) => members,
            None => Map::new(),
            Some(_) => return None,
        };
        let bodiless = given.is_empty();
        let own: Vec<String> =
            given.iter().filter(|(_, it)| !it.is_null()).map(|(key, _)| key.clone()).collect();
        let mut value = Value::Object(given);
        let model = shown_example(call).or_else(|| shown_example(&call.at(&self.item, "get")?));
        if let Some(mut model) = model.filter(Value::is_object) {
            let model = thing::near(&mut model, &value, &self.parameter);
            for (key, shown) in model.as_object().into_iter().flatten() {
                let is_id = thing::id_key(model, &self.parameter).as_ref() == Some(key);
                let wanted = bodiless || is_id || self.is_added(call, key);
                if let (true, Some(members)) = (wanted, value.as_object_mut()) {
                    members.entry(key.clone()).or_insert_with(|| shown.clone());
                }
            }
            for word in ["created", "updated"] {
                thing::touch(&mut value, word, call.context.now);
            }
            let key = thing::id_key(model, &self.parameter);
            let was_given = key.as_ref().is_some_and(|key| own.contains(key));
            if let Some(key) = key.filter(|_| !was_given) {
                let id = thing::new_id(model.get(&key), known, &call.context.random, made);
                thing::set_id(&mut value, &self.parameter, &id);
                return Some(Thing { id, value });
            }
        }
        let given = thing::id_of(&value, &self.parameter);
        let id = given.unwrap_or_else(|| thing::new_id(None, known, &call.context.random, made));
        Some(Thing { id, value })
    }

    /// True if a property of a new thing comes from the server: it is required, or not sent.
    fn is_added(&self, call: &Call<'_, '_>, key: &str) -> bool {
        let at_item = call.at(&self.item, "get");
        [Some(call), at_item.as_ref()].into_iter().flatten().any(|call| {
            let described = successful(call, &[201, 200]);
            let shape = described.response.as_ref().and_then(|it| shape(call, it));
            let Some(schema) = shape.and_then(|shape| shape.schema) else {
                return false;
            };
            let one = Value::Object(Map::from_iter([(key.to_owned(), Value::Null)]));
            let sent = example::trimmed(call.reading, &schema, &one, Direction::Request);
            let none = Value::Object(Map::new());
            let faults = validate::check(call.reading, &schema, &none, Direction::Response);
            let required = Kind::Required(key.to_owned());
            sent.get(key).is_none() || faults.iter().any(|fault| fault.kind == required)
        })
    }

    /// A thing after PUT: what was given, with what is never sent and the id as they were.
    pub(super) fn replaced(&self, call: &Call<'_, '_>, before: &Value, given: Value) -> Value {
        let mut after = given;
        let id = thing::id_key(before, &self.parameter);
        if let (Some(old), Some(new)) = (before.as_object(), after.as_object_mut()) {
            for (key, value) in old {
                if Some(key) == id.as_ref() || self.is_added(call, key) {
                    new.entry(key.clone()).or_insert_with(|| value.clone());
                }
            }
        }
        after
    }
}

/// The example of what an operation answers.
fn shown_example(call: &Call<'_, '_>) -> Option<Value> {
    let described = successful(call, &[200, 201]);
    let shape = shape(call, &described.response?)?;
    shape.example(None).cloned()
}

/// The answer of an operation that keeps nothing: its example, with the id that was asked for.
pub(super) fn stateless(call: &Call<'_, '_>) -> WireResponse {
    let wanted: &[u16] = if call.method == "post" { &[200, 201, 202] } else { &[200] };
    let described = successful(call, wanted);
    let own = call.routes.iter().find(|route| route.template == call.template);
    let parameter = own.and_then(|route| route.last_parameter());
    let asked = parameter.zip(call.captured.last());
    let shape = described.response.as_ref().and_then(|response| shape(call, response));
    let name = call.prefers("example");
    let body = shape.and_then(|shape| shape.example(name.as_deref()).cloned());
    match (body, asked) {
        (Some(mut body), Some((parameter, (_, id)))) if name.is_none() => {
            thing::set_id(thing::core(&mut body, parameter), parameter, id);
            respond(call, &described, Some(&body))
        }
        _ => respond(call, &described, None),
    }
}

impl<'q, 'a> Call<'q, 'a> {
    /// The same request, as if it were for another operation.
    pub(super) fn at(&self, template: &str, method: &str) -> Option<Call<'q, 'a>> {
        let place = Place::at(format!("/paths/{}", escape(template)));
        let item = self.reading.follow(&self.reading.get(&place)?).ok()?;
        let operation = item.get(method)?;
        Some(Call {
            reading: self.reading,
            routes: self.routes,
            item,
            operation,
            request: self.request,
            method: method.to_owned(),
            path: self.path.clone(),
            template: template.to_owned(),
            captured: self.captured.clone(),
            query: self.query.clone(),
            context: self.context,
        })
    }
}
