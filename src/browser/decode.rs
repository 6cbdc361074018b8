//! Text from bytes, by the charset that a server states.

use crate::response::charset_of_mark;

/// Decodes by a byte order mark, else by a label of the Encoding standard, else as UTF-8.
/// Bytes that mean nothing become U+FFFD.
pub fn text(bytes: &[u8], charset: Option<&str>) -> String {
    let label = charset_of_mark(bytes).or(charset).unwrap_or("utf-8");
    web_sys::TextDecoder::new_with_label(label)
        .or_else(|_| web_sys::TextDecoder::new())
        .ok()
        .and_then(|decoder| decoder.decode_with_u8_array(bytes).ok())
        .unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned())
}
