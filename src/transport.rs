//! Who answers a request: a real server, or the sandbox in the page.

use crate::browser::fetch::{self, Abort, FetchError, Purpose, Watch};
use crate::browser::thread::{self, Program};
use crate::browser::{clock, page, policy, random_bytes};
use crate::engine::{sandbox_input, sandbox_output};
use crate::request::{End, WireRequest, WireResponse};
use crate::response::SendError;
use crate::session;
use serde_json::Value;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

/// Where a request goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// Over the network.
    Fetch,
    /// To the sandbox in the page; no byte leaves the browser.
    Sandbox,
    /// To a sandbox made from the API's description, which is open in the page; `true` asks the
    /// demo's own sandbox first.
    Described(bool),
}

/// An answer and how long it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The answer.
    pub response: WireResponse,
    /// Milliseconds from the sending to the last byte.
    pub milliseconds: u32,
}

/// Sends a request that carries a secret: no answer counts but a whole one.
pub async fn send_secret(
    transport: Transport,
    request: &WireRequest,
    abort: &Abort,
) -> Result<Answer, SendError> {
    let answer = send(transport, request, Purpose::Secret, abort, &|_| {}).await?;
    match answer.response.end {
        End::Whole => Ok(answer),
        End::Stopped => Err(SendError::Aborted),
        End::Silent(seconds) => Err(SendError::Timeout(seconds)),
        End::Broken | End::Limit(_) => Err(SendError::Broken),
    }
}

/// Sends a request. While its answer comes, `watch` sees what is there of it.
pub async fn send(
    transport: Transport,
    request: &WireRequest,
    purpose: Purpose,
    abort: &Abort,
    watch: Watch<'_>,
) -> Result<Answer, SendError> {
    let start = clock::elapsed();
    policy::has_stopped();
    let result = match transport {
        Transport::Fetch => fetch::send(request, purpose, abort, watch).await,
        Transport::Sandbox | Transport::Described(_) => {
            match ask_sandbox(transport, request, abort).await {
                Some(answered) => answered,
                None => return Err(SendError::NoSandbox),
            }
        }
    };
    match result {
        Ok(response) => {
            Ok(Answer { response, milliseconds: clock::whole(clock::elapsed() - start) })
        }
        Err(FetchError::Aborted) => Err(SendError::Aborted),
        Err(FetchError::Timeout(seconds)) => Err(SendError::Timeout(seconds)),
        Err(FetchError::Refused) => Err(SendError::Refused),
        Err(FetchError::Network) => Err(explain(request, purpose).await),
    }
}

/// `None` if the sandbox could not be loaded.
async fn ask_sandbox(
    transport: Transport,
    request: &WireRequest,
    abort: &Abort,
) -> Option<Result<WireResponse, FetchError>> {
    // As long as a near server would take, so that the running state can be seen.
    clock::sleep(120).await;
    if let Some(why) = abort.stopped() {
        return Some(Err(why));
    }
    let described = matches!(transport, Transport::Described(_));
    let input = sandbox_input(request, clock::now(), &random_bytes::<16>(), described);
    match unless_stopped(answer_of(transport, &input), abort).await {
        Ok(answer) => answer.as_ref().and_then(sandbox_output).map(Ok),
        Err(why) => Some(Err(why)),
    }
}

/// What comes of some work, unless the reader stops it or its time runs out.
pub async fn unless_stopped<T>(
    work: impl Future<Output = T>,
    abort: &Abort,
) -> Result<T, FetchError> {
    let (mut work, mut stopped) = (pin!(work), pin!(until_stopped(abort)));
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Ok(done)),
        Poll::Pending => stopped.as_mut().poll(context).map(Err),
    })
    .await
}

async fn answer_of(transport: Transport, input: &Value) -> Option<Value> {
    if transport != Transport::Described(false) {
        let answer = thread::ask(Program::Engine, "sandbox", input).await?;
        if answer.get("unknown").is_none() {
            return Some(answer);
        }
    }
    thread::ask(Program::Reader, "mock", input).await
}

/// The engine may still be on its way; the reader may stop, and time may run out.
async fn until_stopped(abort: &Abort) -> FetchError {
    loop {
        if let Some(why) = abort.stopped() {
            return why;
        }
        clock::sleep(50).await;
    }
}

/// Finds out what a failure was; the browser itself says only that there was one.
async fn explain(request: &WireRequest, purpose: Purpose) -> SendError {
    let origin = session::origin(&request.url).unwrap_or_default();
    if !policy::allows(&origin) {
        return SendError::NotListed(origin);
    }
    if !page::is_online() {
        return SendError::Offline;
    }
    if page::is_secure() && !session::is_safe_origin(&origin) {
        return SendError::MixedContent;
    }
    let answers = fetch::answers(&origin).await;
    // The request's own host is listed: what the browser stopped was a redirect of it.
    if policy::has_stopped() {
        return SendError::RedirectNotListed;
    }
    if answers {
        return match purpose {
            Purpose::Call => SendError::Cors(page::origin(), request.preflight()),
            Purpose::Secret => SendError::TokenEndpoint(origin),
        };
    }
    SendError::Unreachable(origin)
}
