//! What the few seeds of a bet come to.

use super::compare::{Scores, compare};
use super::drawing;
use super::outcome::Outcome;
use super::repeat::{Ending, Repeat, State};
use super::study::Study;
use super::words::effect;
use crate::evidence::bet::Outcome as Told;
use crate::evidence::plan::PlanRow;
use crate::experiment::{Course, RunId, Script};
use crate::text::study::unmeasured;

/// Seeds of a bet.
pub const SEEDS: u32 = 3;

/// A bet that was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// In how many seeds run B was better.
    pub told: Told,
    /// How much, in words: nothing where both could not be measured twice.
    pub effect: Option<String>,
    /// Its runs as a drawing and as a table.
    pub picture: String,
}

/// The runs of `row`, from its first seed on.
///
/// # Errors
/// What is wrong with its link.
pub fn script(row: &PlanRow) -> Result<Script, String> {
    let courses = row.runs(1)?.map(Course::plain).to_vec();
    Ok(Script::with(courses))
}

/// What `study` says by `metric`, once every run is over; `None` before.
///
/// # Errors
/// The run that failed, or the metric that could not be measured.
pub fn measured(study: &Study, metric: &str) -> Result<Option<Measured>, String> {
    let failed = study.repeats().iter().find_map(|repeat| match &repeat.state {
        State::Failed(why) => Some(why.clone()),
        _ => None,
    });
    if let Some(why) = failed {
        return Err(why);
    }
    if !study.is_over() {
        return Ok(None);
    }
    let outcomes = study.outcomes();
    let Some(outcome) = outcomes.iter().find(|outcome| outcome.metric() == metric) else {
        // Where every run has diverged there is nothing to measure, and no seed in which B is better.
        let diverged = study.repeats().iter().all(has_diverged);
        let told = Told { better: 0, equal: 0, worse: 0, seeds: study.seeds().len() };
        let nothing = Measured { told, effect: None, picture: String::new() };
        return if diverged { Ok(Some(nothing)) } else { Err(unmeasured(metric)) };
    };
    let scores = Scores::new(study, outcome);
    if scores.of.iter().flatten().any(Option::is_none) {
        return Err(unmeasured(metric));
    }
    let compared = compare(study, outcome);
    Ok(Some(Measured {
        told: told(study, outcome, &scores),
        effect: compared.first().and_then(|compared| effect(compared, outcome)),
        picture: drawing::picture(study, outcome),
    }))
}

fn has_diverged(repeat: &Repeat) -> bool {
    matches!(repeat.state, State::Done(Ending::Diverged(_)))
}

/// In how many seeds B is better. A run that diverged is worse than one that did not; two of them are nothing.
fn told(study: &Study, outcome: &Outcome, scores: &Scores) -> Told {
    let sign = if outcome.smallest().lower_is_better { -1.0 } else { 1.0 };
    let of = |run: usize| scores.of.get(run).into_iter().flatten().flatten().copied();
    let both = study.of(RunId(0)).zip(study.of(RunId(1)));
    let neither: Vec<bool> = both.map(|(a, b)| has_diverged(a) && has_diverged(b)).collect();
    let pairs = of(0).zip(of(1)).zip(neither);
    let gains: Vec<Option<f64>> =
        pairs.map(|((a, b), neither)| (!neither).then_some(sign * (b - a))).collect();
    let count = |wanted: fn(f64) -> bool| gains.iter().flatten().filter(|gain| wanted(**gain)).count();
    Told {
        better: count(|gain| gain > 0.0),
        equal: count(|gain| gain == 0.0),
        worse: count(|gain| gain < 0.0),
        seeds: gains.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::stage::Bench;
    use super::*;
    use crate::evidence::bet::Bet;
    use crate::evidence::plan;
    use crate::experiment::link;
    use crate::play::fake::{FakeSession, energy};
    use crate::record::Metric;

    const ROW: &str = r#"{"id":"a","tip":"noise","claim":"c","link":"v=1&data=ring8&seed=9&steps=200&snapshot.every=20&b:noise=0.3","metric":"energy","expected":"better","because":"b"}"#;

    fn row(text: &str) -> PlanRow {
        plan::read(text).expect("a plan").rows.remove(0)
    }

    /// B's distance is half of A's.
    fn half(session: &FakeSession) -> Vec<Metric> {
        let e = link::read_experiment(&session.start);
        vec![energy(if e.noise.sigma > 0.0 { 0.05 } else { 0.1 })]
    }

    fn bench(measures: fn(&FakeSession) -> Vec<Metric>) -> Bench {
        let script = script(&row(ROW)).expect("runs");
        Bench::start(&link::write(&script), SEEDS, 2, measures)
    }

    #[test]
    fn a_bet_is_two_runs_a_seed_and_is_told_at_its_end() {
        let mut bench = bench(half);
        let seeds: Vec<_> = bench.luck.study().repeats().iter().map(|r| (r.seed, r.run.0)).collect();
        assert_eq!(seeds, [(1, 0), (1, 1), (2, 0), (2, 1), (3, 0), (3, 1)]);
        assert_eq!(measured(bench.luck.study(), "energy"), Ok(None));
        bench.settle();
        let found = measured(bench.luck.study(), "energy").expect("a metric").expect("an end");
        assert_eq!((found.told.better, found.told.seeds, found.told.bet()), (3, 3, Bet::Better));
        let effect = found.effect.expect("an effect");
        assert!(effect.starts_with("its energy distance is 0.500 times A's"), "{effect}");
        assert_eq!(found.picture.matches("<circle").count(), 6);
    }

    #[test]
    fn equal_runs_are_equal_and_a_metric_that_is_not_there_is_named() {
        let mut bench = bench(|_| vec![energy(0.1)]);
        bench.settle();
        let found = measured(bench.luck.study(), "energy").expect("a metric").expect("an end");
        assert_eq!((found.told.equal, found.told.bet()), (3, Bet::Same));
        let said = measured(bench.luck.study(), "hq").expect_err("it was not measured");
        assert_eq!(said, "the metric hq could not be measured");
    }

    #[test]
    fn a_longer_run_b_is_trained_to_its_own_end() {
        let text =
            ROW.replace("b:noise=0.3", "b:").replace("\"because\"", "\"variant_steps\":400,\"because\"");
        let script = script(&row(&text)).expect("runs");
        let study = Study::new(&script, SEEDS).expect("a study");
        let steps: Vec<u32> = study.repeats().iter().map(|repeat| repeat.steps).collect();
        assert_eq!(steps, [200, 400, 200, 400, 200, 400]);
    }
}
