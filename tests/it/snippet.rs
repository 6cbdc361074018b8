use crate::request::{fields, operation, vars};
use obzor::request::{BodyInput, Field, FileData, Inputs, build};
use obzor::snippet::{Target, Warning, render};

/// The request part of both snippets.
fn check(method: &str, path: &str, inputs: &Inputs, curl: &str, python: &str) {
    let built = build(&operation(method, path), inputs, true);
    for (target, expected) in [(Target::Curl, curl), (Target::Python, python)] {
        let snippet = render(target, &built.request, &vars());
        assert_eq!(snippet.request.trim_end(), expected.trim(), "{method} {path}");
        assert!(
            !snippet.request.contains("TOKEN\"") && !snippet.request.contains("https://h"),
            "{}",
            snippet.request
        );
    }
}

#[test]
fn a_simple_request_reads_as_one_would_write_it() {
    check(
        "GET",
        "/user/",
        &Inputs::default(),
        r#"
curl -H "Authorization: Bearer ${access_token}" \
  "${url}/user/"
"#,
        r#"
import requests

url = f"{URL}/user/"
headers = {
    "Authorization": f"Bearer {ACCESS_TOKEN}",
}
response = requests.get(url, headers=headers)
print(response.status_code)
print(response.text)
"#,
    );
}

#[test]
fn a_body_is_sent_as_typed() {
    let body = BodyInput::Json("{\n  \"a\": \"Ы 'x' $y\"\n}".to_owned());
    check(
        "POST",
        "/a",
        &Inputs { body, ..Inputs::default() },
        r#"
curl -X POST \
  -H "Authorization: Bearer ${access_token}" \
  -H 'Content-Type: application/json' \
  --data-raw '{
  "a": "Ы '\''x'\'' $y"
}' \
  "${url}/a"
"#,
        r#"
import requests

url = f"{URL}/a"
headers = {
    "Authorization": f"Bearer {ACCESS_TOKEN}",
    "Content-Type": "application/json",
}
data = """{
  "a": "Ы 'x' $y"
}"""
response = requests.post(url, headers=headers, data=data.encode("utf-8"))
print(response.status_code)
print(response.text)
"#,
    );
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
    let built = build(&operation("POST", "/a"), &Inputs { body, ..Inputs::default() }, false);
    let curl = render(Target::Curl, &built.request, &vars());
    assert!(curl.request.contains(r"--form-string 't=x=@y' \"), "{}", curl.request);
    assert!(
        curl.request.contains(r#"-F 'f=@"a \"1\".mp3";type=audio/mpeg' \"#),
        "{}",
        curl.request
    );
    assert_eq!(curl.warnings, [Warning::Files(vec!["a \"1\".mp3".to_owned()])]);
    let python = render(Target::Python, &built.request, &vars());
    assert!(
        python
            .request
            .contains(r#"("f", ("a \"1\".mp3", open("a \"1\".mp3", "rb"), "audio/mpeg")),"#),
        "{}",
        python.request
    );
}

#[test]
fn odd_methods_and_headers_have_their_own_forms() {
    let inputs =
        || Inputs { headers: fields(&[("X-Empty", ""), ("X-L", "é")]), ..Inputs::default() };
    let built = build(&operation("HEAD", "/a"), &inputs(), false);
    let curl = render(Target::Curl, &built.request, &vars());
    assert_eq!(
        curl.request,
        "curl --head \\\n  -H 'X-Empty;' \\\n  -H $'X-L: \\351' \\\n  \"${url}/a\"\n"
    );
    assert_eq!(curl.warnings, [Warning::NeedsBash]);
    let python = render(
        Target::Python,
        &build(&operation("QUERY", "/a"), &inputs(), false).request,
        &vars(),
    );
    assert!(python.request.contains("requests.request(\"QUERY\", url, headers=headers)"));
}

#[test]
fn the_token_stands_in_the_variables_alone() {
    let built = build(&operation("GET", "/user/"), &Inputs::default(), true);
    let curl = render(Target::Curl, &built.request, &vars());
    assert_eq!(curl.variables, "export url='https://h/api'\nexport access_token='TOKEN'\n");
    let python = render(Target::Python, &built.request, &vars());
    assert_eq!(python.variables, "URL = \"https://h/api\"\nACCESS_TOKEN = \"TOKEN\"\n");
}
