//! The formats that can be told for certain.

/// False if a text is certainly not of a format.
pub(in crate::openapi) fn allows(format: &str, text: &str) -> bool {
    match format {
        "date" => is_date(text),
        "date-time" => is_date_time(text),
        "uuid" => is_uuid(text),
        "email" => is_email(text),
        "ipv4" => is_ipv4(text),
        "ipv6" => is_ipv6(text),
        "uri" => is_uri(text),
        _ => true,
    }
}

/// A number of exactly so many digits, within a range.
fn digits(text: &str, count: usize, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
    let is_number = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| is_number && range.contains(number))
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let (Some(year), Some(month)) = (digits(year, 4, 0..=9999), digits(month, 2, 1..=12)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    digits(day, 2, 1..=last).is_some()
}

fn is_date_time(text: &str) -> bool {
    let Some((date, rest)) = text.split_once(['T', 't', ' ']) else {
        return false;
    };
    let Some(zone) = rest.find(['Z', 'z', '+', '-']) else {
        return false;
    };
    let (time, zone) = rest.split_at(zone);
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let clock = |text: &str, wanted: usize| {
        let parts: Vec<&str> = text.split(':').collect();
        let limits = [23, 59, 60];
        parts.len() == wanted
            && parts.iter().zip(limits).all(|(part, limit)| digits(part, 2, 0..=limit).is_some())
    };
    let zone_is_right = matches!(zone, "Z" | "z")
        || zone.strip_prefix(['+', '-']).is_some_and(|offset| clock(offset, 2));
    let fraction_is_right =
        !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    is_date(date) && clock(time, 3) && fraction_is_right && zone_is_right
}

fn is_uuid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let quoted = local.starts_with('"') && local.ends_with('"');
    let dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
    let blank = text.chars().any(char::is_whitespace);
    !local.is_empty() && !domain.is_empty() && (quoted || (!dots && !blank && !local.contains('@')))
}

fn is_ipv4(text: &str) -> bool {
    text.parse::<std::net::Ipv4Addr>().is_ok()
}

fn is_ipv6(text: &str) -> bool {
    text.parse::<std::net::Ipv6Addr>().is_ok()
}

fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let scheme_is_right = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let forbidden = |next: char| next.is_whitespace() || "<>\"\\^`{|}".contains(next);
    scheme_is_right && !rest.contains(forbidden)
}
