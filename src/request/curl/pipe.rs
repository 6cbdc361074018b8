//! What a command gives curl to read: the output of `printf`, `echo` and `cat`, which is known
//! without running them.

use super::CurlError;
use super::word::{Chunk, Simple, Word, lossy};

/// What curl reads, and how many of the commands before it print that.
pub(super) fn stdin(
    curl: &Simple,
    before: &[Simple],
    text: &str,
) -> Result<(Option<Vec<Chunk>>, usize), CurlError> {
    if curl.stdin.is_some() || !curl.piped {
        return Ok((curl.stdin.clone(), 0));
    }
    let is = |command: &Simple, brace: &str| {
        command.words.first().is_some_and(|word| text.get(word.source.clone()) == Some(brace))
    };
    let count = match before.split_last() {
        Some((last, group)) if is(last, "}") => {
            let opening = group.iter().rposition(|command| is(command, "{"));
            opening.map_or(before.len(), |place| before.len() - place)
        }
        _ => before.len().min(1),
    };
    let mut chunks = Vec::new();
    for command in before.get(before.len() - count..).unwrap_or_default() {
        let skipped = usize::from(is(command, "{") || is(command, "}"));
        let words = command.words.get(skipped..).unwrap_or_default();
        if words.is_empty() {
            continue;
        }
        let shown = || text.get(command.source()).unwrap_or_default().to_owned();
        // What it reads itself is known only if it was redirected.
        let known = !command.piped || command.stdin.is_some();
        let printed = known.then(|| output(words, command.stdin.as_deref())).flatten();
        chunks.extend(printed.ok_or_else(|| CurlError::Pipe(shown()))?);
    }
    Ok((Some(chunks), count))
}

fn output(words: &[Word], stdin: Option<&[Chunk]>) -> Option<Vec<Chunk>> {
    let (program, arguments) = words.split_first()?;
    match program.text().as_str() {
        "printf" => Some(vec![Chunk::Bytes(printf(arguments)?)]),
        "echo" => Some(vec![Chunk::Bytes(echo(arguments)?)]),
        "cat" => cat(arguments, stdin),
        _ => None,
    }
}

fn cat(arguments: &[Word], stdin: Option<&[Chunk]>) -> Option<Vec<Chunk>> {
    let names: Vec<String> =
        arguments.iter().map(Word::text).filter(|name| name != "--" && name != "-u").collect();
    if names.is_empty() {
        return stdin.map(<[Chunk]>::to_vec);
    }
    let known = |name: &String| !name.starts_with('-');
    names.iter().all(known).then(|| names.into_iter().map(Chunk::File).collect())
}

/// `echo` prints no escapes without `-e`; some shells do, so a backslash is not known.
fn echo(arguments: &[Word]) -> Option<Vec<u8>> {
    let (arguments, end): (&[Word], &[u8]) = match arguments {
        [first, rest @ ..] if first.text() == "-n" => (rest, b""),
        all => (all, b"\n"),
    };
    if arguments.first().is_some_and(|first| matches!(first.text().as_str(), "-e" | "-E" | "-ne")) {
        return None;
    }
    let mut out = Vec::new();
    for (index, word) in arguments.iter().enumerate() {
        if index > 0 {
            out.push(b' ');
        }
        out.extend(word.bytes());
    }
    out.extend_from_slice(end);
    (!out.contains(&b'\\')).then_some(out)
}

/// What `printf` prints for a literal format; `None` if only `printf` itself knows.
pub(super) fn printf(arguments: &[Word]) -> Option<Vec<u8>> {
    let (format, mut arguments) = match arguments {
        [dashes, format, rest @ ..] if dashes.text() == "--" => (format, rest),
        [format, rest @ ..] if !format.text().starts_with('-') => (format, rest),
        _ => return None,
    };
    let bytes = format.bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes.as_slice();
    while let [byte, tail @ ..] = rest {
        rest = tail;
        match (byte, tail) {
            (b'%', [b'%', after @ ..]) => {
                out.push(b'%');
                rest = after;
            }
            (b'%', [b's', after @ ..]) => {
                if let Some((first, left)) = arguments.split_first() {
                    out.extend(first.bytes());
                    arguments = left;
                }
                rest = after;
            }
            (b'%', _) => return None,
            (b'\\', _) => rest = escape(tail, &mut out)?,
            (byte, _) => out.push(*byte),
        }
    }
    // It would begin its format anew for arguments that are left.
    arguments.is_empty().then_some(out)
}

/// Reads what follows a backslash, and gives what is left.
fn escape<'a>(rest: &'a [u8], out: &mut Vec<u8>) -> Option<&'a [u8]> {
    let Some((code, tail)) = rest.split_first() else {
        out.push(b'\\');
        return Some(rest);
    };
    let mut number = |from: &'a [u8], radix: u32, most: usize| {
        let digits = from.iter().take(most).take_while(|byte| char::from(**byte).is_digit(radix));
        let count = digits.count();
        let digits = lossy(from.get(..count).unwrap_or_default().to_vec());
        let value = u32::from_str_radix(&digits, radix).ok()?;
        if most <= 3 {
            out.push(u8::try_from(value & 0xff).unwrap_or_default());
        } else {
            let c = char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER);
            out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
        from.get(count..)
    };
    match code {
        b'0'..=b'7' => return number(rest, 8, 3),
        b'x' => return number(tail, 16, 2),
        b'u' => return number(tail, 16, 4),
        b'U' => return number(tail, 16, 8),
        _ => {}
    }
    match simple_escape(char::from(*code)) {
        Some(byte) => out.push(byte),
        // `\c` ends the output.
        None if *code == b'c' => return None,
        None => out.extend([b'\\', *code]),
    }
    Some(tail)
}

/// The byte of an escape of one letter, in `printf` and in `$'…'`.
pub(super) fn simple_escape(code: char) -> Option<u8> {
    Some(match code {
        'a' => 7,
        'b' => 8,
        'e' | 'E' => 27,
        'f' => 12,
        'n' => b'\n',
        'r' => b'\r',
        't' => b'\t',
        'v' => 11,
        '\\' => b'\\',
        '\'' => b'\'',
        '"' => b'"',
        '?' => b'?',
        _ => return None,
    })
}
