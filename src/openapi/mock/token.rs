//! The token endpoint of a sandbox: where the description names one, it gives a token to whoever asks.

use super::super::Reading;
use super::super::operation::schemes;
use super::path_and_query;
use crate::request::{WireRequest, WireResponse};
use crate::sandbox::Context;
use crate::session::origin;
use serde_json::json;

/// How long its tokens live, in seconds.
const LIFE: u32 = 3600;

/// The answer of the token endpoint; `None` if the request is for something else.
pub(super) fn answer(
    reading: &Reading<'_>,
    request: &WireRequest,
    context: &Context,
) -> Option<WireResponse> {
    if request.method != "POST" {
        return None;
    }
    let (path, _) = path_and_query(&request.url);
    let (schemes, _) = schemes(reading);
    let flows = schemes.iter().flat_map(|scheme| &scheme.flows);
    // The implicit grant has no token endpoint; the sandbox has no windows and gives its token here.
    let mut urls = flows.flat_map(|flow| [flow.token_url, flow.authorization_url]);
    let here = origin(&request.url);
    urls.find(|url| {
        let is_here = !url.contains("://") || origin(url) == here;
        !url.is_empty() && is_here && path_of(url) == path
    })?;
    let token: String = context.random.iter().map(|byte| format!("{byte:02x}")).collect();
    let body = json!({ "access_token": token, "token_type": "Bearer", "expires_in": LIFE });
    let mut response = super::answer::json_response(200, &body);
    response.headers.push(("Cache-Control".to_owned(), "no-store".to_owned()));
    Some(response)
}

/// The path of an address, or of a reference relative to the host.
fn path_of(url: &str) -> String {
    if url.contains("://") {
        return path_and_query(url).0.to_owned();
    }
    format!("/{}", url.trim_start_matches('/'))
}
