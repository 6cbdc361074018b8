//! What the console needs of an operation: the [`Operation`] that it edits, and what to know about
//! each field of it ([`Form`]).

mod bodies;
mod fields;
mod shape;

use super::Reading;
use super::operation::{Described, In, Need, Server};
use crate::markdown;
use crate::operation::{self, BodyTemplate, Flow, Form, Hint, Kind, Operation, Place, Scheme};
use crate::request::style::{Location, Parameter, Serialization};
use crate::request::{encode, media_type};

/// The operation that the console edits.
pub fn operation<'a>(reading: &Reading<'a>, described: &Described<'a>) -> Operation {
    form(reading, described).operation
}

/// The operation, and all that its form shows.
pub fn form<'a>(reading: &Reading<'a>, described: &Described<'a>) -> Form {
    let mut parameters = Vec::new();
    let mut hints = Vec::new();
    let (path, raw_query) = described.path.split_once('?').unwrap_or((&described.path, ""));
    let mut raw_query = raw_query.to_owned();
    for parameter in described.parameters.iter().filter(|parameter| parameter.is_sent()) {
        if parameter.place == In::QueryString {
            let (found, text) = fields::query_string(reading, parameter);
            for (hint, schema) in found {
                parameters.push(Parameter {
                    name: hint.name.clone(),
                    serialization: Serialization::default_for(Location::Query),
                    schema,
                });
                hints.push(hint);
            }
            raw_query.push_str(&encode::query_component(&text));
            continue;
        }
        let (hint, schema) = fields::parameter(reading, parameter);
        hints.extend(hint);
        if let Some(serialization) = parameter.serialization {
            parameters.push(Parameter { name: parameter.name.to_owned(), serialization, schema });
        }
    }
    let body = described.body.as_ref();
    let bodies = body.map(|body| bodies::choices(reading, body)).unwrap_or_default();
    hints.extend(body.map(|body| fields::of_forms(reading, body)).unwrap_or_default());
    let is_required = body.is_some_and(|body| body.required);
    let starts_with_body =
        body.is_some() && (is_required || operation::takes_body(&described.method));
    let id = match described.id {
        "" | operation::OWN => format!("{} {}", described.method, described.path),
        id => id.to_owned(),
    };
    let mut form = Form {
        operation: Operation {
            method: described.method.clone(),
            path: path.to_owned(),
            raw_query,
            parameters,
            summary: described.summary.to_owned(),
            source: id.clone(),
            id,
            ..Operation::default()
        },
        hints,
        bodies,
        starts_with_body,
        servers: described.servers.iter().map(server).collect(),
        security: described.security.iter().map(|way| way.iter().map(scheme).collect()).collect(),
    };
    form.operation.body = template(&form);
    form
}

/// The body as a template: what is required of a form.
fn template(form: &Form) -> BodyTemplate {
    let Some(choice) = form.bodies.first().filter(|_| form.starts_with_body) else {
        return BodyTemplate::None;
    };
    let required = |place| {
        let pair = |hint: &Hint| match hint.kind {
            Kind::File => (hint.name.clone(), format!("@{}.bin", hint.name)),
            _ => (hint.name.clone(), hint.example.clone()),
        };
        form.at(place).filter(|hint| hint.required).map(pair).collect()
    };
    match media_type::essence(&choice.media_type).as_str() {
        "application/x-www-form-urlencoded" => BodyTemplate::Form(required(Place::Form)),
        "multipart/form-data" => BodyTemplate::Multipart(required(Place::Multipart)),
        name if super::page::is_json(name) => BodyTemplate::Json(choice.text.clone()),
        _ => BodyTemplate::None,
    }
}

/// The servers of the description itself, as data.
pub fn servers(reading: &Reading<'_>) -> Vec<operation::Server> {
    super::operation::servers(reading).0.iter().map(server).collect()
}

fn server(server: &Server<'_>) -> operation::Server {
    let variables = server.variables.iter().map(|variable| operation::Variable {
        name: variable.name.to_owned(),
        default: variable.default.clone(),
        choices: variable.choices.clone(),
        description: markdown::plain(variable.description),
    });
    let words = if server.name.is_empty() { server.description } else { server.name };
    operation::Server {
        url: server.url.clone(),
        description: markdown::plain(words),
        variables: variables.collect(),
    }
}

fn scheme(need: &Need<'_>) -> Scheme {
    let scopes = need.scopes.iter().map(|scope| (*scope).to_owned()).collect();
    let known = Scheme { name: need.name.to_owned(), scopes, ..Scheme::default() };
    let Some(scheme) = &need.scheme else {
        return known;
    };
    let flow = |flow: &super::operation::Flow<'_>| Flow {
        kind: flow.kind.to_owned(),
        authorization_url: flow.authorization_url.to_owned(),
        token_url: flow.token_url.to_owned(),
        device_url: flow.device_url.to_owned(),
        revocation_url: String::new(),
        scopes: flow
            .scopes
            .iter()
            .map(|(name, words)| ((*name).to_owned(), (*words).to_owned()))
            .collect(),
    };
    Scheme {
        kind: scheme.kind.to_owned(),
        place: scheme.place.to_owned(),
        parameter: scheme.parameter.to_owned(),
        scheme: scheme.scheme.to_ascii_lowercase(),
        url: scheme.open_id_connect_url.to_owned(),
        flows: scheme.flows.iter().map(flow).collect(),
        ..known
    }
}
