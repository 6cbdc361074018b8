//! Numbers as their digits: compared, divided and written without a float.

use serde_json::{Number, Value};
use std::cmp::Ordering;
use std::num::IntErrorKind;

/// The greatest divisor of [`Decimal::is_multiple_of`], so that a product fits in 128 bits.
const MAX_DIVISOR: u128 = 1_000_000_000_000_000_000;

/// The greatest exponent either way: what is done with it stays within 64 bits.
const MAX_EXPONENT: i64 = 1_000_000_000_000_000;

/// A number: `digits × 10^exponent`, without zeros at either end; zero has no digits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    exponent: i64,
}

impl Decimal {
    /// The number that a text of the JSON grammar writes.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, power) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let mut digits = Vec::with_capacity(whole.len() + fraction.len());
        for byte in whole.bytes().chain(fraction.bytes()) {
            digits.push(byte.is_ascii_digit().then(|| byte - b'0')?);
        }
        let power: i64 = match power.parse::<i64>() {
            Ok(power) => power.clamp(-MAX_EXPONENT, MAX_EXPONENT),
            Err(error) if *error.kind() == IntErrorKind::PosOverflow => MAX_EXPONENT,
            Err(error) if *error.kind() == IntErrorKind::NegOverflow => -MAX_EXPONENT,
            Err(_) => return None,
        };
        let exponent = power.checked_sub(i64::try_from(fraction.len()).ok()?)?;
        Some(Self { negative, digits, exponent }.trimmed())
    }

    /// The number of a JSON value.
    pub fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => Self::parse(&number.to_string()),
            _ => None,
        }
    }

    /// A number of units of `10^-places`.
    pub fn from_scaled(units: i128, places: u32) -> Self {
        let digits = units.unsigned_abs().to_string().bytes().map(|byte| byte - b'0').collect();
        Self { negative: units < 0, digits, exponent: -i64::from(places) }.trimmed()
    }

    fn trimmed(mut self) -> Self {
        let zeros = self.digits.iter().take_while(|digit| **digit == 0).count();
        self.digits.drain(..zeros);
        while self.digits.last() == Some(&0) {
            self.digits.pop();
            self.exponent = self.exponent.saturating_add(1);
        }
        if self.digits.is_empty() {
            return Self::default();
        }
        self
    }

    /// True for a number without a fraction, however it is written: `1.0` too.
    pub fn is_integer(&self) -> bool {
        self.exponent >= 0
    }

    /// How many digits stand after the point.
    pub fn places(&self) -> u32 {
        u32::try_from(-self.exponent.min(0)).unwrap_or(u32::MAX)
    }

    /// The number in units of `10^-places`, rounded towards zero; nothing if it is too great.
    pub fn scaled(&self, places: u32) -> Option<i128> {
        let mut value: i128 = 0;
        let shift = self.exponent.checked_add(i64::from(places))?;
        let kept = match shift {
            0.. => self.digits.len(),
            _ => self.digits.len().saturating_sub(usize::try_from(-shift).ok()?),
        };
        for digit in self.digits.iter().take(kept) {
            value = value.checked_mul(10)?.checked_add(i128::from(*digit))?;
        }
        if shift > 0 && value != 0 {
            value = value.checked_mul(10_i128.checked_pow(u32::try_from(shift).ok()?)?)?;
        }
        Some(if self.negative { -value } else { value })
    }

    /// True if the number is a whole multiple of another; nothing if that is too much to work out.
    pub fn is_multiple_of(&self, divisor: &Self) -> Option<bool> {
        if divisor.digits.is_empty() {
            return None;
        }
        let shift = self.exponent.checked_sub(divisor.exponent)?;
        let mut modulus = small(&divisor.digits)?;
        if shift < 0 {
            let factor = 10_u128.checked_pow(u32::try_from(-shift).ok()?)?;
            modulus = modulus.checked_mul(factor)?;
        }
        if modulus > MAX_DIVISOR {
            return None;
        }
        let mut rest = 0;
        for digit in &self.digits {
            rest = (rest * 10 + u128::from(*digit)) % modulus;
        }
        if shift > 0 {
            rest = rest * power_of_ten(shift, modulus) % modulus;
        }
        Some(rest == 0)
    }

    /// The number as JSON writes it: without an exponent where that is short.
    pub fn text(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        let digits: String = self.digits.iter().map(|digit| char::from(b'0' + digit)).collect();
        if digits.is_empty() {
            return "0".to_owned();
        }
        match usize::try_from(self.exponent) {
            Ok(zeros @ 0..=20) => format!("{sign}{digits}{}", "0".repeat(zeros)),
            Ok(_) => format!("{sign}{digits}e{}", self.exponent),
            Err(_) => {
                let places = usize::try_from(-self.exponent).unwrap_or(usize::MAX);
                if places > 40 {
                    return format!("{sign}{digits}e{}", self.exponent);
                }
                let padded =
                    format!("{}{digits}", "0".repeat((places + 1).saturating_sub(digits.len())));
                let (whole, fraction) = padded.split_at(padded.len() - places);
                format!("{sign}{whole}.{fraction}")
            }
        }
    }

    /// The number as a JSON value.
    pub fn value(&self) -> Value {
        self.text().parse::<Number>().map_or(Value::Null, Value::Number)
    }

    fn magnitude(&self, other: &Self) -> Ordering {
        let top = |number: &Self| {
            let length = i64::try_from(number.digits.len()).unwrap_or(i64::MAX);
            number.exponent.saturating_add(length)
        };
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => return Ordering::Equal,
            (true, false) => return Ordering::Less,
            (false, true) => return Ordering::Greater,
            (false, false) => {}
        }
        top(self).cmp(&top(other)).then_with(|| self.digits.cmp(&other.digits))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.magnitude(other),
            (true, true) => other.magnitude(self),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Digits as an integer, if it is small.
fn small(digits: &[u8]) -> Option<u128> {
    digits.iter().try_fold(0_u128, |value, digit| {
        value.checked_mul(10)?.checked_add(u128::from(*digit)).filter(|value| *value <= MAX_DIVISOR)
    })
}

/// `10^power` modulo a small number, by squaring.
fn power_of_ten(power: i64, modulus: u128) -> u128 {
    let (mut result, mut base, mut left) = (1 % modulus, 10 % modulus, power);
    while left > 0 {
        if left & 1 == 1 {
            result = result * base % modulus;
        }
        base = base * base % modulus;
        left >>= 1;
    }
    result
}

/// True if two JSON values are the same: members in any order, numbers by what they amount to.
pub fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(a), Value::Number(b)) => a == b || Decimal::of(one) == Decimal::of(other),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| equal(a, b)))
        }
        _ => one == other,
    }
}

/// A text that is the same for values that are [`equal`].
pub fn canonical(value: &Value) -> String {
    match value {
        Value::Number(_) => Decimal::of(value).map_or_else(|| value.to_string(), |it| it.text()),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(members) => {
            let mut members: Vec<String> = members
                .iter()
                .map(|(key, value)| format!("{}:{}", Value::String(key.clone()), canonical(value)))
                .collect();
            members.sort();
            format!("{{{}}}", members.join(","))
        }
        _ => value.to_string(),
    }
}
