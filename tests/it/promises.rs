//! SECURITY.md names a test for each of its promises: they are there.

use std::fs;
use std::path::{Path, PathBuf};

/// The text of the files of a folder and those below it, one after the other.
fn texts(folder: &str) -> String {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut all = String::new();
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let (inner, files): (Vec<PathBuf>, Vec<PathBuf>) = entries.partition(|path| path.is_dir());
        folders.extend(inner);
        for path in
            files.iter().filter(|path| path.extension().is_some_and(|e| e == "rs" || e == "mjs"))
        {
            all.push_str(&fs::read_to_string(path).unwrap());
        }
    }
    all
}

/// What stands between a sign and the next one.
fn between(text: &str, sign: char) -> impl Iterator<Item = &str> {
    text.split(sign).skip(1).step_by(2)
}

#[test]
fn every_promise_has_the_test_that_it_names() {
    let read =
        |name: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
    let (security, makefile) = (read("SECURITY.md"), read("Makefile"));
    let native = texts("tests/it") + &texts("tests/web");
    let browser = texts("tests/e2e");
    let mut count = 0;
    for row in security.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| ---"))
    {
        let Some((_, tests)) = row.trim_end_matches(" |").rsplit_once(" | ") else { continue };
        if tests == "test" {
            continue;
        }
        let mut named = 0;
        for name in between(tests, '`') {
            let is_there = if let Some(("make", target)) = name.split_once(' ') {
                makefile.contains(&format!("\n{target}:"))
            } else {
                let name = name.rsplit("::").next().unwrap_or_default();
                name == "*" || native.contains(&format!("fn {name}("))
            };
            assert!(is_there, "{name} is no test: {row}");
            named += 1;
        }
        let plain: String = tests.split('`').step_by(2).collect();
        for name in between(&plain, '*') {
            // Titles are quoted in JavaScript, and shortened in the list.
            let title =
                name.trim_end_matches(['…', ',', ';', ' ']).trim_start_matches(['…', ':', ' ']);
            let title = title.replace('\'', "\\'");
            let is_file = title.ends_with(".test.mjs");
            let is_there = if is_file {
                Path::new("tests/e2e").join(&title).exists()
            } else {
                browser.contains(&title)
            };
            assert!(is_there, "{title} is no test: {row}");
            named += 1;
        }
        assert!(named > 0 || tests.contains("end-to-end test"), "no test: {row}");
        count += 1;
    }
    assert!(count > 40, "{count} promises");
}
