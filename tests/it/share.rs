//! Links to filled requests: what is in them, and what never is.

use obzor::request::{BodyInput, Field, Inputs};
use proptest::prelude::*;

fn inputs(query: &[(&str, &str)], body: BodyInput) -> Inputs {
    let query = query.iter().map(|(name, value)| Field::new(*name, *value)).collect();
    Inputs { query, body, ..Inputs::default() }
}

fn check(from: &Inputs, expected: &Inputs) {
    let text = from.to_link(&["s3cret-token".to_owned()]).unwrap();
    assert_eq!(&Inputs::from_link(&text).unwrap(), expected, "{text}");
}

#[test]
fn what_was_typed_is_in_the_link() {
    let fields = [("date", "2024-01-01 00:00:00"), ("n", "1+1&2=%20"), ("имя", "Ёж 🦔")];
    for body in [
        BodyInput::None,
        BodyInput::Json("{\"id\": 12345678901234567890.10,  \"a\": [1]}".to_owned()),
        BodyInput::Text { media_type: "text/csv".to_owned(), text: "a,b".to_owned() },
        BodyInput::Form(vec![Field { enabled: false, ..Field::new("a", "b") }]),
        BodyInput::Multipart(vec![Field {
            media_type: "text/plain".to_owned(),
            ..Field::new("a", "b")
        }]),
    ] {
        let typed = inputs(&fields, body);
        check(&typed, &typed);
    }
}

#[test]
fn secrets_are_not() {
    let with = |query: &[(&str, &str)], body| inputs(query, body);
    check(
        &with(
            &[
                ("access_token", "x"),
                ("Client-Secret", "y"),
                ("key", "z"),
                ("monkey", "m"),
                ("note", "my s3cret-token"),
                ("n", "1"),
            ],
            BodyInput::None,
        ),
        &with(
            &[
                ("access_token", ""),
                ("Client-Secret", ""),
                ("key", ""),
                ("monkey", "m"),
                ("note", ""),
                ("n", "1"),
            ],
            BodyInput::None,
        ),
    );
    let json = |text: &str| BodyInput::Json(text.to_owned());
    check(
        &with(
            &[],
            json(
                "{\"user\": \"u\", \"password\": \"p\", \"deep\": [{\"api_key\": 5, \"apiKey\": 5}], \"t\": \"s3cret-token\"}",
            ),
        ),
        &with(
            &[],
            json(
                "{\n  \"user\": \"u\",\n  \"password\": \"\",\n  \"deep\": [\n    {\n      \"api_key\": null,\n      \"apiKey\": null\n    }\n  ],\n  \"t\": \"\"\n}",
            ),
        ),
    );
    // What is no JSON is not looked into.
    check(&with(&[], json("{ s3cret-token")), &with(&[], json("")));
    check(&with(&[], json("{ unfinished")), &with(&[], json("{ unfinished")));
    let mut typed = with(
        &[],
        BodyInput::Form(vec![Field::new("client_secret", "x"), Field::new("grant_type", "y")]),
    );
    typed.headers = vec![Field::new("X-Trace", "1")];
    typed.cookies = vec![Field::new("session", "1")];
    let form =
        BodyInput::Form(vec![Field::new("client_secret", ""), Field::new("grant_type", "y")]);
    check(&typed, &with(&[], form));
    // A link cannot set what an operation does not have.
    let forged = Inputs::from_link(
        "{\"headers\":[[\"Authorization\",\"x\",true]],\"cookies\":[[\"a\",\"b\",true]]}",
    );
    assert_eq!(forged.unwrap(), Inputs::default());
    for broken in ["", "[]", "5", "{", "null"] {
        assert_eq!(Inputs::from_link(broken), None, "{broken}");
    }
    let long = with(&[("a", &"x".repeat(7_000))], BodyInput::None);
    assert_eq!(long.to_link(&[]), None);
}

proptest! {
    /// Wherever a secret stands, it is not in the link.
    #[test]
    fn no_secret_gets_into_a_link(
        before in ".{0,8}", after in ".{0,8}", name in "[a-z]{1,8}", place in 0..5_usize,
    ) {
        let secret = "s3cret-token";
        let value = format!("{before}{secret}{after}");
        let field = vec![Field::new(name.as_str(), value.as_str())];
        let mut typed = Inputs::default();
        match place {
            0 => typed.path = field,
            1 => typed.query = field,
            2 => typed.body = BodyInput::Form(field),
            3 => typed.body = BodyInput::Json(serde_json::json!({ name: [value] }).to_string()),
            _ => typed.body = BodyInput::Text { media_type: String::new(), text: value },
        }
        let link = typed.to_link(&[secret.to_owned()]).unwrap();
        prop_assert!(!link.contains(secret), "{link}");
    }
}
