//! The only place that sends: a request with a limit of time and of bytes, and a way to stop it.

use crate::request::{WireRequest, WireResponse};
use gloo_net::http::{Headers, Method, RequestBuilder};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestCredentials, RequestMode, RequestRedirect};

/// The most that is kept of an answer's body, in bytes.
pub const MAX_BODY: usize = 50_000_000;

/// Why there is no answer. The browser tells a page no more than this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// The reader stopped it.
    Aborted,
    /// It took longer than that many seconds.
    Timeout(u32),
    /// The request or its answer failed: name, refusal, TLS, CORS.
    Network,
    /// The answer began and broke off.
    Broken,
    /// The browser would not take the request as it is.
    Refused,
}

/// What is asked of the browser beside the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A call of an API: redirects are followed.
    Call,
    /// A request that carries a secret: a redirect is an error, or it would take the secret along.
    Secret,
}

/// A way to stop a request: by hand, or when its time is over.
#[derive(Clone)]
pub struct Abort {
    controller: Option<web_sys::AbortController>,
    stopped: Rc<Cell<Option<FetchError>>>,
}

impl Abort {
    /// Stops by itself after that many seconds.
    pub fn after(seconds: u32) -> Self {
        let abort = Self {
            controller: web_sys::AbortController::new().ok(),
            stopped: Rc::new(Cell::new(None)),
        };
        let late = abort.clone();
        let timer = move || late.stop(FetchError::Timeout(seconds));
        gloo_timers::callback::Timeout::new(seconds.saturating_mul(1000), timer).forget();
        abort
    }

    /// Stops now.
    pub fn stop(&self, why: FetchError) {
        if self.stopped.get().is_none() {
            self.stopped.set(Some(why));
            // Never with a reason of our own: the promise must be rejected with an Error.
            if let Some(controller) = &self.controller {
                controller.abort();
            }
        }
    }

    /// Why it was stopped, if it was.
    pub fn stopped(&self) -> Option<FetchError> {
        self.stopped.get()
    }

    fn signal(&self) -> Option<web_sys::AbortSignal> {
        self.controller.as_ref().map(web_sys::AbortController::signal)
    }
}

/// Sends a request and reads its answer.
pub async fn send(
    request: &WireRequest,
    purpose: Purpose,
    abort: &Abort,
) -> Result<WireResponse, FetchError> {
    let failed = |()| abort.stopped().unwrap_or(FetchError::Network);
    let built = prepare(request, purpose, abort).ok_or(FetchError::Refused)?;
    let response = built.send().await.map_err(|_| failed(()))?;
    let raw: web_sys::Response = response.into();
    let (body, cut) = read_body(&raw, MAX_BODY)
        .await
        .map_err(|_| abort.stopped().unwrap_or(FetchError::Broken))?;
    Ok(WireResponse {
        status: raw.status(),
        reason: raw.status_text(),
        headers: Headers::from_raw(raw.headers()).entries().collect(),
        body,
        cut,
        redirected_to: raw.redirected().then(|| raw.url()),
    })
}

fn prepare(
    request: &WireRequest,
    purpose: Purpose,
    abort: &Abort,
) -> Option<gloo_net::http::Request> {
    let headers = Headers::new();
    for (name, value) in &request.headers {
        headers.append(name, value);
    }
    let method = Method::from_bytes(request.method.as_bytes()).ok()?;
    let builder = RequestBuilder::new(&request.url)
        .method(method)
        .headers(headers)
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .referrer_policy(web_sys::ReferrerPolicy::NoReferrer)
        .redirect(match purpose {
            Purpose::Call => RequestRedirect::Follow,
            Purpose::Secret => RequestRedirect::Error,
        })
        .abort_signal(abort.signal().as_ref());
    match &request.body {
        Some(body) => builder.body(js_sys::Uint8Array::from(body.as_slice())).ok(),
        None => builder.build().ok(),
    }
}

/// Reads a body in pieces, so that one without an end cannot fill the memory.
async fn read_body(response: &web_sys::Response, limit: usize) -> Result<(Vec<u8>, bool), JsValue> {
    let Some(stream) = response.body() else {
        return Ok((Vec::new(), false));
    };
    let reader: web_sys::ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let piece = JsFuture::from(reader.read()).await?;
        if js_sys::Reflect::get(&piece, &JsValue::from_str("done"))?.is_truthy() {
            return Ok((bytes, false));
        }
        let value = js_sys::Reflect::get(&piece, &JsValue::from_str("value"))?;
        let chunk = js_sys::Uint8Array::new(&value);
        let room = limit.saturating_sub(bytes.len());
        let length = usize::try_from(chunk.length()).unwrap_or(usize::MAX);
        if length > room {
            let part = chunk.subarray(0, u32::try_from(room).unwrap_or(u32::MAX));
            bytes.extend_from_slice(&part.to_vec());
            let _ = reader.cancel();
            return Ok((bytes, true));
        }
        bytes.extend_from_slice(&chunk.to_vec());
    }
}

/// True if something answers at an origin, whatever it says and whoever may read it.
///
/// After a failure this tells a server that is there (so CORS forbids) from one that is not.
pub async fn answers(origin: &str) -> bool {
    let abort = Abort::after(5);
    let request = RequestBuilder::new(&format!("{origin}/"))
        .method(Method::HEAD)
        .mode(RequestMode::NoCors)
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .referrer_policy(web_sys::ReferrerPolicy::NoReferrer)
        .abort_signal(abort.signal().as_ref())
        .build();
    match request {
        Ok(request) => request.send().await.is_ok(),
        Err(_) => false,
    }
}

/// Why a file of the site could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileError {
    /// The host answered with that status.
    Status(u16),
    /// The host did not answer.
    Network,
    /// It is larger than that many bytes.
    TooLarge(usize),
}

/// Reads a file of the site itself, as UTF-8.
pub async fn site_file(path: &str, limit: usize) -> Result<String, FileError> {
    let request = RequestBuilder::new(path).cache(RequestCache::NoCache).build();
    let response = match request {
        Ok(request) => request.send().await.map_err(|_| FileError::Network)?,
        Err(_) => return Err(FileError::Network),
    };
    if !response.ok() {
        return Err(FileError::Status(response.status()));
    }
    let raw: web_sys::Response = response.into();
    let (bytes, cut) = read_body(&raw, limit).await.map_err(|_| FileError::Network)?;
    if cut {
        return Err(FileError::TooLarge(limit));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
