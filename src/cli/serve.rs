//! `obzor serve`: the app and the author's files on loopback. A page that is open is loaded again when a file
//! changes.

use super::build::{App, Files};
use super::{complain, say};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// The script that waits for a change; the policy of the page allows scripts of its own host alone.
const SCRIPT: &str = "const next = async () => {\n\
    \x20 const answer = await fetch('/_obzor/changed').catch(() => undefined);\n\
    \x20 if (answer?.status === 205) location.reload();\n\
    \x20 else setTimeout(next, answer ? 0 : 1000);\n\
    };\nnext();\n";
/// How often the files are looked at.
const PAUSE: Duration = Duration::from_millis(300);
/// How long a page waits before it asks anew.
const PATIENCE: u32 = 80;

#[derive(clap::Args)]
pub(super) struct Options {
    /// The folder of the site.
    #[arg(default_value = ".")]
    site: PathBuf,
    /// The port; 0 takes a free one. The address is printed.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The folder of a built app, in place of the one that this command carries.
    #[arg(long)]
    app: Option<PathBuf>,
}

struct Site {
    folder: PathBuf,
    app: App,
}

pub(super) fn main(options: &Options, carried: Files) -> ExitCode {
    if !options.site.join("site.json").exists() {
        return complain(&format!(
            "{}: no site.json here. Begin with: obzor new docs",
            options.site.display()
        ));
    }
    let app = match App::new(options.app.as_deref(), carried) {
        Ok(app) => app,
        Err(line) => return complain(&line),
    };
    let site = Site { folder: options.site.clone(), app };
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    match runtime.and_then(|runtime| runtime.block_on(serve(options.port, site))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("The site could not be served on port {}: {error}", options.port))
        }
    }
}

async fn serve(port: u16, site: Site) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    let line = format!("The site is at http://{}/ (Ctrl+C stops it)", listener.local_addr()?);
    say(&mut std::io::stdout(), &line);
    let router = axum::Router::new().fallback(answer).with_state(Arc::new(site));
    axum::serve(listener, router)
        .with_graceful_shutdown(async { drop(tokio::signal::ctrl_c().await) })
        .await
}

async fn answer(State(site): State<Arc<Site>>, request: Request) -> Response {
    match request.uri().path() {
        "/_obzor/changed" => changed(&site.folder).await,
        "/_obzor/reload.js" => respond(200, "text/javascript", SCRIPT.as_bytes().to_vec()),
        "/" | "/index.html" => {
            let script = "<script type=\"module\" src=\"/_obzor/reload.js\"></script>\n</head>";
            respond(
                200,
                "text/html; charset=utf-8",
                site.app.index.replacen("</head>", script, 1).into_bytes(),
            )
        }
        path => {
            let path = crate::request::encode::decode(path.trim_start_matches('/'), false);
            match site.file(&path) {
                Some(bytes) => respond(200, kind(&path), bytes),
                None => respond(404, "text/plain", b"There is no such file".to_vec()),
            }
        }
    }
}

impl Site {
    /// A file of the author's, else of the app; nothing outside of the folder.
    fn file(&self, path: &str) -> Option<Vec<u8>> {
        let is_inside =
            Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        let own = is_inside.then(|| std::fs::read(self.folder.join(path)).ok()).flatten();
        own.or_else(|| self.app.file(path).map(<[u8]>::to_vec))
    }
}

/// Answers once a file has changed (205), or after a while (204).
async fn changed(folder: &Path) -> Response {
    let before = newest(folder);
    for _ in 0..PATIENCE {
        tokio::time::sleep(PAUSE).await;
        if newest(folder) != before {
            return respond(205, "text/plain", Vec::new());
        }
    }
    respond(204, "text/plain", Vec::new())
}

/// How many files there are, and when the newest was written.
fn newest(folder: &Path) -> (usize, Option<SystemTime>) {
    let mut found = (0, None);
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        if name.to_string_lossy().starts_with('.') || name == "node_modules" {
            continue;
        }
        let path = entry.path();
        let (count, time) = if path.is_dir() {
            newest(&path)
        } else {
            (1, entry.metadata().and_then(|file| file.modified()).ok())
        };
        found = (found.0 + count, found.1.max(time));
    }
    found
}

fn respond(status: u16, kind: &str, bytes: Vec<u8>) -> Response {
    let builder = Response::builder()
        .status(status)
        .header("Content-Type", kind)
        .header("Cache-Control", "no-cache")
        .header("X-Content-Type-Options", "nosniff");
    builder.body(Body::from(bytes)).unwrap_or_default()
}

/// The media type of a file by its name.
fn kind(path: &str) -> &'static str {
    match Path::new(path).extension().and_then(|end| end.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript",
        "css" => "text/css",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "md" | "markdown" | "txt" | "yaml" | "yml" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
