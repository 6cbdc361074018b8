use obzor::request::{WireRequest, WireResponse};
use obzor::sandbox::{Context, DEMO_CLIENT, Sandbox};
use proptest::prelude::*;
use serde_json::Value;

const JSON: &[(&str, &str)] = &[("Content-Type", "application/json")];

struct Client {
    sandbox: Sandbox,
    token: String,
    now: u64,
}

impl Client {
    fn new() -> Self {
        let mut client =
            Self { sandbox: Sandbox::new(), token: String::new(), now: 1_700_000_000_000 };
        let reply = client.ask_token(DEMO_CLIENT.0, DEMO_CLIENT.1);
        json(&reply)["access_token"].as_str().unwrap().clone_into(&mut client.token);
        client
    }

    fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> WireResponse {
        let mut headers: Vec<(String, String)> =
            headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        if !self.token.is_empty() {
            headers.push(("Authorization".to_owned(), format!("Bearer {}", self.token)));
        }
        let request = WireRequest {
            method: method.to_owned(),
            url: format!("http://127.0.0.1:8081{path}"),
            headers,
            body: (!body.is_empty()).then(|| body.to_vec()),
        };
        self.sandbox.handle(&request, &Context { now: self.now, random: [7; 16] })
    }

    fn ask_token(&mut self, id: &str, secret: &str) -> WireResponse {
        let body = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}");
        let form = [("Content-Type", "application/x-www-form-urlencoded")];
        self.send("POST", "/oauth/token", &form, body.as_bytes())
    }

    /// One call of the API: its status, and a part of its body.
    fn check(&mut self, call: &str, body: &str, status: u16, part: &str) {
        let (method, path) = call.split_once(' ').unwrap();
        let response = self.send(method, &format!("/api/ver1.0{path}"), JSON, body.as_bytes());
        let text = String::from_utf8_lossy(&response.body).into_owned();
        assert_eq!(response.status, status, "{call}: {text}");
        assert!(text.contains(part), "{call}: {text}");
    }
}

fn json(response: &WireResponse) -> Value {
    serde_json::from_slice(&response.body).unwrap()
}

#[test]
fn the_token_endpoint_answers_as_the_rfc_says() {
    let mut client = Client::new();
    assert_eq!(client.token.len(), 30);
    let wrong = client.ask_token(DEMO_CLIENT.0, "wrong");
    assert_eq!((wrong.status, json(&wrong)["error"].as_str()), (401, Some("invalid_client")));
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    for (body, code) in [("", "invalid_request"), ("grant_type=password", "unsupported_grant_type")]
    {
        let reply = client.send("POST", "/oauth/token", &form, body.as_bytes());
        assert_eq!((reply.status, json(&reply)["error"].as_str()), (400, Some(code)));
    }
    let basic = [form[0], ("Authorization", "Basic ZGVtby1hcHA6ZGVtby1zZWNyZXQ=")];
    let token = std::mem::take(&mut client.token);
    assert_eq!(
        client.send("POST", "/oauth/token", &basic, b"grant_type=client_credentials").status,
        200
    );
    client.token = token;
}

#[test]
fn a_token_is_wanted_and_expires() {
    let mut client = Client::new();
    client.check("GET /user/", "", 200, "\"login\":\"demo\"");
    client.now += 3_600_001;
    client.check("GET /user/", "", 401, "Unauthorized");
    client.token.clear();
    client.check("GET /user/", "", 401, "Unauthorized");
}

#[test]
fn it_can_refuse_early() {
    let mut client = Client::new();
    client.sandbox.refuse_next(1);
    client.check("GET /user/", "", 401, "Unauthorized");
    client.check("GET /user/", "", 200, "demo");
}

#[test]
fn extensions_are_created_read_changed_and_deleted() {
    let mut client = Client::new();
    client.check("GET /client/@me/extension/?type=phone&per_page=1", "", 200, "0003*101");
    client.check("GET /client/@me/extension/?type=tv", "", 400, "type must be");
    client.check("GET /client/@me/extension/?page=0", "", 400, "positive");
    client.check(
        "POST /client/@me/extension/",
        r#"{"name":"110","type":"phone","label":"Ы"}"#,
        201,
        "\"id\":2001",
    );
    client.check(
        "POST /client/@me/extension/",
        r#"{"name":"110","type":"phone"}"#,
        400,
        "already_exists",
    );
    client.check("POST /client/@me/extension/", r#"{"type":"phone"}"#, 400, "name is required");
    client.check("POST /client/@me/extension/", "{", 400, "not valid JSON");
    client.check("GET /client/100/extension/2001", "", 200, "\"label\":\"Ы\"");
    client.check(
        "PUT /client/@me/extension/2001",
        r#"{"label":null,"name":"x"}"#,
        200,
        "\"name\":\"0003*110\"",
    );
    client.check("DELETE /client/@me/extension/2001", "", 204, "");
    client.check("GET /client/@me/extension/2001", "", 404, "extension_not_found");
    client.check("GET /client/7/extension/", "", 404, "client_not_found");
}

#[test]
fn calls_recordings_and_the_rest_answer() {
    let mut client = Client::new();
    let range = "start_datetime=2024-03-01+00:00:00&end_datetime=2024-03-31+23:59:59";
    client.check(
        &format!("GET /client/@me/call_history/?{range}&order=asc"),
        "",
        200,
        "7d1f5c3a-0001",
    );
    client.check("GET /client/@me/call_history/", "", 400, "start_datetime is required");
    client.check(
        "GET /client/@me/call_history/7d1f5c3a-0002-4c1e-9a10-000000000002",
        "",
        200,
        "busy",
    );
    client.check("GET /client/@me/call_history/x", "", 404, "Not found");
    client.check(&format!("GET /client/@me/record/?{range}"), "", 200, "rec-7d1f5c3a-0001");
    client.check(&format!("GET /client/@me/record/stats/?{range}"), "", 200, "\"count\":1");
    client.check(&format!("GET /client/@me/record/stats/?{range}"), "", 429, "concurrent request");
    client.check("GET /client/@me/did/", "", 200, "+74950000101");
    client.check(
        "PUT /client/@me/did/502",
        r#"{"extension_id":1001}"#,
        200,
        "\"extension_id\":1001",
    );
    client.check("GET /extension/1001/event/", "", 200, "dial-in");
    client.check(
        "POST /extension/1001/event/",
        r#"{"event_type":"x","method":"GET","url":"u"}"#,
        400,
        "event_type",
    );
    client.check("DELETE /extension/1001/event/901", "", 204, "");
    client.check(
        "POST /extension/1001/callback/",
        r#"{"src_num":["101"],"dst_num":"7"}"#,
        201,
        "call_id",
    );
    client.check("PATCH /user/", "", 405, "not allowed");
    client.check("GET /nowhere", "", 404, "Not found");
}

#[test]
fn a_recording_is_a_file_and_can_be_deleted() {
    let mut client = Client::new();
    let path = "/api/ver1.0/client/@me/record/rec-7d1f5c3a-0001";
    let response = client.send("GET", path, &[], b"");
    assert_eq!(response.header("content-type"), Some("audio/mpeg"));
    assert_eq!(response.body.len(), 144 * 28);
    assert_eq!(client.send("DELETE", path, &[], b"").status, 204);
    assert_eq!(client.send("GET", path, &[], b"").status, 404);
}

#[test]
fn the_rate_is_limited_by_the_hour() {
    let mut client = Client::new();
    for _ in 0..1000 {
        client.check("GET /user/", "", 200, "demo");
    }
    client.check("GET /user/", "", 429, "rate_limit_exceeded");
}

#[test]
fn a_sound_is_uploaded() {
    let mut client = Client::new();
    let body = "--B\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nПривет\r\n--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.mp3\"\r\nContent-Type: audio/mpeg\r\n\r\n\r\n\0--\r\n--B--\r\n";
    let form = [("Content-Type", "multipart/form-data; boundary=B")];
    let response = client.send("POST", "/api/ver1.0/client/@me/sound/", &form, body.as_bytes());
    assert_eq!((response.status, json(&response)["title"].as_str()), (201, Some("Привет")));
    let response = client.send("POST", "/api/ver1.0/client/@me/sound/", &form, b"--B--");
    assert_eq!(response.status, 400);
}

proptest! {
    #[test]
    fn no_request_makes_it_panic(method in "[A-Z]{1,7}", path in "/\\PC{0,40}", body in proptest::collection::vec(any::<u8>(), 0..60)) {
        let mut client = Client::new();
        client.send(&method, &path, JSON, &body);
        client.send("POST", "/oauth/token", &[("Content-Type", "application/x-www-form-urlencoded")], &body);
        client.send("POST", "/api/ver1.0/client/@me/sound/", &[("Content-Type", "multipart/form-data; boundary=B")], &body);
        client.send("POST", "/api/ver1.0/client/@me/extension/", JSON, &body);
    }
}
