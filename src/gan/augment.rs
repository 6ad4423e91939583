//! DiffAugment (Zhao et al. 2020, section 3): real and fake images are coloured, shifted and cut
//! before D sees them, in both steps, each by numbers of its own, and G's gradient passes through.
//!
//! After the authors' `DiffAugment_pytorch.py`: color, then translation, then cutout. What is shifted
//! in or cut out is 0, as there: the middle grey of pixels from -1 to 1, not their black.

use burn::prelude::*;

use super::parameters::{Named, named};
use crate::experiment::Augment;
use crate::experiment::architecture::Shape;
use crate::rng::Stream;

/// The numbers of one batch, on the device.
#[derive(Clone, Debug)]
pub struct Augmentation {
    color: Option<Color>,
    shift: Option<Shift>,
    /// 0 in the hole and 1 elsewhere, `[batch, n]`.
    cutout: Option<Tensor<2>>,
}

/// What is added to the brightness, what saturation and contrast are multiplied with, each
/// `[batch, 1]`.
#[derive(Clone, Debug)]
struct Color {
    brightness: Tensor<2>,
    saturation: Tensor<2>,
    contrast: Tensor<2>,
}

/// One-hot matrices that pick rows (from the left) and columns (from the right), each
/// `[batch, 1, size, size]`.
#[derive(Clone, Debug)]
struct Shift {
    rows: Tensor<4>,
    columns: Tensor<4>,
}

/// Largest translation of an image of `size` pixels, in pixels: an eighth, rounded.
fn reach(size: usize) -> usize {
    (size + 4) / 8
}

/// Side of the hole in an image of `size` pixels: half, rounded up.
fn hole(size: usize) -> usize {
    size.div_ceil(2)
}

/// What happens to one image.
#[derive(Clone, Debug)]
struct Fate {
    brightness: f32,
    saturation: f32,
    contrast: f32,
    /// How far down and right the pixels are that take the place of others.
    shift: [isize; 2],
    /// First row and first column of the hole; part of it may lie outside.
    corner: [isize; 2],
}

impl Fate {
    /// Always seven numbers, so that one kind that is switched on does not shift those of another.
    fn draw(size: usize, stream: &mut Stream) -> Self {
        let (reach, hole) = (reach(size), hole(size));
        let brightness = stream.uniform() - 0.5;
        let saturation = 2.0 * stream.uniform();
        let contrast = stream.uniform() + 0.5;
        let shift = [(); 2].map(|()| stream.below(2 * reach + 1) as isize - reach as isize);
        // The authors' offset: the hole's middle lies anywhere in the image, edges included.
        let places = size + 1 - hole % 2;
        let corner = [(); 2].map(|()| stream.below(places) as isize - (hole / 2) as isize);
        Self { brightness, saturation, contrast, shift, corner }
    }

    /// One row of the mask of [`Augmentation::cutout`] for one channel.
    fn mask(&self, size: usize) -> impl Iterator<Item = f32> + '_ {
        let inside =
            move |i: usize, axis: usize| (0..hole(size) as isize).contains(&(i as isize - self.corner[axis]));
        (0..size).flat_map(move |i| (0..size).map(move |j| f32::from(!(inside(i, 0) && inside(j, 1)))))
    }
}

/// The numbers for a batch of images of `shape`, from `stream`; `None`, without a draw, when `kinds`
/// is off or samples are points.
pub fn draw(
    kinds: Augment,
    shape: Shape,
    batch: usize,
    stream: &mut Stream,
    device: &Device,
) -> Option<Augmentation> {
    let Shape::Image { channels, size } = shape else { return None };
    if kinds.is_off() {
        return None;
    }
    let (channels, size) = (channels as usize, size as usize);
    let fates: Vec<Fate> = (0..batch).map(|_| Fate::draw(size, stream)).collect();
    let column = |of: fn(&Fate) -> f32| {
        Tensor::from_data(TensorData::new(fates.iter().map(of).collect(), [batch, 1]), device)
    };
    let color = || Color {
        brightness: column(|f| f.brightness),
        saturation: column(|f| f.saturation),
        contrast: column(|f| f.contrast),
    };
    let shift = || Shift {
        rows: picks(fates.iter().map(|f| f.shift[0]), size, device),
        columns: picks(fates.iter().map(|f| -f.shift[1]), size, device),
    };
    let cutout = || {
        let masks = fates.iter().flat_map(|f| f.mask(size).collect::<Vec<_>>().repeat(channels)).collect();
        Tensor::from_data(TensorData::new(masks, [batch, channels * size * size]), device)
    };
    Some(Augmentation {
        color: kinds.color.then(color),
        shift: kinds.shift.then(shift),
        cutout: kinds.cutout.then(cutout),
    })
}

impl Augmentation {
    /// Its numbers by name, for who looks on.
    pub fn named(&self, prefix: &str) -> Vec<Named> {
        let name = |what: &str| format!("{prefix}.{what}");
        let mut all = Vec::new();
        if let Some(Color { brightness, saturation, contrast }) = &self.color {
            all.push(named(name("brightness"), brightness.clone()));
            all.push(named(name("saturation"), saturation.clone()));
            all.push(named(name("contrast"), contrast.clone()));
        }
        if let Some(Shift { rows, columns }) = &self.shift {
            all.push(named(name("shift_rows"), rows.clone()));
            all.push(named(name("shift_columns"), columns.clone()));
        }
        all.extend(self.cutout.clone().map(|mask| named(name("cutout"), mask)));
        all
    }
}

/// Matrices of which row i picks i + shift, or nothing past the edge, `[batch, 1, size, size]`.
fn picks(shifts: impl Iterator<Item = isize>, size: usize, device: &Device) -> Tensor<4> {
    let mut values = Vec::new();
    for shift in shifts {
        let start = values.len();
        values.resize(start + size * size, 0f32);
        for i in 0..size {
            if let Some(from) = i.checked_add_signed(shift).filter(|from| *from < size) {
                values[start + i * size + from] = 1.0;
            }
        }
    }
    let batch = values.len() / (size * size);
    Tensor::from_data(TensorData::new(values, [batch, 1, size, size]), device)
}

/// `x` as D sees it; without an augmentation `x` itself, to the bit.
///
/// # Shapes
/// `x` and the result: `[batch, n]`, images of `shape`
pub fn apply(x: Tensor<2>, augmentation: &Option<Augmentation>, shape: Shape) -> Tensor<2> {
    let (Some(augmentation), Shape::Image { channels, size }) = (augmentation, shape) else { return x };
    let (batch, channels, size) = (x.dims()[0], channels as usize, size as usize);
    let mut x = x;
    if let Some(color) = &augmentation.color {
        x = color.apply(x, channels);
    }
    if let Some(Shift { rows, columns }) = &augmentation.shift {
        let image = x.reshape([batch, channels, size, size]);
        x = rows.clone().matmul(image).matmul(columns.clone()).flatten(1, 3);
    }
    if let Some(mask) = &augmentation.cutout {
        x = x * mask.clone();
    }
    x
}

impl Color {
    /// Brightness; saturation around the mean of the channels of each pixel, which grey images do
    /// not have; contrast around the mean of the image.
    fn apply(&self, x: Tensor<2>, channels: usize) -> Tensor<2> {
        let mut x = x + self.brightness.clone();
        if channels > 1 {
            let [batch, n] = x.dims();
            let pixels = x.reshape([batch, channels, n / channels]);
            let mean = pixels.clone().mean_dim(1);
            let saturation = self.saturation.clone().reshape([batch, 1, 1]);
            x = ((pixels - mean.clone()) * saturation + mean).reshape([batch, n]);
        }
        let mean = x.clone().mean_dim(1);
        (x - mean.clone()) * self.contrast.clone() + mean
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GREY8: Shape = Shape::Image { channels: 1, size: 8 };
    const GREY28: Shape = Shape::Image { channels: 1, size: 28 };
    const COLOR: Augment = Augment { color: true, shift: false, cutout: false };
    const SHIFT: Augment = Augment { color: false, shift: true, cutout: false };
    const CUTOUT: Augment = Augment { color: false, shift: false, cutout: true };

    fn stream() -> Stream {
        Stream::new(5, "augment")
    }

    fn tensor(values: Vec<f32>, batch: usize) -> Tensor<2> {
        let n = values.len() / batch;
        Tensor::from_data(TensorData::new(values, [batch, n]), &Device::flex())
    }

    fn images(shape: Shape, batch: usize) -> Vec<f32> {
        Stream::new(1, "images").normals(batch * shape.len())
    }

    fn floats(x: Tensor<2>) -> Vec<f32> {
        x.into_data().iter::<f32>().collect()
    }

    fn augmented(kinds: Augment, shape: Shape, values: &[f32], batch: usize) -> Vec<f32> {
        let made = draw(kinds, shape, batch, &mut stream(), &Device::flex());
        floats(apply(tensor(values.to_vec(), batch), &made, shape))
    }

    #[test]
    fn off_draws_nothing_and_changes_no_bit() {
        let mut stream = stream();
        let before = stream.position();
        assert!(draw(Augment::default(), GREY8, 4, &mut stream, &Device::flex()).is_none());
        assert!(draw(COLOR, Shape::Point, 4, &mut stream, &Device::flex()).is_none());
        assert_eq!(stream.position(), before);
        let x = images(GREY8, 4);
        assert_eq!(floats(apply(tensor(x.clone(), 4), &None, GREY8)), x);
    }

    #[test]
    fn every_number_lies_in_its_range_and_reaches_its_ends() {
        for (size, reach, hole) in [(8, 1, 4), (28, 4, 14)] {
            assert_eq!((super::reach(size), super::hole(size)), (reach, hole));
            let mut stream = stream();
            let fates: Vec<Fate> = (0..5000).map(|_| Fate::draw(size, &mut stream)).collect();
            let range = |of: &dyn Fn(&Fate) -> f32| {
                let values = fates.iter().map(of);
                (values.clone().fold(f32::MAX, f32::min), values.fold(f32::MIN, f32::max))
            };
            let spans = |(low, high): (f32, f32), from: f32, to: f32| {
                from <= low && low < from + 0.01 && to - 0.01 < high && high <= to
            };
            assert!(spans(range(&|f| f.brightness), -0.5, 0.5));
            assert!(spans(range(&|f| f.saturation), 0.0, 2.0));
            assert!(spans(range(&|f| f.contrast), 0.5, 1.5));
            let (reach, half) = (reach as f32, (hole / 2) as f32);
            for axis in 0..2 {
                assert_eq!(range(&|f| f.shift[axis] as f32), (-reach, reach));
                assert_eq!(range(&|f| f.corner[axis] as f32), (-half, size as f32 - half));
            }
        }
    }

    #[test]
    fn one_kind_does_not_change_the_numbers_of_another() {
        let x = images(GREY8, 16);
        let both = Augment { cutout: true, ..SHIFT };
        let (shifted, both) = (augmented(SHIFT, GREY8, &x, 16), augmented(both, GREY8, &x, 16));
        assert!(shifted.iter().zip(&both).all(|(a, b)| *b == 0.0 || a == b));
        assert!(shifted.iter().zip(&both).any(|(a, b)| a != b));
    }

    #[test]
    fn brightness_and_contrast_follow_the_formula() {
        let x = images(GREY28, 3);
        let found = augmented(COLOR, GREY28, &x, 3);
        let mut stream = stream();
        for (x, found) in x.chunks(784).zip(found.chunks(784)) {
            let fate = Fate::draw(28, &mut stream);
            let mean = x.iter().sum::<f32>() / 784.0 + fate.brightness;
            let expected = x.iter().map(|v| (v + fate.brightness - mean) * fate.contrast + mean);
            assert!(expected.zip(found).all(|(e, f)| (e - f).abs() < 1e-5));
        }
    }

    #[test]
    fn saturation_leaves_grey_as_it_is_and_keeps_the_mean_of_the_channels() {
        let shape = Shape::Image { channels: 3, size: 8 };
        let grey: Vec<f32> = images(GREY8, 4).chunks(64).flat_map(|x| x.repeat(3)).collect();
        let one = augmented(COLOR, GREY8, &images(GREY8, 4), 4);
        for (three, one) in augmented(COLOR, shape, &grey, 4).chunks(192).zip(one.chunks(64)) {
            assert!(three.iter().zip(one.iter().cycle()).all(|(a, b)| (a - b).abs() < 1e-5));
        }
        let color = Color {
            brightness: tensor(vec![0.0], 1),
            saturation: tensor(vec![0.5], 1),
            contrast: tensor(vec![1.0], 1),
        };
        let found = floats(color.apply(tensor(vec![1.0, 0.0, 0.0, 3.0, 2.0, 0.0], 1), 3));
        let expected = [1.0, 0.5, 0.5, 2.0, 1.5, 0.5];
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-6), "{found:?}");
    }

    #[test]
    fn a_shift_moves_pixels_and_keeps_the_sum_where_none_is_lost() {
        for shape in [GREY8, GREY28, Shape::Image { channels: 3, size: 8 }] {
            let Shape::Image { channels, size } = shape else { continue };
            let (size, reach) = (size as usize, reach(size as usize));
            let border = |i: usize| i < reach || i >= size - reach;
            let mut x = images(shape, 32);
            for (i, v) in x.iter_mut().enumerate() {
                let (row, column) = (i / size % size, i % size);
                *v = if border(row) || border(column) { 0.0 } else { *v };
            }
            let found = augmented(SHIFT, shape, &x, 32);
            let mut stream = stream();
            for (x, found) in x.chunks(shape.len()).zip(found.chunks(shape.len())) {
                let [down, right] = Fate::draw(size, &mut stream).shift;
                for channel in 0..channels as usize {
                    let at = |image: &[f32], i: usize, j: usize| image[(channel * size + i) * size + j];
                    for i in reach..size - reach {
                        for j in reach..size - reach {
                            let to = (i as isize - down, j as isize - right);
                            assert_eq!(at(found, to.0 as usize, to.1 as usize), at(x, i, j));
                        }
                    }
                }
                let sum = |image: &[f32]| image.iter().map(|v| f64::from(*v)).sum::<f64>();
                assert!((sum(x) - sum(found)).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn what_is_shifted_in_is_zero() {
        let found = augmented(SHIFT, GREY8, &[1.0; 64 * 50], 50);
        let mut stream = stream();
        for image in found.chunks(64) {
            let [down, right] = Fate::draw(8, &mut stream).shift.map(isize::unsigned_abs);
            assert_eq!(image.iter().sum::<f32>() as usize, (8 - down) * (8 - right));
            assert!(image.iter().all(|v| [0.0, 1.0].contains(v)));
        }
    }

    #[test]
    fn a_hole_is_half_the_image_and_its_gradient_is_zero() {
        for (shape, full) in [(GREY8, 16), (GREY28, 196)] {
            let device = Device::flex().autodiff();
            let data = TensorData::new(images(shape, 64), [64, shape.len()]);
            let x = Tensor::<2>::from_data(data, &device).require_grad();
            let made = draw(CUTOUT, shape, 64, &mut stream(), &device);
            let y = apply(x.clone(), &made, shape);
            let gradients = (y.clone() * y.clone()).sum().backward();
            let gradient = floats(x.grad(&gradients).expect("tracked"));
            let holes: Vec<usize> = floats(y.inner())
                .chunks(shape.len())
                .map(|i| i.iter().filter(|v| **v == 0.0).count())
                .collect();
            assert_eq!(gradient.iter().filter(|g| **g == 0.0).count(), holes.iter().sum::<usize>());
            assert!(holes.iter().all(|h| (full / 4..=full).contains(h)));
            assert!(holes.contains(&full) && holes.iter().any(|h| *h < full));
        }
    }

    #[test]
    fn the_gradient_of_a_shift_is_the_shift_back() {
        let device = Device::flex().autodiff();
        let x = Tensor::<2>::from_data(TensorData::new(images(GREY8, 6), [6, 64]), &device).require_grad();
        let made = draw(SHIFT, GREY8, 6, &mut stream(), &device);
        let y = apply(x.clone(), &made, GREY8);
        let gradient = floats(x.grad(&y.sum().backward()).expect("tracked"));
        // One where the pixel is still in the image.
        let mut stream = stream();
        for gradient in gradient.chunks(64) {
            let [down, right] = Fate::draw(8, &mut stream).shift.map(isize::unsigned_abs);
            assert_eq!(gradient.iter().sum::<f32>() as usize, (8 - down) * (8 - right));
        }
    }
}
