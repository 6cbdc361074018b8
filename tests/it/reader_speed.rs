//! How long the reader takes for each question, natively: `cargo test --release --test it reader_speed
//! -- --ignored --nocapture`. Figures, not a test.

use obzor::reader::Reader;
use serde_json::{Value, json};
use std::time::Instant;

fn timed<T>(name: &str, run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = run();
    eprintln!("  {name}: {:.1} ms", start.elapsed().as_secs_f64() * 1000.0);
    result
}

#[test]
#[ignore = "figures, not a test"]
fn reader_speed() {
    let Some(root) = std::env::var_os("OBZOR_SPECS") else { return };
    for file in ["petstore-3.0.json", "stripe-3.0.json", "github-3.0.json", "msgraph-v1-3.0.json"] {
        let text = std::fs::read(std::path::Path::new(&root).join("public").join(file)).unwrap();
        eprintln!("{file}, {} kB", text.len() / 1000);
        let mut reader = Reader::default();
        reader.begin("http://h/x.json", text.len());
        timed("index", || text.chunks(65_536).for_each(|chunk| reader.feed(chunk)));
        let contents: Value =
            timed("contents", || serde_json::from_str(&reader.answer("contents", "null")).unwrap());
        let rows = json!({ "group": contents["groups"][0]["number"], "from": 0, "to": 64 });
        let rows: Value = timed("rows", || {
            serde_json::from_str(&reader.answer("rows", &rows.to_string())).unwrap()
        });
        let page = |key: &Value| json!({ "operation": key, "language": "en" }).to_string();
        timed("first page", || reader.answer("page", &page(&rows[0][0])));
        timed("page", || reader.answer("page", &page(&rows[2][0])));
        timed("page again", || reader.answer("page", &page(&rows[2][0])));
        let mut longest: f64 = 0.0;
        timed("search prepared", || {
            loop {
                let start = Instant::now();
                let more = reader.work();
                longest = longest.max(start.elapsed().as_secs_f64());
                if !more {
                    break;
                }
            }
        });
        eprintln!("  longest slice: {:.1} ms", longest * 1000.0);
        for query in ["list users", "usres", "delete"] {
            let input = json!({ "query": query, "limit": 30 }).to_string();
            timed(query, || reader.answer("find", &input));
        }
    }
}
