//! What was kept of the past, for the time slider: a limited number of pictures, thinned out evenly.

/// The most pictures that are kept, unless said otherwise.
const LIMIT: usize = 120;

/// Pictures by step, oldest first.
#[derive(Clone, Debug)]
pub struct Film<T> {
    frames: Vec<(u32, T)>,
    /// Least steps between two pictures, except before the last.
    spacing: u32,
    limit: usize,
}

impl<T> Default for Film<T> {
    fn default() -> Self {
        Self { frames: Vec::new(), spacing: 0, limit: LIMIT }
    }
}

impl<T> Film<T> {
    /// Adds the picture of `step`; one of the same step is replaced, later ones are forgotten.
    pub fn push(&mut self, step: u32, frame: T) {
        self.truncate(step.saturating_sub(1));
        if step == 0 {
            self.frames.clear();
        }
        // The newest stays whatever its distance; its predecessor must have earned its place.
        if let [.., (before, _), (last, _)] = self.frames[..]
            && last - before < self.spacing
        {
            self.frames.pop();
        }
        self.frames.push((step, frame));
        self.thin_to_limit();
    }

    /// Keeps at most `limit` pictures from the next one on, one at least.
    pub fn set_limit(&mut self, limit: usize) {
        self.limit = limit.max(1);
    }

    /// Keeps no more than the limit: the newest, and of the others evenly many.
    pub fn thin_to_limit(&mut self) {
        while self.frames.len() > self.limit.max(2) {
            self.thin();
        }
        if self.limit == 1 && self.frames.len() > 1 {
            self.frames.drain(..self.frames.len() - 1);
        }
    }

    fn thin(&mut self) {
        let last = self.frames.len() - 1;
        let mut index = 0;
        self.frames.retain(|_| {
            index += 1;
            (index - 1) % 2 == 0 || index - 1 == last
        });
        let newest = self.frames.last().map_or(0, |f| f.0);
        self.spacing = newest / (self.limit as u32 / 2).max(1);
    }

    /// Forgets what was after `step`.
    pub fn truncate(&mut self, step: u32) {
        self.frames.retain(|f| f.0 <= step);
    }

    /// The steps that have a picture.
    pub fn steps(&self) -> impl Iterator<Item = u32> {
        self.frames.iter().map(|f| f.0)
    }

    /// The picture of `step`, or the last one before it.
    pub fn before(&self, step: u32) -> Option<&(u32, T)> {
        self.frames.partition_point(|f| f.0 <= step).checked_sub(1).and_then(|i| self.frames.get(i))
    }

    /// The picture of exactly `step`.
    pub fn at(&self, step: u32) -> Option<&T> {
        self.before(step).filter(|f| f.0 == step).map(|f| &f.1)
    }

    /// The picture of exactly `step`, to add to it.
    pub fn at_mut(&mut self, step: u32) -> Option<&mut T> {
        self.frames.iter_mut().find(|f| f.0 == step).map(|f| &mut f.1)
    }

    /// Every picture.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &(u32, T)> {
        self.frames.iter()
    }

    /// Every picture, to change it.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (u32, &mut T)> {
        self.frames.iter_mut().map(|(step, frame)| (*step, frame))
    }

    /// The newest.
    pub fn last(&self) -> Option<&(u32, T)> {
        self.frames.last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_run_keeps_few_pictures_evenly_with_the_first_and_the_last() {
        let mut film = Film::default();
        for step in (0..50_000).step_by(10) {
            film.push(step, step);
            assert!(film.frames.len() <= LIMIT);
            assert_eq!(film.last(), Some(&(step, step)));
        }
        assert_eq!(film.at(0), Some(&0));
        let steps: Vec<_> = film.frames.iter().map(|f| f.0).collect();
        let gaps: Vec<_> = steps.windows(2).map(|w| w[1] - w[0]).collect();
        let widest = gaps[..gaps.len() - 1].iter().max();
        assert!(widest <= Some(&2_000), "{gaps:?}");
        assert!(film.frames.len() > LIMIT / 4);
    }

    #[test]
    fn going_back_forgets_the_future() {
        let mut film = Film::default();
        for step in [0, 5, 10, 15] {
            film.push(step, step);
        }
        film.push(10, 99);
        assert_eq!(film.last(), Some(&(10, 99)));
        film.push(0, 1);
        assert_eq!(film.steps().collect::<Vec<_>>(), [0]);
    }

    #[test]
    fn a_step_without_a_picture_finds_the_one_before() {
        let mut film = Film::default();
        for step in [0, 100, 200] {
            film.push(step, step);
        }
        assert_eq!(film.before(199), Some(&(100, 100)));
        assert_eq!(film.before(u32::MAX), Some(&(200, 200)));
        assert_eq!(film.at(199), None);
        assert_eq!(Film::<u32>::default().before(7), None);
    }

    #[test]
    fn few_large_pictures_are_the_first_and_the_newest_and_one_is_the_newest() {
        for (limit, kept) in [(1, vec![90]), (2, vec![0, 90]), (3, vec![0, 60, 90])] {
            let mut film = Film::default();
            film.set_limit(limit);
            for step in (0..100).step_by(10) {
                film.push(step, step);
                assert!(film.frames.len() <= limit);
            }
            let steps: Vec<u32> = film.steps().collect();
            assert_eq!(steps.last(), kept.last());
            assert!(limit == 1 || steps[0] == 0, "{steps:?}");
        }
    }

    #[test]
    fn regular_snapshots_stay_regular_when_they_are_thinned() {
        let mut film = Film::default();
        film.set_limit(60);
        for step in (0..=12_000).step_by(100) {
            film.push(step, ());
        }
        let steps: Vec<_> = film.steps().collect();
        assert_eq!((steps[0], steps[steps.len() - 1]), (0, 12_000));
        let gaps: Vec<_> = steps.windows(2).map(|w| w[1] - w[0]).collect();
        assert!(gaps[..gaps.len() - 1].iter().all(|gap| *gap == gaps[0]), "{gaps:?}");
    }
}
