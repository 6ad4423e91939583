// ------------------------------------------------------------------ data

/// A sample and its class, 0 where there are none.
type Sample = (Vec<f32>, usize);

/// Eight Gaussians on a circle (gan_toy.py of Gulrajani et al. 2017). //? ring8
fn made(rng: &mut Rng) -> Vec<f32> { //? ring8
    let angle = TAU * rng.below(8) as f32 / 8.0;
    [angle.cos(), angle.sin()].map(|at| 2.0 / 1.414 * at + 0.02 / 1.414 * rng.normal()).to_vec()
}

/// Twenty-five Gaussians on a grid (gan_toy.py of Gulrajani et al. 2017). //? grid25
fn made(rng: &mut Rng) -> Vec<f32> { //? grid25
    let mode = rng.below(25);
    [mode / 5, mode % 5].map(|at| (at as f32 - 2.0) * 2.0 / 2.828 + 0.05 / 2.828 * rng.normal()).to_vec()
}

/// A spiral arm with noise. //? spiral
fn made(rng: &mut Rng) -> Vec<f32> { //? spiral
    let t = 1.5 * PI * (1.0 + 2.0 * rng.uniform());
    [t.cos(), t.sin()].map(|at| t * at / 10.0 + 0.025 * rng.normal()).to_vec()
}

/// Two interleaved half circles. //? moons
fn made(rng: &mut Rng) -> Vec<f32> { //? moons
    let (t, side) = (PI * rng.uniform(), if rng.uniform() < 0.5 { 1.0 } else { -1.0 });
    [t.cos() - 0.5, t.sin() - 0.25].map(|at| side * at + 0.05 * rng.normal()).to_vec()
}

/// Pixels from (x, y) to the edge of a shape of radius r around the origin, negative inside. //? shapes28
fn distance(kind: usize, x: f32, y: f32, r: f32) -> f32 { //? shapes28
    let (across, down, round) = (x.abs(), y.abs(), x.hypot(y));
    let (turned_x, turned_y) = ((x + y).abs() / 2f32.sqrt(), (x - y).abs() / 2f32.sqrt());
    let block = |x: f32, y: f32, width: f32, height: f32| (x - width * r).max(y - height * r);
    let plus = |x, y| block(x, y, 1.0, 0.25).min(block(x, y, 0.25, 1.0));
    match kind {
        0 => round - 0.9 * r,
        1 => (round - 0.8 * r).abs() - 0.2 * r,
        2 => block(across, down, 0.8, 0.8),
        3 => (across.max(down) - 0.7 * r).abs() - 0.18 * r,
        4 => block(turned_x, turned_y, 0.7, 0.7),
        5 => plus(across, down),
        6 => plus(turned_x, turned_y),
        7 => block(across, down, 1.0, 0.3),
        8 => block(across, down, 0.3, 1.0),
        _ => (y - 0.7 * r).max((1.7 * across - 0.9 * (y + r)) / 1.9235),
    }
}

/// Ten kinds of shapes of 28 x 28 pixels: light on black, each with a place, a size and a brightness. //? shapes28
fn made(rng: &mut Rng, kind: usize) -> Vec<f32> { //? shapes28
    let [x, y] = [(); 2].map(|()| 13.5 + 6.0 * rng.uniform() - 3.0);
    let (radius, light) = (6.0 + 4.0 * rng.uniform(), 0.7 + 0.3 * rng.uniform());
    let pixel = |at: usize| {
        let far = distance(kind, (at % 28) as f32 - x, (at / 28) as f32 - y, radius);
        2.0 * light * (0.5 - far).clamp(0.0, 1.0) - 1.0
    };
    (0..SIZE * SIZE).map(pixel).collect()
}

fn sample(rng: &mut Rng, _: Option<usize>) -> Sample { //? endless&points
    (made(rng), 0)
}
fn sample(rng: &mut Rng, only: Option<usize>) -> Sample { //? shapes28
    let kind = only.unwrap_or_else(|| rng.below(10));
    (made(rng, kind), kind)
}

/// An IDX file, as MNIST has it, unpacked: its sizes and its bytes. //? idx
fn idx(path: &str) -> (Vec<usize>, Vec<u8>) { //? idx
    let raw = std::fs::read(path).unwrap_or_else(|why| panic!("{path}: {why}"));
    assert!(raw.len() > 4 && raw[..3] == [0, 0, 8], "{path}: no IDX of bytes; gunzip it first");
    let dimensions = usize::from(raw[3]);
    let size = |i: usize| raw[4 + 4 * i..8 + 4 * i].iter().fold(0, |size, byte| 256 * size + usize::from(*byte));
    ((0..dimensions).map(size).collect(), raw[4 + 4 * dimensions..].to_vec())
}

/// --images: IDX of images of the right size; --labels: IDX of their classes. //? idx
fn load_samples() -> Vec<Sample> { //? idx
    let path = option("--images").expect("--images FILE: this experiment trains on images of a file");
    let (sizes, bytes) = idx(&path);
    let row = bytes.len() / sizes[0];
    assert_eq!(row, __PIXELS__, "{path}: numbers in an image");
    let labels = option("--labels").map(|path| idx(&path).1);
    assert!(labels.is_some(), "--labels FILE: this experiment trains on classes"); //? classed|stacked8
    let pixels = |image: &[u8]| image.iter().map(|byte| f32::from(*byte) / 127.5 - 1.0).collect();
    let label = |i: usize| labels.as_ref().map_or(0, |labels| usize::from(labels[i]));
    bytes.chunks(row).enumerate().map(|(i, image)| (pixels(image), label(i))).collect()
}

/// --points: a table of two columns, with a comma, a semicolon, a tab or spaces between them. //? table
fn load_samples() -> Vec<Sample> { //? table
    let path = option("--points").expect("--points FILE: this experiment trains on the points of a table");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{path}: {why}"));
    let point = |line: &str| {
        let mut cells = line.split([',', ';', '\t', ' ']).filter(|cell| !cell.is_empty()).map(str::parse::<f64>);
        Some([cells.next()?.ok()?, cells.next()?.ok()?])
    };
    scaled(text.lines().filter_map(point).collect())
}

/// The points that were drawn, as places on a grid: from left to right, from bottom to top. //? drawn
const DRAWN: [[u16; 2]; __COUNT__] = __DRAWN__; //? drawn

/// The drawing of the link. //? drawn
fn load_samples() -> Vec<Sample> { //? drawn
    scaled(DRAWN.iter().map(|point| point.map(|at| f64::from(at) * 2.0 / f64::from(__LAST__) - 1.0)).collect())
}

/// Points with mean 0 and deviation 1 on both axes. //? table|drawn
fn scaled(points: Vec<[f64; 2]>) -> Vec<Sample> { //? table|drawn
    let count = points.len() as f64;
    let mean = [0, 1].map(|axis| points.iter().map(|p| p[axis]).sum::<f64>() / count);
    let square = |axis: usize| points.iter().map(|p| (p[axis] - mean[axis]).powi(2)).sum::<f64>();
    let deviation = [0, 1].map(|axis| (square(axis) / count).sqrt());
    let unit = |p: &[f64; 2]| [0, 1].map(|axis| ((p[axis] - mean[axis]) / deviation[axis]) as f32).to_vec();
    points.iter().map(|p| (unit(p), 0)).collect()
}

/// Samples that are made: without end, or a fixed number of them. //? endless
#[derive(Default)] //? endless
struct Real { //? endless
    few: HashMap<Option<usize>, Vec<Sample>>, //? few
}

impl Real { //? endless
    fn new(_: &Settings) -> Self {
        Self::default()
    }

    fn batch(&mut self, e: &Settings, rng: &mut Rng, only: Option<usize>) -> Vec<Sample> {
        let count = if only.is_none() { e.data_count } else { e.data_count.div_ceil(10) }; //? few
        let few = self.few.entry(only).or_insert_with(|| (0..count).map(|_| sample(rng, only)).collect()); //? few
        (0..e.batch).map(|_| few[rng.below(few.len())].clone()).collect() //? few
        (0..e.batch).map(|_| sample(rng, only)).collect() //? !few
    }
}

/// Samples of a file: a tenth is held out, and the rest visited once an epoch, in another order each. //? finite
struct Real { //? finite
    samples: Vec<Sample>,
    /// What is left of the epoch, of one class or of all.
    left: HashMap<Option<usize>, Vec<usize>>,
}

impl Real { //? finite
    fn new(_: &Settings) -> Self { //? !few
        let samples = trained_on(); //? !only&!mirrored
        let mut samples = trained_on(); //? only|mirrored
        samples.retain(|(_, label)| *label == __ONLY__); //? only
        mirror(&mut samples); //? mirrored
        Self { samples, left: HashMap::new() }
    }
    fn new(e: &Settings) -> Self { //? few
        let mut samples = trained_on();
        samples.retain(|(_, label)| *label == __ONLY__); //? only
        samples.truncate(e.data_count);
        mirror(&mut samples); //? mirrored
        Self { samples, left: HashMap::new() }
    }

    fn batch(&mut self, e: &Settings, rng: &mut Rng, only: Option<usize>) -> Vec<Sample> {
        let left = self.left.entry(only).or_default();
        let next = |_| {
            if left.is_empty() {
                left.extend(rng.order(self.samples.len()));
                left.retain(|i| only.is_none_or(|only| self.samples[*i].1 == only));
            }
            self.samples[left.pop().expect("a sample of this class")].clone()
        };
        (0..e.batch).map(next).collect()
    }
}

/// All but a tenth, in a random order that is always the same. //? finite|stacked8
fn trained_on() -> Vec<Sample> { //? finite|stacked8
    let samples = load_samples();
    let order = Rng::new(0).order(samples.len());
    order[samples.len() / 10..].iter().map(|i| samples[*i].clone()).collect()
}

/// Every image also as its mirror image. //? mirrored
fn mirror(samples: &mut Vec<Sample>) { //? mirrored
    let turned = |row: &Vec<f32>| row.chunks(SIZE).flat_map(|line| line.iter().rev().copied()).collect();
    let turned: Vec<Sample> = samples.iter().map(|(row, label)| (turned(row), *label)).collect();
    samples.extend(turned);
}

/// Two digits as the two channels of an image, each of the hundred pairs as likely. //? stacked8
struct Real { //? stacked8
    digits: Vec<Sample>,
    few: Vec<Sample>, //? few
}

impl Real { //? stacked8
    fn new(_: &Settings) -> Self {
        Self {
            digits: trained_on(),
            few: Vec::new(), //? few
        }
    }

    fn digit(&self, rng: &mut Rng) -> &[f32] {
        let kind = rng.below(10);
        let of_kind: Vec<&Sample> = self.digits.iter().filter(|(_, label)| *label == kind).collect();
        &of_kind[rng.below(of_kind.len())].0
    }

    fn pair(&self, rng: &mut Rng) -> Sample {
        ([self.digit(rng), self.digit(rng)].concat(), 0)
    }

    fn batch(&mut self, e: &Settings, rng: &mut Rng, _: Option<usize>) -> Vec<Sample> {
        if self.few.is_empty() { //? few
            self.few = (0..e.data_count).map(|_| self.pair(rng)).collect();
        }
        (0..e.batch).map(|_| self.few[rng.below(self.few.len())].clone()).collect() //? few
        (0..e.batch).map(|_| self.pair(rng)).collect() //? !few
    }
}
