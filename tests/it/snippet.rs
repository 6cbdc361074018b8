//! What snippets look like. That they are right is proven by running them: `tests/snippets`.

use crate::request::{fields, operation, vars};
use obzor::request::{BodyInput, Built, Credential, Field, FileData, Inputs, build};
use obzor::snippet::{Snippet, TARGETS, Target, Warning};
use obzor::text::Vars;

fn write(target: &str, built: &Built) -> Snippet {
    Target::from_id(target).unwrap().write(&built.request, &vars())
}

/// The request part of the first three targets.
fn check(method: &str, path: &str, inputs: &Inputs, expected: [&str; 3]) {
    let built = build(&operation(method, path), inputs, &[Credential::Token]);
    for (target, expected) in ["curl", "python", "fetch"].into_iter().zip(expected) {
        let snippet = write(target, &built);
        assert_eq!(snippet.request.trim_end(), expected.trim(), "{method} {path}");
    }
}

#[test]
fn a_simple_request_reads_as_one_would_write_it() {
    check(
        "GET",
        "/user/",
        &Inputs { query: fields(&[("limit", "10")]), ..Inputs::default() },
        [
            r#"
curl --location \
  --header "Authorization: Bearer ${access_token}" \
  "${url}/user/?limit=10"
"#,
            r#"
url = f"{URL}/user/"
headers = {
    "Authorization": f"Bearer {ACCESS_TOKEN}",
}
params = {
    "limit": "10",
}
response = requests.get(url, headers=headers, params=params)
print(response.status_code)
print(response.text)
"#,
            r"
const response = await fetch(`${baseUrl}/user/?limit=10`, {
  headers: {
    Authorization: `Bearer ${accessToken}`,
  },
});
console.log(response.status);
console.log(await response.text());
",
        ],
    );
}

#[test]
fn a_tame_body_is_a_value_of_the_language() {
    let body = BodyInput::Json("{\"n\": 1, \"a\": [true, null, \"Ы 'x' $y\"]}".to_owned());
    check(
        "POST",
        "/a",
        &Inputs { body, ..Inputs::default() },
        [
            r#"
curl --location \
  --header "Authorization: Bearer ${access_token}" \
  --header 'Content-Type: application/json' \
  --data-raw '{"n": 1, "a": [true, null, "Ы '\''x'\'' $y"]}' \
  "${url}/a"
"#,
            r#"
url = f"{URL}/a"
headers = {
    "Authorization": f"Bearer {ACCESS_TOKEN}",
}
payload = {
    "n": 1,
    "a": [True, None, "Ы 'x' $y"],
}
response = requests.post(url, headers=headers, json=payload)
print(response.status_code)
print(response.text)
"#,
            r#"
const response = await fetch(`${baseUrl}/a`, {
  method: "POST",
  headers: {
    Authorization: `Bearer ${accessToken}`,
    "Content-Type": "application/json",
  },
  body: JSON.stringify({
    n: 1,
    a: [true, null, "Ы 'x' $y"],
  }),
});
console.log(response.status);
console.log(await response.text());
"#,
        ],
    );
}

/// What a value of the language would change is written as it was typed.
#[test]
fn a_body_that_a_value_would_change_is_a_text() {
    let wild = [
        "{\"n\": 9007199254740993}",
        "{\"n\": 1.0}",
        "{\"n\": 1e400}",
        "{\"n\": -0}",
        "{\"a\": 1, \"a\": 2}",
        "{\"2\": 1, \"1\": 2}",
        "{\"__proto__\": 1}",
        "{\"a\": \"\\u0416\"}",
        "{\"a\": \"\\ud800\"}",
        "{\"a\": \"\\/\"}",
        "{\"a\": 0.00001}",
        "not JSON",
        "\"a text\"",
    ];
    for text in wild {
        let body = BodyInput::Json(text.to_owned());
        let built = build(&operation("POST", "/a"), &Inputs { body, ..Inputs::default() }, &[]);
        assert!(write("python", &built).request.contains("data=data"), "{text}");
        assert!(!write("fetch", &built).request.contains("JSON.stringify"), "{text}");
        assert!(write("node_axios", &built).request.contains("Buffer.from("), "{text}");
    }
}

#[test]
fn files_are_named_and_said() {
    let file = FileData {
        name: "a \"1\".mp3".to_owned(),
        media_type: "audio/mpeg".to_owned(),
        bytes: [1].as_slice().into(),
    };
    let body = BodyInput::Multipart(vec![
        Field::new("t", "x=@y"),
        Field { file: Some(file), ..Field::new("f", "@") },
    ]);
    let built = build(&operation("POST", "/a"), &Inputs { body, ..Inputs::default() }, &[]);
    let curl = write("curl", &built);
    assert!(curl.request.contains(r"--form-string 't=x=@y' \"), "{}", curl.request);
    let form = r#"--form 'f=@"a \"1\".mp3";type=audio/mpeg' \"#;
    assert!(curl.request.contains(form), "{}", curl.request);
    for target in TARGETS {
        let warnings = target.write(&built.request, &vars()).warnings;
        let files = Warning::Files(vec!["a \"1\".mp3".to_owned()]);
        assert!(warnings.contains(&files), "{}: {warnings:?}", target.id);
    }
}

#[test]
fn odd_methods_and_headers_have_their_own_forms() {
    let inputs = Inputs { headers: fields(&[("X-Empty", ""), ("X-L", "é")]), ..Inputs::default() };
    let curl = write("curl", &build(&operation("HEAD", "/a"), &inputs, &[]));
    let expected = "curl --location --head \\\n  --header 'X-Empty;' \\\n  \
                    --header \"$(printf 'X-L: \\351')\" \\\n  \"${url}/a\"\n";
    assert_eq!(curl.request, expected);
    let python = write("python", &build(&operation("QUERY", "/a"), &inputs, &[]));
    assert!(python.request.contains("requests.request(\"QUERY\", url, headers=headers)"));
    let java = write("java", &build(&operation("GET", "/a"), &inputs, &[]));
    assert_eq!(java.warnings, [Warning::Header("X-L".to_owned())]);
    let fetch = Inputs { body: BodyInput::Json("{}".to_owned()), ..Inputs::default() };
    let fetch = write("fetch", &build(&operation("GET", "/a"), &fetch, &[]));
    assert_eq!(fetch.warnings, [Warning::NoBody]);
}

/// In every target: the values of the variables stand where they are set, and nowhere else.
#[test]
fn the_token_stands_in_the_variables_alone() {
    let built = build(&operation("GET", "/user/"), &Inputs::default(), &[Credential::Token]);
    for target in TARGETS.iter().filter(|target| target.id != "http") {
        let snippet = target.write(&built.request, &vars());
        let rest = format!("{}{}", snippet.head, snippet.request);
        assert!(!rest.contains("TOKEN\"") && !rest.contains("https://h/api"), "{rest}");
        assert!(snippet.variables.contains("https://h/api"), "{}", target.id);
        assert!(snippet.variables.contains("TOKEN"), "{}", target.id);
    }
    let curl = write("curl", &built);
    assert_eq!(curl.variables, "export url='https://h/api'\nexport access_token='TOKEN'\n");
}

#[test]
fn a_body_that_a_command_line_cannot_hold_is_in_a_file() {
    let body = |text: &str| BodyInput::Text { media_type: String::new(), text: text.to_owned() };
    let check = |target: &str, text: &str, in_file: bool| {
        let inputs = Inputs { body: body(text), ..Inputs::default() };
        let snippet = write(target, &build(&operation("POST", "/a"), &inputs, &[]));
        let warned = snippet.warnings.iter().any(|w| matches!(w, Warning::BodyInFile(_)));
        assert_eq!(warned, in_file, "{target}: {}", snippet.request);
        assert_eq!(snippet.request.contains("@request-body.txt"), in_file, "{target}");
    };
    check("powershell", "{\"a\": 'b'}\n", false);
    check("powershell", "a\0b", true);
    check("powershell", &"x".repeat(7000), true);
    check("cmd", "{\"a\": \"b & c\"}", false);
    check("cmd", "100%", true);
    check("cmd", "a\nb", true);
}

/// What a client would change or refuse is said, in every target that does so.
#[test]
fn what_a_client_cannot_say_is_a_warning() {
    let check = |target: &str, method: &str, inputs: &Inputs, expected: &[Warning]| {
        let warnings = write(target, &build(&operation(method, "/a"), inputs, &[])).warnings;
        assert_eq!(warnings, expected, "{target} {method}");
    };
    let none = Inputs::default();
    let lower = [Warning::Method("patch".to_owned())];
    for target in ["python", "httpx", "node_axios", "wget", "httpie"] {
        check(target, "patch", &none, &lower);
        check(target, "PATCH", &none, &[]);
    }
    check("curl", "patch", &none, &[]);
    check("httpie", "M-SEARCH", &none, &[Warning::Method("M-SEARCH".to_owned())]);
    let save = Warning::SaveAs("request.bat".to_owned());
    let lines =
        Inputs { body: BodyInput::Multipart(vec![Field::new("a", "1\n2")]), ..Inputs::default() };
    check("cmd", "POST", &lines, &[save.clone(), Warning::Characters]);
    check("cmd", "GET", &none, &[save]);
    let host = Inputs { headers: fields(&[("Host", "x")]), ..Inputs::default() };
    check("fetch", "GET", &host, &[Warning::Header("Host".to_owned())]);
    let cookie = Inputs { cookies: fields(&[("a", "1")]), ..Inputs::default() };
    check("fetch", "GET", &cookie, &[Warning::NodeOnly("Cookie".to_owned())]);
    let typed = Inputs { headers: fields(&[("Content-Type", "a/b")]), ..Inputs::default() };
    check("csharp", "GET", &typed, &[Warning::Header("Content-Type".to_owned())]);
    let body = BodyInput::Text { media_type: String::new(), text: "x".to_owned() };
    let untyped = Inputs { body, ..Inputs::default() };
    check("ruby", "POST", &untyped, &[Warning::Header("Content-Type".to_owned())]);
    check("fetch", "POST", &untyped, &[]);
}

/// No value of a variable ends its own quotes, in any target.
#[test]
fn a_hostile_address_stays_a_value() {
    let base_url = "https://a/\"&calc&\"'$(touch x)`touch x`\\\n%PATH%";
    let vars = Vars { base_url: base_url.to_owned(), ..Vars::default() };
    let built = build(&operation("x'&calc", "/x"), &Inputs::default(), &[]);
    let cmd = Target::from_id("cmd").unwrap().write(&built.request, &vars);
    assert_eq!(
        cmd.variables,
        "set \"url=https://a/%%22&calc&%%22'$(touch x)`touch x`\\%%PATH%%\"\n"
    );
    assert!(cmd.request.contains("--request \"x'&calc\""), "{}", cmd.request);
    let powershell = Target::from_id("powershell").unwrap().write(&built.request, &vars);
    assert!(powershell.request.contains("--request 'x''&calc'"), "{}", powershell.request);
}
