//! What is taken home of the runs: all that they have shown and measured.

use super::{Play, Status};
use crate::chart::SERIES;
use crate::experiment::{RunId, words};
use crate::export::taken::{Taken, TakenRun};
use crate::number::whole;
use crate::protocol::{BUILD, Network};
use crate::record::Frame;
use crate::text::joined::list;
use crate::text::{card, play as t};

impl Play {
    /// All of it, to be opened again at `address`, on the day `date`; the pictures, which weigh most, only if
    /// `pictures` are wanted. Whoever keeps it gives it its name.
    pub fn taken(&self, address: String, date: String, pictures: bool) -> Taken {
        let runs = self.run_ids().map(|run| self.taken_run(run, pictures)).collect();
        let columns = self.own_files().and_then(|files| Some(files.axes.as_ref()?.names.clone()));
        Taken { name: None, address, date, data: self.said_of_data(), build: BUILD.into(), columns, runs }
    }

    /// The data set with the user's files, and the seed.
    fn said_of_data(&self) -> String {
        let Some(e) = self.comparison().runs.first() else { return String::new() };
        match self.own_files() {
            Some(files) => t::said_of_files(words::data(e.data), list(files.names.iter().cloned()), e.seed),
            None => t::said_of_data(words::data(e.data), e.seed),
        }
    }

    fn taken_run(&self, run: RunId, pictures: bool) -> TakenRun {
        let lane = &self.runs[run.0];
        let series = SERIES.map(|(series, _)| lane.history.curve(series).raw().to_vec());
        let mut steps: Vec<u32> =
            lane.scores.iter().flat_map(|curve| curve.points.iter().map(|p| p.0)).collect();
        steps.sort_unstable();
        steps.dedup();
        TakenRun {
            letter: run.letter(),
            title: self.comparison().description(run),
            verdict: self.said_of(run),
            step: lane.step,
            shape: lane.ready.as_ref().map(|ready| ready.shape),
            series,
            metrics: steps.into_iter().map(|step| (step, lane.scores.at(step))).collect(),
            real: lane.ready.as_ref().map(|ready| ready.real.clone()),
            frames: if pictures { self.taken_frames(run) } else { Vec::new() },
        }
    }

    /// Every frame that was kept, and the newest.
    fn taken_frames(&self, run: RunId) -> Vec<(u32, Frame)> {
        let lane = &self.runs[run.0];
        let kept = self.timeline.steps().into_iter().filter(|step| *step < lane.step);
        let kept = kept.filter_map(|step| Some((step, (**self.timeline.frame(run.0, step)?).clone())));
        let newest = lane.live.iter().map(|frame| (lane.step, (**frame).clone()));
        kept.chain(newest).collect()
    }

    /// What its card says of it, in a few words.
    fn said_of(&self, run: RunId) -> String {
        let view = self.view(run);
        match (view.status, view.verdict) {
            (Status::Diverged { step, network: Network::Generator }, _) => {
                card::diverged_g(whole(step.into()))
            }
            (Status::Diverged { step, .. }, _) => card::diverged_d(whole(step.into())),
            (Status::Refused(why) | Status::Lost(why), _) => why,
            (_, Some(verdict)) => t::verdict(verdict.finding.title(), verdict.reason),
            (_, None) => card::NOT_STARTED.get().into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fake::Scene;

    #[test]
    fn what_is_taken_home_is_what_the_page_has() {
        let mut s = Scene::ready("v=1&data=ring8&seed=1&steps=1000&snapshot.every=50&b:loss=hinge");
        s.train_to(120);
        let taken = s.play.taken("http://here/#v=1".into(), "2026-11-26".into(), true);
        assert_eq!((taken.runs.len(), taken.address.as_str()), (2, "http://here/#v=1"));
        for (run, lane) in taken.runs.iter().zip(&s.play.runs) {
            assert_eq!(run.step, lane.step);
            assert!(run.series.iter().all(|values| values.len() == lane.step as usize));
            assert_eq!(run.frames.last().map(|frame| frame.0), Some(lane.step));
            assert_eq!(run.frames.first().map(|frame| frame.0), Some(0));
            assert!(run.frames.windows(2).all(|two| two[0].0 < two[1].0));
            assert!(run.metrics.iter().any(|(step, metrics)| *step == 100 && !metrics.is_empty()));
        }
        assert_eq!(taken.data, "Ring of 8, seed 1");
        assert!(taken.runs[1].title.contains("inge"), "{}", taken.runs[1].title);
        let light = s.play.taken(String::new(), String::new(), false);
        assert!(light.runs.iter().all(|run| run.frames.is_empty() && !run.series[0].is_empty()));
        let bytes = crate::protocol::encode(&taken);
        assert_eq!(crate::protocol::decode(&bytes), Some(taken));
    }

    #[test]
    fn a_comparison_that_has_not_begun_can_be_taken_too() {
        let s = Scene::open("v=1&data=ring8&seed=1&b:");
        let taken = s.play.taken(String::new(), String::new(), true);
        assert!(taken.runs.iter().all(|run| run.step == 0 && run.frames.len() <= 1));
    }
}
