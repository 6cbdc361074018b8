//! In the browser: the app. On the command line: its companion.

#[cfg(target_arch = "wasm32")]
fn main() {
    obzor::ui::mount();
}

/// What a function of the rest of the program does first while the rest is not there: tools/split.mjs
/// calls it by this name.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn rest_is_needed() {
    obzor::browser::rest::load_now();
}

#[cfg(all(feature = "cli", not(target_arch = "wasm32")))]
fn main() -> std::process::ExitCode {
    obzor::cli::main(include!(concat!(env!("OUT_DIR"), "/app.rs")))
}

#[cfg(not(any(target_arch = "wasm32", feature = "cli")))]
fn main() -> std::process::ExitCode {
    use std::io::Write;
    let hint = "The companion needs its feature: cargo run --features cli -- sandbox --port 8081\n";
    let _ = std::io::stderr().write_all(hint.as_bytes());
    std::process::ExitCode::FAILURE
}
