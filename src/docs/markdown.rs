//! A drawn document as Markdown: for readers of text, and for authors who move.

use crate::html::{Attribute, Html, Tag};

/// The text of a drawn document in `CommonMark` with GitHub's tables and alerts; tabs as `tabs` fences.
/// What Markdown has no sign for, a colour or a place, is left out; no word is.
pub fn to_markdown(nodes: &[Html]) -> String {
    let mut out = String::new();
    blocks(nodes, "", &mut out);
    let text = out.trim_matches('\n').to_owned();
    if text.is_empty() { text } else { text + "\n" }
}

/// Whether an element stands among words.
fn is_inline(html: &Html) -> bool {
    match html {
        Html::Text(_) => true,
        Html::Element(element) => element.tag.is_inline(),
    }
}

/// Writes blocks, each line after `prefix`, with an empty line between.
fn blocks(nodes: &[Html], prefix: &str, out: &mut String) {
    let mut from = 0;
    while let Some(node) = nodes.get(from) {
        let rest = nodes.get(from..).unwrap_or_default();
        if is_inline(node) {
            let run = rest.iter().take_while(|node| is_inline(node)).count();
            let words = inline(rest.get(..run).unwrap_or_default());
            paragraph(words.trim(), prefix, out);
            from += run;
            continue;
        }
        if let Html::Element(element) = node {
            block(element, prefix, out);
        }
        from += 1;
    }
}

fn paragraph(words: &str, prefix: &str, out: &mut String) {
    if words.is_empty() {
        return;
    }
    for line in words.lines() {
        put(&guarded(line), prefix, out);
    }
    put("", prefix, out);
}

/// A line that begins as a block of Markdown does, written as the words that it is.
fn guarded(line: &str) -> String {
    let line = line.trim_start();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..).unwrap_or_default();
    if digits > 0 && (rest.starts_with(". ") || rest.starts_with(") ")) {
        return format!("{}\\{rest}", line.get(..digits).unwrap_or_default());
    }
    let signs = ["# ", "## ", "### ", "#### ", "##### ", "###### ", "- ", "+ ", "> ", "---", "==="];
    if signs.iter().any(|sign| line.starts_with(sign)) || line == "#" || line == "-" || line == "+"
    {
        return format!("\\{line}");
    }
    line.to_owned()
}

fn put(line: &str, prefix: &str, out: &mut String) {
    out.push_str(format!("{prefix}{line}").trim_end());
    out.push('\n');
}

fn class(element: &crate::html::Element) -> &str {
    let found = element.attributes.iter().find_map(|attribute| match attribute {
        Attribute::Class(name) => Some(name.as_ref()),
        _ => None,
    });
    found.unwrap_or_default()
}

fn block(element: &crate::html::Element, prefix: &str, out: &mut String) {
    let children = &element.children;
    match element.tag {
        Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => {
            let level =
                element.tag.name().get(1..).and_then(|level| level.parse().ok()).unwrap_or(1);
            let words = inline(children).replace('\n', " ");
            put(&format!("{} {}", "#".repeat(level), words.trim()), prefix, out);
            put("", prefix, out);
        }
        Tag::Hr => {
            put("---", prefix, out);
            put("", prefix, out);
        }
        Tag::Ul | Tag::Ol => list(element, prefix, out),
        Tag::Blockquote => blocks(children, &format!("{prefix}> "), out),
        Tag::Table => table(element, prefix, out),
        Tag::Details => details(children, prefix, out),
        Tag::Div if class(element) == "code" => code(element, prefix, out),
        Tag::Div if class(element) == "tabset" => tabs(children, prefix, out),
        Tag::Div if class(element) == "op-card" => operation(element, prefix, out),
        Tag::Div if class(element).starts_with("panel ") => panel(element, prefix, out),
        Tag::Pre => fence("", &text_of(children), prefix, out),
        _ => blocks(children, prefix, out),
    }
}

fn list(element: &crate::html::Element, prefix: &str, out: &mut String) {
    let first = element.attributes.iter().find_map(|attribute| match attribute {
        Attribute::Start(first) => Some(*first),
        _ => None,
    });
    let items = element.children.iter().filter_map(|child| match child {
        Html::Element(item) => Some(item),
        Html::Text(_) => None,
    });
    let items: Vec<_> = items.collect();
    let has_paragraph = |item: &&crate::html::Element| {
        item.children.iter().any(|child| matches!(child, Html::Element(it) if it.tag == Tag::P))
    };
    // Blank lines make a list loose (CommonMark §5.3): its items are paragraphs then.
    let gap = if items.iter().any(has_paragraph) { "\n\n" } else { "\n" };
    for (index, item) in items.iter().enumerate() {
        let mark = match element.tag {
            Tag::Ol => format!("{}. ", u64::from(first.unwrap_or(1)) + index as u64),
            _ => "- ".to_owned(),
        };
        let indent = " ".repeat(mark.len());
        let inner = item_text(&item.children, gap);
        if inner.is_empty() {
            put(mark.trim_end(), prefix, out);
        }
        for (line, text) in inner.lines().enumerate() {
            let lead = if line == 0 { &mark } else { &indent };
            put(&format!("{lead}{text}"), prefix, out);
        }
        if gap.len() > 1 {
            put("", prefix, out);
        }
    }
    put("", prefix, out);
}

/// What an item holds, with `gap` between its blocks.
fn item_text(children: &[Html], gap: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    for run in children.chunk_by(|one, other| is_inline(one) && is_inline(other)) {
        let mut part = String::new();
        blocks(run, "", &mut part);
        let part = part.trim_matches('\n');
        if !part.is_empty() {
            parts.push(part.to_owned());
        }
    }
    parts.join(gap)
}

fn details(children: &[Html], prefix: &str, out: &mut String) {
    let (summary, rest): (Vec<&Html>, Vec<&Html>) = children
        .iter()
        .partition(|child| matches!(child, Html::Element(child) if child.tag == Tag::Summary));
    let words = summary.first().map(|summary| text_of(std::slice::from_ref(*summary)));
    put(&format!("**{}**", escaped(words.unwrap_or_default().trim())), prefix, out);
    put("", prefix, out);
    let rest: Vec<Html> = rest.into_iter().cloned().collect();
    blocks(&rest, prefix, out);
}

fn panel(element: &crate::html::Element, prefix: &str, out: &mut String) {
    let kind = match class(element) {
        "panel panel-success" => "TIP",
        "panel panel-note" => "IMPORTANT",
        "panel panel-warning" => "WARNING",
        "panel panel-error" => "CAUTION",
        _ => "NOTE",
    };
    put(&format!("> [!{kind}]"), prefix, out);
    let is_title = |child: &&Html| matches!(child, Html::Element(it) if class(it) == "panel-title");
    let rest: Vec<Html> =
        element.children.iter().filter(|child| !is_title(child)).cloned().collect();
    blocks(&rest, &format!("{prefix}> "), out);
    put("", prefix, out);
}

/// The language and the text of a block of code.
fn code(element: &crate::html::Element, prefix: &str, out: &mut String) {
    let pre = element.children.iter().rev().find_map(|child| match child {
        Html::Element(child) if child.tag == Tag::Pre => child.children.first(),
        _ => None,
    });
    let Some(Html::Element(code)) = pre else { return };
    let language = code.attributes.iter().find_map(|attribute| match attribute {
        Attribute::Language(name) => Some(name.as_str()),
        _ => None,
    });
    fence(language.unwrap_or_default(), &text_of(&code.children), prefix, out);
}

/// A fence that is longer than any in its content.
fn fence(language: &str, content: &str, prefix: &str, out: &mut String) {
    let longest = content.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest.max(2) + 1);
    put(&format!("{ticks}{language}"), prefix, out);
    for line in content.trim_end_matches('\n').split('\n') {
        put(line, prefix, out);
    }
    put(&ticks, prefix, out);
    put("", prefix, out);
}

fn operation(element: &crate::html::Element, prefix: &str, out: &mut String) {
    if let Some(source) = crate::html::sources(&element.children).first() {
        fence("operation", source, prefix, out);
    }
}

/// Tabs as a fence of the language `tabs`: see `crate::markdown`.
fn tabs(children: &[Html], prefix: &str, out: &mut String) {
    let mut parts = children.iter().filter_map(|child| match child {
        Html::Element(child) => Some(child),
        Html::Text(_) => None,
    });
    let labels = parts.next().map(|row| row.children.as_slice()).unwrap_or_default();
    let mut content = String::new();
    for (label, panel) in labels.iter().zip(parts) {
        let label = text_of(std::slice::from_ref(label)).replace('\n', " ");
        content.push_str(&format!("=== {}\n", label.trim()));
        let mut inner = String::new();
        blocks(&panel.children, "", &mut inner);
        content.push_str(inner.trim_matches('\n'));
        content.push('\n');
    }
    fence("tabs", &content, prefix, out);
}

fn table(element: &crate::html::Element, prefix: &str, out: &mut String) {
    let mut rows: Vec<Vec<String>> = Vec::new();
    collect_rows(&element.children, &mut rows);
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    for (index, mut row) in rows.into_iter().enumerate() {
        row.resize(width, String::new());
        put(&format!("| {} |", row.join(" | ")), prefix, out);
        if index == 0 {
            put(&format!("|{}", " --- |".repeat(width)), prefix, out);
        }
    }
    put("", prefix, out);
}

fn collect_rows(nodes: &[Html], rows: &mut Vec<Vec<String>>) {
    for node in nodes {
        let Html::Element(element) = node else { continue };
        if element.tag != Tag::Tr {
            collect_rows(&element.children, rows);
            continue;
        }
        let cells = element.children.iter().filter_map(|cell| match cell {
            Html::Element(cell) if class(cell) != "action" => Some(cell_text(&cell.children)),
            _ => None,
        });
        rows.push(cells.collect());
    }
}

/// What a cell holds, in one line.
fn cell_text(children: &[Html]) -> String {
    let mut text = String::new();
    blocks(children, "", &mut text);
    let lines = text.lines().filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("<br>").replace('|', "\\|")
}

/// Words with their marks.
fn inline(nodes: &[Html]) -> String {
    nodes.iter().map(one).collect()
}

fn one(node: &Html) -> String {
    let element = match node {
        Html::Text(text) => return escaped(text),
        Html::Element(element) => element,
    };
    let words = || inline(&element.children);
    let around = |sign: &str| {
        let words = words();
        // A sign beside a blank is none (CommonMark §6.2).
        let inner = words.trim();
        let (before, after) = words.split_once(inner).unwrap_or_default();
        if inner.is_empty() { words } else { format!("{before}{sign}{inner}{sign}{after}") }
    };
    match element.tag {
        Tag::Strong => around("**"),
        Tag::Em => around("*"),
        Tag::Del => around("~~"),
        Tag::Code => code_span(&text_of(&element.children)),
        Tag::Br => "<br>".to_owned(),
        Tag::Sub | Tag::Sup | Tag::U | Tag::Kbd => {
            let name = element.tag.name();
            format!("<{name}>{}</{name}>", words())
        }
        Tag::A if class(element) == "heading-link" => String::new(),
        Tag::A => match address(element) {
            Some(address) => format!("[{}](<{address}>{})", words(), title(element)),
            None => words(),
        },
        Tag::Img => {
            let found = element.attributes.iter().find_map(|attribute| match attribute {
                Attribute::Picture(url, alt) => Some((url.as_str(), alt)),
                _ => None,
            });
            found.map_or_else(String::new, |(url, alt)| {
                format!("![{}](<{url}>{})", escaped(alt), title(element))
            })
        }
        Tag::Button | Tag::Wbr => String::new(),
        Tag::Span if matches!(class(element), "task-done" | "task-open") => {
            if class(element) == "task-done" { "[x]" } else { "[ ]" }.to_owned()
        }
        _ => words(),
    }
}

fn address(element: &crate::html::Element) -> Option<&str> {
    element.attributes.iter().find_map(|attribute| match attribute {
        Attribute::Href(url) => Some(url.as_str()),
        _ => None,
    })
}

/// The title of a link or a picture, as it stands behind its address.
fn title(element: &crate::html::Element) -> String {
    let found = element.attributes.iter().find_map(|attribute| match attribute {
        Attribute::Title(words) => Some(words.replace('\\', "\\\\").replace('"', "\\\"")),
        _ => None,
    });
    found.map(|words| format!(" \"{words}\"")).unwrap_or_default()
}

/// A span of code between more ticks than it has (`CommonMark` §6.1).
fn code_span(text: &str) -> String {
    let text = text.replace('\n', " ");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let room = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    if text.trim().is_empty() { text } else { format!("{ticks}{room}{text}{room}{ticks}") }
}

/// Words without a sign of Markdown in them.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out
}

fn text_of(nodes: &[Html]) -> String {
    let mut out = String::new();
    crate::html::words(nodes, &mut out);
    out
}
