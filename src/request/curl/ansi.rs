//! `$'…'` of bash.

use super::pipe::simple_escape;
use super::word::{Cursor, Unit, unit_of_byte};

/// Reads `$'…'` from behind its first quote; false if it has no end.
///
/// Browsers write a character beyond the first plane as two escapes; NUL, at which bash would end the
/// text, is what they mean by it.
pub(super) fn read(cursor: &mut Cursor<'_>, out: &mut Vec<Unit>) -> bool {
    let mut high = None;
    let mut closed = false;
    while let Some(next) = cursor.bump() {
        if next == '\'' {
            closed = true;
            break;
        }
        if next != '\\' {
            flush(&mut high, out);
            out.push(Unit::Char(next));
            continue;
        }
        match escape(cursor) {
            Escape::Unit(unit) => {
                flush(&mut high, out);
                out.push(unit);
            }
            Escape::Code(code) => push_code(code, &mut high, out),
            Escape::None => {
                flush(&mut high, out);
                out.push(Unit::Char('\\'));
            }
        }
    }
    flush(&mut high, out);
    closed
}

enum Escape {
    Unit(Unit),
    /// A code of Unicode or of UTF-16.
    Code(u32),
    None,
}

fn push_code(code: u32, high: &mut Option<u32>, out: &mut Vec<Unit>) {
    match (code, *high) {
        (0xd800..=0xdbff, _) => {
            flush(high, out);
            *high = Some(code);
        }
        (0xdc00..=0xdfff, Some(first)) => {
            *high = None;
            let code = 0x10000 + ((first - 0xd800) << 10) + (code - 0xdc00);
            out.push(Unit::Char(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)));
        }
        _ => {
            flush(high, out);
            out.push(Unit::Char(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)));
        }
    }
}

/// Half a character alone is none.
fn flush(high: &mut Option<u32>, out: &mut Vec<Unit>) {
    if high.take().is_some() {
        out.push(Unit::Char(char::REPLACEMENT_CHARACTER));
    }
}

fn escape(cursor: &mut Cursor<'_>) -> Escape {
    let at = cursor.at;
    let byte = |value: u32| unit_of_byte(u8::try_from(value & 0xff).unwrap_or_default());
    let most = match cursor.bump() {
        Some('0'..='7') => {
            cursor.at = at;
            return Escape::Unit(byte(cursor.take_digits(8, 3).0));
        }
        Some('c') => {
            let code = cursor.bump().map_or(0, u32::from);
            return Escape::Unit(byte(code & 0x1f));
        }
        Some('x') => 2,
        Some('u') => 4,
        Some('U') => 8,
        Some(c) => {
            if let Some(found) = simple_escape(c) {
                return Escape::Unit(unit_of_byte(found));
            }
            cursor.at = at;
            return Escape::None;
        }
        None => return Escape::None,
    };
    match cursor.take_digits(16, most) {
        (_, 0) => {
            cursor.at = at;
            Escape::None
        }
        (value, _) if most == 2 => Escape::Unit(byte(value)),
        (value, _) => Escape::Code(value),
    }
}
