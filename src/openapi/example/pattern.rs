//! A text that a regular expression matches.

use super::super::validate::pattern::{Ast, Class, Item, parse};

/// How long a text becomes.
const MAX_LENGTH: usize = 4_000;
/// How the text is made, until one is accepted: lengthened as wanted, how much more than the least is
/// repeated, and which of several ways is gone.
const ATTEMPTS: &[(bool, usize, usize)] = &[
    (false, 0, 0),
    (true, 0, 0),
    (false, 0, 1),
    (false, 0, 2),
    (false, 1, 0),
    (true, 1, 0),
    (false, 1, 1),
    (true, 0, 1),
    (true, 0, 2),
    (false, 2, 0),
    (false, 3, 0),
    (false, 4, 0),
    (false, 7, 0),
    (false, 0, 3),
    (false, 1, 3),
    (false, 0, 4),
    (false, 0, 5),
    (false, 0, 9),
    (false, 0, 17),
    (false, 0, 26),
];
/// Characters to choose from, the most pleasant first.
const PLEASANT: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./ :@+#=%";

struct Writer {
    text: String,
    /// How many characters more than the least are still wanted.
    missing: usize,
    /// How many times more than it must be something is repeated.
    extra: usize,
    /// Which of several ways is gone.
    turn: usize,
}

/// A text that a pattern matches, within lengths, that is also accepted.
pub(super) fn text(
    pattern: &str,
    (least, most): (usize, usize),
    salt: usize,
    accept: &dyn Fn(&str) -> bool,
) -> Option<String> {
    let ast = parse(pattern)?;
    let mut shortest = None;
    for (lengthened, extra, turn) in ATTEMPTS {
        let missing = match shortest {
            Some(length) if *lengthened => least.saturating_sub(length),
            _ => 0,
        };
        let turn = salt + turn;
        let mut writer = Writer { text: String::new(), missing, extra: *extra, turn };
        writer.write(&ast)?;
        let mut found = writer.text;
        let length = found.chars().count();
        shortest.get_or_insert(length);
        if !pads(&mut found, &ast, least) || found.chars().count() > most {
            continue;
        }
        if accept(&found) {
            return Some(found);
        }
    }
    None
}

/// Lengthens a text whose pattern leaves its end open.
fn pads(text: &mut String, ast: &Ast, least: usize) -> bool {
    let missing = least.saturating_sub(text.chars().count());
    if missing == 0 {
        return true;
    }
    let open = match ast {
        Ast::Concat(parts) => !matches!(parts.last(), Some(Ast::End)),
        _ => false,
    };
    if open && missing < MAX_LENGTH {
        text.extend(PLEASANT.chars().cycle().take(missing));
    }
    open
}

impl Writer {
    fn write(&mut self, ast: &Ast) -> Option<()> {
        if self.text.len() > MAX_LENGTH {
            return None;
        }
        match ast {
            Ast::Class(class) => self.text.push(self.pick(class)?),
            Ast::Concat(parts) => parts.iter().try_for_each(|part| self.write(part))?,
            Ast::Alternation(choices) => {
                let index = self.turn % choices.len().max(1);
                self.write(choices.get(index)?)?;
            }
            Ast::Repeat { of, least, most } => self.repeat(of, *least, *most)?,
            Ast::Group(of, _) => self.write(of)?,
            // What lies around is looked at when the text is checked.
            Ast::Start | Ast::End | Ast::Word(_) | Ast::Look { .. } => {}
            Ast::Back(_) => return None,
        }
        Some(())
    }

    fn repeat(&mut self, of: &Ast, least: u32, most: Option<u32>) -> Option<()> {
        let most = most.unwrap_or(u32::MAX);
        let wanted = least.saturating_add(u32::try_from(self.extra).ok()?).min(most);
        let mut done = 0;
        while done < wanted {
            let length = self.text.len();
            self.write(of)?;
            done += 1;
            if self.text.len() == length {
                return Some(());
            }
        }
        while self.missing > 0 && done < most {
            let length = self.text.chars().count();
            self.write(of)?;
            done += 1;
            let added = self.text.chars().count() - length;
            if added == 0 {
                return Some(());
            }
            self.missing = self.missing.saturating_sub(added);
        }
        Some(())
    }

    /// A character of a class: another one each time, where there are several.
    fn pick(&self, class: &Class) -> Option<char> {
        if let ([Item::Range(one, other)], false) = (class.items.as_slice(), class.negated)
            && one == other
        {
            return Some(*one);
        }
        let at = self.text.chars().count() + self.turn;
        let pleasant: Vec<char> = PLEASANT.chars().filter(|next| class.has(*next)).collect();
        let letters = pleasant.iter().filter(|next| next.is_ascii_alphanumeric()).count();
        let several = if letters > 0 { letters } else { pleasant.len() };
        if let Some(found) = pleasant.get(at % several.max(1)) {
            return Some(*found);
        }
        let ends = class.items.iter().filter_map(|item| match item {
            Item::Range(first, last) => Some([*first, *last]),
            _ => None,
        });
        let others = ['é', 'Ж', '中', '!', '\n', '\u{0}', '\u{10000}', '٣'];
        ends.flatten().chain(others).find(|next| class.has(*next))
    }
}
