//! Workers that say nothing, or only that they are alive: how long to wait, and what then.

use super::port::EngineKind;

/// How long an engine on the CPU may say nothing while something is asked of it, in milliseconds. A
/// worker says that it is alive about once a second between its steps.
const CPU: f64 = 10_000.0;

/// The same for one on the GPU, which compiles for long without a word.
const GPU: f64 = 180_000.0;

/// And while it is fetched or started.
const STARTING: f64 = 120_000.0;

/// Steps of the slowest kind seen that it may take on top.
pub(super) const STEPS: f64 = 20.0;

/// How long an engine that says that it is alive may leave unanswered what it was asked until the user is told.
const UNANSWERED: f64 = 60_000.0;

/// And until it is given up.
const GIVEN_UP: f64 = 600_000.0;

/// Two looks that are further apart than this were not made by a page that was awake.
const ASLEEP: f64 = 5_000.0;

/// When one worker was heard. Time in which the page itself slept (a frozen tab) does not count.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Patience {
    /// Its last word, or when it was asked last.
    heard: f64,
    /// The last word that was more than a sign of life, or when it was asked last.
    answered: f64,
    /// Whether it was told that it has not answered.
    told: bool,
    /// When it was looked at last.
    looked: f64,
}

impl Patience {
    /// It says something.
    pub fn heard(&mut self, now: f64) {
        self.look(now);
        self.heard = now;
    }

    /// It is asked, or answers.
    pub fn answered(&mut self, now: f64) {
        *self = Self { heard: now, answered: now, told: false, looked: now };
    }

    /// Milliseconds since its last word.
    pub fn silent(&self, now: f64) -> f64 {
        (now - self.heard).max(0.0)
    }

    /// Milliseconds since it was asked, or has come on with its answer.
    pub fn unanswered(&self, now: f64) -> f64 {
        (now - self.answered).max(0.0)
    }

    /// Looks whether it has been silent for longer than `limit` milliseconds.
    pub fn is_over(&mut self, now: f64, limit: f64) -> bool {
        self.look(now);
        self.silent(now) > limit
    }

    /// Whether it has left something unanswered for longer than `limit` milliseconds, and that is to be told:
    /// once for each thing.
    pub fn is_to_be_told(&mut self, now: f64, limit: f64) -> bool {
        self.unanswered(now) > limit && !std::mem::replace(&mut self.told, true)
    }

    fn look(&mut self, now: f64) {
        let slept = now - self.looked;
        if slept > ASLEEP {
            self.heard += slept;
            self.answered += slept;
        }
        self.looked = now;
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

/// How long a worker that says that it is alive may leave something unanswered until the user is told, and
/// until it is given up, in milliseconds; the rest as for [`limit`].
pub fn answer_limits(kind: EngineKind, is_up: bool, step: f64) -> (f64, f64) {
    let told = limit(kind, is_up, step).max(UNANSWERED + STEPS * step);
    (told, GIVEN_UP.max(told) + STEPS * step)
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
    fn a_sign_of_life_is_no_answer() {
        let mut patience = Patience::default();
        patience.answered(0.0);
        for second in 1..=700 {
            patience.heard(f64::from(second) * 1000.0);
        }
        assert_eq!((patience.silent(700_000.0), patience.unanswered(700_000.0)), (0.0, 700_000.0));
        patience.heard(4_300_000.0);
        assert_eq!(patience.unanswered(4_300_000.0), 700_000.0, "an hour in which the page slept");
        assert!(
            patience.is_to_be_told(4_300_000.0, 60_000.0) && !patience.is_to_be_told(4_300_000.0, 60_000.0)
        );
        patience.answered(4_301_000.0);
        assert_eq!(patience.unanswered(4_302_000.0), 1_000.0);
    }

    #[test]
    fn slow_steps_are_waited_for() {
        assert_eq!(limit(EngineKind::Cpu, true, 4_000.0), 90_000.0);
        assert!(limit(EngineKind::Gpu, true, 0.0) > limit(EngineKind::Cpu, true, 0.0));
        for (kind, step) in [(EngineKind::Cpu, 0.0), (EngineKind::Gpu, 0.0), (EngineKind::Cpu, 60_000.0)] {
            let (told, given_up) = answer_limits(kind, true, step);
            assert!(limit(kind, true, step) <= told && told < given_up, "{kind:?} {step}");
        }
    }
}
