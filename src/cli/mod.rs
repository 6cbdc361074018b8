//! The companion on the command line: for authors (`new`, `serve`, `check`, `hosts`, `build`, `page`, `changes`), and
//! the sandbox as a real HTTP server on loopback.
//!
//! `obzor sandbox --port 8081` answers what the page's own sandbox answers, with CORS for every
//! origin, so that a snippet can be run against it and a page can call it for real.

mod build;
mod changes;
mod check;
mod hosts;
mod lines;
mod new;
mod page;
mod serve;
mod snippet;

use crate::request::{WireRequest, WireResponse};
use crate::sandbox::{Context, Sandbox};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
pub use build::Files;
use clap::{Parser, Subcommand};
use std::collections::hash_map::RandomState;
use std::fs::{File, OpenOptions};
use std::hash::{BuildHasher, Hasher};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

/// The largest request that is taken, in bytes.
const MAX_REQUEST: usize = 32_000_000;

#[derive(Parser)]
#[command(name = "obzor", version, about = "The companion of the Obzor API explorer")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the sandbox on 127.0.0.1.
    Sandbox {
        /// The port; 0 takes a free one. The address is printed.
        #[arg(long, default_value_t = 8081)]
        port: u16,
        /// How many seconds a token lives.
        #[arg(long, default_value_t = 3600)]
        token_life: u64,
        /// Writes every request to this file, a JSON object a line. Tokens and secrets included.
        #[arg(long)]
        record: Option<PathBuf>,
    },
    /// Writes snippets: reads a request a line on the standard input, writes a JSON object a line.
    Snippet(snippet::Options),
    /// Writes a page as HTML, Markdown or a page file, and checks it.
    Page(page::Options),
    /// Makes a site to begin with.
    New(new::Options),
    /// Serves a site on 127.0.0.1, and loads open pages again when a file changes.
    Serve(serve::Options),
    /// Builds a site: a folder of static files for any host.
    Build(build::Options),
    /// Says what is wrong with a site: site.json, its pages, its descriptions, its links.
    Check(check::Options),
    /// Prints the hosts that a site's page may have to ask, for the field "connect" of site.json.
    Hosts(hosts::Options),
    /// Says what changed between two versions of an API, and fails if it breaks a client.
    Changes(changes::Options),
}

struct Server {
    sandbox: Mutex<Sandbox>,
    record: Option<Mutex<File>>,
}

/// Runs what the arguments ask for.
/// `app` is what the command carries of the built app.
pub fn main(app: Files) -> ExitCode {
    let (port, token_life, record) = match Arguments::parse().command {
        Command::Sandbox { port, token_life, record } => (port, token_life, record),
        Command::Snippet(options) => return snippet::main(&options),
        Command::Page(options) => return page::main(&options),
        Command::New(options) => return new::main(&options),
        Command::Serve(options) => return serve::main(&options, app),
        Command::Build(options) => return build::main(&options, app),
        Command::Check(options) => return check::main(&options),
        Command::Hosts(options) => return hosts::main(&options),
        Command::Changes(options) => return changes::main(&options),
    };
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let result = runtime.and_then(|runtime| runtime.block_on(serve(port, token_life, record)));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => complain(&format!("The sandbox could not start on port {port}: {error}")),
    }
}

async fn serve(port: u16, token_life: u64, record: Option<PathBuf>) -> std::io::Result<()> {
    let record = record.map(|path| OpenOptions::new().create(true).append(true).open(path));
    let server = Server {
        sandbox: Mutex::new(Sandbox::new().with_token_life(token_life)),
        record: record.transpose()?.map(Mutex::new),
    };
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    let address = listener.local_addr()?;
    say(
        &mut std::io::stdout(),
        &format!("The sandbox is at http://{address}/api/ver1.0 (Ctrl+C stops it)"),
    );
    let app = axum::Router::new().fallback(answer).with_state(Arc::new(server));
    axum::serve(listener, app)
        .with_graceful_shutdown(async { drop(tokio::signal::ctrl_c().await) })
        .await
}

fn complain(line: &str) -> ExitCode {
    say(&mut std::io::stderr(), line);
    ExitCode::FAILURE
}

fn say(out: &mut impl Write, line: &str) {
    // Nobody reads it if this fails.
    let _ = writeln!(out, "{line}");
}

async fn answer(State(server): State<Arc<Server>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let header = |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok());
    let origin = header("origin").unwrap_or("*").to_owned();
    let asked = header("access-control-request-headers").unwrap_or("*").to_owned();
    if head.method == "OPTIONS" && head.headers.contains_key("access-control-request-method") {
        return with_cors(&origin, &asked, WireResponse { status: 204, ..WireResponse::default() });
    }
    let Ok(body) = to_bytes(body, MAX_REQUEST).await else {
        return with_cors(&origin, &asked, WireResponse { status: 413, ..WireResponse::default() });
    };
    let host = header("host").unwrap_or("127.0.0.1");
    let request = WireRequest {
        method: head.method.to_string(),
        url: format!("http://{host}{}", head.uri),
        headers: head
            .headers
            .iter()
            .map(|(name, value)| (name.to_string(), latin1(value.as_bytes())))
            .collect(),
        body: (!body.is_empty()).then(|| body.to_vec()),
    };
    let response = server.answer(&request, &head.uri.to_string());
    with_cors(&origin, &asked, response)
}

/// Header values are bytes; a browser and a snippet may send Latin-1.
fn latin1(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

impl Server {
    fn answer(&self, request: &WireRequest, target: &str) -> WireResponse {
        let mut sandbox = self.sandbox.lock().unwrap_or_else(PoisonError::into_inner);
        // For tests: the next calls are refused whatever their token.
        if let Some(count) = target.strip_prefix("/_sandbox/refuse/") {
            sandbox.refuse_next(count.parse().unwrap_or_default());
            return WireResponse { status: 204, ..WireResponse::default() };
        }
        let response = sandbox.handle(request, &context());
        self.write_record(request, target, response.status);
        response
    }

    fn write_record(&self, request: &WireRequest, target: &str, status: u16) {
        let Some(record) = &self.record else { return };
        let body = crate::request::encode::base64(request.body.as_deref().unwrap_or_default());
        let line = serde_json::json!({
            "method": request.method,
            "target": target,
            "headers": request.headers,
            "body": body,
            "status": status,
        });
        let mut file = record.lock().unwrap_or_else(PoisonError::into_inner);
        say(&mut *file, &line.to_string());
    }
}

/// The time, and bytes from the hasher's keys, which the system makes anew for each process.
fn context() -> Context {
    #[expect(clippy::disallowed_methods, reason = "here the clock is passed in")]
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |time| u64::try_from(time.as_millis()).unwrap_or(u64::MAX));
    let mut random = [0; 16];
    for (index, half) in random.chunks_mut(8).enumerate() {
        let mut hasher = RandomState::new().build_hasher();
        hasher.write_usize(index);
        half.copy_from_slice(&hasher.finish().to_ne_bytes());
    }
    Context { now, random }
}

fn with_cors(origin: &str, asked: &str, response: WireResponse) -> Response {
    let mut builder = Response::builder()
        .status(response.status)
        .header("Access-Control-Allow-Origin", origin)
        .header("Access-Control-Allow-Headers", asked)
        .header("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")
        .header("Access-Control-Max-Age", "0")
        .header("Access-Control-Expose-Headers", "*, Authorization")
        .header("Vary", "Origin");
    for (name, value) in &response.headers {
        builder = builder.header(name, value);
    }
    builder.body(Body::from(response.body)).unwrap_or_default()
}
