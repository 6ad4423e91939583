//! Where a step stands on another axis: updates of D, updates of G, seconds of training.

use crate::text::axis as t;

/// The most marks that are kept; between two of them the course is taken to be straight.
const LIMIT: usize = 4_096;

/// What the charts count along their common axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Axis {
    /// Training steps.
    #[default]
    Steps,
    /// Updates of the discriminator.
    UpdatesOfD,
    /// Updates of the generator.
    UpdatesOfG,
    /// Seconds that the run has trained.
    Seconds,
}

impl Axis {
    /// Every axis.
    pub const ALL: [Self; 4] = [Self::Steps, Self::UpdatesOfD, Self::UpdatesOfG, Self::Seconds];

    /// Its unit, as short as at the end of an axis.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Steps => t::UNIT_STEPS.get(),
            Self::UpdatesOfD => t::UNIT_UPDATES_OF_D.get(),
            Self::UpdatesOfG => t::UNIT_UPDATES_OF_G.get(),
            Self::Seconds => t::UNIT_SECONDS.get(),
        }
    }

    /// Where an empty axis ends.
    pub fn least(self) -> f64 {
        if self == Self::Seconds { 1.0 } else { 20.0 }
    }
}

/// How far a run was at one step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Mark {
    step: u32,
    updates: (u32, u32),
    seconds: f64,
}

impl Mark {
    fn on(&self, axis: Axis) -> f64 {
        match axis {
            Axis::Steps => f64::from(self.step),
            Axis::UpdatesOfD => f64::from(self.updates.0),
            Axis::UpdatesOfG => f64::from(self.updates.1),
            Axis::Seconds => self.seconds,
        }
    }
}

/// One run's course along every axis.
#[derive(Clone, Debug)]
pub struct Clock {
    marks: Vec<Mark>,
}

impl Default for Clock {
    fn default() -> Self {
        Self { marks: vec![Mark::default()] }
    }
}

impl Clock {
    /// The course as it is kept: step, updates of D and of G, seconds.
    pub fn marks(&self) -> impl ExactSizeIterator<Item = (u32, (u32, u32), f64)> {
        self.marks.iter().map(|mark| (mark.step, mark.updates, mark.seconds))
    }

    /// The course that was kept; `None` where it is none: it begins at step 0, and nothing goes back.
    pub fn of(marks: &[(u32, (u32, u32), f64)]) -> Option<Self> {
        let rises = marks.windows(2).all(|w| w[0].0 < w[1].0 && w[0].2 <= w[1].2);
        let begins = marks.first().is_some_and(|first| first.0 == 0);
        let whole = rises && begins && marks.len() <= LIMIT + 1 && marks.iter().all(|m| m.2.is_finite());
        let mark = |(step, updates, seconds)| Mark { step, updates, seconds };
        whole.then(|| Self { marks: marks.iter().copied().map(mark).collect() })
    }

    /// The run has come to `step` with `updates` of D and of G in all, after another `seconds`.
    pub fn push(&mut self, step: u32, updates: (u32, u32), seconds: f64) {
        let last = self.marks.last().copied().unwrap_or_default();
        if step < last.step {
            return;
        }
        if step == last.step {
            self.marks.pop();
        }
        self.marks.push(Mark { step, updates, seconds: last.seconds + seconds.max(0.0) });
        if self.marks.len() > LIMIT {
            let mut index = 0;
            self.marks.retain(|_| {
                index += 1;
                index % 2 == 1
            });
        }
    }

    /// Forgets what was after `step`.
    pub fn truncate(&mut self, step: u32) {
        let end = self.mark(Axis::Steps, f64::from(step));
        self.marks.retain(|mark| mark.step < step || mark.step == 0);
        if step > 0 {
            self.marks.push(Mark { step, ..end });
        }
    }

    /// The place of `step` on `axis`.
    pub fn value(&self, axis: Axis, step: f64) -> f64 {
        if axis == Axis::Steps { step } else { self.course(Axis::Steps, axis, step) }
    }

    /// The step that stands at `value` of `axis`.
    pub fn step(&self, axis: Axis, value: f64) -> f64 {
        if axis == Axis::Steps { value } else { self.course(axis, Axis::Steps, value) }
    }

    /// From a place on one axis to the place on another, straight between the marks.
    fn course(&self, from: Axis, to: Axis, value: f64) -> f64 {
        let next = self.marks.partition_point(|mark| mark.on(from) < value);
        let Some(after) = self.marks.get(next) else {
            return self.marks.last().map_or(0.0, |mark| mark.on(to));
        };
        let Some(before) = next.checked_sub(1).and_then(|i| self.marks.get(i)) else { return after.on(to) };
        let share = (value - before.on(from)) / (after.on(from) - before.on(from));
        before.on(to) + share * (after.on(to) - before.on(to))
    }

    fn mark(&self, axis: Axis, value: f64) -> Mark {
        let on = |to| self.course(axis, to, value);
        let updates = (on(Axis::UpdatesOfD).round() as u32, on(Axis::UpdatesOfG).round() as u32);
        Mark { step: on(Axis::Steps).round() as u32, updates, seconds: on(Axis::Seconds) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock() -> Clock {
        let mut clock = Clock::default();
        clock.push(10, (50, 10), 1.0);
        clock.push(20, (60, 20), 4.0);
        clock
    }

    #[test]
    fn a_step_has_its_place_on_every_axis_and_back() {
        let clock = clock();
        assert_eq!(clock.value(Axis::Steps, 7.0), 7.0);
        assert_eq!(clock.value(Axis::UpdatesOfD, 5.0), 25.0);
        assert_eq!(clock.value(Axis::UpdatesOfD, 15.0), 55.0);
        assert_eq!(clock.value(Axis::Seconds, 20.0), 5.0);
        for axis in Axis::ALL {
            assert!((clock.step(axis, clock.value(axis, 12.0)) - 12.0).abs() < 1e-9, "{axis:?}");
        }
        assert_eq!(clock.value(Axis::Seconds, 99.0), 5.0);
    }

    #[test]
    fn a_fork_goes_on_where_its_parent_stood() {
        let mut fork = clock();
        fork.truncate(15);
        assert_eq!(fork.value(Axis::UpdatesOfD, 15.0), 55.0);
        assert_eq!(fork.value(Axis::Seconds, 15.0), 3.0);
        fork.push(25, (155, 25), 2.0);
        assert_eq!(fork.value(Axis::UpdatesOfD, 25.0), 155.0);
        assert_eq!(fork.value(Axis::Seconds, 25.0), 5.0);
        fork.truncate(0);
        assert_eq!(fork.value(Axis::Seconds, 0.0), 0.0);
    }

    #[test]
    fn a_long_run_keeps_a_bounded_number_of_marks() {
        let mut clock = Clock::default();
        for step in 1..20_000 {
            clock.push(step, (step, step), 0.01);
            assert!(clock.marks.len() <= LIMIT);
        }
        assert!((clock.value(Axis::Seconds, 19_999.0) - 199.99).abs() < 0.02);
        assert_eq!(clock.value(Axis::UpdatesOfG, 100.0), 100.0);
    }

    #[test]
    fn a_course_is_kept_and_read_back_and_one_that_goes_back_is_none() {
        let kept: Vec<_> = clock().marks().collect();
        let read = Clock::of(&kept).expect("a course");
        assert_eq!(read.value(Axis::UpdatesOfD, 15.0), 55.0);
        let bad = [
            vec![],
            vec![(1, (0, 0), 0.0)],
            vec![(0, (0, 0), 0.0), (5, (5, 5), 2.0), (5, (5, 5), 2.0)],
            vec![(0, (0, 0), 0.0), (5, (5, 5), f64::NAN)],
        ];
        assert!(bad.iter().all(|marks| Clock::of(marks).is_none()));
    }

    #[test]
    fn a_frozen_network_makes_no_updates() {
        let mut clock = Clock::default();
        clock.push(10, (10, 0), 1.0);
        assert_eq!(clock.value(Axis::UpdatesOfG, 5.0), 0.0);
        assert_eq!(clock.step(Axis::UpdatesOfG, 0.0), 0.0);
    }
}
