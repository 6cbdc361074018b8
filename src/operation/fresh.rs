//! What the console's fields start as.

use super::form::{BodyChoice, Form, Hint, Kind, Place};
use crate::request::media_type::essence;
use crate::request::{BodyInput, Field, Inputs};

impl Form {
    /// The inputs to start with: what is required is sent, with the author's example, else the
    /// default, else empty; what is optional stands there too, switched off.
    pub fn fresh(&self) -> Inputs {
        let names = self.operation.path_parameters();
        let path = names.iter().map(|name| {
            let hint = self.at(Place::Path).find(|hint| hint.name == *name);
            Field::new(*name, hint.map(Hint::start).unwrap_or_default())
        });
        let fields = |place| self.at(place).map(Hint::field).collect::<Vec<_>>();
        let given = self.operation.query.iter().map(|(name, value)| Field {
            bare: value.is_none(),
            ..Field::new(name, value.clone().unwrap_or_default())
        });
        let body = self.bodies.first().filter(|_| self.starts_with_body);
        Inputs {
            path: path.collect(),
            query: given.chain(fields(Place::Query)).collect(),
            headers: fields(Place::Header),
            cookies: fields(Place::Cookie),
            body: body.map(|choice| self.body(choice)).unwrap_or_default(),
            other_bodies: Vec::new(),
        }
    }

    /// A body that was chosen, as it starts.
    pub fn body(&self, choice: &BodyChoice) -> BodyInput {
        let fields = |place| self.at(place).flat_map(Hint::fields).collect::<Vec<_>>();
        match essence(&choice.media_type).as_str() {
            "application/json" => BodyInput::Json(choice.text.clone()),
            "application/x-www-form-urlencoded" => BodyInput::Form(fields(Place::Form)),
            "multipart/form-data" => BodyInput::Multipart(fields(Place::Multipart)),
            name if choice.text.is_empty() && !is_text(name) => BodyInput::File(Field {
                is_file: true,
                media_type: if name.contains('*') { String::new() } else { name.to_owned() },
                ..Field::new("", "")
            }),
            _ => {
                BodyInput::Text { media_type: choice.media_type.clone(), text: choice.text.clone() }
            }
        }
    }

    /// What is known of the fields of a place.
    pub fn at(&self, place: Place) -> impl Iterator<Item = &Hint> {
        self.hints.iter().filter(move |hint| hint.place == place)
    }
}

impl Hint {
    /// What it starts as.
    fn start(&self) -> &str {
        if self.example.is_empty() { &self.default } else { &self.example }
    }

    fn field(&self) -> Field {
        Field {
            enabled: self.required,
            is_file: self.kind == Kind::File,
            media_type: self.media_type.clone(),
            ..Field::new(
                self.name.as_str(),
                if self.kind == Kind::File { "" } else { self.start() },
            )
        }
    }

    /// The fields of a form: one for each item of a list.
    fn fields(&self) -> Vec<Field> {
        let field = self.field();
        let Kind::List(kind) = &self.kind else {
            return vec![field];
        };
        if **kind == Kind::File {
            return vec![Field { is_file: true, value: String::new(), ..field }];
        }
        let mut lines = field.value.lines();
        let first = Field { value: lines.next().unwrap_or_default().to_owned(), ..field.clone() };
        let rest = lines.map(|line| Field { value: line.to_owned(), ..field.clone() });
        std::iter::once(first).chain(rest).collect()
    }
}

/// Media types whose bodies are typed.
fn is_text(media_type: &str) -> bool {
    let words = ["json", "xml", "yaml", "javascript", "graphql", "csv", "sql", "ndjson", "jsonl"];
    media_type.starts_with("text/")
        || words.iter().any(|word| {
            media_type.rsplit(['/', '+', '-', '.']).next().is_some_and(|last| last == *word)
        })
}
