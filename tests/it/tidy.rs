//! House rules as code. The limits may only go down.

use std::fs;
use std::path::{Path, PathBuf};

const FILE_LINES: usize = 500;

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|kind| kind == "rs" || kind == "css" || kind == "mjs")
            {
                found.push((path.clone(), fs::read_to_string(path).unwrap()));
            }
        }
    }
    found
}

/// No file of `folder` outside `allowed` may hold any of `words`.
fn check(folder: &str, allowed: &str, words: &[&str]) {
    for (path, text) in sources(folder) {
        if !allowed.is_empty() && path.to_string_lossy().contains(allowed) {
            continue;
        }
        for word in words {
            assert!(!text.contains(word), "{} holds {word}", path.display());
        }
    }
}

#[test]
fn files_stay_short() {
    for folder in ["src", "style", "tests/it", "tools"] {
        for (path, text) in sources(folder) {
            let lines = text.lines().count();
            assert!(lines <= FILE_LINES, "{} has {lines} lines", path.display());
        }
    }
}

#[test]
fn the_browser_is_wrapped_in_one_place() {
    check("src", "src/browser", &["web_sys::", "js_sys::", "gloo_"]);
}

#[test]
fn no_content_becomes_markup() {
    check("src", "", &["inner_html", "innerHTML", "insert_adjacent", "eval("]);
}

#[test]
fn views_hold_no_inline_styles() {
    check("src/ui", "", &["style=\"", "style='"]);
}

#[test]
fn nothing_is_left_for_later() {
    check("src", "", &["TODO", "FIXME", "XXX"]);
}
