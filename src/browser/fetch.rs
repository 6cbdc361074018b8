//! The only place that sends: a request with a limit of time and of bytes, and a way to stop it.

use super::clock;
use crate::request::{End, WireRequest, WireResponse};
use gloo_net::http::{Headers, Method, RequestBuilder};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestCredentials, RequestMode, RequestRedirect};

/// The most that is kept of an answer's body, in bytes.
pub const MAX_BODY: usize = 50_000_000;

/// What is told of an answer while its body comes.
pub type Watch<'a> = &'a dyn Fn(&WireResponse);

/// Why there is no answer. The browser tells a page no more than this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// The reader stopped it.
    Aborted,
    /// Nothing came for that many seconds.
    Timeout(u32),
    /// The request or its answer failed: name, refusal, TLS, CORS.
    Network,
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

/// A way to stop a request: by hand, or when nothing came for a while.
#[derive(Clone)]
pub struct Abort {
    controller: Option<web_sys::AbortController>,
    stopped: Rc<Cell<Option<FetchError>>>,
    /// When something came the last time, in milliseconds of the page's life.
    heard: Rc<Cell<f64>>,
}

impl Abort {
    /// Stops by itself when nothing was heard for that many seconds.
    pub fn after(seconds: u32) -> Self {
        let abort = Self {
            controller: web_sys::AbortController::new().ok(),
            stopped: Rc::new(Cell::new(None)),
            heard: Rc::new(Cell::new(clock::elapsed())),
        };
        abort.clone().watch(seconds, f64::from(seconds) * 1000.0);
        abort
    }

    fn watch(self, seconds: u32, left: f64) {
        let look = move || {
            let left = f64::from(seconds) * 1000.0 - (clock::elapsed() - self.heard.get());
            if left > 1.0 && self.stopped.get().is_none() {
                self.watch(seconds, left);
            } else {
                self.stop(FetchError::Timeout(seconds));
            }
        };
        gloo_timers::callback::Timeout::new(clock::whole(left), look).forget();
    }

    /// Something came: the time begins anew.
    pub fn hear(&self) {
        self.heard.set(clock::elapsed());
    }

    /// From now on only the reader stops it.
    pub fn forever(&self) {
        self.heard.set(f64::INFINITY);
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

/// Sends a request and reads its answer. What came of a body that did not end is an answer too.
pub async fn send(
    request: &WireRequest,
    purpose: Purpose,
    abort: &Abort,
    watch: Watch<'_>,
) -> Result<WireResponse, FetchError> {
    let raw = ask(request, purpose, abort).await?;
    abort.hear();
    let mut response = WireResponse {
        status: raw.status(),
        reason: raw.status_text(),
        headers: Headers::from_raw(raw.headers()).entries().collect(),
        redirected_to: raw.redirected().then(|| raw.url()),
        ..WireResponse::default()
    };
    watch(&response);
    response.end = read_answer(&raw, &mut response, abort, watch).await;
    Ok(response)
}

/// Sends a request again, for a file: its body goes past the page, of whatever length it is.
pub async fn save(
    request: &WireRequest,
    status: u16,
    abort: &Abort,
) -> Result<web_sys::Blob, FetchError> {
    let raw = ask(request, Purpose::Call, abort).await?;
    if raw.status() != status {
        abort.stop(FetchError::Aborted);
        return Err(FetchError::Aborted);
    }
    let body = raw.blob().map_err(|_| FetchError::Network)?;
    // No sign of its growth is given, so it may take the time that it takes.
    abort.forever();
    let blob = JsFuture::from(body).await.map_err(|_| failure(abort))?;
    blob.dyn_into().map_err(|_| FetchError::Network)
}

async fn ask(
    request: &WireRequest,
    purpose: Purpose,
    abort: &Abort,
) -> Result<web_sys::Response, FetchError> {
    let built = prepare(request, purpose, abort).ok_or(FetchError::Refused)?;
    Ok(built.send().await.map_err(|_| failure(abort))?.into())
}

fn failure(abort: &Abort) -> FetchError {
    abort.stopped().unwrap_or(FetchError::Network)
}

async fn read_answer(
    raw: &web_sys::Response,
    response: &mut WireResponse,
    abort: &Abort,
    watch: Watch<'_>,
) -> End {
    let Some(mut pieces) = Pieces::of(raw) else { return End::Whole };
    loop {
        match pieces.next(&mut response.body, MAX_BODY).await {
            Ok(Piece::More) => {
                abort.hear();
                watch(response);
            }
            Ok(Piece::Last) => return End::Whole,
            Ok(Piece::TooMuch) => return End::Limit(MAX_BODY),
            Err(_) => {
                return match abort.stopped() {
                    Some(FetchError::Aborted) => End::Stopped,
                    Some(FetchError::Timeout(seconds)) => End::Silent(seconds),
                    _ => End::Broken,
                };
            }
        }
    }
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

/// A body in pieces, so that one without an end cannot fill the memory.
struct Pieces(web_sys::ReadableStreamDefaultReader);

enum Piece {
    More,
    Last,
    TooMuch,
}

impl Pieces {
    fn of(response: &web_sys::Response) -> Option<Self> {
        Some(Self(response.body()?.get_reader().unchecked_into()))
    }

    /// Adds the next piece to what came, up to a limit.
    async fn next(&mut self, bytes: &mut Vec<u8>, limit: usize) -> Result<Piece, JsValue> {
        let piece = JsFuture::from(self.0.read()).await?;
        if js_sys::Reflect::get(&piece, &JsValue::from_str("done"))?.is_truthy() {
            return Ok(Piece::Last);
        }
        let value = js_sys::Reflect::get(&piece, &JsValue::from_str("value"))?;
        let chunk = js_sys::Uint8Array::new(&value);
        let room = limit.saturating_sub(bytes.len());
        let length = usize::try_from(chunk.length()).unwrap_or(usize::MAX);
        if length <= room {
            bytes.extend_from_slice(&chunk.to_vec());
            return Ok(Piece::More);
        }
        let part = chunk.subarray(0, u32::try_from(room).unwrap_or(u32::MAX));
        bytes.extend_from_slice(&part.to_vec());
        let _ = self.0.cancel();
        Ok(Piece::TooMuch)
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
    let mut bytes = Vec::new();
    if let Some(mut pieces) = Pieces::of(&raw) {
        loop {
            match pieces.next(&mut bytes, limit).await.map_err(|_| FileError::Network)? {
                Piece::More => {}
                Piece::Last => break,
                Piece::TooMuch => return Err(FileError::TooLarge(limit)),
            }
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
