//! Images side by side, with a pixel between them: which pixel of the whole belongs to which image, and where each
//! image lies.

/// Images in rows, counted from the top left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mosaic {
    across: usize,
    rows: usize,
    size: usize,
    caption: usize,
}

impl Mosaic {
    /// `rows` rows of `across` images of `size` pixels on a side.
    pub fn new((across, rows): (usize, usize), size: usize) -> Self {
        Self { across, rows, size, caption: 0 }
    }

    /// With room for a line of words under each image.
    pub fn with_captions(self) -> Self {
        Self { caption: (3 * self.size).div_ceil(8), ..self }
    }

    /// With so many fewer, the first of every side, that each is at least `least` wide in `width`; two on a side at least.
    pub fn fitting(self, width: f64, least: f64) -> Self {
        let fits = ((width / least) as usize).max(2);
        Self { across: self.across.min(fits), rows: self.rows.min(fits), ..self }
    }

    /// Images.
    pub fn count(self) -> usize {
        self.across * self.rows
    }

    fn pitch(self) -> (usize, usize) {
        (self.size + 1, self.size + 1 + self.caption)
    }

    /// Pixels of the whole, across and down.
    pub fn extent(self) -> (usize, usize) {
        let (x, y) = self.pitch();
        ((self.across * x).saturating_sub(1), (self.rows * y).saturating_sub(1))
    }

    /// The image to which pixel `i` of the whole belongs, and which of its pixels it is; `None` between images.
    pub fn pixel(self, i: usize) -> Option<(usize, usize)> {
        let ((width, _), (right, down)) = (self.extent(), self.pitch());
        let (x, y) = (i % width.max(1), i / width.max(1));
        let place = y / down * self.across + x / right;
        let (x, y) = (x % right, y % down);
        (x < self.size && y < self.size).then_some((place, y * self.size + x))
    }

    /// Where the image at `place` lies: left, top, width and height as shares of the whole.
    pub fn cell(self, place: usize) -> [f64; 4] {
        let ((width, height), (right, down)) = (self.extent(), self.pitch());
        let share = |of: usize, whole: usize| of as f64 / whole.max(1) as f64;
        let (column, row) = (place % self.across.max(1), place / self.across.max(1));
        let (left, top) = (share(column * right, width), share(row * down, height));
        [left, top, share(self.size, width), share(self.size, height)]
    }

    /// The image that lies at these shares of the whole, what is under it included.
    pub fn at(self, x: f64, y: f64) -> Option<usize> {
        if !(0.0..1.0).contains(&x) || !(0.0..1.0).contains(&y) {
            return None;
        }
        let within =
            |share: f64, count: usize| ((share * count as f64) as usize).min(count.saturating_sub(1));
        Some(within(y, self.rows) * self.across + within(x, self.across))
            .filter(|place| *place < self.count())
    }

    /// Where `key` leads from `place`; `None` where it is no such key.
    pub fn walked(self, place: usize, key: &str) -> Option<usize> {
        let last = self.count().saturating_sub(1);
        Some(match key {
            "ArrowLeft" => place.saturating_sub(1),
            "ArrowRight" => (place + 1).min(last),
            "ArrowUp" => place.checked_sub(self.across).unwrap_or(place),
            "ArrowDown" if place + self.across <= last => place + self.across,
            "ArrowDown" => place,
            "Home" => 0,
            "End" => last,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pixel_belongs_to_its_image_or_lies_between() {
        for mosaic in [Mosaic::new((3, 2), 4), Mosaic::new((3, 2), 4).with_captions()] {
            let (width, height) = mosaic.extent();
            let mut seen = vec![0; 6 * 16];
            for (place, pixel) in (0..width * height).filter_map(|i| mosaic.pixel(i)) {
                seen[place * 16 + pixel] += 1;
            }
            assert!(seen.iter().all(|count| *count == 1), "{mosaic:?}: {seen:?}");
        }
        let plain = Mosaic::new((3, 2), 4);
        assert_eq!((plain.extent(), plain.with_captions().extent()), ((14, 9), (14, 13)));
        // The second pixel of the second row of the fifth image: one row of images and a gap above it.
        assert_eq!(plain.pixel(6 * 14 + 6), Some((4, 5)));
        assert_eq!(plain.pixel(4), None);
    }

    #[test]
    fn what_is_pointed_at_is_the_image_that_lies_there() {
        for mosaic in [Mosaic::new((8, 8), 28), Mosaic::new((10, 10), 8).with_captions()] {
            for place in 0..mosaic.count() {
                let [left, top, width, height] = mosaic.cell(place);
                assert_eq!(mosaic.at(left + width / 2.0, top + height / 2.0), Some(place), "{mosaic:?}");
            }
            assert_eq!((mosaic.at(1.0, 0.5), mosaic.at(0.5, -0.1)), (None, None));
        }
    }

    #[test]
    fn in_a_narrow_picture_there_are_fewer_and_larger_images() {
        let all = Mosaic::new((8, 8), 28).with_captions();
        assert_eq!(all.fitting(400.0, 44.0), all);
        for (width, count) in [(352.0, 64), (165.0, 9), (130.0, 4), (10.0, 4)] {
            let fewer = all.fitting(width, 44.0);
            assert_eq!(fewer.count(), count, "in {width}");
            let [_, _, wide, _] = fewer.cell(0);
            assert!(wide * width > 42.0 || count == 4, "{} in {width}", wide * width);
        }
        assert_eq!(Mosaic::new((8, 2), 28).fitting(130.0, 28.0), Mosaic::new((4, 2), 28));
    }

    #[test]
    fn arrows_stay_in_the_picture() {
        let mosaic = Mosaic::new((3, 2), 4);
        let from =
            |place| ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].map(|key| mosaic.walked(place, key));
        assert_eq!(from(0), [Some(0), Some(1), Some(0), Some(3)]);
        assert_eq!(from(5), [Some(4), Some(5), Some(2), Some(5)]);
        assert_eq!((mosaic.walked(2, "Home"), mosaic.walked(2, "End")), (Some(0), Some(5)));
        assert_eq!(mosaic.walked(2, "Enter"), None);
    }
}
