//! The script and what happened, as a part.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::head::KeptFiles;
use super::record::{self, Fault, Kind};
use crate::data::Axes;
use crate::experiment::drawing::Drawing;
use crate::experiment::{Change, Course, Fork, KEYS, MAX_RUNS, NamedSet, RunId, Script, link, trick};
use crate::play::Mark;
use crate::protocol::Network;
use crate::record::MOST_STEPS;
use crate::text::shelf as t;

/// The most edits and marks that are read.
const MOST_EDITS: usize = 20_000;

/// A run as a script has it, in text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct KeptCourse {
    fork: Option<(u8, u32)>,
    start: String,
    edits: Vec<(u32, String)>,
    late: bool,
}

/// The script and what happened: what is small and changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    courses: Vec<KeptCourse>,
    hidden: Vec<String>,
    marks: Vec<(u32, u8, String)>,
    /// Whether a network was updated by hand.
    pub by_hand: bool,
    /// The user's data that is trained on.
    pub files: Option<KeptFiles>,
    /// The drawing that it is, as a link has it.
    drawing: Option<String>,
    /// Runs that have diverged, with the first bad step and the network to blame.
    #[serde(skip)]
    ended: Vec<(u8, u32, Network)>,
    /// By what the user's data is known.
    #[serde(skip)]
    set: Option<NamedSet>,
}

impl State {
    /// Of `script` with what happened.
    pub fn of(
        script: &Script,
        late: &[bool],
        marks: &[Mark],
        by_hand: bool,
        files: Option<KeptFiles>,
    ) -> Self {
        let course = |(run, course): (usize, &Course)| KeptCourse {
            fork: course.fork.map(|fork| (fork.of.0 as u8, fork.at)),
            start: link::write_experiment(&course.start),
            edits: course.edits.iter().map(|e| (e.after, link::write_experiment(&e.to))).collect(),
            late: late.get(run).copied().unwrap_or(false),
        };
        Self {
            courses: script.courses.iter().enumerate().map(course).collect(),
            hidden: script.hidden.iter().map(|&id| id.to_owned()).collect(),
            marks: marks.iter().map(|mark| (mark.step, mark.run.0 as u8, mark.text.clone())).collect(),
            by_hand,
            files,
            drawing: script.drawing.as_ref().map(Drawing::write),
            ended: Vec::new(),
            set: script.set.clone(),
        }
    }

    /// With the runs that have diverged, `ended` of each where it has.
    pub fn with_ended(self, ended: impl Iterator<Item = Option<(u32, Network)>>) -> Self {
        let of = |(run, ended): (usize, Option<_>)| ended.map(|(step, network)| (run as u8, step, network));
        Self { ended: ended.enumerate().filter_map(of).collect(), ..self }
    }

    /// It as a record. What was added later stands behind the rest, where an earlier page does not look.
    pub fn record(&self) -> Vec<u8> {
        let axes = self.files.as_ref().and_then(|files| files.axes.as_ref());
        record::write(Kind::State, &(self, &self.ended, axes, &self.set))
    }

    /// Reads a record, also of an earlier page.
    ///
    /// # Errors
    /// When it is damaged, or of a later version.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let other = |_| Fault::Absurd(t::NOT_ITS_KIND.get());
        let (mut state, rest): (Self, &[u8]) =
            postcard::take_from_bytes(record::unseal(Kind::State, bytes)?).map_err(other)?;
        let (ended, rest): (Vec<(u8, u32, Network)>, _) = added(rest).map_err(other)?;
        let (axes, rest): (Option<Axes>, _) = added(rest).map_err(other)?;
        let (set, _): (Option<NamedSet>, _) = added(rest).map_err(other)?;
        if ended.iter().any(|(_, step, _)| !(1..=MOST_STEPS).contains(step)) {
            return Err(Fault::Absurd(t::BAD_END.get()));
        }
        if let Some(files) = &mut state.files {
            files.axes = axes.filter(Axes::is_whole);
        }
        Ok(Self { ended, set, ..state })
    }

    /// The first bad step of `run` and the network to blame, where it has diverged.
    pub fn ended(&self, run: usize) -> Option<(u32, Network)> {
        let found = self.ended.iter().find(|(other, ..)| usize::from(*other) == run)?;
        Some((found.1, found.2))
    }

    /// The script, and which runs came late.
    ///
    /// # Errors
    /// When it is not one that could have been trained.
    pub fn script(&self) -> Result<(Script, Vec<bool>), Fault> {
        if self.courses.is_empty() || self.courses.len() > MAX_RUNS {
            return Err(Fault::Absurd(t::RUN_COUNT.get()));
        }
        let mut courses: Vec<Course> = Vec::new();
        for kept in &self.courses {
            let course = kept.course(&courses)?;
            courses.push(course);
        }
        let hidden = self.hidden.iter().filter_map(|id| Some(trick(id)?.id)).collect();
        let late = self.courses.iter().map(|course| course.late).collect();
        let drawing = self.drawing.as_deref().map(Drawing::read).map(|(drawing, _)| drawing);
        Ok((Script { hidden, drawing, set: self.set.clone(), ..Script::with(courses) }, late))
    }

    /// What happened.
    pub fn marks(&self) -> Vec<Mark> {
        let here = |run: &u8| usize::from(*run) < self.courses.len();
        let marks = self.marks.iter().filter(|(_, run, _)| here(run)).take(MOST_EDITS);
        marks
            .map(|(step, run, text)| Mark { step: *step, run: RunId((*run).into()), text: text.clone() })
            .collect()
    }
}

/// What stands next in `bytes`, and the rest; an earlier page wrote nothing there.
fn added<T: DeserializeOwned + Default>(bytes: &[u8]) -> postcard::Result<(T, &[u8])> {
    if bytes.is_empty() { Ok((T::default(), bytes)) } else { postcard::take_from_bytes(bytes) }
}

impl KeptCourse {
    /// As a course behind `before`.
    fn course(&self, before: &[Course]) -> Result<Course, Fault> {
        let fork = self.fork.map(|(of, at)| Fork { of: RunId(of.into()), at });
        if let Some(fork) = fork {
            let parent = before.get(fork.of.0).ok_or(Fault::Absurd(t::FORK_OF_NONE.get()))?;
            if fork.at == 0 || fork.at < parent.begins() {
                return Err(Fault::Absurd(t::FORK_TOO_EARLY.get()));
            }
        }
        let mut course = Course { fork, ..Course::plain(link::read_experiment(&self.start)) };
        let first = before.first().map_or(&course.start, |first| &first.start);
        if KEYS.iter().any(|key| key.shared && key.get(first) != key.get(&course.start)) {
            return Err(Fault::Absurd(t::UNLIKE_RUNS.get()));
        }
        if self.edits.len() > MOST_EDITS {
            return Err(Fault::Absurd(t::TOO_MANY_EDITS.get()));
        }
        for (after, to) in &self.edits {
            let to = link::read_experiment(to);
            let last = course.edits.last().map_or(course.begins(), |edit| edit.after);
            if *after <= last || !course.now().is_live_change(&to) {
                return Err(Fault::Absurd(t::BAD_EDITS.get()));
            }
            course.edits.push(Change { after: *after, to });
        }
        Ok(course)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_kept_whole_with_more_than_a_link_holds() {
        let mut script = link::read("v=2&data=ring8&seed=3&b:loss=hinge&c=a@400&c:noise=0.1").script;
        for i in 1..=300_u32 {
            let mut to = script.courses[1].now().clone();
            to.discriminator.lr = 1e-4 + f64::from(i) * 1e-6;
            script.edit(RunId(1), i * 10, to);
        }
        assert!(!link::holds(&script));
        let marks = [Mark { step: 5, run: RunId(1), text: "rates halved".into() }];
        let state = State::of(&script, &[false, false, true], &marks, true, None);
        let read = State::read(&state.record()).expect("a state");
        assert_eq!(read.script(), Ok((script, vec![false, false, true])));
        assert_eq!((read.marks().as_slice(), read.by_hand), (&marks[..], true));
    }

    #[test]
    fn what_diverged_stands_behind_what_an_earlier_page_wrote_and_reads() {
        let script = link::read("v=2&data=ring8&seed=3&b:loss=hinge").script;
        let earlier = State::of(&script, &[], &[], false, None);
        let bytes = record::write(Kind::State, &earlier);
        assert_eq!(State::read(&bytes).as_ref(), Ok(&earlier));
        let later = earlier.clone().with_ended([None, Some((5, Network::Generator))].into_iter());
        let read = State::read(&later.record()).expect("a state");
        assert_eq!([read.ended(0), read.ended(1)], [None, Some((5, Network::Generator))]);
        assert_eq!(record::read(Kind::State, &later.record()), Ok(earlier), "an earlier page");
        let absurd = State { ended: vec![(1, 0, Network::Generator)], ..later };
        assert!(matches!(State::read(&absurd.record()), Err(Fault::Absurd(_))));
    }

    #[test]
    fn the_axes_of_own_points_stand_behind_that_and_senseless_ones_are_left_out() {
        let script = link::read("v=2&data=table&seed=3").script;
        let names = ["height".to_owned(), "weight".into()];
        let axes = Axes { centre: [170.0, 65.0], spread: [7.5, 12.0], names };
        let kept = |axes: Option<Axes>| {
            let files = KeptFiles {
                names: vec!["people.csv".into()],
                data: "Own points".into(),
                side: None,
                about: String::new(),
                bytes: 1.0,
                axes,
            };
            State::of(&script, &[], &[], false, Some(files))
        };
        let read = |state: &State| State::read(&state.record()).expect("a state");
        assert_eq!(read(&kept(Some(axes.clone()))), kept(Some(axes.clone())));
        for spread in [[0.0, 12.0], [7.5, f64::NAN], [f64::INFINITY, 1.0]] {
            assert_eq!(read(&kept(Some(Axes { spread, ..axes.clone() }))), kept(None));
        }
        let mut named = script.clone();
        named.set = Some(NamedSet::of("people.csv", 50, 7));
        let state = State::of(&named, &[false], &[], false, None);
        assert_eq!(read(&state).script(), Ok((named, vec![false])));
        let earlier = record::write(Kind::State, &(kept(None), Vec::<(u8, u32, Network)>::new()));
        assert_eq!(State::read(&earlier), Ok(kept(None)));
    }

    #[test]
    fn scripts_that_cannot_be_are_refused() {
        let script = link::read("v=2&data=ring8&seed=3&b=a@400").script;
        let good = State::of(&script, &[], &[], false, None);
        let refused = |change: &dyn Fn(&mut State)| {
            let mut state = good.clone();
            change(&mut state);
            assert!(matches!(state.script(), Err(Fault::Absurd(_))), "{state:?}");
        };
        refused(&|s| s.courses.clear());
        refused(&|s| s.courses = vec![s.courses[0].clone(); 5]);
        refused(&|s| s.courses[1].fork = Some((1, 400)));
        refused(&|s| s.courses[1].fork = Some((0, 0)));
        refused(&|s| s.courses[1].start = s.courses[1].start.replace("seed=3", "seed=4"));
        refused(&|s| s.courses[1].edits = vec![(300, s.courses[1].start.clone())]);
        refused(&|s| s.courses[0].edits = vec![(300, "v=2&data=ring8&seed=3&g.width=8".into())]);
    }
}
