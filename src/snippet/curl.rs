//! curl in a POSIX shell.

use super::plan::{Plan, digest_login, file_warnings, has_type, header, lacks_length};
use super::{Snippet, Target, Writer, shell};
use crate::highlight::Language;
use crate::request::encode::{file_type, part_text};
use crate::request::{Body, Part, PartContent, Request};
use crate::text::{Text, Vars};

pub(super) const TARGET: Target = Target {
    id: "curl",
    title: "cURL",
    language: Language::Shell,
    file: "request.sh",
    proven: true,
};

pub(super) const WRITER: Writer =
    Writer { quotes: &[shell::word, shell::mixed], digest: true, write };

/// What curl adds by itself to a body.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";

fn write(request: &Request, vars: &Vars) -> Snippet {
    let command = Command::of(request, &|text| shell::word(text), &|text| shell::quote(text, true));
    let mut words = vec![format!("{}curl{}", command.pipe, command.first())];
    words.extend(command.arguments);
    words.push(shell::quote(request.url(), false));
    Snippet {
        head: String::new(),
        variables: shell::variables(request, vars),
        request: shell::command(&words),
        warnings: file_warnings(request),
    }
}

/// A command of curl; what differs between shells is how a word is quoted.
pub(super) struct Command {
    pub pipe: String,
    pub options: Vec<String>,
    pub arguments: Vec<String>,
}

impl Command {
    pub(super) fn of(
        request: &Request,
        word: &dyn Fn(&str) -> String,
        text: &dyn Fn(&Text) -> String,
    ) -> Self {
        let login = digest_login(request).map(|login| format!("--digest --user {}", text(&login)));
        let mut arguments: Vec<String> = login.into_iter().collect();
        arguments.extend(headers(request, word, text));
        let (pipe, body) = body(request, word);
        arguments.extend(body);
        Self { pipe, options: options(request, word), arguments }
    }

    /// The options that stand beside the name.
    pub(super) fn first(&self) -> String {
        self.options.iter().map(|option| format!(" {option}")).collect()
    }
}

fn options(request: &Request, word: &dyn Fn(&str) -> String) -> Vec<String> {
    let mut options = vec!["--location".to_owned()];
    // curl takes brackets and braces in a URL for patterns.
    if request.url().literals().contains(['[', ']', '{', '}']) {
        options.push("--globoff".to_owned());
    }
    match (request.method(), request.body()) {
        // What curl does by itself; so a redirect may change it, as in a browser.
        ("GET", Body::None) | ("POST", Body::Text(_) | Body::File(_) | Body::Multipart(_)) => {}
        ("HEAD", Body::None) => options.push("--head".to_owned()),
        (method, _) if shell::is_plain(method) => options.push(format!("--request {method}")),
        (method, _) => options.push(format!("--request {}", word(method))),
    }
    options
}

fn headers(
    request: &Request,
    word: &dyn Fn(&str) -> String,
    text: &dyn Fn(&Text) -> String,
) -> Vec<String> {
    let is_form = matches!(request.body(), Body::Text(_)) && has_type(request, FORM);
    let mut headers: Vec<String> = request
        .headers()
        .iter()
        .filter(|(name, _)| !(is_form && name.eq_ignore_ascii_case("Content-Type")))
        .map(|(name, value)| {
            // curl drops `X:`, and sends `X;` as a header without a value.
            let line =
                if value.pieces().iter().all(|_| !value.has_var()) && value.literals().is_empty() {
                    Text::literal(format!("{name};"))
                } else {
                    Text::literal(format!("{name}: ")).and(value)
                };
            format!("--header {}", text(&line))
        })
        .collect();
    if matches!(request.body(), Body::Text(_) | Body::File(_))
        && header(request, "Content-Type").is_none()
    {
        headers.push(format!("--header {}", word("Content-Type:")));
    }
    if lacks_length(request) {
        headers.push(format!("--header {}", word("Content-Length: 0")));
    }
    headers
}

/// What stands before `curl`, and the arguments that carry the body.
fn body(request: &Request, word: &dyn Fn(&str) -> String) -> (String, Vec<String>) {
    let plan = Plan::of(request);
    let Some(chunks) = &plan.body else {
        return (String::new(), Vec::new());
    };
    match request.body() {
        Body::File(file) => {
            return (
                String::new(),
                vec![format!("--data-binary {}", word(&format!("@{}", path(&file.name))))],
            );
        }
        Body::Text(text) if fits(text) => {
            return (String::new(), vec![format!("--data-raw {}", word(text))]);
        }
        Body::Multipart(parts) if !parts.is_empty() && parts.iter().all(is_simple) => {
            return (String::new(), parts.iter().map(|found| part(found, word)).collect());
        }
        _ => {}
    }
    let mut arguments = Vec::new();
    if let (Body::Multipart(_), Some((name, value))) = (request.body(), plan.headers.last()) {
        arguments.push(format!("--header {}", word(&format!("{name}: {}", value.literals()))));
    }
    arguments.push("--data-binary @-".to_owned());
    (format!("{} | ", shell::print(chunks)), arguments)
}

/// `-` alone would be the standard input.
fn path(name: &str) -> String {
    if name == "-" { "./-".to_owned() } else { name.to_owned() }
}

fn fits(text: &str) -> bool {
    !text.contains('\0') && text.len() <= shell::LONGEST_ARGUMENT
}

/// A part that curl's own form options can say.
fn is_simple(part: &Part) -> bool {
    let is_type = |media_type: &str| {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"/.+-_".contains(&b);
        media_type.contains('/') && media_type.bytes().all(allowed)
    };
    let content = match &part.content {
        PartContent::Text(text, media_type) => {
            fits(text) && media_type.as_deref().is_none_or(is_type)
        }
        PartContent::File(file) => is_type(file_type(file)) && !file.name.contains(['\0', '/']),
    };
    content && !part.name.is_empty() && !part.name.contains(['=', '\0', '"', '\\'])
}

fn part(part: &Part, word: &dyn Fn(&str) -> String) -> String {
    let name = &part.name;
    // Between double quotes curl takes a backslash before a quote and a backslash.
    let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    match &part.content {
        PartContent::Text(text, None) => {
            format!("--form-string {}", word(&format!("{name}={}", part_text(text, None))))
        }
        PartContent::Text(text, Some(media_type)) => {
            let value = quoted(text);
            format!("--form {}", word(&format!("{name}=\"{value}\";type={media_type}")))
        }
        PartContent::File(file) => {
            let (file_name, media_type) = (quoted(&path(&file.name)), file_type(file));
            format!("--form {}", word(&format!("{name}=@\"{file_name}\";type={media_type}")))
        }
    }
}
