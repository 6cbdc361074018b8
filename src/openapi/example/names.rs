//! What a format or the name of a property makes one expect.

/// A text with a number at its end, if it is not the first.
pub(super) fn numbered(text: &str, salt: usize) -> String {
    if salt == 0 { text.to_owned() } else { format!("{text}{}", salt + 1) }
}

/// A text of a format.
pub(super) fn of_format(format: &str, salt: usize) -> Option<String> {
    let (day, low) = (1 + salt % 28, salt % 250);
    Some(match format {
        "date" => format!("2024-01-{day:02}"),
        "date-time" | "datetime" | "timestamp" => format!("2024-01-{day:02}T09:30:00Z"),
        "date-time-rfc-2822" => "Mon, 15 Jan 2024 09:30:00 +0000".to_owned(),
        "time" => format!("09:30:{:02}Z", salt % 60),
        "duration" => format!("P{}D", salt + 1),
        "email" | "idn-email" => format!("{}@example.com", numbered("user", salt)),
        "hostname" | "idn-hostname" | "domain" if salt == 0 => "example.com".to_owned(),
        "hostname" | "idn-hostname" | "domain" => format!("host{salt}.example.com"),
        "ipv4" | "ip" => format!("192.0.2.{}", low + 1),
        "ipv6" => format!("2001:db8::{:x}", low + 1),
        "cidr" => format!("192.0.{low}.0/24"),
        "uri" | "url" | "iri" => format!("https://example.com/{}", numbered("path", salt)),
        "uri-reference" | "iri-reference" | "json-pointer" => {
            format!("/{}", numbered("path", salt))
        }
        "uri-template" => format!("/{}/{{id}}", numbered("path", salt)),
        "urn" => format!("urn:example:{}", numbered("a", salt)),
        "uuid" | "guid" => format!("3fa85f64-5717-4562-b3fc-2c963f66{:04x}", 0xafa6 + low),
        "byte" | "base64" => "c3RyaW5n".to_owned(),
        "base64url" => "c3RyaW5nIQ".to_owned(),
        "password" => numbered("pa$$word", salt),
        "relative-json-pointer" => format!("{salt}/path"),
        "regex" => numbered("^[a-z]+$", 0),
        "decimal" => format!("{}.99", 19 + salt),
        "int32" | "int64" | "integer" | "unix-time" => salt.to_string(),
        "phone" | "phone-number" => format!("+1202555{:04}", 123 + salt),
        "currency" => "USD".to_owned(),
        "iso-country-code" => "US".to_owned(),
        "color" => format!("#{:06x}", 0x33_66_99 + salt),
        "binary" => numbered("string", salt),
        _ => return None,
    })
}

/// A text that suits the name of a property.
pub(super) fn text(name: &str, salt: usize) -> Option<String> {
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let ends = |word: &str| plain.ends_with(word);
    Some(match plain.as_str() {
        "firstname" | "givenname" => numbered("Jane", salt),
        "lastname" | "surname" | "familyname" => numbered("Doe", salt),
        "fullname" | "displayname" => numbered("Jane Doe", salt),
        "username" | "login" => numbered("jane", salt),
        "city" => numbered("Berlin", salt),
        "country" => numbered("Germany", salt),
        "currency" => "EUR".to_owned(),
        "language" | "lang" | "locale" => "en".to_owned(),
        "timezone" => "Europe/Berlin".to_owned(),
        "color" | "colour" => "#336699".to_owned(),
        "version" => format!("1.{salt}.0"),
        _ if ends("email") || ends("emailaddress") => return of_format("email", salt),
        _ if ends("url") || ends("uri") || ends("href") || ends("website") => {
            return of_format("uri", salt);
        }
        _ if ends("phone") || ends("phonenumber") => return of_format("phone", salt),
        _ if ends("uuid") || ends("guid") => return of_format("uuid", salt),
        _ if ends("hostname") => return of_format("hostname", salt),
        _ if ends("createdat") || ends("updatedat") || ends("datetime") => {
            return of_format("date-time", salt);
        }
        _ => return None,
    })
}

/// A number that suits the name of a property.
pub(super) fn number(name: &str) -> Option<&'static str> {
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    Some(match plain.as_str() {
        "id" | "page" | "version" | "quantity" => "1",
        "limit" | "perpage" | "pagesize" => "20",
        "age" => "30",
        "year" => "2024",
        "port" => "8080",
        "price" => "9.99",
        "latitude" | "lat" => "52.52",
        "longitude" | "lon" | "lng" => "13.4",
        _ => return None,
    })
}
