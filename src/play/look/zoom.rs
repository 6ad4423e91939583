//! The part of the axis that all charts show.

/// All of the axis, or a part of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Zoom(Option<(f64, f64)>);

impl Zoom {
    /// The part between `a` and `b` in any order, at least `least` long, on an axis that ends at `end`.
    pub fn between(a: f64, b: f64, end: f64, least: f64) -> Self {
        let (low, high) = (a.min(b), a.max(b));
        let length = (high - low).max(least);
        if length >= end {
            return Self(None);
        }
        let from = ((low + high - length) / 2.0).clamp(0.0, end - length);
        Self(Some((from, from + length)))
    }

    /// Whether it is all of the axis.
    pub fn is_whole(self) -> bool {
        self.0.is_none()
    }

    /// What is shown of an axis that ends at `end`: all of it where the part lies beyond.
    pub fn window(self, end: f64) -> (f64, f64) {
        self.0.filter(|(from, _)| *from < end).unwrap_or((0.0, end))
    }

    /// `factor` times as much, so that `around` stays where it is.
    pub fn by(self, factor: f64, around: f64, end: f64, least: f64) -> Self {
        let (from, to) = self.window(end);
        let around = around.clamp(from, to);
        let length = (to - from) * factor;
        if length <= least {
            let share = (around - from) / (to - from).max(f64::MIN_POSITIVE);
            return Self::between(around - share * least, around + (1.0 - share) * least, end, least);
        }
        Self::between(around - (around - from) * factor, around + (to - around) * factor, end, least)
    }

    /// The same length, moved so that `place` is in it.
    pub fn holding(self, place: f64, end: f64) -> Self {
        let Some((from, to)) = self.0 else { return self };
        let by = (place - to).max(0.0) + (place - from).min(0.0);
        Self::between(from + by, to + by, end, 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_shown_in_whatever_direction_it_was_drawn() {
        let zoom = Zoom::between(300.0, 100.0, 1000.0, 10.0);
        assert_eq!(zoom.window(1000.0), (100.0, 300.0));
        assert_eq!(zoom.window(5000.0), (100.0, 300.0), "training on does not move it");
        assert_eq!(zoom.window(50.0), (0.0, 50.0), "a run that begins anew is shown whole");
        assert!(Zoom::between(0.0, 1000.0, 1000.0, 10.0).is_whole());
    }

    #[test]
    fn a_narrow_range_is_widened_and_stays_on_the_axis() {
        assert_eq!(Zoom::between(500.0, 502.0, 1000.0, 10.0).window(1000.0), (496.0, 506.0));
        assert_eq!(Zoom::between(999.0, 1000.0, 1000.0, 10.0).window(1000.0), (990.0, 1000.0));
        assert!(Zoom::between(0.0, 1.0, 5.0, 10.0).is_whole());
    }

    #[test]
    fn zooming_in_and_out_holds_the_place_and_ends_at_all() {
        let once = Zoom::default().by(0.5, 250.0, 1000.0, 10.0);
        assert_eq!(once.window(1000.0), (125.0, 625.0));
        assert!(once.by(2.0, 250.0, 1000.0, 10.0).is_whole());
        let deep = (0..40).fold(Zoom::default(), |zoom, _| zoom.by(0.5, 250.0, 1000.0, 10.0));
        let (from, to) = deep.window(1000.0);
        assert!((to - from - 10.0).abs() < 1e-9 && (from..=to).contains(&250.0));
        assert_eq!(deep.by(0.5, 250.0, 1000.0, 10.0).window(1000.0), (from, to));
    }

    #[test]
    fn it_follows_a_place_that_leaves_it() {
        let zoom = Zoom::between(100.0, 200.0, 1000.0, 10.0);
        assert_eq!(zoom.holding(150.0, 1000.0), zoom);
        assert_eq!(zoom.holding(230.0, 1000.0).window(1000.0), (130.0, 230.0));
        assert_eq!(zoom.holding(20.0, 1000.0).window(1000.0), (20.0, 120.0));
        assert!(Zoom::default().holding(20.0, 1000.0).is_whole());
    }
}
