//! Colours of a document, as a hue of our own palette: so each has its contrast in both themes, and
//! no value of a document ever reaches a style.

/// A hue of the palette.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is named as its colour is")]
pub enum Hue {
    #[default]
    Gray,
    Red,
    Yellow,
    Green,
    Teal,
    Blue,
    Purple,
    Pink,
}

impl Hue {
    /// The hue of `#rgb`, `#rrggbb`, `#rrggbbaa` or of a name of the palette; `None` for anything else.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        match text.strip_prefix('#') {
            Some(digits) => Self::of_digits(digits),
            None => Self::of_name(text),
        }
    }

    fn of_name(name: &str) -> Option<Self> {
        // Names such as `blue` and design tokens such as `--ds-background-accent-blue-subtler`.
        let known = [
            ("neutral", Self::Gray),
            ("gray", Self::Gray),
            ("grey", Self::Gray),
            ("red", Self::Red),
            ("orange", Self::Yellow),
            ("yellow", Self::Yellow),
            ("lime", Self::Green),
            ("green", Self::Green),
            ("teal", Self::Teal),
            ("blue", Self::Blue),
            ("purple", Self::Purple),
            ("magenta", Self::Pink),
        ];
        let mut words = name.split(|c: char| !c.is_ascii_alphabetic());
        words.find_map(|word| {
            let found = known.iter().find(|(known, _)| word.eq_ignore_ascii_case(known));
            found.map(|(_, hue)| *hue)
        })
    }

    fn of_digits(digits: &str) -> Option<Self> {
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let part = |from: usize, length: usize| {
            let number = i32::from_str_radix(digits.get(from..from + length)?, 16).ok()?;
            Some(if length == 1 { number * 17 } else { number })
        };
        match digits.len() {
            3 => Some(Self::of_rgb(part(0, 1)?, part(1, 1)?, part(2, 1)?)),
            6 | 8 => Some(Self::of_rgb(part(0, 2)?, part(2, 2)?, part(4, 2)?)),
            _ => None,
        }
    }

    /// The nearest hue by the angle of the colour (HSL), in degrees.
    fn of_rgb(red: i32, green: i32, blue: i32) -> Self {
        let (high, low) = (red.max(green).max(blue), red.min(green).min(blue));
        let span = high - low;
        // Nobody says of these that they have a colour: as good as gray, as good as black.
        if span < 14 || high < 96 {
            return Self::Gray;
        }
        let angle = if high == red {
            60 * (green - blue) / span
        } else if high == green {
            120 + 60 * (blue - red) / span
        } else {
            240 + 60 * (red - green) / span
        };
        match angle.rem_euclid(360) {
            20..=69 => Self::Yellow,
            70..=164 => Self::Green,
            165..=189 => Self::Teal,
            190..=244 => Self::Blue,
            245..=289 => Self::Purple,
            290..=340 => Self::Pink,
            _ => Self::Red,
        }
    }

    /// Its name in a class of the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gray => "gray",
            Self::Red => "red",
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Teal => "teal",
            Self::Blue => "blue",
            Self::Purple => "purple",
            Self::Pink => "pink",
        }
    }
}
