//! What the reader typed and chose, as the browser's tab keeps it.

use crate::request::{Inputs, without_secrets};
use serde_json::{Value, json};

/// What the reader typed and chose, but for secrets. Kept by the browser's tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drafts {
    /// Which server, by the API that it is of: empty for the site's first one.
    pub choices: Vec<(String, Choice)>,
    /// `client_id`, which is no secret, by environment.
    pub clients: Vec<(String, String)>,
    /// Inputs by API and operation.
    pub inputs: Vec<(String, Inputs)>,
    /// The limit of a request's time, in seconds.
    pub timeout: Option<u32>,
    /// The method of the reader's own request.
    pub own_method: String,
    /// The resource of the reader's own request, with its query.
    pub own_resource: String,
}

/// The server that the reader chose among those of an API.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The id of the server.
    pub server: String,
    /// The variables of the servers' addresses.
    pub variables: Vec<(String, String)>,
    /// The name of the way in that the reader chose.
    pub way: Option<String>,
    /// The grant that the reader chose, by its name in a description.
    pub grant: Option<String>,
    /// The scopes that the reader chose, behind the name of their scheme.
    pub scopes: Option<(String, Vec<String>)>,
    /// Whether the client proves itself in the header.
    pub by_header: bool,
}

impl Choice {
    fn to_value(&self) -> Value {
        let variables =
            self.variables.iter().map(|(name, text)| (name.clone(), text.as_str().into()));
        let variables = Value::Object(variables.collect());
        json!({ "server": self.server, "variables": variables, "way": self.way, "grant": self.grant, "scopes": self.scopes, "by_header": self.by_header })
    }

    fn from_value(value: &Value) -> Self {
        let string = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let variables = value.get("variables").and_then(Value::as_object).into_iter().flatten();
        Self {
            server: value.get("server").map(string).unwrap_or_default(),
            variables: variables.map(|(name, text)| (name.clone(), string(text))).collect(),
            way: value.get("way").and_then(Value::as_str).map(str::to_owned),
            grant: value.get("grant").and_then(Value::as_str).map(str::to_owned),
            scopes: value.get("scopes").and_then(Value::as_array).and_then(|pair| {
                let scopes = pair.get(1)?.as_array()?.iter().map(string).collect();
                Some((string(pair.first()?), scopes))
            }),
            by_header: value.get("by_header").and_then(Value::as_bool).unwrap_or_default(),
        }
    }
}

impl Drafts {
    /// What the reader chose for an API.
    pub(super) fn choice(&self, scope: &str) -> Option<&Choice> {
        self.choices.iter().find(|(other, _)| other == scope).map(|(_, choice)| choice)
    }

    /// Changes what the reader chose for an API.
    pub(super) fn choose(&mut self, scope: &str, change: impl FnOnce(&mut Choice)) {
        let mut choice = self.choice(scope).cloned().unwrap_or_default();
        change(&mut choice);
        self.choices.retain(|(other, _)| other != scope);
        self.choices.push((scope.to_owned(), choice));
    }

    /// The client of an environment.
    pub(super) fn client(&self, environment: &str) -> &str {
        self.clients.iter().find(|(of, _)| of == environment).map_or("", |(_, id)| id)
    }

    /// Changes the client of an environment.
    pub(super) fn set_client(&mut self, environment: String, id: String) {
        self.clients.retain(|(of, _)| *of != environment);
        self.clients.push((environment, id));
    }

    /// True if keeping it would take longer than a reader types.
    pub(super) fn is_long(&self) -> bool {
        let text = |inputs: &Inputs| inputs.body.text().map_or(0, str::len);
        self.inputs.iter().map(|(_, inputs)| text(inputs)).sum::<usize>() > 20_000
    }

    /// The form that is stored.
    pub(super) fn to_json(&self) -> String {
        let inputs = self.inputs.iter().map(|(id, inputs)| (id.clone(), inputs.to_stored()));
        let choices = self.choices.iter().map(|(scope, choice)| (scope.clone(), choice.to_value()));
        let clients = self.clients.iter().map(|(of, id)| (of.clone(), id.as_str().into()));
        json!({
            "choices": Value::Object(choices.collect()),
            "clients": Value::Object(clients.collect()),
            "timeout": self.timeout,
            "method": self.own_method,
            "resource": without_secrets(&self.own_resource),
            "inputs": Value::Object(inputs.collect()),
        })
        .to_string()
    }

    /// Reads the stored form; what is missing or broken is empty.
    pub(super) fn from_json(text: &str) -> Self {
        let value = crate::json::parse(text).unwrap_or_default();
        let string = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let object = |name: &str| value.get(name).and_then(Value::as_object).into_iter().flatten();
        let timeout = value.get("timeout").and_then(Value::as_u64);
        let own = |name: &str| value.get(name).map(string).unwrap_or_default();
        Self {
            choices: object("choices")
                .map(|(scope, choice)| (scope.clone(), Choice::from_value(choice)))
                .collect(),
            clients: object("clients").map(|(of, id)| (of.clone(), string(id))).collect(),
            inputs: object("inputs")
                .map(|(id, typed)| (id.clone(), Inputs::from_value(typed)))
                .collect(),
            timeout: timeout.and_then(|seconds| u32::try_from(seconds).ok()),
            own_method: own("method"),
            own_resource: own("resource"),
        }
    }
}
