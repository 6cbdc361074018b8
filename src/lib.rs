//! Obzor: an API documentation explorer that runs as a static site.
//!
//! ```text
//!  spec.json ── openapi ──► reader ──► Html tree, Form (an Operation and its fields)
//!  site.json ── site ──► Site                   page.json ── page + adf ──► Page ── adf::html ──► Html tree
//!                                                                  │ (method / resource / data table)
//!                                                                  ▼
//!                                                             Operation + Inputs
//!                                                                  │ request::build: the only constructor
//!                                                                  ▼
//!                             engine ── snippet ◄────────────── Request ──────► request::wire
//!                                                                                    │
//!                                                              transport::send ─► fetch | engine ── sandbox
//!                                                                                    │
//!                                       session::flow  ◄──────────────────── WireResponse ──► response
//! ```
//!
//! The modules above the line are the core: no DOM, no clock, no randomness, no network, no panic on
//! any input. Those below it exist for wasm alone, so the compiler keeps the two apart.

pub mod json;
pub mod text;
pub mod yaml;

pub mod site;

pub mod adf;
pub mod highlight;
pub mod html;
pub mod markdown;
pub mod moment;
pub mod page;

pub mod openapi;
pub mod operation;
pub mod request;
pub mod snippet;

pub mod compare;
pub mod contents;
pub mod docs;
pub mod engine;
pub mod reader;

pub mod response;
pub mod session;

pub mod i18n;
pub mod nav;
pub mod sandbox;
pub mod search;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod transport;
#[cfg(target_arch = "wasm32")]
pub mod ui;

#[cfg(all(feature = "cli", not(target_arch = "wasm32")))]
pub mod cli;
