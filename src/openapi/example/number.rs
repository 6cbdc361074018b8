//! Numbers.

use super::super::validate::decimal::Decimal;
use super::names;
use super::parts::Parts;
use serde_json::Value;

/// How many digits after the point are reckoned with.
const MAX_PLACES: u32 = 18;

/// What a number must be, in units of `10^-places`.
struct Limits {
    places: u32,
    /// One, in units.
    one: i128,
    least: Option<i128>,
    most: Option<i128>,
    /// The number is a multiple of this many units.
    step: i128,
}

/// A number that is as the schemas say, else one that comes near.
pub(super) fn make(parts: &Parts<'_>, whole: bool, name: &str, salt: usize) -> Value {
    let fraction = !whole
        && salt == 0
        && parts.each("format").any(|format| format == "double" || format == "float");
    let usual = names::number(name).unwrap_or("0");
    let preferred = match (fraction, whole, salt) {
        (true, ..) if usual == "0" => "0.1".to_owned(),
        // What no integer is: for a `oneOf` of both.
        (_, false, 2) => "0.5".to_owned(),
        _ => usual.to_owned(),
    };
    let preferred = Decimal::parse(&preferred).unwrap_or_default();
    let Some(limits) = limits(parts, whole, &preferred) else {
        return preferred.value();
    };
    let units = limits.choose(preferred.scaled(limits.places).unwrap_or_default());
    let units = if !whole && salt == 2 { units } else { limits.moved(units, salt) };
    Decimal::from_scaled(units, limits.places).value()
}

fn limits(parts: &Parts<'_>, whole: bool, preferred: &Decimal) -> Option<Limits> {
    let each = |key: &str| -> Vec<Decimal> { parts.each(key).filter_map(Decimal::of).collect() };
    let keys = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
    let places = keys.iter().flat_map(|key| each(key)).map(|number| number.places()).max();
    // One digit more, for what lies between a limit and the next number.
    let places = (places.unwrap_or(0).max(preferred.places()) + 1).min(MAX_PLACES);
    let one = 10_i128.pow(places);
    let mut step = if whole { one } else { 1 };
    for number in each("multipleOf") {
        let units = number.scaled(places).filter(|units| *units > 0)?;
        step = (step / divisor(step, units)).checked_mul(units)?;
    }
    let is = |key: &str| parts.all.iter().any(|schema| schema.is(key));
    let by = |key: &str, by: i128| {
        each(key).into_iter().filter_map(move |number| Some(number.scaled(places)? + by))
    };
    let beyond = |key: &str, by: i128| if is(key) { by } else { 0 };
    let mut least =
        by("minimum", beyond("exclusiveMinimum", 1)).chain(by("exclusiveMinimum", 1)).max();
    let mut most =
        by("maximum", beyond("exclusiveMaximum", -1)).chain(by("exclusiveMaximum", -1)).min();
    for format in parts.each("format").filter_map(Value::as_str) {
        let (low, high) = match format {
            "int8" => (-128, 127),
            "uint8" => (0, 255),
            "int16" => (-32_768, 32_767),
            "int32" => (i128::from(i32::MIN), i128::from(i32::MAX)),
            "uint16" => (0, 65_535),
            "uint32" | "uint64" => (0, i128::from(u32::MAX)),
            _ => continue,
        };
        least = least.max(Some(low * one));
        most = Some(most.map_or(high * one, |most| most.min(high * one)));
    }
    Some(Limits { places, one, least, most, step })
}

/// The greatest common divisor.
fn divisor(one: i128, other: i128) -> i128 {
    let (mut one, mut other) = (one, other);
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one.max(1)
}

impl Limits {
    fn holds(&self, units: i128) -> bool {
        self.least.is_none_or(|least| units >= least)
            && self.most.is_none_or(|most| units <= most)
            && units % self.step == 0
    }

    /// The likeliest number within the limits.
    fn choose(&self, preferred: i128) -> i128 {
        let mut candidates = vec![preferred];
        if let Some(least) = self.least {
            // A round number, rather than one that is just large enough.
            candidates.extend([up(least, self.one), least]);
        }
        if let Some(most) = self.most {
            candidates.extend([down(most, self.one), most]);
        }
        if let (Some(least), Some(most)) = (self.least, self.most) {
            candidates.push(least.midpoint(most));
        }
        let near = |units: &i128| [*units, up(*units, self.step), down(*units, self.step)];
        let mut all = candidates.iter().flat_map(near);
        all.find(|units| self.holds(*units)).unwrap_or(preferred)
    }

    /// Another number, some steps away.
    fn moved(&self, units: i128, salt: usize) -> i128 {
        let count = i128::try_from(salt).unwrap_or_default();
        let (whole, step) = (up(self.one, self.step), self.step);
        let by = [whole, -whole, step, -step];
        let mut all = by.iter().map(|by| units.saturating_add(by.saturating_mul(count)));
        all.find(|units| self.holds(*units)).unwrap_or(units)
    }
}

fn down(units: i128, step: i128) -> i128 {
    units - units.rem_euclid(step)
}

fn up(units: i128, step: i128) -> i128 {
    down(units.saturating_add(step - 1), step)
}
