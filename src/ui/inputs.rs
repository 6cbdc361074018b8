//! What is typed for an operation: read, changed, and what it starts as.

use super::state::Store;
use crate::operation::{BodyTemplate, Form, Operation, names_file};
use crate::request::{BodyInput, Field, Inputs};
use leptos::prelude::*;
use std::sync::Arc;

impl Store {
    /// The name by which what is typed for an operation is kept.
    pub fn key(self, id: &str) -> String {
        format!("{}/{id}", self.scope())
    }

    /// Reads what was typed for an operation, or what it starts as. Read in place: a body may be long.
    pub fn with_inputs<T>(self, operation: &Operation, read: impl FnOnce(&Inputs) -> T) -> T {
        let key = self.key(&operation.id);
        self.drafts.with(|drafts| {
            let typed = drafts.inputs.iter().find(|(id, _)| *id == key);
            match typed {
                Some((_, inputs)) => read(inputs),
                None => read(&self.fresh(operation)),
            }
        })
    }

    /// Changes what was typed for an operation.
    pub fn edit(self, operation: &Operation, change: impl FnOnce(&mut Inputs)) {
        let key = untrack(|| self.key(&operation.id));
        self.drafts.update(|drafts| {
            let place = drafts.inputs.iter().position(|(id, _)| *id == key);
            let place = place.unwrap_or_else(|| {
                let fresh = untrack(|| self.fresh(operation).as_ref().clone());
                drafts.inputs.push((key, fresh));
                drafts.inputs.len() - 1
            });
            if let Some((_, inputs)) = drafts.inputs.get_mut(place) {
                change(inputs);
            }
        });
    }

    /// Whether anything was typed for an operation.
    pub fn has_draft(self, operation: &Operation) -> bool {
        let key = self.key(&operation.id);
        self.drafts.with(|drafts| drafts.inputs.iter().any(|(id, _)| *id == key))
    }

    /// Forgets what was typed for an operation.
    pub fn reset(self, operation: &Operation) {
        let key = untrack(|| self.key(&operation.id));
        self.drafts.update(|drafts| drafts.inputs.retain(|(id, _)| *id != key));
    }

    /// What a description says of an operation's fields.
    pub fn form_of(self, operation: &Operation) -> Option<Arc<Form>> {
        self.reference.form.get().filter(|form| form.operation.id == operation.id)
    }

    /// What an operation starts as. Each field of a form reads it: that of a description is made once.
    fn fresh(self, operation: &Operation) -> Arc<Inputs> {
        let Some(form) = self.form_of(operation) else {
            return Arc::new(self.fresh_of_row(operation));
        };
        let made = self.starts.get_value().filter(|(of, _)| Arc::ptr_eq(of, &form));
        if let Some((_, inputs)) = made {
            return inputs;
        }
        let mut inputs = form.fresh();
        for field in &mut inputs.path {
            let given = self.given(&field.name);
            if !given.is_empty() {
                field.value = given;
            }
        }
        let inputs = Arc::new(inputs);
        self.starts.set_value(Some((form, inputs.clone())));
        inputs
    }

    /// What the site says that a path parameter starts as.
    fn given(self, name: &str) -> String {
        let found = self.with_api(|api| {
            api.parameters.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone())
        });
        found.flatten().unwrap_or_default()
    }

    fn fresh_of_row(self, operation: &Operation) -> Inputs {
        let fields = |pairs: &[(String, String)]| {
            pairs.iter().map(|(name, value)| Field::new(name, value)).collect::<Vec<_>>()
        };
        let query = |name: &str, value: &Option<String>| Field {
            bare: value.is_none(),
            ..Field::new(name, value.clone().unwrap_or_default())
        };
        let names = operation.path_parameters();
        Inputs {
            path: names.iter().map(|name| Field::new(*name, self.given(name))).collect(),
            query: operation.query.iter().map(|(name, value)| query(name, value)).collect(),
            headers: Vec::new(),
            cookies: Vec::new(),
            other_bodies: Vec::new(),
            body: match &operation.body {
                BodyTemplate::None => BodyInput::None,
                BodyTemplate::Json(text) => BodyInput::Json(text.clone()),
                BodyTemplate::Form(pairs) => BodyInput::Form(fields(pairs)),
                BodyTemplate::Multipart(pairs) => {
                    let files = fields(pairs).into_iter();
                    BodyInput::Multipart(
                        files
                            .map(|field| Field { is_file: names_file(&field.value), ..field })
                            .collect(),
                    )
                }
            },
        }
    }
}
