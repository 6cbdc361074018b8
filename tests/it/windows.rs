//! The words of PowerShell and cmd, read by parsers of our own: neither shell runs here.
//!
//! Sources: `about_Quoting_Rules` and `about_Parsing` of PowerShell (7.4 and 5.1, arguments passed as
//! "Legacy"); cmd's handling of quotes, carets and percent signs; Microsoft C, "Parsing C
//! command-line arguments".

use obzor::request::case::Case;
use obzor::snippet::Target;
use proptest::prelude::*;

/// What a program of Windows makes of a command line that is one argument.
fn argument(line: &str) -> String {
    let (mut out, mut quoted, mut backslashes) = (String::new(), false, 0);
    for c in line.chars() {
        match c {
            '\\' => backslashes += 1,
            '"' => {
                out.push_str(&"\\".repeat(backslashes / 2));
                if backslashes % 2 == 1 {
                    out.push('"');
                } else {
                    quoted = !quoted;
                }
                backslashes = 0;
            }
            c => {
                assert!(quoted || !matches!(c, ' ' | '\t'), "two arguments: {line}");
                out.push_str(&"\\".repeat(backslashes));
                backslashes = 0;
                out.push(c);
            }
        }
    }
    assert!(!quoted, "a quote stays open: {line}");
    out + &"\\".repeat(backslashes)
}

/// What PowerShell makes of a quoted word.
fn powershell_word(word: &str) -> String {
    let mut out = String::new();
    let mut rest = word.chars();
    let single = |c: char| matches!(c, '\'' | '\u{2018}'..='\u{201b}');
    let double = |c: char| matches!(c, '"' | '\u{201c}'..='\u{201e}');
    if rest.next().is_some_and(single) {
        while let Some(c) = rest.next() {
            if single(c) {
                let Some(next) = rest.next() else { return out };
                assert!(single(next), "{word}");
                out.push(next);
            } else {
                out.push(c);
            }
        }
        unreachable!("a quote stays open: {word}");
    }
    while let Some(c) = rest.next() {
        match c {
            '`' => out.push(match rest.next().unwrap() {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                c => c,
            }),
            '$' => assert!(rest.by_ref().take(5).eq("{url}".chars()), "{word}"),
            c if double(c) => {
                assert_eq!(rest.as_str(), "", "{word}");
                return out;
            }
            c => out.push(c),
        }
    }
    unreachable!("a quote stays open: {word}");
}

/// How PowerShell passes a text to a program, the old way; `doubles` tells version 7 from 5.1.
fn passed(text: &str, doubles: bool) -> String {
    let (mut needs, mut quotes, mut after_backslash) = (false, 0, false);
    for c in text.chars() {
        if c == '"' && !after_backslash {
            quotes += 1;
        } else if c.is_whitespace() && quotes % 2 == 0 {
            needs = true;
        }
        after_backslash = c == '\\';
    }
    if !needs {
        return text.to_owned();
    }
    let ends = text.chars().rev().take_while(|c| *c == '\\').count();
    format!("\"{text}{}\"", "\\".repeat(if doubles { ends } else { 0 }))
}

/// What cmd passes on from a word of a batch file.
fn cmd_word(word: &str) -> String {
    let word = word.replace("%url%", "").replace("%%", "%");
    let (mut out, mut quoted) = (String::new(), false);
    let mut rest = word.chars();
    while let Some(c) = rest.next() {
        match c {
            '^' if !quoted => out.push(rest.next().unwrap()),
            '"' => {
                quoted = !quoted;
                out.push(c);
            }
            c => {
                assert!(quoted || !"&|<>()".contains(c), "{word}");
                out.push(c);
            }
        }
    }
    out
}

fn check(text: &str) {
    for quote in Target::from_id("powershell").unwrap().writer().quotes {
        let word = quote(text);
        let read = powershell_word(&word);
        for doubles in [true, false] {
            assert_eq!(argument(&passed(&read, doubles)), text, "PowerShell: {word}");
        }
    }
    for quote in Target::from_id("cmd").unwrap().writer().quotes {
        let word = quote(text);
        // A control character ends the line; a body with one goes into a file.
        let expected: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        assert_eq!(argument(&cmd_word(&word)), expected, "cmd: {word}");
    }
}

#[test]
fn words_come_back_as_they_were() {
    for text in [
        "",
        "plain",
        "two words",
        "it's",
        "‘typographic’ ‚quotes‛ “of” „both‟",
        "say \"hi\"",
        "\\",
        "\\\"",
        "ends with \\",
        "ends\\\\",
        "C:\\new folder\\",
        "\"",
        "\"\"",
        "a\"b c\"d",
        "$HOME `id` $(id) ${x}",
        "100% %PATH% %%",
        "a & b | c > d < e ^ f ! (g)",
        "\"&calc\"",
        "\\\"&calc&\\\"",
        "{\"a\":\"b c\"}",
        "Ы 😀",
        "tab\tand\nline",
    ] {
        check(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn so_does_everything_else(text in "[a \"'\\\\$`%^&|<>()!{}‘“\n\tЫ]{0,14}", other in "[^\u{0}]{0,20}") {
        check(&text);
        // A typographic double quote ends nothing between single quotes; a NUL stands nowhere.
        check(&other.replace(|c: char| c.is_control(), " "));
    }
}

/// Whole snippets, looked at once by a reader. `OBZOR_BLESS=1` writes them anew.
#[test]
fn whole_snippets_are_as_they_were_looked_at() {
    const CASES: &str = include_str!("../snippets/cases.json");
    const CHOSEN: [&str; 9] = [
        "own-method-get",
        "own-method-head",
        "own-method-post-nothing",
        "own-header-quotes",
        "own-header-empty",
        "own-json-escapes",
        "own-text-line-ends",
        "own-form-marks",
        "own-multipart-file",
    ];
    let cases: serde_json::Value = serde_json::from_str(CASES).unwrap();
    for target in ["powershell", "cmd", "http"] {
        let mut found = String::new();
        for case in cases.as_array().unwrap() {
            let case = Case::from_value(case).unwrap();
            if CHOSEN.contains(&case.id.as_str()) {
                let snippet =
                    Target::from_id(target).unwrap().write(&case.built.request, &case.vars);
                found.push_str(&format!("### {}\n{}\n", case.id, snippet.text()));
            }
        }
        let path = format!("{}/tests/it/golden/{target}.txt", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("OBZOR_BLESS").is_some() {
            std::fs::write(&path, &found).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap(), found, "{path}");
    }
}
