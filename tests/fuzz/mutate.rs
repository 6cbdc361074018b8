//! New inputs from known ones, by a generator of our own: the same at every run.

/// Words that mean something to one of the targets.
const WORDS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    "\\",
    "\\u0000",
    "\\ud800",
    "null",
    "true",
    "-0",
    "1e400",
    "18446744073709551616",
    "-9223372036854775809",
    "$ref",
    "\"#/\"",
    "#/components/schemas/A",
    "__proto__",
    "%",
    "%E0%A4",
    "%00",
    "\u{feff}",
    "\u{202e}",
    "\u{1f600}",
    "\0",
    "é",
    "\r\n",
    "\t",
    " ",
    "- ",
    "? ",
    "&a ",
    "*a",
    "|\n",
    ">-\n",
    "!!binary ",
    "<<: ",
    "---\n",
    "'",
    "# ",
    "```",
    "~~~",
    "**",
    "__",
    "> ",
    "| - |",
    "[^1]",
    "](",
    "![",
    "<details>",
    "<!--",
    "-->",
    "<br>",
    "https://",
    "&amp;",
    "&#x1f600;",
    "$(",
    "`",
    "$'\\x41'",
    "--data-raw ",
    "-H ",
    "\\\n",
    "^",
    "Bearer ",
    "realm=\"",
    "=",
    "?url=",
    "#/",
    "&",
    ";",
    "multipart/form-data; boundary=",
    "type",
    "properties",
    "allOf",
    "paths",
    "parameters",
    "schema",
];

/// What can stand for a string in JSON.
const VALUES: &[&str] = &[
    "null",
    "true",
    "0",
    "-1",
    "1e400",
    "12345678901234567890",
    "{}",
    "[]",
    "\"\"",
    "[null]",
    "{\"\":{}}",
    "\"#\"",
    "\"#/\"",
    "\"\\u0000\"",
    "{\"$ref\":\"#/components/schemas/Thing\"}",
    "{\"type\":\"object\",\"allOf\":[{}]}",
    "\"%ff\"",
    "\"a.json#/x\"",
];

/// Where a string of JSON stands, from a place on.
fn string_at(input: &[u8], from: usize) -> Option<std::ops::Range<usize>> {
    let quote = |from: usize| {
        let rest = input.get(from..)?;
        rest.iter().position(|byte| *byte == b'"').map(|place| from + place)
    };
    let start = quote(from)?;
    let end = quote(start + 1)?;
    Some(start..end + 1)
}

/// Longer inputs are cut.
const LONGEST: usize = 65_536;

/// Makes inputs.
pub(crate) struct Mutator {
    seeds: Vec<Vec<u8>>,
    state: u64,
}

impl Mutator {
    /// From at least one seed.
    pub(crate) fn new(seeds: Vec<Vec<u8>>) -> Self {
        Self { seeds, state: 0x9e37_79b9_7f4a_7c15 }
    }

    /// xorshift64* (Vigna, 2016).
    fn number(&mut self) -> u64 {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        self.state.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.number() % limit.max(1) as u64).unwrap_or_default()
    }

    fn seed(&mut self) -> Vec<u8> {
        let index = self.below(self.seeds.len());
        self.seeds.get(index).cloned().unwrap_or_default()
    }

    /// The next input.
    pub(crate) fn next_input(&mut self) -> Vec<u8> {
        let mut input = self.seed();
        // Often a piece: what is short is read often.
        if self.below(2) == 0 && input.len() > 64 {
            let (start, length) = (self.below(input.len()), 1 + self.below(2000));
            input = input.into_iter().skip(start).take(length).collect();
        }
        for _ in 0..=self.below(8) {
            self.change(&mut input);
        }
        input.truncate(LONGEST);
        // What is worth keeping as a start is not measured; a few are kept, so that changes add up.
        if self.below(16) == 0 && input.len() < 8192 {
            if self.seeds.len() < 400 {
                self.seeds.push(input.clone());
            } else {
                let index = 200 + self.below(200);
                self.seeds[index].clone_from(&input);
            }
        }
        input
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let at = self.below(input.len() + 1);
        let end = (at + self.below(64)).min(input.len());
        match self.below(12) {
            0 if at < input.len() => input[at] ^= 1 << self.below(8),
            1 => drop(input.drain(at..end)),
            2 => {
                let piece = input[at..end].to_vec();
                let to = self.below(input.len() + 1);
                drop(input.splice(to..to, piece));
            }
            // What is repeated shows what is not linear.
            3 => {
                let piece = input[at..end].to_vec();
                let power = self.below(12);
                let times = 1 + self.below(1 << power);
                let times = times.min(LONGEST / piece.len().max(1));
                drop(input.splice(at..at, piece.repeat(times)));
            }
            4 => {
                let other = self.seed();
                let (from, length) = (self.below(other.len()), self.below(400));
                drop(input.splice(at..end, other.into_iter().skip(from).take(length)));
            }
            5 => {
                let word = WORDS[self.below(WORDS.len())];
                let times = if self.below(8) == 0 { self.below(3000) } else { 1 };
                drop(input.splice(at..at, word.as_bytes().repeat(times)));
            }
            6 => input.truncate(at),
            // A string for a string, a value for a string: what was JSON stays JSON.
            7..=10 => {
                let Some(old) = string_at(input, at) else { return };
                let new = if self.below(3) == 0 {
                    VALUES[self.below(VALUES.len())].as_bytes().to_vec()
                } else {
                    let other = self.seed();
                    let from = self.below(other.len());
                    string_at(&other, from).map(|found| other[found].to_vec()).unwrap_or_default()
                };
                drop(input.splice(old, new));
            }
            _ => {
                let word = WORDS[self.below(WORDS.len())];
                drop(input.splice(at..end, word.bytes()));
            }
        }
    }
}
