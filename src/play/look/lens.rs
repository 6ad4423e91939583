//! The part of a picture that is shown: nearer or farther, and moved.

/// How many times as large a picture is shown, at most.
const MOST: f64 = 16.0;
/// How much nearer a key brings the picture.
const NEARER: f64 = 2.0;
/// How far an arrow moves it, as a share of what is shown.
const STRIDE: f64 = 0.125;

/// A place: how far right and down, as shares of a width and a height.
pub type Place = (f64, f64);

/// What is shown of a picture: all of it, or a part that never leaves it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lens {
    scale: f64,
    /// Where in the whole picture the shown part begins.
    corner: Place,
}

impl Default for Lens {
    fn default() -> Self {
        Self { scale: 1.0, corner: (0.0, 0.0) }
    }
}

impl Lens {
    /// How many times as large as the whole it is.
    pub fn scale(self) -> f64 {
        self.scale
    }

    /// Whether all of the picture is shown.
    pub fn is_whole(self) -> bool {
        self.scale <= 1.0
    }

    /// Where the whole picture begins, seen from the frame: shares of the frame, zero or less.
    pub fn origin(self) -> Place {
        (-self.corner.0 * self.scale, -self.corner.1 * self.scale)
    }

    /// The place in the whole picture that is seen at `at` in the frame.
    pub fn seen(self, at: Place) -> Place {
        (self.corner.0 + at.0 / self.scale, self.corner.1 + at.1 / self.scale)
    }

    /// `factor` times as near, so that what is seen at `at` in the frame stays there.
    pub fn by(self, factor: f64, at: Place) -> Self {
        let scale = self.scale * if factor.is_finite() { factor } else { 1.0 };
        self.holding(scale, self.seen(at), at)
    }

    /// Moved with the pointer by shares of the frame.
    pub fn moved(self, (right, down): Place) -> Self {
        self.holding(self.scale, self.corner, (right, down))
    }

    /// Moved and brought nearer by two fingers, each with what it lies on.
    pub fn pinched(self, from: [Place; 2], to: [Place; 2]) -> Self {
        let apart = |[a, b]: [Place; 2]| (a.0 - b.0).hypot(a.1 - b.1).max(1e-3);
        let between = |[a, b]: [Place; 2]| ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
        self.holding(self.scale * apart(to) / apart(from), self.seen(between(from)), between(to))
    }

    /// What `key` makes of it; `None` where it is no such key.
    pub fn typed(self, key: &str) -> Option<Self> {
        let middle = (0.5, 0.5);
        Some(match key {
            "+" | "=" => self.by(NEARER, middle),
            "-" | "−" => self.by(1.0 / NEARER, middle),
            "0" => Self::default(),
            "ArrowLeft" => self.moved((STRIDE, 0.0)),
            "ArrowRight" => self.moved((-STRIDE, 0.0)),
            "ArrowUp" => self.moved((0.0, STRIDE)),
            "ArrowDown" => self.moved((0.0, -STRIDE)),
            _ => return None,
        })
    }

    /// At `scale`, with the place `seen` of the picture at `at` in the frame, as far as the picture goes.
    fn holding(self, scale: f64, seen: Place, at: Place) -> Self {
        let scale = scale.clamp(1.0, MOST);
        let corner = |seen: f64, at: f64| (seen - at / scale).clamp(0.0, 1.0 - 1.0 / scale);
        Self { scale, corner: (corner(seen.0, at.0), corner(seen.1, at.1)) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn near(a: Place, b: Place) -> bool {
        (a.0 - b.0).abs() < 1e-9 && (a.1 - b.1).abs() < 1e-9
    }

    #[test]
    fn what_is_under_the_pointer_stays_there() {
        let once = Lens::default().by(2.0, (0.25, 0.5));
        assert_eq!((once.scale(), once.seen((0.25, 0.5))), (2.0, (0.25, 0.5)));
        assert!(near(once.origin(), (-0.25, -0.5)));
        let twice = once.by(3.0, (0.8, 0.1));
        assert!(near(twice.seen((0.8, 0.1)), once.seen((0.8, 0.1))));
        assert!(twice.by(1e-9, (0.3, 0.3)).is_whole());
        assert_eq!(twice.by(f64::NAN, (0.0, 0.0)), twice);
    }

    #[test]
    fn a_drag_moves_the_picture_with_the_pointer_up_to_its_edge() {
        let lens = Lens::default().by(4.0, (0.5, 0.5));
        let dragged = lens.moved((0.2, -0.1));
        assert!(near(dragged.seen((0.7, 0.4)), lens.seen((0.5, 0.5))));
        assert!(near(lens.moved((9.0, 9.0)).seen((0.0, 0.0)), (0.0, 0.0)));
        assert!(near(lens.moved((-9.0, -9.0)).seen((1.0, 1.0)), (1.0, 1.0)));
        assert_eq!(Lens::default().moved((0.3, 0.3)), Lens::default(), "the whole has nowhere to go");
    }

    #[test]
    fn each_of_two_fingers_keeps_what_it_lies_on() {
        let lens = Lens::default().by(2.0, (0.5, 0.5));
        let (from, to) = ([(0.4, 0.5), (0.6, 0.5)], [(0.35, 0.45), (0.75, 0.45)]);
        let pinched = lens.pinched(from, to);
        assert!((pinched.scale() - 4.0).abs() < 1e-9);
        for finger in 0..2 {
            assert!(near(pinched.seen(to[finger]), lens.seen(from[finger])));
        }
        let together = lens.pinched([(0.5, 0.5); 2], [(0.0, 0.0), (1.0, 1.0)]);
        assert_eq!(together.scale(), MOST, "from one place they bring it as near as it goes");
    }

    #[test]
    fn keys_do_what_pointers_do() {
        let lens =
            ["+", "=", "ArrowRight", "ArrowDown"].iter().try_fold(Lens::default(), |l, key| l.typed(key));
        let lens = lens.expect("keys of the picture");
        assert_eq!((lens.scale(), lens.seen((0.0, 0.0))), (4.0, (0.375 + 0.03125, 0.375 + 0.03125)));
        assert_eq!(lens.typed("ArrowLeft").and_then(|l| l.typed("ArrowRight")), Some(lens));
        assert_eq!(lens.typed("-").map(Lens::scale), Some(2.0));
        assert_eq!((lens.typed("0"), lens.typed("f")), (Some(Lens::default()), None));
    }

    proptest! {
        #[test]
        fn nothing_leads_out_of_the_picture(
            steps in proptest::collection::vec((0u8..3, 0.01f64..100.0, -2.0f64..3.0, -2.0f64..3.0), 1..40),
        ) {
            let mut lens = Lens::default();
            for (kind, factor, x, y) in steps {
                lens = match kind {
                    0 => lens.by(factor, (x, y)),
                    1 => lens.moved((x, y)),
                    _ => lens.pinched([(x, y), (y, x)], [(0.1, factor), (factor, 0.9)]),
                };
                let ((left, top), (right, bottom)) = (lens.seen((0.0, 0.0)), lens.seen((1.0, 1.0)));
                prop_assert!((1.0..=MOST).contains(&lens.scale()), "{lens:?}");
                prop_assert!(left >= 0.0 && top >= 0.0 && right <= 1.0 + 1e-9 && bottom <= 1.0 + 1e-9, "{lens:?}");
            }
        }
    }
}
