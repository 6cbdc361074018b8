//! What the page asks for only when the reader acts: snippets, cURL commands, the sandbox. A program
//! of its own (`src/bin/engine.rs`), in a thread of its own, loaded on first use: the first view does
//! not download it, and typing never waits for it.
//!
//! ```text
//! page ── ask (call, JSON) ──► worker ── Engine::answer ──► JSON ──► page
//! ```
//!
//! The core on both sides of the thread is this library; what crosses is text.

mod carried;

use crate::json;
use crate::request::{Request, WireRequest, curl};
use crate::sandbox::{Context, Sandbox};
use crate::snippet::Target;
use serde_json::{Value, json};

pub use carried::{
    Imported, Written, curl_input, sandbox_input, sandbox_output, snippet_input, wire_response,
};

/// The state that outlives a question: the sandbox's.
#[derive(Debug, Default)]
pub struct Engine {
    sandbox: Sandbox,
}

impl Engine {
    /// Answers a question. What cannot be read is answered by `null`.
    pub fn answer(&mut self, call: &str, input: &str) -> String {
        let value = json::parse(input).unwrap_or_default();
        let answer = match call {
            "snippet" => snippet(&value),
            "curl" => read_curl(&value),
            "sandbox" => self.sandbox(&value),
            _ => Value::Null,
        };
        answer.to_string()
    }

    fn sandbox(&mut self, value: &Value) -> Value {
        let (request, context) = call(value);
        // Where the description of an API answers too, this sandbox leaves to it what it does not know.
        let is_described = value.get("described").and_then(Value::as_bool).unwrap_or_default();
        if is_described && !self.sandbox.knows(&request.url) {
            return json!({ "unknown": true });
        }
        carried::wire_response(&self.sandbox.handle(&request, &context))
    }
}

/// A request to a sandbox, and what it cannot know by itself.
pub fn call(value: &Value) -> (WireRequest, Context) {
    let now = value.get("now").and_then(Value::as_u64).unwrap_or_default();
    (carried::wire_request(value), Context { now, random: carried::random(value) })
}

/// The same request once for each set of values: the one to copy, and a masked one to look at.
fn snippet(value: &Value) -> Value {
    let Some(target) = value.get("target").and_then(Value::as_str).and_then(Target::from_id) else {
        return Value::Null;
    };
    let request = Request::from_value(value.get("request").unwrap_or(&Value::Null));
    let sets = value.get("vars").and_then(Value::as_array).into_iter().flatten();
    let by_value = value.get("by_value").and_then(Value::as_bool).unwrap_or_default();
    let write = |vars: &Value| {
        let vars = carried::vars(vars);
        if by_value {
            target.write(&request.clone().with_values(&vars), &vars)
        } else {
            target.write(&request, &vars)
        }
    };
    let written: Vec<_> = sets.map(write).collect();
    let warnings: Vec<Value> = written
        .first()
        .map(|snippet| snippet.warnings.iter().map(crate::snippet::Warning::to_value).collect())
        .unwrap_or_default();
    let texts: Vec<String> = written.iter().map(crate::snippet::Snippet::text).collect();
    json!({ "texts": texts, "warnings": warnings })
}

fn read_curl(value: &Value) -> Value {
    let has_session = value.get("has_session").and_then(Value::as_bool).unwrap_or_default();
    match curl::parse(&carried::string(value, "text")) {
        Err(error) => json!({ "error": error.to_value() }),
        Ok(mut imported) => {
            let unsupported = std::mem::take(&mut imported.unsupported);
            let own = imported.into_own(&carried::string(value, "base_url"), has_session);
            carried::own(&own, &unsupported)
        }
    }
}
