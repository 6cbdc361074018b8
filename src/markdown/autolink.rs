//! Addresses that stand in a text as they are: `https://…`, `www.…`, mail (GitHub's extension, as
//! cmark-gfm reads it). Linear in time.

/// A part of a text, and where it leads if it is an address.
pub(super) type Piece<'a> = (&'a str, Option<String>);

/// What may stand before `www.` besides blanks and the start of the text.
const BEFORE: &str = "*_~([{«„“\"'";

/// What does not belong to an address at its end.
const AFTER: &str = "?!.,:*_~'\"»“”…";

/// Longest name of a host that is read.
const HOST: usize = 300;

/// Cuts a text into addresses and what is between them.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut done = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        if at < done {
            before = Some(c);
            continue;
        }
        let rest = part(text, at, text.len());
        let link = match c {
            'h' | 'H' if !before.is_some_and(|c: char| c.is_alphanumeric()) => web(rest),
            'w' if before.is_none_or(|c| c.is_whitespace() || BEFORE.contains(c)) => www(rest),
            '@' => mail(part(text, done, at), rest),
            _ => None,
        };
        if let Some(link) = link {
            let (start, end) = (at - link.back, at + link.length);
            found.push((part(text, done, start), None));
            found.push((part(text, start, end), Some(link.address)));
            done = end;
        }
        before = Some(c);
    }
    found.push((part(text, done, text.len()), None));
    found.retain(|(piece, _)| !piece.is_empty());
    found
}

/// An address around a place of the text.
struct Link {
    /// How many bytes before the place belong to it.
    back: usize,
    /// How many bytes from the place on.
    length: usize,
    address: String,
}

fn web(rest: &str) -> Option<Link> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| {
        rest.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })?;
    let after = part(rest, scheme.len(), rest.len());
    let host = host(after)?;
    let length = scheme.len() + end(after, host.length);
    Some(Link { back: 0, length, address: part(rest, 0, length).to_owned() })
}

fn www(rest: &str) -> Option<Link> {
    rest.strip_prefix("www.")?;
    let host = host(rest).filter(|host| host.dots > 0)?;
    let length = end(rest, host.length);
    let address = part(rest, 0, length);
    // What is left of `www.` after the cut is no host.
    (length > "www.".len()).then(|| Link { back: 0, length, address: format!("http://{address}") })
}

/// A mail address around an `@` that `rest` begins with.
fn mail(before: &str, rest: &str) -> Option<Link> {
    let back = before
        .bytes()
        .rev()
        .take_while(|byte| byte.is_ascii_alphanumeric() || b".+-_".contains(byte))
        .count();
    if back == 0 {
        return None;
    }
    let after = part(rest, 1, rest.len());
    let mut dots = 0;
    let mut bytes = after.bytes().peekable();
    let mut length = 0;
    while let Some(byte) = bytes.next() {
        match byte {
            b'.' if bytes.peek().is_some_and(u8::is_ascii_alphanumeric) => dots += 1,
            b'@' => return None,
            b'-' | b'_' => {}
            byte if byte.is_ascii_alphanumeric() => {}
            _ => break,
        }
        length += 1;
    }
    if dots == 0 || !part(after, 0, length).ends_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name = part(before, before.len() - back, before.len());
    let address = format!("mailto:{name}@{}", part(after, 0, length));
    Some(Link { back, length: 1 + length, address })
}

struct Host {
    length: usize,
    dots: usize,
}

/// The host at the start of a text: no underscore in its last two names.
fn host(text: &str) -> Option<Host> {
    let (mut last, mut last_but_one, mut dots) = (0, 0, 0);
    let mut length = text.len();
    for (at, c) in text.char_indices() {
        match c {
            '_' => last += 1,
            '.' => {
                last_but_one = std::mem::take(&mut last);
                dots += 1;
            }
            '-' => {}
            c if c.is_alphanumeric() => {}
            _ => {
                length = at;
                break;
            }
        }
        if at > HOST {
            return None;
        }
    }
    let named = text.starts_with(char::is_alphanumeric);
    // `http://[::1]:8080` has no name, and is an address.
    let numbered = text.starts_with('[') && text.get(1..).is_some_and(|rest| rest.starts_with(':'));
    (numbered || (named && last == 0 && last_but_one == 0)).then_some(Host { length, dots })
}

/// Where an address ends whose host ends at `from`: before a blank or `<`, without the
/// punctuation that belongs to the sentence.
fn end(text: &str, from: usize) -> usize {
    let tail = part(text, from, text.len());
    let stop = tail.find(|c: char| c.is_whitespace() || c == '<').unwrap_or(tail.len());
    let mut link = part(text, 0, from + stop);
    let count = |sign: char| link.matches(sign).count();
    let mut open = [count('('), count('[')];
    let mut closed = [count(')'), count(']')];
    while let Some(last) = link.chars().next_back() {
        let bracket = usize::from(last == ']');
        match last {
            ')' | ']' => {
                let (Some(open), Some(closed)) = (open.get_mut(bracket), closed.get_mut(bracket))
                else {
                    break;
                };
                if *closed <= *open {
                    break;
                }
                *closed -= 1;
            }
            ';' => {
                let inner = link.strip_suffix(';').unwrap_or(link);
                let name = inner.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
                if name.len() < inner.len() && name.ends_with('&') {
                    link = part(name, 0, name.len() - 1);
                    continue;
                }
            }
            c if AFTER.contains(c) => {}
            _ => break,
        }
        link = part(link, 0, link.len() - last.len_utf8());
    }
    link.len()
}

fn part(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or_default()
}
