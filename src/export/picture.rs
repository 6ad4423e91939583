//! Samples as one picture: images in a grid, points as a scatter plot.

/// Background and gaps.
const PAPER: [u8; 3] = [245, 245, 242];
/// Real points.
const REAL: [u8; 3] = [150, 150, 150];
/// Generated points.
const FAKE: [u8; 3] = [0, 95, 175];

/// A picture of red, green and blue bytes, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Three bytes a pixel.
    pub rgb: Vec<u8>,
}

impl Picture {
    /// An empty picture.
    pub fn new(width: u32, height: u32) -> Self {
        Self { width, height, rgb: PAPER.repeat((width * height) as usize) }
    }

    /// Paints one pixel; outside nothing happens.
    pub fn set(&mut self, x: u32, y: u32, colour: [u8; 3]) {
        if x < self.width && y < self.height {
            let at = 3 * (y * self.width + x) as usize;
            self.rgb[at..at + 3].copy_from_slice(&colour);
        }
    }
}

/// Images of `size` pixels and 1 to 3 interleaved `channels` in a grid as square as possible, every
/// pixel `zoom` times as large, with gaps of `zoom` pixels.
pub fn grid(images: &[u8], channels: u32, size: u32, zoom: u32) -> Picture {
    let length = (channels * size * size).max(1) as usize;
    let count = images.len() / length;
    let columns = (1..=count).find(|c| c * c >= count).unwrap_or(1);
    let rows = count.div_ceil(columns);
    let pitch = (size + 1) * zoom;
    let mut picture = Picture::new(columns as u32 * pitch + zoom, rows as u32 * pitch + zoom);
    for (i, image) in images.chunks_exact(length).enumerate() {
        let left = (i % columns) as u32 * pitch + zoom;
        let top = (i / columns) as u32 * pitch + zoom;
        for y in 0..size * zoom {
            for x in 0..size * zoom {
                let at = (((y / zoom) * size + x / zoom) * channels) as usize;
                picture.set(left + x, top + y, colour(&image[at..at + channels as usize]));
            }
        }
    }
    picture
}

/// The colour of a pixel of one channel (grey), two (the first amber, the second blue, as lights that
/// add up) or three (red, green, blue); black without any.
pub fn colour(channels: &[u8]) -> [u8; 3] {
    const LIGHTS: [[u32; 3]; 2] = [[255, 150, 30], [20, 120, 255]];
    match *channels {
        [red, green, blue] => [red, green, blue],
        [first, second] => std::array::from_fn(|i| {
            let light = u32::from(first) * LIGHTS[0][i] + u32::from(second) * LIGHTS[1][i];
            (light / 255).min(255) as u8
        }),
        [grey, ..] => [grey; 3],
        [] => [0; 3],
    }
}

/// Real points below generated ones, x, y, x, y, …, over [-`extent`, `extent`]^2, y upwards, in a
/// square of `side` pixels. Points outside lie on the edge.
pub fn scatter(real: &[f32], generated: &[f32], extent: f32, side: u32) -> Picture {
    let mut picture = Picture::new(side, side);
    let last = side.saturating_sub(1) as f32;
    // Casting clamps and sends NaN to 0, so any point is safe.
    let place = |v: f32| (((v / extent).clamp(-1.0, 1.0) + 1.0) / 2.0 * last).round() as u32;
    for (points, colour) in [(real, REAL), (generated, FAKE)] {
        for point in points.chunks_exact(2) {
            let (x, y) = (place(point[0]), place(-point[1]));
            for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                picture.set(x + dx, y + dy, colour);
            }
        }
    }
    picture
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Picture {
        /// The colour of one pixel; `None` outside.
        fn get(&self, x: u32, y: u32) -> Option<[u8; 3]> {
            let at = 3 * (y * self.width + x) as usize;
            (x < self.width && y < self.height).then(|| [self.rgb[at], self.rgb[at + 1], self.rgb[at + 2]])
        }
    }

    #[test]
    fn five_images_stand_in_three_columns_and_two_rows() {
        let images: Vec<u8> = (1..=5).flat_map(|i| [i; 4]).collect();
        let picture = grid(&images, 1, 2, 3);
        assert_eq!((picture.width, picture.height), (3 * 9 + 3, 2 * 9 + 3));
        assert_eq!(picture.get(3, 3), Some([1; 3]));
        assert_eq!(picture.get(8, 8), Some([1; 3]));
        assert_eq!(picture.get(9, 9), Some(PAPER));
        assert_eq!(picture.get(12, 12), Some([5; 3]));
        assert_eq!(picture.get(21, 12), Some(PAPER));
    }

    #[test]
    fn colours_are_kept() {
        assert_eq!(grid(&[10, 20, 30], 3, 1, 1).get(1, 1), Some([10, 20, 30]));
        assert_eq!(grid(&[255, 0], 2, 1, 1).get(1, 1), Some([255, 150, 30]));
        assert_eq!(
            [colour(&[0, 255]), colour(&[255, 255]), colour(&[7])],
            [[20, 120, 255], [255, 255, 255], [7; 3]]
        );
    }

    #[test]
    fn points_lie_where_they_should_and_any_number_is_safe() {
        let picture = scatter(&[-1.0, -1.0], &[0.0, 1.0], 1.0, 101);
        assert_eq!(picture.get(0, 100), Some(REAL));
        assert_eq!(picture.get(50, 0), Some(FAKE));
        scatter(&[f32::NAN, f32::INFINITY], &[f32::NEG_INFINITY, 1e30], 1.0, 10);
        assert_eq!(grid(&[], 1, 8, 2).width, 20);
    }
}
