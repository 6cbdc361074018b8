//! The token endpoint (RFC 6749 §4.4, §5) and the check of the token (RFC 6750).

use super::{Context, DEMO_CLIENT, Sandbox, error, reply_json};
use crate::request::{WireRequest, WireResponse, encode, header};
use crate::session::oauth::{Credentials, basic};
use serde_json::json;

pub(super) fn token(
    sandbox: &mut Sandbox,
    request: &WireRequest,
    context: &Context,
) -> WireResponse {
    if request.method != "POST" {
        return error(405, "Method not allowed", None);
    }
    let media_type = header(&request.headers, "Content-Type").unwrap_or_default();
    if !media_type.starts_with("application/x-www-form-urlencoded") {
        return refuse(
            400,
            "invalid_request",
            "The body must be application/x-www-form-urlencoded",
        );
    }
    let text = String::from_utf8_lossy(request.body.as_deref().unwrap_or_default());
    let form = encode::parse_form(&text);
    let field =
        |name: &str| form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    match field("grant_type") {
        None => return refuse(400, "invalid_request", "grant_type is missing"),
        Some("client_credentials") => {}
        Some(_) => {
            return refuse(400, "unsupported_grant_type", "Only client_credentials is known here");
        }
    }
    let (id, secret) = DEMO_CLIENT;
    let authorization = header(&request.headers, "Authorization");
    let known = match authorization {
        Some(value) => {
            value == basic(&Credentials { id: id.to_owned(), secret: secret.to_owned() })
        }
        None => (field("client_id"), field("client_secret")) == (Some(id), Some(secret)),
    };
    if !known {
        // RFC 6749 §5.2: with Basic the status is 401 and names the scheme.
        return match authorization {
            Some(_) => {
                let mut response = refuse(401, "invalid_client", "Unknown client or wrong secret");
                response.headers.push(("WWW-Authenticate".to_owned(), "Basic".to_owned()));
                response
            }
            None => refuse(401, "invalid_client", "Unknown client or wrong secret"),
        };
    }
    if field("scope").is_some_and(|scope| !scope.is_empty() && scope != "all") {
        return refuse(400, "invalid_scope", "The only scope is all");
    }
    grant(sandbox, context)
}

fn grant(sandbox: &mut Sandbox, context: &Context) -> WireResponse {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz23456789";
    let letter =
        |index: usize| ALPHABET.get(index % ALPHABET.len()).map_or('x', |byte| char::from(*byte));
    let halves =
        context.random.iter().flat_map(|byte| [usize::from(*byte), usize::from(*byte >> 3) + 7]);
    let token: String = halves.take(30).map(letter).collect();
    sandbox.tokens.retain(|(_, deadline)| *deadline > context.now);
    sandbox.tokens.push((token.clone(), context.now + sandbox.token_life * 1000));
    let mut response = reply_json(
        200,
        &json!({
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": sandbox.token_life,
            "scope": "all",
        }),
    );
    response.headers.push(("Cache-Control".to_owned(), "no-store".to_owned()));
    response
}

fn refuse(status: u16, code: &str, description: &str) -> WireResponse {
    reply_json(status, &json!({ "error": code, "error_description": description }))
}

/// The answer to a call without a valid token; `None` if its token is valid.
pub(super) fn refusal(
    sandbox: &mut Sandbox,
    request: &WireRequest,
    context: &Context,
) -> Option<WireResponse> {
    let token = header(&request.headers, "Authorization")
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim());
    let lives = |token: &str| {
        sandbox.tokens.iter().any(|(known, deadline)| known == token && *deadline > context.now)
    };
    let challenge = match token {
        None => "Bearer realm=\"sandbox\"",
        Some(token) if lives(token) => {
            sandbox.refusals = sandbox.refusals.checked_sub(1)?;
            "Bearer realm=\"sandbox\", error=\"invalid_token\", error_description=\"The token was revoked\""
        }
        Some(_) => {
            "Bearer realm=\"sandbox\", error=\"invalid_token\", error_description=\"The token is unknown or expired\""
        }
    };
    let mut response = error(401, "Unauthorized", Some("401"));
    response.headers.push(("WWW-Authenticate".to_owned(), challenge.to_owned()));
    Some(response)
}
