//! English.

use super::Messages;
use crate::json::JsonError;
use crate::request::curl::CurlError;
use crate::request::{BodyKind, Problem};
use crate::response::SendError;
use crate::session::Revoked;
use crate::session::TokenError;
use crate::session::oauth::{Note, Refusal};
use crate::site::{AddressError, Wrong};
use crate::snippet::Warning;

pub(super) const MESSAGES: Messages = Messages {
    skip_to_console: "Skip to the console",
    loading: "Loading…",
    pages: "Pages",
    language: "Language",
    theme: "Theme",
    theme_light: "Light theme",
    theme_dark: "Dark theme",
    site_problems: "This site cannot be shown yet",
    site_problems_lead: "Its file site.json needs a correction. Change it and reload: no rebuild is needed.",
    site_wrong,
    file_status: |path, status| match status {
        404 => format!("{path} is not there (404). Check the name and that the file was uploaded."),
        status => format!("The host answered {status} for {path}."),
    },
    file_network: |path| {
        format!(
            "{path} could not be read: the host does not answer. Check the connection and reload."
        )
    },
    file_too_large: |path, limit| {
        format!("{path} is larger than {limit}. Split it into several pages.")
    },
    json_error,
    page_shape: |path, found| {
        format!(
            "{path}: expected {{\"title\": …, \"blocks\": […]}}, a list of tabs or an ADF document, found {found}."
        )
    },
    framed: "This page stands inside another site, which could cover it, so secrets cannot be entered here.",
    unframed: "Open it by itself",
    storage_blocked: "The browser keeps nothing for this site, so the token and what you type will be gone after a reload.",
    page_tabs: "Sections of the page",
    table: "Table",
    code_in: |language| {
        if language.is_empty() { "Code".to_owned() } else { format!("Code, {language}") }
    },
    try_it: "Open",
    node_not_drawn: |kind| format!("“{kind}” is not supported here; its text:"),
    no_page: |id| format!("There is no page “{id}” here."),
    page_not_drawn: "The part of the program that draws this page could not be loaded. Reload the page.",
    block_unknown: |kind| format!("A block of an unknown kind stands here: {kind}."),
    show: "Show",
    hide: "Hide",
    sign_out: "Sign out",
    revoked: |revoked| match revoked {
        Revoked::Asked => "Signed out. Asking the server to revoke the token…",
        Revoked::Done => "Signed out, and the server revoked the token.",
        Revoked::Failed => "Signed out here. The server did not confirm that it revoked the token.",
    },
    token_none: "No token yet: sign in under “authentication”, or paste one.",
    token_lives: "The token is set and expires in",
    token_until: |time| format!(" (until {time})"),
    token_expired: "The token has expired. It is renewed on Send if client_id and client_secret are filled in.",
    token_not_stated: "The token is set; how long it lives was not stated.",
    token_error: |error| match error {
        TokenError::Empty => "Paste a token first.".to_owned(),
        TokenError::Character(c) => format!(
            "A token has no “{}”. Copy it again, without quotes, blanks and line ends.",
            if c.is_control() { c.escape_default().to_string() } else { c.to_string() }
        ),
    },
    token_elsewhere: |origin| {
        if origin.is_empty() {
            return "The token is not sent to anyone yet.".to_owned();
        }
        format!("The token was issued for {origin} and is not sent to another server.")
    },
    token_use_here: |origin| format!("Use it for {origin}"),
    demo_credentials: "The sandbox opens with",
    fill_in: "Fill in",
    show_secret: "Show the secret",
    secret_stays: "The secret does not leave this page: the sandbox answers inside it.",
    secret_goes_to: |origin| format!("The secret goes to {origin}, and to nobody else."),
    secret_confirm: |origin, server| match server {
        None => format!("I trust {origin} with my secret"),
        Some(server) => format!("I trust {origin} with my secret, and {server} with the token"),
    },
    signing_in: "Signing in…",
    not_stated: "not stated",
    grant_note: |note| match note {
        Note::TypeMissing => "The server left out token_type; it is taken for Bearer.",
        Note::MediaType => "The answer is JSON, but its Content-Type says otherwise.",
        Note::RefreshTokenIgnored => "A refresh token came too; it is not used with this grant.",
    },
    token_in_use: "This token is in use.",
    use_token: "Use this token",
    refusal,
    host_not_confirmed: "The address of the token endpoint is not confirmed. Check the server and confirm it under “authentication”.",
    console: "Console",
    server: "Server",
    sandbox_badge: "sandbox",
    sandbox_hint: "The page itself answers, with made-up data. No account, no network.",
    address_error: |error| match error {
        AddressError::Variable(name) => format!("Fill in {name}."),
        AddressError::Host(text) => format!(
            "“{text}” is not a host name. Write one such as api.example.com; non-Latin names as xn--…"
        ),
        AddressError::Insecure(origin) => {
            format!("{origin} is not https, so a token would travel in the open. Use https://.")
        }
    },
    operation: "Operation",
    no_operations: "This page has no table of operations (method / resource / data).",
    url_as_sent: "The URL as it will be sent",
    views: "Views of the request",
    request: "Request",
    tab_explorer: "Explorer",
    tab_more: "More…",
    path_parameters: "Path",
    query_parameters: "Query",
    headers: "Headers",
    form_fields: "Form",
    own_request: "Own request",
    paste_curl: "Paste a cURL command",
    read_curl: "Make a request of it",
    curl_error,
    curl_other_host: |host| {
        format!(
            "The command goes to {host}. Here it goes to the chosen server: choose another one above if that is meant."
        )
    },
    curl_had_token: "The token of the command was left out: requests carry the one that you set.",
    undo_curl: "Bring back the request before",
    curl_unsupported: |options| format!("Left out, because it has no meaning here: {options}"),
    method: "Method",
    cookies: "Cookies",
    body: "Body",
    body_kind: |kind| match kind {
        BodyKind::None => "No body",
        BodyKind::Json => "JSON",
        BodyKind::Form => "Form (urlencoded)",
        BodyKind::Multipart => "Form with files (multipart)",
        BodyKind::Text => "Text",
        BodyKind::Xml => "XML",
        BodyKind::File => "File",
    },
    text_body: "Text of the body",
    file: "file",
    media_type_of: |name| format!("Media type of {name}"),
    json_body: "JSON body",
    tidy: "Format",
    add_query: "parameter",
    add_header: "header",
    add_cookie: "cookie",
    add_body: "body",
    add_field: "field",
    name: "name",
    value: "value",
    value_of: |name| format!("Value of {name}"),
    send_field: |name| format!("Send {name}"),
    remove_field: |name| format!("Remove {name}"),
    problem,
    as_sent: "As it will be sent",
    send: "Send",
    cancel: "Cancel",
    reset: "Reset",
    timeout: "Timeout, s",
    sending: "Sending…",
    renewing: "Getting a new token…",
    answer: "Response",
    answer_empty: "Press Send: the response will be shown here.",
    renewed_before: "The token had expired, so a new one was requested first.",
    renewed_and_repeated: "The server refused the token early. A new one was requested and the request repeated once.",
    offer_to_repeat: "The server refused the token early. This request changes things, so it was not repeated by itself.",
    renew_and_repeat: "Get a new token and repeat",
    still_refused: "The server refuses the new token too. Check the rights of the application and the server.",
    sign_in_first: "The server requires a valid token. Fill in client_id and client_secret under “authentication” and press Try it out!, or paste a token at the top of the page.",
    not_renewed: "A new token could not be obtained.",
    send_error,
    copy_as_curl: "Copy as cURL",
    milliseconds: |count| format!("{count} ms"),
    size: |bytes| super::size(bytes, '.', ["B", "kB", "MB"]),
    body_empty: "The response has no body.",
    download: |name| format!("Download {name}"),
    view_json: "JSON",
    view_raw: "Raw",
    more_lines: |left| format!("Show more ({left} lines left)"),
    fold: "Fold or unfold",
    copy: "Copy",
    copied: "Copied",
    not_copied: "Not copied",
    engine_missing: "A part of this page could not be loaded. Check the connection and try again; if the site was just updated, reload.",
    snippet_language: "Language",
    snippet_proven: "Proven by running it: it sends what the request says.",
    snippet_by_value: "With values",
    keep_tab: "☆ Keep as a tab",
    kept_tab: "★ Kept as a tab",
    show_token: "Show token",
    hide_token: "Hide token",
    snippet_no_token: "There is no token yet: sign in first, then copy.",
    snippet_sandbox: "The sandbox lives in this page. To run this snippet against it, start it in the folder of Obzor's sources:",
    snippet_warning,
};

fn json_error(error: &JsonError) -> String {
    match error {
        JsonError::Empty => "The file is empty; JSON was expected.".to_owned(),
        JsonError::Html => "Expected JSON, got HTML (maybe a login or an error page).".to_owned(),
        JsonError::TooDeep(at) => {
            format!(
                "Nested too deeply at line {}, column {} (512 levels at most).",
                at.line, at.column
            )
        }
        JsonError::Syntax(at, reason) => {
            format!("Not valid JSON at line {}, column {}: {reason}.", at.line, at.column)
        }
    }
}

fn site_wrong(wrong: &Wrong) -> String {
    match wrong {
        Wrong::Json(error) => json_error(error),
        Wrong::TooLarge(bytes) => format!("the file has {bytes} bytes, 2 MB at most are read"),
        Wrong::Missing(example) => format!("is missing; for example: {example}"),
        Wrong::Type(found, example) => format!("is {found}; expected, for example: {example}"),
        Wrong::Empty(example) => format!("is empty; for example: {example}"),
        Wrong::NotOneOf(found, allowed) => {
            format!("is “{found}”; allowed: {}", allowed.join(", "))
        }
        Wrong::Address(found) => format!(
            "“{found}” is not a full https:// address (http:// is for localhost and 127.0.0.1 only); for example: https://{{hostname}}/api/ver1.0"
        ),
        Wrong::Variable(name) => {
            format!(
                "{{{name}}} has no entry in “variables”; for example: {{\"{name}\": {{\"default\": \"api.example.com\"}}}}"
            )
        }
        Wrong::Repeated(id) => format!("“{id}” stands twice; every id must be its own"),
    }
}

fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::OAuth { code, description, .. } => {
            let hint = match code.as_str() {
                "invalid_client" => {
                    "client_id or client_secret is wrong, or this way of signing in is not allowed for the application."
                }
                "invalid_grant" => "The server does not accept this grant.",
                "invalid_request" => "The server found the request incomplete.",
                "invalid_scope" => "The scope is unknown or not allowed for the application.",
                "unauthorized_client" => "The application may not use this grant. Check its type.",
                "unsupported_grant_type" => "The server does not know this grant.",
                _ => "The server refused.",
            };
            match description {
                Some(text) => format!("{code}: {}. {hint}", text.trim_end_matches('.')),
                None => format!("{code}. {hint}"),
            }
        }
        Refusal::Status { status, empty: true } => {
            format!(
                "The server answered {status} with an empty body. Check the address of the token endpoint."
            )
        }
        Refusal::Status { status, empty: false } => {
            format!(
                "The server answered {status}, without an OAuth error. Check the address of the token endpoint."
            )
        }
        Refusal::NotJson => {
            "The answer is not JSON. Check the address of the token endpoint.".to_owned()
        }
        Refusal::NotAnObject => {
            "The answer is JSON, but not an object with access_token.".to_owned()
        }
        Refusal::NoToken => "The answer has no access_token.".to_owned(),
        Refusal::BadToken(_) => {
            "The access_token has characters that no token may have (RFC 6750). It is not used."
                .to_owned()
        }
        Refusal::State => {
            "The answer does not belong to this request (state differs), so it is not used. Start again."
                .to_owned()
        }
        Refusal::NoCode => "The answer has neither a code nor a token.".to_owned(),
        Refusal::Issuer(issuer) => {
            format!("These are the settings of another issuer, “{issuer}”, so they are not used.")
        }
        Refusal::TokenType(kind) => {
            format!("The token is of type “{kind}”; only Bearer is understood, so it is not used.")
        }
    }
}

fn problem(problem: &Problem) -> String {
    match problem {
        Problem::PathMissing(name) => format!("Fill in {name}: it is a part of the path."),
        Problem::PathDots(path) => {
            format!("{path}: a browser removes path segments of dots, so this cannot be sent.")
        }
        Problem::MultipartType => {
            "Content-Type is left out: a form with files sets its own, with the boundary."
                .to_owned()
        }
        Problem::Method(method) => {
            format!("“{method}” is not a method: letters, digits and - only.")
        }
        Problem::MethodForbidden(method) => {
            format!("A browser does not send {method}. The snippets do.")
        }
        Problem::HeaderName(name) => {
            format!("“{name}” is not a header name: letters, digits and - only.")
        }
        Problem::HeaderValue(name) => format!(
            "{name}: a header holds Latin-1 characters only, without line ends. Encode the value first."
        ),
        Problem::CookieValue(name) => format!(
            "The cookie {name} holds a character that would end it (such as ;). It is left out."
        ),
        Problem::HeaderForbidden(name) => format!(
            "{name}: a browser sets this header itself and does not let a page set it. The snippets send it."
        ),
        Problem::FileMissing(name) => format!("Choose a file for {name}."),
        Problem::BodyNotJson(error) => {
            format!("The body will be sent as it is. {}", json_error(error))
        }
        Problem::BodyNotAllowed => {
            "A browser does not send a body with GET or HEAD. The snippets do.".to_owned()
        }
    }
}

fn send_error(error: &SendError) -> String {
    match error {
        SendError::Aborted => "Cancelled. The server may have received the request.".to_owned(),
        SendError::Timeout(seconds) => {
            format!("No answer within {seconds} s. Raise the timeout or check the server.")
        }
        SendError::NoSandbox => "The sandbox is a part of this page that could not be loaded. Check the connection, then send again; if the site was just updated, reload.".to_owned(),
        SendError::Refused => {
            "The browser does not take this request. Check the method, the headers and the address."
                .to_owned()
        }
        SendError::NotListed(origin) => format!(
            "This site limits itself to the hosts of its own API, and {origin} is not one of them. Its \
             author can add it to “connect” in site.json. cURL is not limited."
        ),
        SendError::RedirectNotListed => {
            "The server redirects to a host that this site does not ask. Its author can add that to \
             “connect” in site.json. cURL follows the redirect with -L."
                .to_owned()
        }
        SendError::Offline => "The browser is offline. Check the network connection.".to_owned(),
        SendError::MixedContent => {
            "A page that came over https may not call http. Use an https:// address.".to_owned()
        }
        SendError::Cors(origin, preflight) => {
            let names = preflight.headers.join(", ");
            let headers = (!names.is_empty()).then(|| format!(" “Access-Control-Allow-Headers: {names}”"));
            let method = preflight.method.as_ref();
            let method = method.map(|name| format!(" “Access-Control-Allow-Methods: {name}”"));
            let asked = headers.into_iter().chain(method).collect::<Vec<_>>().join(" and");
            let asked = if asked.is_empty() { asked } else { format!(" and, to OPTIONS,{asked}") };
            format!(
                "The server is there, but a browser may not read its answer (CORS). It would have to send \
                 “Access-Control-Allow-Origin: {origin}”{asked}. cURL needs none of this."
            )
        }
        SendError::Broken => {
            "The response broke off before its end. Try again, or check the server.".to_owned()
        }
        SendError::TokenEndpoint(origin) => format!(
            "{origin} is there, but its token endpoint either forbids this page to read its answer (CORS) or \
             redirects. A redirect is refused, because it would carry the secret along."
        ),
        SendError::Unreachable(origin) => format!(
            "Nothing answers at {origin}. The name may be wrong, the server down, the port closed or its \
             certificate not valid; a browser does not say which."
        ),
    }
}

fn snippet_warning(warning: &Warning) -> String {
    match warning {
        Warning::Files(names) => {
            format!("Run it in the folder that holds: {}.", names.join(", "))
        }
        Warning::NoBody => "This client sends no body with this method. curl does.".to_owned(),
        Warning::NodeOnly(name) => {
            format!("{name} is sent by Node.js. A page in a browser may not set it.")
        }
        Warning::Header(name) => {
            format!("This client cannot send the header {name} exactly as it stands here.")
        }
        Warning::Characters => {
            "The request holds characters that this shell cannot say. Use another target."
                .to_owned()
        }
        Warning::Method(method) => {
            format!("This client does not send the method {method} as it is written here.")
        }
        Warning::SaveAs(name) => {
            format!("Save it as {name} and run that: typed at a prompt, %% means something else.")
        }
        Warning::BodyInFile(name) => format!(
            "The body does not fit into this command line. Download it and keep it as {name} in the folder where you run this."
        ),
        Warning::Digest => {
            "This client does not answer the server's challenge (HTTP Digest), and gets 401. cURL, Python (requests, httpx), PHP, R, HTTPie and Wget do.".to_owned()
        }
    }
}

fn curl_error(error: &CurlError) -> String {
    match error {
        CurlError::NotCurl => "There is no curl command in this text.".to_owned(),
        CurlError::NoUrl => "The command names no URL.".to_owned(),
        CurlError::SeveralUrls(url) => format!("The command names a second URL, {url}. Leave one."),
        CurlError::OpenQuote { line, column } => {
            format!("Line {line}, column {column}: a quote begins here and never ends.")
        }
        CurlError::Substitution(text) => {
            format!(
                "{text} would have to be run to know what it says. Put its output in its place."
            )
        }
        CurlError::Pipe(text) => {
            format!(
                "The body comes from {text}, which only a shell can run. Put its output in its place."
            )
        }
        CurlError::TooLong => "Its variables name each other without an end.".to_owned(),
    }
}
