//! The doctor held against the metrics: how often it has an alarm about runs that reached their target, and about
//! runs that failed. Targets are bounds on metrics alone, so it is judged by what it did not write.

use std::collections::BTreeMap;

use super::floors::Floors;
use super::line::Line;
use super::target::Limit;
use crate::doctor::Finding;

/// What became of a run, by its metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It reached its target.
    Reached,
    /// It missed it, and keeps all bounds when they are twice as loose: neither good nor clearly failed.
    Near,
    /// It missed one of them by more than that, or diverged.
    Failed,
}

impl Fate {
    /// That of `line`; `None` where its case is not known.
    pub fn of(line: &Line, floors: &Floors) -> Option<Self> {
        let case = super::case(&line.case)?;
        let keeps = |target: &[Limit]| {
            line.keeps(target, Default::default(), |metric| floors.of(case.data(), metric))
        };
        let loose: Vec<Limit> = case.target.iter().map(|limit| limit.twofold()).collect();
        Some(match (keeps(case.target), keeps(&loose)) {
            (true, _) => Self::Reached,
            (false, true) => Self::Near,
            (false, false) => Self::Failed,
        })
    }
}

/// Runs of one fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Alarms {
    /// All of them.
    pub runs: u32,
    /// With an alarm at their end.
    pub at_end: u32,
    /// With an alarm at any time.
    pub ever: u32,
}

impl Alarms {
    fn add(&mut self, line: &Line) {
        let trouble = |id: &str| Finding::ALL.iter().any(|f| f.is_trouble() && f.id() == id);
        self.runs += 1;
        self.at_end += u32::from(trouble(&line.verdict));
        self.ever += u32::from(line.verdicts.iter().any(|(id, ..)| trouble(id)));
    }
}

/// What the doctor said of runs, by case and fate.
#[derive(Clone, Debug, Default)]
pub struct Held(BTreeMap<(String, Fate), Alarms>);

impl Held {
    /// Counts `line`, unless its case is not known.
    pub fn add(&mut self, line: &Line, floors: &Floors) {
        if let Some(fate) = Fate::of(line, floors) {
            self.0.entry((line.case.clone(), fate)).or_default().add(line);
        }
    }

    /// Those of `fate` in `case`, or in all.
    pub fn of(&self, case: Option<&str>, fate: Fate) -> Alarms {
        let mine = self.0.iter().filter(|((c, f), _)| *f == fate && case.is_none_or(|case| case == c));
        mine.fold(Alarms::default(), |all, (_, more)| Alarms {
            runs: all.runs + more.runs,
            at_end: all.at_end + more.at_end,
            ever: all.ever + more.ever,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::{BASE, tests::line};
    use super::*;

    #[test]
    fn the_metrics_say_what_became_of_a_run_and_the_doctor_is_counted_beside() {
        let floors = Floors::measured();
        let floor = floors.of(crate::experiment::Data::Ring8, "energy").expect("a floor");
        let run = |times: f64, modes: f64, verdict: &str, ever: &[&str]| {
            let mut run = line("g-fast", BASE, 1, &[times * floor; 6], &[modes; 6]);
            run.verdict = verdict.into();
            run.verdicts = ever.iter().map(|id| ((*id).to_owned(), 100, Some(200))).collect();
            run
        };
        let mut held = Held::default();
        let runs = [
            (run(29.0, 6.0, "healthy", &[]), Fate::Reached),
            (run(29.0, 8.0, "no-alarm", &["blind"]), Fate::Reached),
            (run(59.0, 3.0, "on-its-way", &[]), Fate::Near),
            (run(61.0, 8.0, "stalled", &["stalled"]), Fate::Failed),
            (run(5.0, 2.9, "no-alarm", &["warming-up"]), Fate::Failed),
            (Line { diverged: Some(3), ..run(5.0, 8.0, "diverged", &["diverged"]) }, Fate::Failed),
        ];
        for (run, fate) in &runs {
            assert_eq!(Fate::of(run, &floors), Some(*fate), "{run:?}");
            held.add(run, &floors);
        }
        assert_eq!(held.of(None, Fate::Reached), Alarms { runs: 2, at_end: 0, ever: 1 });
        assert_eq!(held.of(Some("g-fast"), Fate::Failed), Alarms { runs: 3, at_end: 2, ever: 2 });
        assert_eq!(held.of(Some("ring"), Fate::Failed), Alarms::default());
    }
}
