//! Every word of the product, in every language. A missing translation does not compile.
//!
//! Sentences with parts are functions, so each language orders its words as it must.

mod access;
mod answer;
mod contents;
mod en;
mod fault;
mod guide;
mod history;
mod kept;
mod prose;
mod reference;
mod ru;
pub mod schema;
mod share;

pub use guide::Guide;
pub use prose::Prose;

use crate::json::JsonError;
use crate::request::curl::CurlError;
use crate::request::{BodyKind, Problem};
use crate::response::SendError;
use crate::session::Revoked;
use crate::session::TokenError;
use crate::session::oauth::{Note, Refusal};
use crate::site::{AddressError, Wrong};
use crate::snippet::Warning;

pub use reference::Reference;
pub use share::Share;

/// A language of the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Russian
    Ru,
    /// English
    En,
}

impl Language {
    /// Every language.
    pub const ALL: &[Self] = &[Self::Ru, Self::En];
    /// Their codes.
    pub const CODES: &[&str] = &["ru", "en"];

    /// By its code (BCP 47), also with a region.
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
            "ru" => Some(Self::Ru),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The first language of a reader's list that is offered.
    pub fn preferred(wanted: &[String], offered: &[Self]) -> Option<Self> {
        wanted.iter().filter_map(|code| Self::from_code(code)).find(|found| offered.contains(found))
    }

    /// Its code (BCP 47).
    pub fn code(self) -> &'static str {
        match self {
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// Its own name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ru => "Русский",
            Self::En => "English",
        }
    }

    /// Its words.
    pub fn messages(self) -> &'static Messages {
        match self {
            Self::Ru => &ru::MESSAGES,
            Self::En => &en::MESSAGES,
        }
    }
}

/// The words.
#[expect(missing_docs, reason = "each field's English text says what it is")]
pub struct Messages {
    // The frame
    pub skip_to_console: &'static str,
    pub loading: &'static str,
    pub pages: &'static str,
    pub language: &'static str,
    pub theme: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,
    pub site_problems: &'static str,
    pub site_problems_lead: &'static str,
    pub site_wrong: fn(&Wrong) -> String,
    pub file_status: fn(&str, u16) -> String,
    pub file_network: fn(&str) -> String,
    pub file_too_large: fn(&str, &str) -> String,
    pub json_error: fn(&JsonError) -> String,
    pub page_shape: fn(&str, &str) -> String,
    pub framed: &'static str,
    pub unframed: &'static str,
    pub storage_blocked: &'static str,
    // The document
    pub page_tabs: &'static str,
    pub table: &'static str,
    pub code_in: fn(&str) -> String,
    pub try_it: &'static str,
    pub node_not_drawn: fn(&str) -> String,
    pub block_unknown: fn(&str) -> String,
    pub no_page: fn(&str) -> String,
    pub page_not_drawn: &'static str,
    // The token
    pub show: &'static str,
    pub hide: &'static str,
    pub sign_out: &'static str,
    pub token_none: &'static str,
    pub revoked: fn(Revoked) -> &'static str,
    pub token_lives: &'static str,
    pub token_until: fn(&str) -> String,
    pub token_expired: &'static str,
    pub token_not_stated: &'static str,
    pub token_error: fn(TokenError) -> String,
    pub token_elsewhere: fn(&str) -> String,
    pub token_use_here: fn(&str) -> String,
    // Signing in
    pub demo_credentials: &'static str,
    pub fill_in: &'static str,
    pub show_secret: &'static str,
    pub secret_stays: &'static str,
    pub secret_goes_to: fn(&str) -> String,
    pub secret_confirm: fn(&str, Option<&str>) -> String,
    pub signing_in: &'static str,
    pub not_stated: &'static str,
    pub grant_note: fn(Note) -> &'static str,
    pub token_in_use: &'static str,
    pub use_token: &'static str,
    pub refusal: fn(&Refusal) -> String,
    pub host_not_confirmed: &'static str,
    // The server
    pub console: &'static str,
    pub server: &'static str,
    pub sandbox_badge: &'static str,
    pub sandbox_hint: &'static str,
    pub address_error: fn(&AddressError) -> String,
    // The request
    pub operation: &'static str,
    pub no_operations: &'static str,
    pub url_as_sent: &'static str,
    pub views: &'static str,
    pub request: &'static str,
    pub tab_explorer: &'static str,
    pub tab_more: &'static str,
    pub path_parameters: &'static str,
    pub query_parameters: &'static str,
    pub headers: &'static str,
    pub form_fields: &'static str,
    pub own_request: &'static str,
    pub paste_curl: &'static str,
    pub read_curl: &'static str,
    pub curl_error: fn(&CurlError) -> String,
    pub curl_other_host: fn(&str) -> String,
    pub curl_had_token: &'static str,
    pub undo_curl: &'static str,
    pub curl_unsupported: fn(&str) -> String,
    pub method: &'static str,
    pub cookies: &'static str,
    pub body: &'static str,
    pub body_kind: fn(BodyKind) -> &'static str,
    pub json_body: &'static str,
    pub text_body: &'static str,
    pub file: &'static str,
    pub media_type_of: fn(&str) -> String,
    pub tidy: &'static str,
    pub add_query: &'static str,
    pub add_header: &'static str,
    pub add_field: &'static str,
    pub add_cookie: &'static str,
    pub add_body: &'static str,
    pub name: &'static str,
    pub value: &'static str,
    pub value_of: fn(&str) -> String,
    pub send_field: fn(&str) -> String,
    pub remove_field: fn(&str) -> String,
    pub problem: fn(&Problem) -> String,
    pub as_sent: &'static str,
    pub send: &'static str,
    pub cancel: &'static str,
    pub reset: &'static str,
    pub timeout: &'static str,
    pub sending: &'static str,
    pub renewing: &'static str,
    // The answer
    pub answer: &'static str,
    pub answer_empty: &'static str,
    pub renewed_before: &'static str,
    pub renewed_and_repeated: &'static str,
    pub offer_to_repeat: &'static str,
    pub renew_and_repeat: &'static str,
    pub still_refused: &'static str,
    pub sign_in_first: &'static str,
    pub not_renewed: &'static str,
    pub send_error: fn(&SendError) -> String,
    pub copy_as_curl: &'static str,
    pub milliseconds: fn(u32) -> String,
    pub size: fn(usize) -> String,
    pub body_empty: &'static str,
    pub download: fn(&str) -> String,
    pub view_json: &'static str,
    pub view_raw: &'static str,
    pub more_lines: fn(usize) -> String,
    pub fold: &'static str,
    // Snippets
    pub copy: &'static str,
    pub copied: &'static str,
    pub not_copied: &'static str,
    pub engine_missing: &'static str,
    pub snippet_language: &'static str,
    pub snippet_proven: &'static str,
    pub snippet_by_value: &'static str,
    pub keep_tab: &'static str,
    pub kept_tab: &'static str,
    pub show_token: &'static str,
    pub hide_token: &'static str,
    pub snippet_no_token: &'static str,
    pub snippet_sandbox: &'static str,
    pub snippet_warning: fn(&Warning) -> String,
}

/// A number of bytes with its unit, one decimal, in powers of ten (IEC 80000-13 for `kB` and `MB`).
fn size(bytes: usize, point: char, units: [&str; 3]) -> String {
    let [small, middle, large] = units;
    let (tenths, unit) = match bytes {
        0..1000 => return format!("{bytes} {small}"),
        1000..1_000_000 => (bytes / 100, middle),
        _ => (bytes / 100_000, large),
    };
    if tenths % 10 == 0 {
        format!("{} {unit}", tenths / 10)
    } else {
        format!("{}{point}{} {unit}", tenths / 10, tenths % 10)
    }
}
