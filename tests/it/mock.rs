use obzor::openapi::Library;
use obzor::openapi::mock::Mock;
use obzor::request::{WireRequest, WireResponse};
use obzor::sandbox::Context;
use proptest::prelude::*;

const JSON: (&str, &str) = ("Content-Type", "application/json");

struct Client {
    library: Library,
    mock: Mock,
    base: &'static str,
    headers: Vec<(&'static str, &'static str)>,
}

impl Client {
    fn new() -> Self {
        let library = Library::of(include_str!("mock.json"));
        let base = "https://example.com/api/v1";
        Self {
            library,
            mock: Mock::new(),
            base,
            headers: vec![("Authorization", "Bearer x"), JSON],
        }
    }

    fn send(&mut self, call: &str, body: &str) -> WireResponse {
        let (method, path) = call.split_once(' ').unwrap();
        let headers = self.headers.iter().map(|(name, it)| ((*name).to_owned(), (*it).to_owned()));
        let request = WireRequest {
            method: method.to_owned(),
            url: format!("{}{path}", self.base),
            headers: headers.collect(),
            body: (!body.is_empty()).then(|| body.as_bytes().to_vec()),
        };
        let context = Context { now: 1_700_000_000_000, random: [7; 16] };
        self.mock.handle(&self.library, &request, &context)
    }

    /// One call: its status, and a part of its body or its headers.
    fn check(&mut self, call: &str, body: &str, status: u16, part: &str) {
        let response = self.send(call, body);
        let headers = response.headers.iter().map(|(name, value)| format!("{name}: {value}\n"));
        let text = headers.collect::<String>() + &String::from_utf8_lossy(&response.body);
        assert_eq!(response.status, status, "{call}: {text}");
        assert!(text.contains(part), "{call}: {text}");
    }
}

#[test]
fn things_are_made_read_changed_and_removed() {
    let mut client = Client::new();
    client.check("GET /books/7", "", 200, r#""id":7"#);
    client.check("GET /books/8", "", 404, r#""title":"Not found","status":404"#);
    client.check("POST /books", r#"{"title":"A","pages":3}"#, 201, "/api/v1/books/8");
    client.check(
        "POST /books",
        r#"{"title":"B","pin":"1"}"#,
        201,
        r#"{"title":"B","id":9,"created_at":"2023-11-14T22:13:20Z"}"#,
    );
    client.check("GET /books/8", "", 200, r#"{"title":"A","pages":3,"id":8"#);
    client.check("GET /books?title=B", "", 200, r#""total":1"#);
    client.check("PATCH /books/8", r#"{"pages":null}"#, 415, "merge-patch");
    client.headers[1].1 = "application/merge-patch+json";
    client.check("PATCH /books/8", r#"{"pages":null,"id":77}"#, 200, r#"{"title":"A","id":8"#);
    client.headers[1] = JSON;
    client.check("PUT /books/8", r#"{"title":"C"}"#, 200, r#"{"title":"C","id":8"#);
    client.check("DELETE /books/8", "", 204, "");
    client.check("GET /books/8", "", 404, "Not found");
    client.check("DELETE /books/7", "", 204, "");
    client.check("GET /books?limit=1", "", 200, r#""total":"#);
    client.headers[1].1 = "application/x-www-form-urlencoded; charset=utf-8";
    client.check("POST /books", "title=%D0%AF&pages=12", 201, r#"{"title":"Я","pages":12"#);
    client.headers[1] = ("Accept", "application/xml");
    client.check("GET /books/9", "", 200, "<title>B</title>");
}

#[test]
fn what_nobody_can_make_is_there_until_it_is_removed() {
    let mut client = Client::new();
    client.check("GET /shelves/north", "", 200, r##"{"id":"north","color":"#336699"}"##);
    client.check("PUT /shelves/south", r#"{"color":"red"}"#, 200, "");
    client.check("GET /shelves/south", "", 200, r#""color":"red""#);
    client.check("DELETE /shelves/north", "", 202, "");
    client.check("GET /shelves/north", "", 404, "Not found");
}

#[test]
fn what_is_not_as_described_is_refused() {
    let mut client = Client::new();
    client.check("POST /books", "", 422, "The body is required");
    client.check("POST /books", "{", 400, "not valid JSON");
    client.check("POST /books", r#"{"title":""}"#, 422, "body/title: at least 1 characters, not 0");
    client.check("POST /books", r#"{"pages":1}"#, 422, "body: “title” is missing");
    client.check(
        "GET /books?limit=x",
        "",
        400,
        "query parameter limit: integer is expected, not string",
    );
    client.check("GET /books?limit=51", "", 400, "query parameter limit: must be 50 or less");
    client.check("GET /books?kind=new,old", "", 200, "data");
    client.check("GET /books?kind=new,odd", "", 400, "\"old\\\" is expected");
    client.check("GET /books/x", "", 400, "path parameter book_id");
    client.check("GET /nowhere", "", 404, "No operation");
    client.check("DELETE /books", "", 405, "Allow: GET, POST");
    client.headers.truncate(1);
    client.check("POST /books", r#"{"title":"A"}"#, 415, "application/json");
}

#[test]
fn credentials_are_wanted() {
    let mut client = Client::new();
    client.headers.clear();
    client.check("GET /books", "", 401, "WWW-Authenticate: Bearer realm=\"bearer\"");
    client.check("GET /books?api_key=k", "", 200, "data");
    client.check("GET /books/latest", "", 200, "title");
    client.headers.push(("Authorization", "Basic dTpw"));
    client.check("GET /books", "", 401, "credentials");
    client.headers.push(("X-Trace", "3fa85f64-5717-4562-b3fc-2c963f66afa6"));
    client.check("GET /report/a.b.csv", "", 200, "a,b");
    client.check("GET /report/a.pdf", "", 400, "format");
    client.headers.pop();
    client.check("GET /report/a.csv", "", 400, "header parameter X-Trace is required");
}

#[test]
fn an_answer_can_be_chosen() {
    let mut client = Client::new();
    client.check("GET /books/latest", "", 200, "X-Count: 3");
    client.headers.push(("Prefer", "example=long"));
    client.check("GET /books/latest", "", 200, "Long");
    client.headers[2].1 = "code=404";
    client.check("GET /books/7", "", 404, "application/problem+json");
    client.check("HEAD /books/7", "", 404, "");
    assert!(client.send("HEAD /books/7", "").body.is_empty());
}

fn petstore(name: &str, base: &'static str) -> Option<Client> {
    let root = std::env::var_os("OBZOR_SPECS").map(std::path::PathBuf::from);
    let path = root.map(|root| root.join("public").join(name)).filter(|path| path.exists());
    if path.is_none() {
        eprintln!("skipped: OBZOR_SPECS has no {name}");
    }
    let library = Library::of(&std::fs::read_to_string(path?).unwrap());
    let headers = vec![("Authorization", "Bearer x"), ("api_key", "k"), JSON];
    Some(Client { library, mock: Mock::new(), base, headers })
}

#[test]
fn the_petstore_keeps_pets() {
    for (name, base) in [
        ("petstore-2.0.json", "http://petstore.swagger.io/v2"),
        ("petstore-3.0.json", "http://petstore.swagger.io/v2"),
    ] {
        let Some(mut client) = petstore(name, base) else { continue };
        let pet = r#"{"id":5,"name":"Rex","photoUrls":[],"status":"sold"}"#;
        client.check("POST /pet", pet, 201, "Rex");
        client.check("GET /pet/5", "", 200, r#""name":"Rex""#);
        client.check("PUT /pet", r#"{"id":5,"name":"Max","photoUrls":[]}"#, 200, "Max");
        client.check("GET /pet/5", "", 200, r#""name":"Max""#);
        client.check("POST /pet", r#"{"id":5}"#, 400, "“name” is missing");
        client.check("GET /pet/findByStatus?status=sold", "", 200, "[");
        client.check("GET /pet/findByStatus?status=lost", "", 400, " is expected");
        client.check("GET /pet/findByStatus", "", 400, "query parameter status is required");
        client.headers[2].1 = "application/x-www-form-urlencoded";
        client.check("POST /pet/5", "name=Tom&status=sold", 200, "");
        client.headers[2] = JSON;
        client.check("GET /pet/5", "", 200, r#""name":"Tom""#);
        client.check("DELETE /pet/5", "", 204, "");
        client.check("GET /pet/5", "", 404, "Not found");
        client.check("GET /store/inventory", "", 200, "{");
        client.headers.clear();
        client.check("GET /pet/5", "", 401, "WWW-Authenticate: ApiKey realm=\"api_key\"");
    }
}

#[test]
fn every_operation_of_real_descriptions_answers() {
    for name in
        ["petstore-3.1.json", "galaxy-3.1.json", "train-travel-3.1.json", "synth-100-3.1.json"]
    {
        let Some(mut client) = petstore(name, "") else { continue };
        let root = std::path::PathBuf::from(std::env::var_os("OBZOR_SPECS").unwrap());
        let text = std::fs::read_to_string(root.join("public").join(name)).unwrap();
        let document: serde_json::Value = serde_json::from_str(&text).unwrap();
        let (mut count, mut successes) = (0, 0);
        for (path, item) in document["paths"].as_object().unwrap() {
            for method in item
                .as_object()
                .unwrap()
                .keys()
                .filter(|it| ["get", "post", "put", "delete", "patch"].contains(&it.as_str()))
            {
                let response =
                    client.send(&format!("{} http://h{path}", method.to_uppercase()), "");
                count += 1;
                successes += usize::from(response.status < 300);
                let body = String::from_utf8_lossy(&response.body);
                assert!(response.status < 500 && response.status != 405, "{method} {path}: {body}");
                assert!(!body.contains("No operation"), "{method} {path}: {body}");
            }
        }
        eprintln!("{name}: {count} operations, {successes} succeed without a body");
    }
}

proptest! {
    #[test]
    fn no_request_makes_it_panic(method in "[A-Z]{1,7}", path in "/(books|report|pet)?/?\\PC{0,20}", body in "\\PC{0,40}") {
        let mut client = Client::new();
        client.send(&format!("{method} {path}"), &body);
        client.send(&format!("POST /books{path}"), &body);
        client.send(&format!("GET {path}?{body}"), "");
    }
}

#[test]
fn an_object_of_a_query_is_looked_for_as_it_is_written() {
    let parameter = |explode: &str| {
        format!(
            r##"{{"openapi":"3.0.0","paths":{{"/a":{{"get":{{"parameters":[{{"name":"q","in":"query","required":true{explode},
            "schema":{{"$ref":"#/components/schemas/Q"}}}}],"responses":{{"200":{{"description":""}}}}}}}}}},
            "components":{{"schemas":{{"Q":{{"type":"object","properties":{{"n":{{"type":"integer"}}}}}}}}}}}}"##
        )
    };
    let mut client =
        Client { library: Library::of(&parameter("")), base: "http://h", ..Client::new() };
    client.check("GET /a?n=1", "", 200, "");
    client.library = Library::of(&parameter(r#","explode":false"#));
    client.check("GET /a", "", 400, "query parameter q is required");
    client.check("GET /a?q=n,1", "", 200, "");
}

#[test]
fn the_token_endpoint_of_the_description_gives_a_token() {
    let mut client = Client::new();
    let text = include_str!("../corpus/specs/access.json");
    let text =
        text.replace("ISSUER", "https://issuer/tenant").replace("IMPLICIT/authorize", "/agree");
    client.library = Library::of(&text);
    client.headers = vec![("Content-Type", "application/x-www-form-urlencoded")];
    let form = "grant_type=client_credentials&client_id=a&client_secret=b";
    let token = r#""token_type":"Bearer","expires_in":3600"#;
    client.base = "https://issuer/tenant";
    client.check("POST /token", form, 200, token);
    client.check("POST /other", form, 404, "");
    client.check("GET /token", "", 404, "");
    // The implicit grant has no token endpoint.
    client.base = "https://example.com";
    client.check("POST /agree", form, 200, token);
}

#[test]
fn a_thing_that_only_the_list_describes_is_made_as_the_list_shows_it() {
    let text = r#"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {
      "/things": {
        "get": {"responses": {"200": {"content": {"application/json": {"schema": {"type": "array", "items": {
          "type": "object", "required": ["name"], "properties": {"id": {"type": "integer"}, "name": {"const": "n"}}}}}}}}},
        "post": {"responses": {"201": {}}}},
      "/things/{thing_id}": {
        "parameters": [{"name": "thing_id", "in": "path", "required": true, "schema": {"type": "integer"}, "example": 7}],
        "get": {"responses": {"200": {"description": "It"}}}}}}"#;
    let mut client = Client { library: Library::of(text), base: "https://h", ..Client::new() };
    client.check("GET /things", "", 200, r#"{"id":7,"name":"n"}"#);
}
