//! Until an engine is there: the film of the comparison that the page opens on. It is drawn and nothing else.

use super::Play;
use super::film::Film;
use crate::experiment::{RunId, Script};
use crate::record::{Frame, Pixels};

/// Milliseconds from the first picture to the last, which stays. What moves by itself must rest within five seconds,
/// or have a button (WCAG 2.2, 2.2.2).
const LASTS: f64 = 4_500.0;

/// The film, and whether it is over.
pub(super) enum Recorded {
    /// Nothing was shown yet.
    Wanted,
    /// It is shown.
    Here {
        film: Film,
        /// When it began.
        since: f64,
        /// Whether only its end is wanted.
        still: bool,
    },
    /// Something else was shown, or asked for.
    Over,
}

/// A picture of the film.
#[derive(Clone, Copy, Debug)]
pub struct Recording<'a> {
    /// Its step.
    pub step: u32,
    /// What the run showed there.
    pub frame: &'a Frame,
    /// Real points.
    pub real: &'a Pixels,
}

impl Play {
    /// Whether the film of the comparison that the page opens on would be shown if it were here.
    pub fn wants_film(&self) -> bool {
        matches!(self.recorded, Recorded::Wanted) && self.script.courses == Script::default().courses
    }

    /// The file of the film has come. It is shown if it is of these very runs and nothing else was shown yet; `still`
    /// shows its end alone.
    pub fn film_came(&mut self, file: &[u8], still: bool) {
        let film = Film::decode(file).filter(|film| film.of == Film::name(&self.script));
        if let Some(film) = film.filter(|_| self.wants_film()) {
            self.recorded = Recorded::Here { film, since: self.world.now(), still };
        }
    }

    /// What is shown of the film in the place of `run`'s picture.
    pub fn recording(&self, run: RunId) -> Option<Recording<'_>> {
        let (Recorded::Here { film, .. }, Some((at, _))) = (&self.recorded, self.film_place()) else {
            return None;
        };
        self.runs.get(run.0).filter(|run| run.phase.is_coming())?;
        let frame = film.runs.get(run.0)?.get(at)?;
        Some(Recording { step: *film.steps.get(at)?, frame, real: &film.real })
    }

    /// The film is not shown any more, whatever comes.
    pub(super) fn end_film(&mut self) {
        self.recorded = Recorded::Over;
    }

    /// The number of the picture that is shown, and milliseconds until the next, if there is one.
    fn film_place(&self) -> Option<(usize, Option<f64>)> {
        let Recorded::Here { film, since, still } = &self.recorded else { return None };
        let last = film.steps.len().checked_sub(1)?;
        let each = LASTS / last.max(1) as f64;
        let spent = (self.world.now() - since).max(0.0);
        let at = if *still { last } else { ((spent / each) as usize).min(last) };
        Some((at, (at < last).then(|| (at + 1) as f64 * each - spent)))
    }

    /// Milliseconds until the film has something new to show.
    pub(super) fn film_wake(&self) -> Option<f64> {
        self.film_place()?.1
    }
}

#[cfg(test)]
mod tests {
    use super::super::Status;
    use super::super::fake::Scene;
    use super::*;
    use crate::failure::Failure;

    const FILE: &[u8] = include_bytes!("../../www/opening.bin");

    fn shown(s: &Scene) -> [Option<u32>; 2] {
        [0, 1].map(|run| s.play.view(RunId(run)).recorded)
    }

    /// The page has just been opened, and the film has come.
    fn opened(still: bool) -> Scene {
        let mut s = Scene::open("");
        assert!(s.play.wants_film());
        s.play.film_came(FILE, still);
        s
    }

    #[test]
    fn it_is_shown_once_from_its_first_step_to_its_last_and_rests_there() {
        let mut s = opened(false);
        let mut seen = Vec::new();
        let mut time = 0.0;
        while let Some(wait) = s.play.film_wake() {
            seen.extend(shown(&s));
            time += wait.max(1.0);
            s.pass(wait.max(1.0));
        }
        assert!(time <= 5_000.0, "{time}");
        assert_eq!((seen[0], shown(&s)), (Some(0), [Some(1200); 2]));
        assert!(seen.is_sorted() && seen.len() >= 2 * 24, "every picture is shown: {seen:?}");
        s.pass(60_000.0);
        assert_eq!(shown(&s), [Some(1200); 2]);
        let [a, b] = [0, 1].map(|run| s.play.recording(RunId(run)).expect("a picture"));
        assert_ne!(a.frame.samples, b.frame.samples);
    }

    #[test]
    fn who_wants_no_motion_sees_its_end() {
        let s = opened(true);
        assert_eq!((shown(&s), s.play.film_wake()), ([Some(1200); 2], None));
    }

    #[test]
    fn it_changes_nothing_that_is_measured_kept_or_exported() {
        let (s, mut bare) = (opened(true), Scene::open(""));
        bare.play.end_film();
        for run in [0, 1].map(RunId) {
            let view = s.play.view(run);
            assert_eq!((&view.status, view.step, view.parameters), (&Status::Loading, 0, None));
            assert_eq!((s.play.frame(run, None), s.play.has_begun()), (None, false));
            assert_eq!(super::super::RunView { recorded: None, ..view }, bare.play.view(run));
        }
        assert!(!s.play.is_worth_keeping() && s.play.timeline.snaps(0).next().is_none());
    }

    #[test]
    fn the_first_frame_of_an_engine_ends_it_for_good() {
        let mut s = opened(false);
        let line = s.line(1).expect("a worker");
        // Hello, then the run is built.
        s.deliver(line);
        assert!(shown(&s)[1].is_some(), "an engine that is up shows nothing yet");
        s.work(line);
        s.deliver(line);
        assert!(s.play.frame(RunId(1), None).is_some());
        s.play.film_came(FILE, false);
        assert_eq!((shown(&s), s.play.film_wake()), ([None; 2], None), "not even where there is none yet");
        s.settle();
        s.play.restart(super::super::Restart::All(Script::default()));
        s.play.film_came(FILE, false);
        assert_eq!(shown(&s), [None; 2]);
    }

    #[test]
    fn train_and_any_other_comparison_end_it() {
        let mut s = opened(false);
        s.play.train();
        assert_eq!(shown(&s), [None; 2]);
        s.play.film_came(FILE, false);
        assert_eq!(shown(&s), [None; 2]);
        let mut s = opened(false);
        s.play.restart(super::super::Restart::All(super::super::fake::script("data=moons&seed=1")));
        assert_eq!((s.play.recording(RunId(0)).is_none(), s.play.wants_film()), (true, false));
    }

    #[test]
    fn a_film_that_is_damaged_or_of_other_runs_is_not_shown() {
        let mut s = Scene::open("");
        let mut bad = FILE.to_vec();
        bad[FILE.len() / 2] ^= 4;
        let mut film = Film::decode(FILE).expect("a film");
        film.of ^= 1;
        for file in [&[][..], &FILE[..FILE.len() - 1], &bad, &film.encode().expect("a file")] {
            s.play.film_came(file, false);
            assert_eq!(shown(&s), [None; 2]);
        }
        assert!(s.play.wants_film(), "the right one may still come");
        let mut other = Scene::open("v=2&data=ring8&seed=1");
        assert!(!other.play.wants_film());
        other.play.film_came(FILE, false);
        assert!(other.play.recording(RunId(0)).is_none());
    }

    #[test]
    fn where_there_is_no_engine_no_film_covers_why() {
        let mut s = opened(true);
        for run in [0, 1] {
            s.play.runs[run].phase = super::super::Phase::Lost(Failure::Build);
        }
        assert_eq!(shown(&s), [None; 2]);
    }
}
