//! C# with `HttpClient`.

use super::plan::{Plan, file_warnings, used_vars};
use super::quote::{Code, Mixed, Single, Syntax, is_hidden};
use super::{Snippet, Target, Warning, Writer};
use crate::highlight::Language;
use crate::request::Request;
use crate::request::encode::{Chunk, strict_url};
use crate::text::Vars;

pub(super) const TARGET: Target = Target {
    id: "csharp",
    title: "C#",
    language: Language::CSharp,
    file: "Program.cs",
    proven: true,
};

pub(super) const WRITER: Writer = Writer {
    quotes: &[|text| SYNTAX.string(text), |text| SYNTAX.mixed(text), long],
    digest: false,
    write,
};

const SYNTAX: Syntax = Syntax {
    names: ["baseUrl", "accessToken"],
    special: "",
    single: Single::None,
    code: Code::Four,
    mixed: Mixed::Joined("", " + ", ""),
};

const INDENT: &str = "        ";

fn write(request: &Request, vars: &Vars) -> Snippet {
    let line =
        |var| format!("{INDENT}var {} = {};\n", SYNTAX.name(var), SYNTAX.string(vars.get(var)));
    let variables = used_vars(request).map(line).collect();
    let plan = Plan::of(request);
    let mut warnings = file_warnings(request);
    let url = SYNTAX.text(&request.url().map(strict_url));
    let mut code = format!(
        "{INDENT}using (var client = new HttpClient())\n\
         {INDENT}using (var request = new HttpRequestMessage({}, {url}))\n{INDENT}{{\n",
        method(request.method())
    );
    if let Some(chunks) = &plan.body {
        code.push_str(&format!("{INDENT}    request.Content = {};\n", content(chunks)));
    }
    for (name, value) in &plan.headers {
        // Headers of a body are refused where there is none.
        if !value.literals().is_ascii() || (plan.body.is_none() && is_content_header(name)) {
            warnings.push(Warning::Header(name.clone()));
        }
        let of_content = plan.body.is_some() && is_content_header(name);
        let headers = if of_content { "request.Content.Headers" } else { "request.Headers" };
        code.push_str(&format!(
            "{INDENT}    {headers}.TryAddWithoutValidation({}, {});\n",
            SYNTAX.string(name),
            SYNTAX.text(value)
        ));
    }
    code.push_str(SEND);
    Snippet { head: head(&plan), variables, request: code, warnings }
}

const SEND: &str = "            using (var response = await client.SendAsync(request))
            {
                Console.WriteLine((int)response.StatusCode);
                Console.WriteLine(await response.Content.ReadAsStringAsync());
            }
        }
    }
}
";

fn head(plan: &Plan) -> String {
    let mut imports = vec!["System", "System.Net.Http", "System.Threading.Tasks"];
    if plan.body.as_deref().is_some_and(|chunks| chunks.iter().any(|c| matches!(c, Chunk::Text(_))))
    {
        imports.push("System.Text");
    }
    if plan.body.as_deref().is_some_and(|chunks| chunks.iter().any(|c| matches!(c, Chunk::File(_))))
    {
        imports.push("System.IO");
    }
    if plan.body.as_deref().is_some_and(|chunks| chunks.len() > 1) {
        imports.push("System.Linq");
    }
    imports.sort_unstable();
    let lines: String = imports.iter().map(|name| format!("using {name};\n")).collect();
    format!("{lines}\nclass Program\n{{\n    static async Task Main()\n    {{")
}

fn method(method: &str) -> String {
    let known = match method {
        "GET" => "Get",
        "POST" => "Post",
        "PUT" => "Put",
        "DELETE" => "Delete",
        "HEAD" => "Head",
        "OPTIONS" => "Options",
        other => return format!("new HttpMethod({})", SYNTAX.string(other)),
    };
    format!("HttpMethod.{known}")
}

/// Headers that .NET keeps with the body.
fn is_content_header(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("content-") || matches!(name.as_str(), "allow" | "expires" | "last-modified")
}

fn content(chunks: &[Chunk]) -> String {
    let bytes = |chunk: &Chunk| match chunk {
        Chunk::Text(text) => format!("Encoding.UTF8.GetBytes({})", long(text)),
        Chunk::File(file) => format!("File.ReadAllBytes({})", SYNTAX.string(&file.name)),
    };
    let mut pieces = chunks.iter().map(bytes);
    let first = pieces.next().unwrap_or_default();
    let joined =
        pieces.fold(first, |all, piece| format!("{all}\n{INDENT}        .Concat({piece})"));
    let array = if chunks.len() > 1 { ".ToArray()" } else { "" };
    format!("new ByteArrayContent({joined}{array})")
}

/// After an `@` quotes are doubled, and nothing else means anything.
fn long(text: &str) -> String {
    let tame = |c: char| c == '\n' || !is_hidden(c);
    if text.contains(['"', '\n', '\\']) && text.chars().all(tame) {
        return format!("@\"{}\"", text.replace('"', "\"\""));
    }
    SYNTAX.string(text)
}
