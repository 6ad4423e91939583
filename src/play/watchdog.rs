//! Workers that say nothing: how long to wait, and what then.

use super::port::EngineKind;

/// How long an engine on the CPU may say nothing while something is asked of it, in milliseconds. A
/// worker says that it is alive about once a second between its steps.
const CPU: f64 = 10_000.0;

/// The same for one on the GPU, which compiles for long without a word.
const GPU: f64 = 180_000.0;

/// And while it is fetched or started.
const STARTING: f64 = 120_000.0;

/// Steps of the slowest kind seen that it may take on top.
const STEPS: f64 = 20.0;

/// Two looks that are further apart than this were not made by a page that was awake.
const ASLEEP: f64 = 5_000.0;

/// When one worker was heard.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Patience {
    /// Its last word, or when it was asked last.
    heard: f64,
    /// When it was looked at last.
    looked: f64,
}

impl Patience {
    /// It is asked, or says something.
    pub fn heard(&mut self, now: f64) {
        (self.heard, self.looked) = (now, now);
    }

    /// Milliseconds since its last word.
    pub fn silent(&self, now: f64) -> f64 {
        (now - self.heard).max(0.0)
    }

    /// Looks whether it has been silent for longer than `limit` milliseconds. Time in which the page
    /// itself slept (a frozen tab) does not count.
    pub fn is_over(&mut self, now: f64, limit: f64) -> bool {
        if now - self.looked > ASLEEP {
            self.heard += now - self.looked;
        }
        self.looked = now;
        self.silent(now) > limit
    }
}

/// How long a worker may be silent, in milliseconds: `step` is what its slowest step takes, as measured
/// or estimated.
pub fn limit(kind: EngineKind, is_up: bool, step: f64) -> f64 {
    let base = match (is_up, kind) {
        (false, _) => STARTING,
        (true, EngineKind::Cpu) => CPU,
        (true, EngineKind::Gpu) => GPU,
    };
    base + STEPS * step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_that_is_asked_and_silent_is_given_up_and_one_that_speaks_is_not() {
        let mut patience = Patience::default();
        patience.heard(50_000.0);
        for second in 51..60 {
            assert!(!patience.is_over(f64::from(second) * 1000.0, 10_000.0));
        }
        patience.heard(60_000.0);
        assert!((61..70).all(|second| !patience.is_over(f64::from(second) * 1000.0, 10_000.0)));
        assert!(patience.is_over(70_500.0, 10_000.0));
    }

    #[test]
    fn the_sleep_of_the_page_is_not_the_workers() {
        let mut patience = Patience::default();
        patience.heard(0.0);
        assert!(!patience.is_over(1_000.0, 10_000.0));
        assert!(!patience.is_over(3_600_000.0, 10_000.0), "an hour in which nobody looked");
        assert!(!patience.is_over(3_604_000.0, 10_000.0));
        assert!(!patience.is_over(3_608_000.0, 10_000.0));
        assert!(patience.is_over(3_612_000.0, 10_000.0));
    }

    #[test]
    fn slow_steps_are_waited_for() {
        assert_eq!(limit(EngineKind::Cpu, true, 4_000.0), 90_000.0);
        assert!(limit(EngineKind::Gpu, true, 0.0) > limit(EngineKind::Cpu, true, 0.0));
    }
}
