//! What a study says: effects, verdicts, counts, curves, tables and links.

use super::compare::compare;
use super::dose::{curve, varied};
use super::outcome::Outcome;
use super::repeat::{Ending, State};
use super::stage::Bench;
use super::study::Study;
use super::table::table;
use super::tally::Tally;
use super::vary::{dose, is_logarithmic, number, spacing, values, vary};
use super::words::sentence;
use crate::clinic::case::FARTHEST;
use crate::clinic::floors::Floors;
use crate::doctor::Finding;
use crate::experiment::{Data, Experiment, KEYS, RunId, Script, key, link, validate};
use crate::play::fake::{FakeSession, energy, script};
use crate::record::Metric;
use crate::rng::Stream;
use crate::statistics::verdict::Verdict;

const LINK: &str = "v=2&data=ring8&seed=7&steps=400&snapshot.every=40&b:noise=0.3";

/// The same scatter for everyone with a seed of its own, as a factor around 1.
fn scatter(session: &FakeSession) -> (Experiment, f32) {
    let e = link::read_experiment(&session.start);
    let spread = Stream::new(e.seed, if e.noise.sigma > 0.0 { "b" } else { "a" }).normal();
    (e, (0.4 * spread).exp())
}

/// B's distance is a tenth of A's, but for luck.
fn tenth(session: &FakeSession) -> Vec<Metric> {
    let (e, luck) = scatter(session);
    vec![energy(luck * if e.noise.sigma > 0.0 { 0.1 } else { 1.0 })]
}

/// Luck alone.
fn nothing(session: &FakeSession) -> Vec<Metric> {
    vec![energy(scatter(session).1)]
}

fn count(id: &str, value: f32) -> Metric {
    Metric { id: id.into(), label: "Modes covered".into(), value, floor: Some(8.0), lower_is_better: false }
}

/// A finds one mode, B all.
fn modes(session: &FakeSession) -> Vec<Metric> {
    let (e, luck) = scatter(session);
    let (distance, found) = if e.noise.sigma > 0.0 { (0.05, 8.0) } else { (3.0, 1.0) };
    vec![energy(luck * distance), count("modes", found)]
}

fn done(link: &str, seeds: u32, measures: fn(&FakeSession) -> Vec<Metric>) -> Bench {
    let mut bench = Bench::start(link, seeds, 2, measures);
    bench.settle();
    bench
}

fn usual(study: &Study) -> Outcome {
    study.outcomes().remove(0)
}

#[test]
fn a_tenth_of_the_distance_clearly_helps_and_is_told_with_its_interval() {
    let bench = done(LINK, 10, tenth);
    let (study, outcome) = (bench.luck.study(), usual(bench.luck.study()));
    let [b] = &compare(study, &outcome)[..] else { panic!("one run beside A") };
    assert_eq!((b.run, b.seeds, b.verdict, b.better), (RunId(1), 10, Some(Verdict::ClearlyHelps), Some(1.0)));
    let interval = b.interval.expect("an interval");
    assert!(interval.contains(-std::f64::consts::LN_10), "{interval:?}");
    let said = sentence(b, &outcome);
    assert!(
        said.starts_with("B clearly helps: its energy distance is 0.") && said.contains(" times A's"),
        "{said}"
    );
    assert!(said.ends_with("and it is better in 10 of 10 seeds."), "{said}");
}

#[test]
fn luck_alone_is_never_said_to_help() {
    for seeds in [10, 20] {
        let bench = done(LINK, seeds, nothing);
        let verdict = compare(bench.luck.study(), &usual(bench.luck.study()))[0].verdict;
        assert!(matches!(verdict, Some(Verdict::Undecided { .. } | Verdict::NoEffect)), "{verdict:?}");
    }
}

#[test]
fn five_seeds_have_numbers_but_no_verdict_and_twins_are_identical() {
    let bench = done(LINK, 5, tenth);
    let b = &compare(bench.luck.study(), &usual(bench.luck.study()))[0];
    assert_eq!((b.verdict, b.simultaneous), (Some(Verdict::TooFewSeeds), None));
    assert!(b.interval.is_err(), "it would hold the truth far less often than it says");
    let said = sentence(b, &usual(bench.luck.study()));
    assert!(said.starts_with("B, as far as 5 seeds can show: its "), "{said}");
    assert!(
        said.ends_with("happen by luck in 6\u{202f}% of such studies; a verdict needs 6 seeds."),
        "{said}"
    );
    let twins = done("v=2&data=ring8&seed=7&steps=400&b:=", 3, tenth);
    let b = &compare(twins.luck.study(), &usual(twins.luck.study()))[0];
    assert_eq!(b.verdict, Some(Verdict::Identical));
    assert!(sentence(b, &usual(twins.luck.study())).contains("last bit"));
}

#[test]
fn nothing_is_said_before_the_last_run_is_done() {
    let mut bench = Bench::start(LINK, 10, 2, tenth);
    bench.until(0.8);
    let outcome = usual(bench.luck.study());
    let b = &compare(bench.luck.study(), &outcome)[0];
    assert_eq!(b.verdict, None);
    assert!(b.seeds >= 6 && sentence(b, &outcome).starts_with("So far: "), "{}", b.seeds);
}

#[test]
fn more_seeds_keep_those_that_there_are() {
    let mut bench = done(LINK, 5, tenth);
    let before = bench.luck.study().repeats()[3].snapshots().to_vec();
    let mut fake = bench.fake.clone();
    assert!(!bench.luck.study().is_extended());
    assert_eq!(bench.luck.extend(&mut fake, 5), Err("seeds=5: there are 5 already".into()));
    bench.luck.extend(&mut fake, 10).expect("more seeds");
    assert!(bench.luck.study().is_extended() && !bench.luck.study().is_over());
    assert_eq!(bench.luck.study().progress(), (10, 20));
    bench.settle();
    assert_eq!(bench.luck.study().repeats()[3].snapshots(), before);
    assert_eq!(compare(bench.luck.study(), &usual(bench.luck.study()))[0].seeds, 10);
    assert!(bench.luck.study().link().ends_with("luck=10"));
}

#[test]
fn a_run_that_diverged_is_the_worst_and_never_left_out() {
    let mut bench = Bench::start(LINK, 10, 1, tenth);
    bench.worker(1, |worker| worker.diverges = Some(250));
    bench.until(0.01);
    while bench.luck.study().progress().0 == 0 {
        bench.round();
    }
    bench.worker(1, |worker| worker.diverges = None);
    bench.settle();
    let study = bench.luck.study();
    assert_eq!(study.repeats()[0].state, State::Done(Ending::Diverged(250)));
    let of = |place: usize| usual(study).of_run(&study.repeats()[place]);
    assert_eq!(of(0), Some(FARTHEST.ln()), "never left out");
    assert!(of(1) < of(0) && of(2) < of(0));
    assert_eq!(compare(study, &usual(study))[0].seeds, 10);
    assert!(Tally::of(study, RunId(0)).words().contains("1 of 10 diverged"));
}

#[test]
fn collapsed_runs_are_counted_by_the_doctor() {
    let bench = done("v=2&data=ring8&seed=7&steps=2000&snapshot.every=100&b:noise=0.3", 10, modes);
    let (a, b) = (Tally::of(bench.luck.study(), RunId(0)), Tally::of(bench.luck.study(), RunId(1)));
    assert_eq!(a.findings, [(Finding::ModeCollapse, 10)]);
    assert_eq!((a.words().as_str(), a.calm()), ("10 of 10 collapsed", 0));
    assert_eq!((b.words().as_str(), b.calm()), ("no alarm in 10 of 10", 10));
    let share = a.calm_share().expect("runs");
    assert_eq!(share.low, 0.0);
    assert!(share.high < 0.3, "{share:?}");
    let of_modes = bench.luck.study().outcomes().into_iter().find(|o| o.metric() == "modes").expect("modes");
    let found = &compare(bench.luck.study(), &of_modes)[0];
    assert_eq!(found.verdict, Some(Verdict::ClearlyHelps));
    assert!(
        sentence(found, &of_modes).contains("modes covered is higher by 7"),
        "{}",
        sentence(found, &of_modes)
    );
}

#[test]
fn an_average_of_g_is_scored_in_its_place() {
    fn averaged(session: &FakeSession) -> Vec<Metric> {
        let (e, luck) = scatter(session);
        let mut metrics = vec![energy(luck)];
        if e.ema > 0.0 {
            metrics.push(Metric { id: "ema-energy".into(), ..energy(luck / 20.0) });
        }
        metrics
    }
    let bench = done("v=2&data=ring8&seed=7&steps=400&b:ema=0.99", 10, averaged);
    let outcomes = bench.luck.study().outcomes();
    assert_eq!(outcomes.iter().map(|o| o.metric()).collect::<Vec<_>>(), ["energy"]);
    let b = &compare(bench.luck.study(), &outcomes[0])[0];
    let effect = b.effect.expect("an effect");
    assert!((effect.mean + 20f64.ln()).abs() < 1e-5, "{effect:?}");
}

#[test]
fn the_time_left_follows_what_was_measured() {
    let mut bench = Bench::start(LINK, 10, 2, tenth);
    assert_eq!(bench.luck.study().seconds_left(2), None, "too early to say");
    bench.until(0.02);
    assert_eq!(bench.luck.study().seconds_left(2), None, "how a machine begins says little");
    bench.until(0.25);
    // Twenty runs of 400 steps, 2 ms each, one worker after the other on this stage's clock.
    let steps = 8_000.0 * (1.0 - bench.luck.study().share());
    let left = bench.luck.study().seconds_left(1).expect("measured");
    assert!((left / (steps * 0.002) - 1.0).abs() < 1.5, "{left} for {steps} steps");
    let both = bench.luck.study().seconds_left(2).expect("measured");
    assert!((left / both - 2.0).abs() < 1e-9);
    assert!(bench.luck.study().line(2).contains(" of 20 runs, about "), "{}", bench.luck.study().line(2));
    bench.settle();
    assert_eq!(bench.luck.study().line(2), "20 of 20 runs");
}

#[test]
fn a_study_answers_the_offer_of_its_own_link_alone() {
    let bench = Bench::start(LINK, 10, 2, nothing);
    let study = bench.luck.study();
    let own = script(&study.link());
    assert_eq!(own.luck.map(|seeds| study.answers(&own, seeds)), Some(true));
    assert!(study.answers(&own, 5) && !study.answers(&own, 20));
    assert!(!study.answers(&own.with_seed(8), 10));
}

#[test]
fn a_table_has_a_row_a_run_and_ends_with_the_link() {
    let bench = done(LINK, 3, tenth);
    let text = table(bench.luck.study(), &usual(bench.luck.study()));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "run\tseed\tend\tstep\tdoctor\tenergy\ty (ln of energy over its floor)");
    let cells: Vec<Vec<&str>> = lines[1..7].iter().map(|line| line.split('\t').collect()).collect();
    assert!(cells.iter().all(|cells| cells.len() == 7 && cells[2] == "finished" && cells[3] == "400"));
    let parse = |text: &str| text.parse::<f64>().expect("a number");
    let floor = Floors::measured().of(Data::Ring8, "energy").expect("a floor");
    assert!((parse(cells[0][6]) - (parse(cells[0][5]) / floor).ln()).abs() < 1e-3, "{:?}", cells[0]);
    assert!(lines[8].starts_with("A\tPlain GAN"), "{}", lines[8]);
    assert_eq!(lines.last(), Some(&"v=2&data=ring8&seed=7&steps=400&snapshot.every=40&b:noise=0.3&luck=3"));
}

#[test]
fn seeds_that_are_not_offered_and_files_that_are_missing_are_named() {
    let mut fake = crate::play::fake::Fake::default();
    let mut said = |link: &str, seeds| super::Luck::start(&mut fake, &script(link), seeds, 2, None).err();
    assert_eq!(said(LINK, 7).as_deref(), Some("seeds=7: accepted are 3, 5, 10, 20"));
    let past = "v=2&data=ring8&steps=150&b:=&c=a@100000";
    assert_eq!(
        said(past, 3).as_deref(),
        Some(
            "Run C begins at step 100\u{202f}000, and runs end at step 150: set more steps, or take this run away."
        )
    );
    assert!(said("v=2&data=images&seed=1", 3).is_some_and(|why| why.contains("files")));
    let last = Study::new(&script("v=2&data=ring8&seed=4294967295"), 20).expect("a study");
    assert_eq!(last.seeds().count(), 20);
}

#[test]
fn a_key_is_varied_over_four_values_that_hold_what_it_is() {
    for data in Data::ALL {
        let plain = Experiment::default_for(data);
        for key in KEYS.iter().filter(|key| key.applies(data)) {
            let Ok(values) = values(key, &plain) else {
                assert!(spacing(key).is_none(), "{}", key.name);
                continue;
            };
            let numbers: Vec<f64> = values.iter().map(|value| dose(key, *value)).collect();
            // Packs of three do not divide a batch of 64.
            let count = if key.name == "pack" { 3 } else { 4 };
            assert_eq!(numbers.len(), count, "{} of {data:?}: {values:?}", key.name);
            assert!(numbers.is_sorted_by(|a, b| a < b), "{}: {numbers:?}", key.name);
            assert!(values.contains(&key.get(&plain)), "{}: {values:?}", key.name);
            let comparison = vary(key, &plain).expect("runs");
            assert_eq!(
                (comparison.runs.len(), varied(&Script::of(&comparison)).map(|k| k.name)),
                (count, Some(key.name))
            );
            assert!(comparison.runs.iter().all(|run| validate(run).is_empty()), "{}", key.name);
        }
    }
}

#[test]
fn values_that_cannot_stand_with_the_rest_are_left_out() {
    let packs = key("pack").expect("a key");
    let plain = link::read_experiment("v=2&data=ring8&batch=6");
    let found: Vec<f64> = values(packs, &plain).expect("values").into_iter().filter_map(number).collect();
    assert_eq!(found, [1.0, 2.0, 3.0], "four do not divide six");
}

#[test]
fn gamma_is_varied_from_a_quarter_to_four_times() {
    let numbers = |name: &str, link: &str| {
        let e = link::read_experiment(link);
        let values = values(key(name).expect("a key"), &e).expect("values");
        values.into_iter().filter_map(number).collect::<Vec<_>>()
    };
    assert_eq!(numbers("r1", "v=2&data=ring8&r1=2"), [0.5, 2.0, 4.0, 8.0]);
    assert_eq!(numbers("r1", "v=2&data=ring8"), [0.0, 0.25, 1.0, 4.0], "off, and around the usual one");
    assert_eq!(numbers("g.lr", "v=2&data=ring8"), [2.5e-4, 1e-3, 2e-3, 4e-3]);
    assert_eq!(numbers("g.width", "v=2&data=ring8&g.width=256"), [32.0, 64.0, 128.0, 256.0]);
}

#[test]
fn four_runs_of_one_key_are_a_curve_by_rising_value() {
    let rate = key("g.lr").expect("a key");
    let plain = link::read_experiment("v=2&data=ring8&seed=7&steps=400");
    let comparison = vary(rate, &plain).expect("four runs");
    assert_eq!((comparison.runs.len(), &comparison.runs[0]), (4, &plain));
    assert_eq!(varied(&Script::of(&comparison)).map(|key| key.name), Some("g.lr"));
    assert!(is_logarithmic(rate));
    fn by_rate(session: &FakeSession) -> Vec<Metric> {
        let (e, luck) = scatter(session);
        vec![energy(luck * (1e3 * e.generator.lr) as f32)]
    }
    let link = link::write(&Script::of(&comparison));
    let bench = done(&link, 10, by_rate);
    let doses = curve(bench.luck.study(), rate, &usual(bench.luck.study()));
    let letters: String = doses.iter().map(|dose| dose.run.letter()).collect();
    assert_eq!(letters, "BACD", "A is what the key was");
    let means: Vec<f64> = doses.iter().filter_map(|dose| dose.mean).collect();
    assert!(means.len() == 4 && means.is_sorted(), "{means:?}");
    for dose in &doses {
        assert!(dose.interval.is_ok_and(|band| dose.mean.is_some_and(|mean| band.contains(mean))));
    }
    assert_eq!(varied(&script(LINK)).map(|key| key.name), Some("noise"));
    assert_eq!(varied(&script("v=2&data=ring8&seed=1&b:noise=0.3&c:ema=0.9")).map(|key| key.name), None);
    assert_eq!(varied(&script("v=2&data=ring8&seed=1&b:=")).map(|key| key.name), None);
    // A value from step 150 on is no value of the curve.
    let fork = "v=2&data=ring8&seed=1&g.lr=2e-2&b:g.lr=2e-3&c=a@150&c:g.lr=1e-3";
    assert_eq!(varied(&script(fork)).map(|key| key.name), None);
    assert!(vary(key("loss").expect("a key"), &plain).is_err_and(|why| why.starts_with("loss: ")));
    assert!(vary(key("seed").expect("a key"), &plain).is_err());
}
