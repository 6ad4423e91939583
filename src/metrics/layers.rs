//! The forward pass of convolutions and linear layers on slices, for [`super::features`].
//!
//! Images are kept with their channels innermost, and weights with their outputs innermost, so that
//! the inner loop runs over outputs.

/// Slope of the leaky ReLU on the negative side.
pub const SLOPE: f32 = 0.2;

/// Pixels on a side of a convolution's kernel, which is padded by one pixel of zeros.
pub const KERNEL: usize = 3;

/// A linear layer.
#[derive(Clone, Debug, PartialEq)]
pub struct FrozenDense {
    /// `[inputs, outputs]`
    pub weight: Vec<f32>,
    /// `[outputs]`
    pub bias: Vec<f32>,
}

impl FrozenDense {
    /// Appends the results for one sample of `inputs` numbers to `out`.
    pub fn forward(&self, x: &[f32], out: &mut Vec<f32>) {
        let first = out.len();
        out.extend(&self.bias);
        accumulate(&mut out[first..], x, &self.weight);
    }
}

/// A convolution of 3 x 3.
#[derive(Clone, Debug, PartialEq)]
pub struct FrozenConvolution {
    /// `[kernel row, kernel column, inputs, outputs]`
    weight: Vec<f32>,
    /// `[outputs]`
    bias: Vec<f32>,
    inputs: usize,
    stride: usize,
}

impl FrozenConvolution {
    /// From a weight of `[outputs, inputs, kernel, kernel]` and a bias of `[outputs]`.
    pub fn new(weight: &[f32], bias: Vec<f32>, inputs: usize, stride: usize) -> Self {
        let (outputs, area) = (bias.len(), KERNEL * KERNEL);
        let at = |place: usize, input: usize, output: usize| weight[(output * inputs + input) * area + place];
        let weight = (0..area)
            .flat_map(|place| (0..inputs).map(move |input| (place, input)))
            .flat_map(|(place, input)| (0..outputs).map(move |output| at(place, input, output)));
        Self { weight: weight.collect(), bias, inputs, stride }
    }

    /// The result for one image of `size` x `size` pixels, and its size.
    pub fn forward(&self, x: &[f32], size: usize) -> (Vec<f32>, usize) {
        let smaller = size.div_ceil(self.stride);
        let mut out = Vec::with_capacity(smaller * smaller * self.bias.len());
        for row in 0..smaller {
            for column in 0..smaller {
                let first = out.len();
                out.extend(&self.bias);
                self.pixel(x, size, (row * self.stride, column * self.stride), &mut out[first..]);
            }
        }
        (out, smaller)
    }

    /// Adds to `sums` what the kernel sees around a pixel of the input.
    fn pixel(&self, x: &[f32], size: usize, (row, column): (usize, usize), sums: &mut [f32]) {
        let block = self.inputs * self.bias.len();
        for (place, weight) in self.weight.chunks_exact(block).enumerate() {
            // Shifted by the padding: from 1 to size is inside.
            let (y, z) = (row + place / KERNEL, column + place % KERNEL);
            if (1..=size).contains(&y) && (1..=size).contains(&z) {
                let at = ((y - 1) * size + z - 1) * self.inputs;
                accumulate(sums, &x[at..at + self.inputs], weight);
            }
        }
    }
}

/// Adds x · `weight` to `sums`.
fn accumulate(sums: &mut [f32], x: &[f32], weight: &[f32]) {
    for (x, weights) in x.iter().zip(weight.chunks_exact(sums.len())) {
        sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += x * weight);
    }
}

/// Leaky ReLU in place.
pub fn leaky_relu(x: &mut [f32]) {
    x.iter_mut().filter(|v| **v < 0.0).for_each(|v| *v *= SLOPE);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_linear_layer_is_its_matrix() {
        let layer = FrozenDense { weight: vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0], bias: vec![0.5, 0.0, -1.0] };
        let mut out = vec![9.0];
        layer.forward(&[1.0, -1.0], &mut out);
        assert_eq!(out, [9.0, -2.5, -3.0, -4.0]);
    }

    #[test]
    fn a_convolution_pads_with_zeros_and_strides() {
        // All ones counts the pixels under the kernel; the second output sees the centre alone.
        let mut weight = vec![1.0; 18];
        weight[9..].fill(0.0);
        weight[9 + 4] = 1.0;
        let image: Vec<f32> = (0..9).map(|v| v as f32).collect();
        let (out, size) = FrozenConvolution::new(&weight, vec![0.0, 0.5], 1, 1).forward(&image, 3);
        assert_eq!(size, 3);
        let (sums, centres): (Vec<_>, Vec<_>) = out.chunks(2).map(|o| (o[0], o[1])).unzip();
        assert_eq!(sums, [8.0, 15.0, 12.0, 21.0, 36.0, 27.0, 20.0, 33.0, 24.0]);
        assert_eq!(centres, (0..9).map(|v| v as f32 + 0.5).collect::<Vec<_>>());
        let (out, size) = FrozenConvolution::new(&weight, vec![0.0, 0.0], 1, 2).forward(&image, 3);
        assert_eq!((size, out), (2, vec![8.0, 0.0, 12.0, 2.0, 20.0, 6.0, 24.0, 8.0]));
    }

    #[test]
    fn channels_are_summed() {
        // Two inputs, one output: the centre of the first plus ten times that of the second.
        let mut weight = vec![0.0; 18];
        (weight[4], weight[13]) = (1.0, 10.0);
        let (out, _) = FrozenConvolution::new(&weight, vec![0.0], 2, 1)
            .forward(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0], 2);
        assert_eq!(out, [21.0, 43.0, 65.0, 87.0]);
        let mut x = [-1.0, 0.0, 2.0];
        leaky_relu(&mut x);
        assert_eq!(x, [-0.2, 0.0, 2.0]);
    }
}
