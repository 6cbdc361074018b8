//! `obzor snippet`: requests in, snippets out, a JSON object a line.
//!
//! An answer has the id of its request and a member for each target. What a target cannot say exactly
//! stands under `warnings`, what no request can hold and was left out under `problems`; a request that
//! cannot be read has an `error`.

use super::{complain, say};
use crate::json;
use crate::request::case::Case;
use crate::request::{Body, Problem, encode, wire};
use crate::snippet::{TARGETS, Target, Warning};
use serde_json::{Map, Value};
use std::io::{BufRead, Read};
use std::process::ExitCode;

/// What `obzor snippet` takes.
#[derive(clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub(super) struct Options {
    /// A target; may be repeated. All of them if there is none.
    #[arg(long = "target", value_name = "TARGET")]
    targets: Vec<String>,
    /// Adds what goes over the wire, the body in Base64.
    #[arg(long)]
    wire: bool,
    /// Writes values in the place of variables.
    #[arg(long)]
    values: bool,
    /// The standard input is a HAR file (HTTP Archive 1.2); each of its entries is a request.
    #[arg(long)]
    har: bool,
    /// Lists the targets and ends.
    #[arg(long)]
    list: bool,
}

pub(super) fn main(options: &Options) -> ExitCode {
    let mut out = std::io::stdout().lock();
    if options.list {
        for target in TARGETS {
            say(&mut out, &format!("{}\t{}", target.id, target.title));
        }
        return ExitCode::SUCCESS;
    }
    let targets = match chosen(&options.targets) {
        Ok(targets) => targets,
        Err(unknown) => {
            return complain(&format!("There is no target {unknown}; see obzor snippet --list"));
        }
    };
    let mut answer = |case: Result<Case, String>, id: &str| {
        say(&mut out, &Value::Object(answer(case, id, &targets, options)).to_string());
    };
    if options.har {
        let mut text = String::new();
        if let Err(error) = std::io::stdin().read_to_string(&mut text) {
            return complain(&format!("The standard input cannot be read: {error}"));
        }
        return match Case::from_har(&text) {
            Ok(cases) => {
                for case in cases {
                    answer(Ok(case), "");
                }
                ExitCode::SUCCESS
            }
            Err(why) => complain(&format!("This is no HAR file: {why}")),
        };
    }
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else {
            return complain("The standard input is not UTF-8");
        };
        if !line.trim().is_empty() {
            let value = json::parse(&line).map_err(|error| format!("not JSON: {error:?}"));
            let id =
                value.as_ref().ok().and_then(|value| value.get("id")?.as_str().map(str::to_owned));
            answer(value.and_then(|value| Case::from_value(&value)), &id.unwrap_or_default());
        }
    }
    ExitCode::SUCCESS
}

fn chosen(ids: &[String]) -> Result<Vec<&'static Target>, &String> {
    if ids.is_empty() {
        return Ok(TARGETS.iter().collect());
    }
    ids.iter().map(|id| Target::from_id(id).ok_or(id)).collect()
}

fn answer(
    case: Result<Case, String>,
    id: &str,
    targets: &[&Target],
    options: &Options,
) -> Map<String, Value> {
    let mut out = Map::new();
    let case = match case {
        Ok(case) => case,
        Err(why) => {
            out.insert("id".to_owned(), id.into());
            out.insert("error".to_owned(), why.into());
            return out;
        }
    };
    out.insert("id".to_owned(), case.id.clone().into());
    let mut warnings = Map::new();
    for target in targets {
        let snippet = if options.values {
            target.write(&case.built.request.clone().with_values(&case.vars), &case.vars)
        } else {
            target.write(&case.built.request, &case.vars)
        };
        out.insert(target.id.to_owned(), snippet.text().into());
        let said: Vec<Value> = snippet
            .warnings
            .iter()
            .filter(|warning| !matches!(warning, Warning::Files(_)))
            .map(|warning| format!("{warning:?}").into())
            .collect();
        if !said.is_empty() {
            warnings.insert(target.id.to_owned(), Value::Array(said));
        }
    }
    out.insert("warnings".to_owned(), Value::Object(warnings));
    // What the request says otherwise than it was asked to; that a browser would not send it is no
    // matter here.
    let problems = case.built.problems.iter().filter(|problem| {
        !matches!(
            problem,
            Problem::HeaderForbidden(_)
                | Problem::MethodForbidden(_)
                | Problem::BodyNotAllowed
                | Problem::BodyNotJson(_)
        )
    });
    let problems: Vec<Value> = problems.map(|problem| format!("{problem:?}").into()).collect();
    if !problems.is_empty() {
        out.insert("problems".to_owned(), Value::Array(problems));
    }
    if options.wire {
        let boundary = match case.built.request.body() {
            Body::Multipart(parts) => encode::boundary(parts),
            _ => String::new(),
        };
        let sent = wire(&case.built.request, &case.vars, &boundary);
        let body = encode::base64(sent.body.as_deref().unwrap_or_default());
        let wire = serde_json::json!({
            "method": sent.method, "url": sent.url, "headers": sent.headers, "body": body,
        });
        out.insert("wire".to_owned(), wire);
    }
    out
}
