//! A study as HTML: its runs as dots or as a curve, every seed as a table, and what may be said of each run.

mod curve;
mod dots;
mod frame;
mod said;
mod seeds;

use super::dose::varied;
use super::{Outcome, Study};
use crate::experiment::{Key, Script};

/// The drawing of `study` by `outcome`, and the same as a table: a curve where its runs differ in one number.
pub fn picture(study: &Study, outcome: &Outcome) -> String {
    let drawn = match curve_of(study.script()) {
        Some(key) => curve::curve(study, key, outcome),
        None => dots::dots(study, outcome),
    };
    drawn + &seeds::table(study, outcome)
}

/// The key whose curve the runs of `script` make: three values of it are the fewest.
pub fn curve_of(script: &Script) -> Option<&'static Key> {
    varied(script).filter(|_| script.courses.len() > 2)
}

pub use said::said;

#[cfg(test)]
mod tests {
    use super::super::stage::Bench;
    use super::*;
    use crate::play::fake::{FakeSession, energy};
    use crate::record::Metric;

    /// Distances that differ from seed to seed.
    fn measures(session: &FakeSession) -> Vec<Metric> {
        let seed = session.start.bytes().map(f32::from).sum::<f32>() % 7.0;
        vec![energy(0.01 + 0.01 * seed)]
    }

    fn studied(link: &str, seeds: u32) -> (Study, Outcome) {
        let mut bench = Bench::start(link, seeds, 2, measures);
        bench.settle();
        let study = bench.luck.study().clone();
        let outcome = study.outcomes().remove(0);
        (study, outcome)
    }

    #[test]
    fn every_run_is_a_dot_in_its_hue_and_a_row_of_the_table() {
        let (study, outcome) = studied("v=2&data=ring8&steps=200&snapshot.every=20&b:loss=hinge", 3);
        let text = picture(&study, &outcome);
        assert_eq!((text.matches("<circle").count(), text.matches("luck-mean").count()), (6, 2), "{text}");
        assert!(text.contains("<g class=\"run-b\">") && text.contains("data-testid=\"luck-dots\""), "{text}");
        assert_eq!(text.matches("<tr><th scope=\"row\">").count(), 3);
        assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
        let words = said(&study, &outcome);
        assert!(words.contains("no alarm in 3 of 3") && words.contains("luck-sentence-b"), "{words}");
    }

    #[test]
    fn runs_that_differ_in_one_number_are_a_curve_by_rising_value() {
        let link = "v=2&data=ring8&steps=200&snapshot.every=20&d.lr=2e-3&b:d.lr=5e-4&c:d.lr=8e-3";
        let (study, outcome) = studied(link, 3);
        let text = picture(&study, &outcome);
        assert!(text.contains("data-testid=\"luck-curve\"") && text.contains("logarithmic"), "{text}");
        let order = ["run-b", "run-a", "run-c"].map(|run| text.find(&format!("<g class=\"{run}\">")));
        assert!(order.is_sorted() && order[0].is_some(), "{order:?}");
        assert_eq!(text.matches("<circle").count(), 9);
        let (study, outcome) = studied(link.split("&c:").next().expect("two runs"), 3);
        assert!(picture(&study, &outcome).contains("data-testid=\"luck-dots\""), "two values are no curve");
    }
}
