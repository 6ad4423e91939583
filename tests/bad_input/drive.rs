//! A format is held to its property over many damaged inputs: none panics, takes 100 ms, or more memory than
//! 64 MB beyond what was held before.
//!
//! `SADDLE_INPUTS` says how many inputs (each format has 2,000 without it), `SADDLE_MINUTES` after how many minutes to
//! stop before they are through.

use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{env, fs};

use crate::MEMORY;
use crate::mutate::Numbers;

const INPUTS: u64 = 2_000;
const LONGEST: Duration = Duration::from_millis(100);
const MOST_BYTES: usize = 64 << 20;

/// How often an input that seems slow is timed: a machine that is busy is no slow input.
const TIMED: u32 = 5;

/// Memory is counted for all threads together, so formats take turns.
static TURN: Mutex<()> = Mutex::new(());

/// Whether an input was accepted; panics where the property does not hold.
pub type Property = fn(&[u8]) -> bool;

/// Holds `property` over inputs made of `whole`, which are all accepted, and of what the fuzzer has found.
pub fn drive(format: &str, property: Property, mut whole: Vec<Vec<u8>>) {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    for (i, file) in whole.iter().enumerate() {
        assert!(property(file), "{format}: whole file {i} is accepted");
    }
    whole.extend(found(format));
    let (inputs, minutes) = (asked("SADDLE_INPUTS").unwrap_or(INPUTS), asked("SADDLE_MINUTES"));
    let until = minutes.map(|minutes| Instant::now() + Duration::from_secs(60 * minutes));
    let mut numbers = Numbers::of(format);
    let mut seen = Seen::default();
    let begin = Instant::now();
    while seen.inputs < inputs && until.is_none_or(|until| Instant::now() < until) {
        seen.hold(format, property, &numbers.input(&whole));
    }
    println!(
        "{format}: {} inputs in {:.0} s, {} % accepted, the slowest {:.1} ms, at most {:.1} MB",
        seen.inputs,
        begin.elapsed().as_secs_f64(),
        100 * seen.accepted / seen.inputs.max(1),
        seen.slowest.as_secs_f64() * 1e3,
        seen.most_bytes as f64 / f64::from(1 << 20),
    );
}

/// What was measured.
#[derive(Default)]
struct Seen {
    inputs: u64,
    accepted: u64,
    slowest: Duration,
    most_bytes: usize,
}

impl Seen {
    fn hold(&mut self, format: &str, property: Property, input: &[u8]) {
        MEMORY.reset_peak_usage();
        let before = MEMORY.current_usage();
        let begin = Instant::now();
        let accepted = catch_unwind(|| property(input));
        let mut took = begin.elapsed();
        let bytes = MEMORY.peak_usage().saturating_sub(before);
        let Ok(accepted) = accepted else { fail(format, input, "it breaks the property") };
        if took > self.slowest {
            took = (1..TIMED).map(|_| time(property, input)).fold(took, Duration::min);
        }
        if took > LONGEST {
            took = took.min(processor_time(property, input).unwrap_or(took));
        }
        if took > LONGEST {
            fail(format, input, &format!("it takes {took:?}"));
        }
        if bytes > MOST_BYTES {
            fail(format, input, &format!("it takes {bytes} bytes"));
        }
        self.inputs += 1;
        self.accepted += u64::from(accepted);
        self.slowest = self.slowest.max(took);
        self.most_bytes = self.most_bytes.max(bytes);
    }
}

fn time(property: Property, input: &[u8]) -> Duration {
    let begin = Instant::now();
    property(input);
    begin.elapsed()
}

/// What the input takes of a processor that others use too; nothing where the system does not say.
fn processor_time(property: Property, input: &[u8]) -> Option<Duration> {
    let spent = || -> Option<u64> {
        fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
    };
    let before = spent()?;
    for _ in 0..TIMED {
        property(input);
    }
    Some(Duration::from_nanos(spent()? - before) / TIMED)
}

fn asked(variable: &str) -> Option<u64> {
    let text = env::var(variable).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{variable}={text}: accepted is a whole number")))
}

/// The inputs of cargo-fuzz that are committed, in the order of their names.
fn found(format: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(format);
    let Ok(files) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).expect("a file")).collect()
}

/// Leaves the input for whoever mends what it breaks.
fn fail(format: &str, input: &[u8], why: &str) -> ! {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bad_input.{format}"));
    fs::write(&path, input).expect("a file can be written");
    panic!("{format}: {why}: {}", path.display());
}
