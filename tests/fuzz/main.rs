//! Mutated inputs for everything that reads what others wrote: no panic, no overflow, no more than linear time.
//!
//! ```text
//! make fuzz                      ten minutes a target, two at a time
//! make fuzz SECONDS=60 TARGETS="yaml curl"
//! ```
//!
//! What was found stands in `tests/fuzz/cases/<target>/`; the native tests read every case there.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a fuzzer may fail, and says so"
)]

mod mutate;
mod targets;

use mutate::Mutator;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use targets::{TARGETS, Target};

/// What any input may take, and what each of its bytes may take beside.
const BASE: Duration = Duration::from_millis(100);
const PER_BYTE: Duration = Duration::from_micros(5);

fn main() {
    let mut words = std::env::args().skip(1).filter(|word| !word.starts_with("--"));
    // Without a length of time: a look at each, as a part of `cargo test`.
    let asked = words.next().and_then(|word| word.parse().ok());
    let seconds = asked.unwrap_or(1);
    let named: Vec<String> = words.collect();
    let wanted = |target: &&Target| named.is_empty() || named.iter().any(|it| it == target.name);
    if asked == Some(0) {
        // `make fuzz SECONDS=0`: how long the known cases take.
        TARGETS.iter().filter(wanted).for_each(time_cases);
        return;
    }
    let queue = Mutex::new(TARGETS.iter().filter(wanted).collect::<Vec<_>>());
    let failures = Mutex::new(0);
    // The place of a panic is told once more below, with its input.
    std::panic::set_hook(Box::new(|_| {}));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let Some(target) = queue.lock().unwrap().pop() else { break };
                    let found = run(target, Duration::from_secs(seconds), asked.is_some());
                    *failures.lock().unwrap() += found;
                }
            });
        }
    });
    std::process::exit(i32::from(*failures.lock().unwrap() > 0));
}

/// Runs a target for a while; how many inputs it fell over. Time counts in an optimized build alone.
fn run(target: &Target, length: Duration, is_timed: bool) -> usize {
    let known = cases(target);
    let fallen = known.iter().filter(|(_, input)| once(target, input).is_none());
    let fallen = fallen.inspect(|(path, _)| println!("{}: panic, {}", target.name, path.display()));
    if fallen.count() > 0 {
        return 1;
    }
    let mut mutator = Mutator::new((target.seeds)());
    // A stack that overflows takes the process along. The inputs are the same at every run: with
    // FUZZ_TRACE=1 the last one is left in the folder of temporary files.
    let trace = std::env::var_os("FUZZ_TRACE")
        .map(|_| std::env::temp_dir().join(format!("obzor-fuzz-{}", target.name)));
    let (begin, mut count, mut found, mut slowest) = (Instant::now(), 0_u64, 0, Duration::ZERO);
    while begin.elapsed() < length && found < 5 {
        let input = mutator.next_input();
        if let Some(path) = &trace {
            fs::write(path, &input).unwrap();
        }
        count += 1;
        let limit = BASE + PER_BYTE * u32::try_from(input.len()).unwrap();
        let took = once(target, &input);
        let wrong = match took {
            None => Some("panic"),
            Some(took) if is_timed && took > limit && again(target, &input) > limit => Some("slow"),
            Some(took) => {
                slowest = slowest.max(took);
                None
            }
        };
        if let Some(wrong) = wrong {
            found += 1;
            println!("{}: {wrong} ({took:?}), {}", target.name, keep(target, &input).display());
        }
    }
    let name = target.name;
    println!("{name}: {count} inputs in {:?}, {found} found, slowest {slowest:?}", begin.elapsed());
    found
}

/// The cases that stand beside the targets.
fn cases(target: &Target) -> Vec<(PathBuf, Vec<u8>)> {
    let Ok(entries) = fs::read_dir(folder(target)) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

fn folder(target: &Target) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/cases").join(target.name)
}

fn time_cases(target: &Target) {
    for (path, input) in cases(target) {
        let took = again(target, &input);
        println!("{} {}: {} bytes, {took:?}", target.name, path.display(), input.len());
    }
}

/// How long an input takes; `None` if it panics.
fn once(target: &Target, input: &[u8]) -> Option<Duration> {
    let begin = Instant::now();
    catch_unwind(AssertUnwindSafe(|| (target.read)(input))).ok()?;
    Some(begin.elapsed())
}

/// The machine may have been busy: the shortest of three, by the processor's time where the system tells it.
fn again(target: &Target, input: &[u8]) -> Duration {
    let measure = |_| {
        let begin = on_processor();
        let took = once(target, input)?;
        Some(begin.zip(on_processor()).map_or(took, |(begin, end)| end.saturating_sub(begin)))
    };
    (0..3).filter_map(measure).min().unwrap_or_default()
}

/// How long this thread has run (Linux: `proc_pid_schedstat(5)`).
fn on_processor() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split(' ').next()?.parse().ok()?))
}

fn keep(target: &Target, input: &[u8]) -> PathBuf {
    let mut hasher = DefaultHasher::new();
    input.hash(&mut hasher);
    let folder = folder(target);
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{:016x}", hasher.finish()));
    fs::write(&path, input).unwrap();
    path
}
