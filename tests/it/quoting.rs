//! The quoting functions, proven by the programs whose language they write.
//!
//! Every program prints what it made of each string, in hexadecimal or ended by NUL. Programs that
//! are not on this machine are passed over; `make test-snippets` installs them all.

use obzor::snippet::{Target, shell};
use obzor::text::Text;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
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
    "\r\n",
    "a\r",
    "$x",
    "@x",
    "#{1+1}",
    "#$x",
    "{x}",
    "${1+1}",
    "`",
    "a\n`${1}`",
    "\\u0041",
    "a\n\\u0022",
    "//",
    "/*",
    "\"#",
    "\n\"#\n",
    "a \nb",
    " a\n b\n",
    "\u{ad}",
    "\u{fff9}",
];

/// How a language prints strings.
struct Program {
    target: &'static str,
    command: &'static [&'static str],
    /// The file of the program; empty for the standard input.
    file: &'static str,
    head: &'static str,
    /// A line that prints `LITERAL`.
    line: &'static str,
    tail: &'static str,
    /// The lines are cut into functions of this many; 0 if there is no need.
    group: usize,
    /// Whether NUL can stand in a string.
    nul: bool,
}

const PLAIN: Program = Program {
    target: "",
    command: &[],
    file: "",
    head: "",
    line: "",
    tail: "",
    group: 0,
    nul: true,
};

/// Those that every machine of ours has.
const FIRST: &[Program] = &[
    Program {
        target: "curl",
        command: &["bash", "-s"],
        line: "printf '%s\\0' LITERAL",
        nul: false,
        ..PLAIN
    },
    Program {
        target: "curl",
        command: &["sh", "-s"],
        line: "printf '%s\\0' LITERAL",
        nul: false,
        ..PLAIN
    },
    Program {
        target: "python",
        command: &["python3", "-"],
        head: "URL = ''",
        line: "print((LITERAL).encode().hex())",
        ..PLAIN
    },
    Program {
        target: "fetch",
        command: &["node", "-"],
        head: "const baseUrl = '';",
        line: "console.log(Buffer.from(LITERAL).toString('hex'));",
        ..PLAIN
    },
];

/// Those that `make test-snippets` brings.
const OTHERS: &[Program] = &[
    Program {
        target: "curl",
        command: &["zsh", "-s"],
        line: "printf '%s\\0' LITERAL",
        nul: false,
        ..PLAIN
    },
    Program {
        target: "curl",
        command: &["busybox", "sh", "-s"],
        line: "printf '%s\\0' LITERAL",
        nul: false,
        ..PLAIN
    },
    Program {
        target: "php",
        command: &["php"],
        head: "<?php $url = '';",
        line: "echo bin2hex(LITERAL), \"\\n\";",
        ..PLAIN
    },
    Program {
        target: "ruby",
        command: &["ruby", "-"],
        head: "url = ''",
        line: "puts((LITERAL).unpack1('H*'))",
        ..PLAIN
    },
    Program {
        target: "perl",
        command: &["perl", "-"],
        head: "use strict; use warnings; my $url = '';",
        line: "print unpack('H*', LITERAL), \"\\n\";",
        ..PLAIN
    },
    Program {
        target: "r",
        command: &["Rscript", "--vanilla", "t.R"],
        file: "t.R",
        head: "url <- ''",
        line: "cat(paste(charToRaw(LITERAL), collapse = ''), '\\n', sep = '')",
        nul: false,
        ..PLAIN
    },
    Program {
        target: "go",
        command: &["go", "run", "t.go"],
        file: "t.go",
        head: "package main\nimport (\"encoding/hex\"; \"fmt\")\nvar baseURL = \"\"\n",
        line: "fmt.Println(hex.EncodeToString([]byte(LITERAL)))",
        tail: "func main() {\nCALLS\n}",
        group: 50,
        ..PLAIN
    },
    Program {
        target: "java",
        command: &["java", "T.java"],
        file: "T.java",
        head: "import java.nio.charset.StandardCharsets;\npublic class T {\nstatic String url = \"\";\n\
               static void p(String s) { System.out.println(java.util.HexFormat.of().formatHex(s.getBytes(StandardCharsets.UTF_8))); }",
        line: "p(LITERAL);",
        tail: "public static void main(String[] a) {\nCALLS\n}\n}",
        group: 50,
        ..PLAIN
    },
    Program {
        target: "csharp",
        command: &["sh", "-c", "mcs -out:T.exe T.cs >&2 && mono T.exe"],
        file: "T.cs",
        head: "using System; using System.Text;\nclass T {\nstatic string baseUrl = \"\";\n\
               static void P(string s) { Console.WriteLine(BitConverter.ToString(Encoding.UTF8.GetBytes(s)).Replace(\"-\", \"\").ToLower()); }",
        line: "P(LITERAL);",
        tail: "static void Main() {\nCALLS\n}\n}",
        group: 50,
        ..PLAIN
    },
    Program {
        target: "rust",
        command: &["sh", "-c", "rustc --edition 2021 t.rs -o t && ./t"],
        file: "t.rs",
        head: "#![allow(text_direction_codepoint_in_literal)]\n\
               fn p(s: impl AsRef<[u8]>) { println!(\"{}\", s.as_ref().iter().map(|b| format!(\"{b:02x}\")).collect::<String>()); }",
        line: "{ let base_url = \"\"; let _ = base_url; p(LITERAL); }",
        tail: "fn main() {\nCALLS\n}",
        group: 50,
        ..PLAIN
    },
];

impl Program {
    fn is_here(&self) -> bool {
        // What a shell runs is named in its script.
        let name = match self.command {
            ["sh", "-c", script] => script.split(' ').next().unwrap(),
            [name, ..] => name,
            [] => return false,
        };
        Command::new("sh")
            .args(["-c", &format!("command -v {name}")])
            .output()
            .unwrap()
            .status
            .success()
    }

    fn script(&self, literals: &[String]) -> String {
        let lines: Vec<String> =
            literals.iter().map(|literal| self.line.replace("LITERAL", literal)).collect();
        if self.group == 0 {
            return format!("{}\n{}\n{}\n", self.head, lines.join("\n"), self.tail);
        }
        let open = match self.target {
            "go" => "func NAME() {",
            "rust" => "fn NAME() {",
            _ => "static void NAME() {",
        };
        let groups = lines.chunks(self.group).enumerate().map(|(index, lines)| {
            format!("{}\n{}\n}}\n", open.replace("NAME", &format!("g{index}")), lines.join("\n"))
        });
        let calls = (0..lines.len().div_ceil(self.group)).map(|index| format!("g{index}();\n"));
        let tail = self.tail.replace("CALLS", &calls.collect::<String>());
        format!("{}\n{}\n{tail}\n", self.head, groups.collect::<String>())
    }

    /// What it makes of literals.
    fn read(&self, literals: &[String]) -> Vec<Vec<u8>> {
        let folder = tempfile(self.target);
        let script = self.script(literals);
        let mut command = Command::new(self.command[0]);
        command.args(&self.command[1..]).current_dir(&folder).env("LC_ALL", "C.UTF-8");
        command.env("GO111MODULE", "off").stdin(Stdio::piped()).stdout(Stdio::piped());
        if !self.file.is_empty() {
            std::fs::write(folder.join(self.file), &script).unwrap();
        }
        let mut child = command.spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        let text = if self.file.is_empty() { script } else { String::new() };
        let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap().unwrap();
        assert!(output.status.success(), "{} failed in {}", self.target, folder.display());
        std::fs::remove_dir_all(&folder).unwrap();
        if self.target == "curl" {
            let mut found: Vec<Vec<u8>> =
                output.stdout.split(|b| *b == 0).map(<[u8]>::to_vec).collect();
            found.pop();
            return found;
        }
        String::from_utf8(output.stdout).unwrap().lines().map(from_hex).collect()
    }
}

fn from_hex(line: &str) -> Vec<u8> {
    let digits: Vec<u8> =
        line.trim().chars().map(|c| u8::try_from(c.to_digit(16).unwrap()).unwrap()).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

fn tempfile(name: &str) -> std::path::PathBuf {
    use std::sync::atomic::{AtomicU32, Ordering};
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("obzor-{name}-{}-{count}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Every quoting function of a target, run by its program, gives every text back.
fn check(program: &Program, texts: &[String]) {
    let texts: Vec<&String> =
        texts.iter().filter(|text| program.nul || !text.contains('\0')).collect();
    for quote in Target::from_id(program.target).unwrap().writer().quotes {
        let literals: Vec<String> = texts.iter().map(|text| quote(text)).collect();
        let found = program.read(&literals);
        assert_eq!(found.len(), texts.len(), "{}", program.target);
        for ((text, literal), found) in texts.iter().zip(&literals).zip(&found) {
            assert_eq!(text.as_bytes(), found, "{}: {literal}", program.target);
        }
    }
}

/// How many strings of chance: `OBZOR_STRINGS`, else enough to be quick.
fn count(default: usize) -> usize {
    std::env::var("OBZOR_STRINGS").ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Strings of chance: what quoting is about, and anything at all.
fn strings(count: usize) -> Vec<String> {
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::from_seed(
            proptest::test_runner::RngAlgorithm::ChaCha,
            &seed(),
        ),
    );
    let one = prop_oneof![
        "[\"'\\\\$`!@#{}%\\n\\r\\t ua0x/]{0,12}",
        "[\\PC\\n\\t\\r\"'\\\\$`!\\x00-\\x1f]{0,30}",
        any::<String>(),
    ];
    (0..count).map(|_| one.new_tree(&mut runner).unwrap().current()).collect()
}

/// Another seed each time; it is printed, and `OBZOR_SEED` repeats it.
fn seed() -> [u8; 32] {
    let number = std::env::var("OBZOR_QUOTING_SEED").ok().and_then(|text| text.parse().ok());
    let number: u32 = number.unwrap_or_else(std::process::id);
    eprintln!("OBZOR_QUOTING_SEED={number}");
    let mut seed = [0; 32];
    seed[..4].copy_from_slice(&number.to_le_bytes());
    seed
}

fn nasty() -> Vec<String> {
    NASTY.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn nasty_texts_survive_every_quoting_function() {
    for program in FIRST.iter().chain(OTHERS).filter(|program| program.is_here()) {
        check(program, &nasty());
    }
}

#[test]
fn so_does_everything_else() {
    let texts = strings(count(300));
    for program in FIRST {
        check(program, &texts);
    }
    // A compiler takes its time.
    for program in OTHERS.iter().filter(|program| program.is_here()) {
        check(program, &texts[..texts.len().min(count(300) / 4)]);
    }
}

#[test]
fn printf_prints_every_byte() {
    let texts: Vec<Vec<u8>> =
        nasty().into_iter().chain(strings(200)).map(String::into_bytes).collect();
    let all = [texts, vec![(0..=255).collect(), vec![0xe9, b'!'], vec![b'-', 0xff]]].concat();
    for program in ["bash", "sh"] {
        for bytes in &all {
            let format = shell::printf_format(bytes);
            let script = format!("printf {format}");
            let output = Command::new(program).args(["-c", &script]).output().unwrap();
            assert_eq!(&output.stdout, bytes, "{program}: {format}");
        }
    }
}

#[test]
fn latin_1_is_written_as_the_byte_that_a_browser_sends() {
    let word = shell::quote(&Text::literal("café !"), true);
    for program in ["bash", "sh"] {
        let script = format!("printf '%s' {word}");
        let output = Command::new(program).args(["-c", &script]).output().unwrap();
        assert_eq!(output.stdout, b"caf\xe9 !");
    }
}
