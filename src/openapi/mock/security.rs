//! Whether a request has the credentials that its operation wants. Any that are not empty will do.

use super::super::Node;
use super::super::node::escape;
use super::Call;

/// What is wanted, as challenges (RFC 9110 §11.6.1); nothing if the credentials are there.
pub(super) fn missing(call: &Call<'_, '_>) -> Option<Vec<String>> {
    let wanted = call.operation.get("security").or_else(|| call.root("/security"))?;
    let mut challenges = Vec::new();
    for alternative in wanted.items() {
        let mut complete = true;
        for (name, _) in alternative.members() {
            let Some(scheme) = scheme(call, name) else {
                continue;
            };
            if !is_there(call, &scheme) {
                complete = false;
                let challenge = challenge(&scheme, name);
                if !challenges.contains(&challenge) {
                    challenges.push(challenge);
                }
            }
        }
        if complete {
            return None;
        }
    }
    (!challenges.is_empty()).then_some(challenges)
}

fn scheme<'a>(call: &Call<'_, 'a>, name: &str) -> Option<Node<'a>> {
    let folder =
        if call.is_swagger() { "/securityDefinitions" } else { "/components/securitySchemes" };
    let node = call.root(&format!("{folder}/{}", escape(name)))?;
    call.reading.follow(&node).ok()
}

/// The name of the HTTP authentication scheme, if it is one.
fn http_scheme(scheme: &Node<'_>) -> Option<String> {
    match scheme.string("type") {
        "basic" => Some("basic".to_owned()),
        "http" => Some(scheme.string("scheme").to_ascii_lowercase()),
        "oauth2" | "openIdConnect" => Some("bearer".to_owned()),
        _ => None,
    }
}

fn is_there(call: &Call<'_, '_>, scheme: &Node<'_>) -> bool {
    if let Some(wanted) = http_scheme(scheme) {
        let given = call.header("Authorization").unwrap_or_default().trim();
        let (name, credentials) = given.split_once(' ').unwrap_or((given, ""));
        return name.eq_ignore_ascii_case(&wanted) && !credentials.trim().is_empty();
    }
    let name = scheme.string("name");
    match (scheme.string("type"), scheme.string("in")) {
        ("apiKey", "header") => call.header(name).is_some_and(|value| !value.trim().is_empty()),
        ("apiKey", "query") => call.query.iter().any(|(key, it)| key == name && !it.is_empty()),
        ("apiKey", "cookie") => call.cookies().any(|(key, value)| key == name && !value.is_empty()),
        // A certificate is shown before there is a request.
        _ => true,
    }
}

fn challenge(scheme: &Node<'_>, name: &str) -> String {
    let plain: String = name.chars().filter(|next| !matches!(next, '"' | '\\')).collect();
    let wanted = http_scheme(scheme).unwrap_or_else(|| "apiKey".to_owned());
    let (first, rest) = wanted.split_at_checked(1).unwrap_or(("", ""));
    format!("{}{rest} realm=\"{plain}\"", first.to_ascii_uppercase())
}

impl Call<'_, '_> {
    /// The cookies of the request.
    pub(super) fn cookies(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.header("Cookie").unwrap_or_default().split(';');
        pairs.filter_map(|pair| pair.trim().split_once('='))
    }
}
