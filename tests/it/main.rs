//! The native tests: everything that needs no browser.
//!
//! Each module has one `check` function; a case is a line.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test may fail, and a table of cases may be long"
)]

mod access;
mod adf;
mod adf_nodes;
mod adf_odd;
mod adf_suite;
mod authorization;
#[cfg(feature = "cli")]
mod changes;
mod check;
mod colours;
mod compare;
mod contents;
mod crawl;
mod curl;
mod curl_back;
mod docs;
mod document;
mod engine;
mod example;
mod example_specs;
mod json;
mod markdown;
mod markdown_suites;
mod mock;
mod nav;
mod oauth;
mod operation;
mod page;
mod promises;
mod quoting;
mod reader_speed;
mod reference;
mod request;
mod response;
mod sandbox;
mod schema;
mod search;
mod search_speed;
mod session;
mod share;
mod site;
mod snippet;
mod style;
mod suites;
mod tidy;
mod url;
mod validate;
mod validate_random;
mod versions;
mod windows;
mod yaml;
