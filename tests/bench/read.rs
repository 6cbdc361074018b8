//! make bench: how long the core takes to read a page and make its tree, natively: `cargo bench --bench read -- FILE…`.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a program for the one who measures"
)]

use obzor::i18n::Language;
use obzor::page::Page;
use std::time::{Duration, Instant};

const RUNS: u32 = 15;

fn main() {
    let paths: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let times: Vec<Duration> =
        paths.iter().map(|path| median(&std::fs::read_to_string(path).unwrap())).collect();
    for (path, time) in paths.iter().zip(&times) {
        println!("{path}\t{:.1}", time.as_secs_f64() * 1000.0);
    }
}

fn median(text: &str) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let from = Instant::now();
            let drawn = Page::read(text).unwrap().draw(Language::En);
            let time = from.elapsed();
            assert!(!drawn.is_empty());
            time
        })
        .collect();
    times.sort_unstable();
    times.swap_remove(times.len() / 2)
}
