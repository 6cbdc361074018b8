//! Perl with LWP.

use super::plan::{Plan, file_warnings, used_vars};
use super::quote::{Code, Mixed, Single, Syntax};
use super::{Snippet, Target, Writer};
use crate::highlight::Language;
use crate::request::Request;
use crate::request::encode::Chunk;
use crate::text::{Text, Vars};

pub(super) const TARGET: Target = Target {
    id: "perl",
    title: "Perl",
    language: Language::Perl,
    file: "request.pl",
    proven: true,
};

pub(super) const WRITER: Writer = Writer {
    quotes: &[|text| SYNTAX.string(text), |text| SYNTAX.mixed(text)],
    digest: false,
    write,
};

/// Without `use utf8`, a string of the source is its bytes.
const SYNTAX: Syntax = Syntax {
    names: ["$url", "$access_token"],
    special: "$@",
    single: Single::Plain,
    code: Code::Bytes,
    mixed: Mixed::Joined("", " . ", ""),
};

/// Reads a file; for requests that send one.
const SLURP: &str = "sub slurp {\n    my ($name) = @_;\n    \
    open my $file, '<:raw', $name or die \"$name: $!\";\n    local $/;\n    \
    return scalar(<$file>) // '';\n}\n\n";

fn write(request: &Request, vars: &Vars) -> Snippet {
    let line = |var| format!("my {} = {};\n", SYNTAX.name(var), SYNTAX.string(vars.get(var)));
    let variables = used_vars(request).map(line).collect();
    let plan = Plan::of(request);
    let line = |(name, value): &(String, Text)| {
        format!("    {} => {},\n", SYNTAX.string(&field(name)), header(value))
    };
    let lines: String = plan.headers.iter().map(line).collect();
    let mut arguments =
        format!("{} => {}", SYNTAX.string(request.method()), SYNTAX.text(request.url()));
    match &plan.body {
        None if lines.is_empty() => {}
        None => arguments.push_str(&format!(", [\n{lines}]")),
        Some(chunks) => arguments.push_str(&format!(", [\n{lines}], {}", body(chunks))),
    }
    let warnings = file_warnings(request);
    let slurp = if warnings.is_empty() { "" } else { SLURP };
    Snippet {
        head: "use strict;\nuse warnings;\nuse LWP::UserAgent;\n".to_owned(),
        variables,
        request: format!(
            "{slurp}my $request = HTTP::Request->new({arguments});\n\
             my $response = LWP::UserAgent->new->request($request);\n\
             print $response->code, \"\\n\", $response->content, \"\\n\";\n"
        ),
        warnings,
    }
}

/// LWP takes an underscore for a dash, unless a colon stands first.
fn field(name: &str) -> String {
    if name.contains('_') { format!(":{name}") } else { name.to_owned() }
}

fn header(value: &Text) -> String {
    let text = value.literals();
    if text.is_ascii() { SYNTAX.text(value) } else { super::quote::latin1(&text, "$@") }
}

fn body(chunks: &[Chunk]) -> String {
    let pieces: Vec<String> = chunks
        .iter()
        .map(|chunk| match chunk {
            Chunk::Text(text) => SYNTAX.string(text),
            Chunk::File(file) => format!("slurp({})", SYNTAX.string(&file.name)),
        })
        .collect();
    pieces.join("\n    . ")
}
