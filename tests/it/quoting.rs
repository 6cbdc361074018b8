//! The quoting functions, proven by the programs whose language they write.

use obzor::snippet::quote;
use obzor::text::{Text, Var};
use proptest::prelude::*;
use std::io::Write;
use std::process::{Command, Stdio};

/// Texts that have broken other tools: quotes, expansions, options, history, line ends, controls.
const NASTY: &[&str] = &[
    "",
    " ",
    "a b",
    "'",
    "\"",
    "\\",
    "\\'",
    "'\\''",
    "$HOME",
    "${x}",
    "$(touch CANARY)",
    "`touch CANARY`",
    "!x",
    "!!",
    "@/etc/passwd",
    "-x",
    "--help",
    "=abc",
    "~",
    "~root",
    "*",
    "?",
    "[a-z]",
    "{a,b}",
    "#x",
    ";",
    "&",
    "|",
    "<x",
    ">x",
    "a\nb",
    "\n",
    "a\tb",
    "\r",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{85}",
    "\u{1}",
    "%s%n",
    "%%",
    "\\n",
    "\\x41",
    "é",
    "Ы",
    "😀",
    "\u{2028}",
    "\u{feff}",
    "\u{202e}",
    "\"\"\"",
    "x\"\"\"",
    "a\n\"\"\"\n",
    "a\n\"",
    "a\n\\",
    "a\n\\\"",
    "{",
    "}",
    "{{}}",
    "a\n'''",
    "trailing\n",
    "\"\"\"\"\n\"\"\"\"",
];

fn run(program: &str, arguments: &[&str], script: &str) -> Vec<u8> {
    let mut child = Command::new(program)
        .args(arguments)
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{script}");
    output.stdout
}

/// What a program makes of literals, each ended by NUL.
fn check(
    texts: &[String],
    program: &str,
    arguments: &[&str],
    script: impl Fn(&[String]) -> String,
) {
    let output = run(program, arguments, &script(texts));
    let mut found: Vec<String> =
        String::from_utf8(output).unwrap().split('\0').map(str::to_owned).collect();
    found.pop();
    assert_eq!(found, texts);
}

fn name(_: Var) -> &'static str {
    "variable"
}

fn shell_script(texts: &[String]) -> String {
    let words: Vec<String> =
        texts.iter().map(|text| quote::shell(&Text::literal(text.as_str()), name, false)).collect();
    format!("printf '%s\\0' {}\n", words.join(" "))
}

fn shell_script_with_variable(texts: &[String]) -> String {
    let words: Vec<String> = texts
        .iter()
        .map(|text| quote::shell(&Text::default().var(Var::BaseUrl).then(text), name, false))
        .collect();
    format!("variable=''\nprintf '%s\\0' {}\n", words.join(" "))
}

fn printf_script(texts: &[String]) -> String {
    texts
        .iter()
        .map(|text| format!("printf {}; printf '\\0'\n", quote::printf_format(text.as_bytes())))
        .collect()
}

fn python_script(texts: &[String]) -> String {
    let literal = |text: &String| {
        let plain = quote::python(&Text::literal(text.as_str()), name);
        let formatted = quote::python(&Text::default().var(Var::BaseUrl).then(text), name);
        let long = quote::python_text(text);
        format!(
            "for s in ({plain}, {formatted}, {long}):\n    assert s == ({plain}), s\nprint({plain}, end='\\0')\n"
        )
    };
    format!(
        "import sys\nsys.stdout.reconfigure(encoding='utf-8', newline='')\nvariable = ''\n{}",
        texts.iter().map(literal).collect::<String>()
    )
}

fn check_all(texts: &[String]) {
    check(texts, "bash", &["-s"], shell_script);
    check(texts, "bash", &["-s"], shell_script_with_variable);
    check(texts, "bash", &["-s"], printf_script);
    check(texts, "python3", &["-"], python_script);
}

#[test]
fn nasty_texts_survive_every_quoting_function() {
    check_all(&NASTY.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
}

#[test]
fn without_control_characters_any_posix_shell_will_do() {
    let texts: Vec<String> = NASTY
        .iter()
        .filter(|text| !quote::needs_ansi(text))
        .map(|text| (*text).to_owned())
        .collect();
    check(&texts, "sh", &["-s"], shell_script);
}

#[test]
fn latin_1_is_written_as_the_byte_that_a_browser_sends() {
    let word = quote::shell(&Text::literal("café"), name, true);
    assert_eq!(run("bash", &["-s"], &format!("printf '%s' {word}")), b"caf\xe9");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]
    #[test]
    fn so_does_everything_else(texts in proptest::collection::vec("[\\PC\\n\\t\\r\"'\\\\$`!\\x01-\\x1f]{0,30}", 30)) {
        check_all(&texts);
    }
}
