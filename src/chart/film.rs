//! What was shown before, for the time slider: at most [`LIMIT`] pictures, thinned out evenly.

/// The most pictures that are kept.
const LIMIT: usize = 120;

/// Pictures by step, oldest first.
#[derive(Clone, Debug)]
pub struct Film<T> {
    frames: Vec<(u32, T)>,
    /// Least steps between two pictures, except before the last.
    spacing: u32,
}

impl<T> Default for Film<T> {
    fn default() -> Self {
        Self { frames: Vec::new(), spacing: 0 }
    }
}

impl<T> Film<T> {
    /// Adds the picture of `step`; one of the same step is replaced.
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
        if self.frames.len() > LIMIT {
            self.thin();
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
        self.spacing = newest / (LIMIT as u32 / 2).max(1);
    }

    /// Forgets what was after `step`.
    pub fn truncate(&mut self, step: u32) {
        self.frames.retain(|f| f.0 <= step);
    }

    /// Pictures that are kept.
    pub fn len(&self) -> usize {
        self.frames.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }

    /// The picture at a place.
    pub fn get(&self, index: usize) -> Option<&(u32, T)> {
        self.frames.get(index)
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
            assert!(film.len() <= LIMIT);
            assert_eq!(film.last(), Some(&(step, step)));
        }
        assert_eq!(film.get(0), Some(&(0, 0)));
        let steps: Vec<_> = film.frames.iter().map(|f| f.0).collect();
        let gaps: Vec<_> = steps.windows(2).map(|w| w[1] - w[0]).collect();
        let widest = gaps[..gaps.len() - 1].iter().max();
        assert!(widest <= Some(&2_000), "{gaps:?}");
        assert!(film.len() > LIMIT / 4);
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
        assert_eq!(film.len(), 1);
    }
}
