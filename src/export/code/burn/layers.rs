// ------------------------------------------------------------------ layers

/// Numbers that a weight begins with.
fn begun<const D: usize>(rng: &mut Rng, shape: [usize; D], fan_in: f32) -> Param<Tensor<D>> { //? torch
    let (count, bound) = (shape.iter().product(), 1.0 / fan_in.sqrt());
    let values: Vec<f32> = (0..count).map(|_| (2.0 * rng.uniform() - 1.0) * bound).collect();
    Param::from_data(TensorData::new(values, shape), &device())
}
fn begun<const D: usize>(rng: &mut Rng, shape: [usize; D], _fan_in: f32) -> Param<Tensor<D>> { //? dcgan
    let values: Vec<f32> = (0..shape.iter().product()).map(|_| 0.02 * rng.normal()).collect();
    Param::from_data(TensorData::new(values, shape), &device())
}
fn begun<const D: usize>(rng: &mut Rng, shape: [usize; D], _fan_in: f32) -> Param<Tensor<D>> { //? orthogonal
    let rows = shape[0];
    let columns = shape.iter().product::<usize>() / rows;
    let normal: Vec<f32> = (0..rows * columns).map(|_| rng.normal()).collect();
    // Rows or columns, whichever are fewer, made orthonormal (Gram and Schmidt).
    let (count, along, across) = if rows < columns { (rows, 1, columns) } else { (columns, columns, 1) };
    let length = normal.len() / count;
    let mut vectors: Vec<Vec<f32>> = Vec::new();
    for i in 0..count {
        let mut v: Vec<f32> = (0..length).map(|j| normal[i * across + j * along]).collect();
        for other in &vectors {
            let dot: f32 = v.iter().zip(other).map(|(a, b)| a * b).sum();
            v.iter_mut().zip(other).for_each(|(a, b)| *a -= dot * b);
        }
        let norm = v.iter().map(|a| a * a).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        vectors.push(v.into_iter().map(|a| a / norm).collect());
    }
    let mut values = vec![0.0; rows * columns];
    for (i, v) in vectors.iter().enumerate() {
        v.iter().enumerate().for_each(|(j, a)| values[i * across + j * along] = *a);
    }
    Param::from_data(TensorData::new(values, shape), &device())
}

fn bias(rng: &mut Rng, outputs: usize, fan_in: f32) -> Option<Param<Tensor<1>>> { //? torch
    Some(begun(rng, [outputs], fan_in))
}
fn bias(_rng: &mut Rng, outputs: usize, _fan_in: f32) -> Option<Param<Tensor<1>>> { //? !torch
    Some(constant(outputs, 0.0))
}

/// So many equal numbers. //? !torch|normed
fn constant(count: usize, value: f32) -> Param<Tensor<1>> { //? !torch|normed
    Param::from_data(TensorData::new(vec![value; count], [count]), &device())
}

#[derive(Module, Debug)]
struct Linear {
    /// `[inputs, outputs]`
    weight: Param<Tensor<2>>,
    bias: Option<Param<Tensor<1>>>,
    spectral: Option<Spectral>, //? spectral
}

impl Linear {
    fn new(rng: &mut Rng, inputs: usize, outputs: usize) -> Self {
        let fan_in = inputs as f32;
        Self {
            weight: begun(rng, [inputs, outputs], fan_in),
            bias: bias(rng, outputs, fan_in),
            spectral: None, //? spectral
        }
    }

    /// A vector of numbers for each class. //? projection
    fn embedding(rng: &mut Rng, classes: usize, outputs: usize) -> Self { //? projection
        Self { bias: None, ..Self::new(rng, classes, outputs) }
    }

    fn spectral(self, rng: &mut Rng) -> Self { //? spectral
        Self { spectral: Some(Spectral::new(rng, self.weight.val(), 1)), ..self }
    }

    /// One power iteration. //? spectral
    fn iterate(&self) { //? spectral
        self.spectral.iter().for_each(|spectral| spectral.iterate(self.weight.val(), 1));
    }

    fn weight(&self) -> Tensor<2> {
        if let Some(spectral) = &self.spectral { //? spectral
            return spectral.divide(self.weight.val(), 1);
        }
        self.weight.val()
    }

    fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        module::linear(x, self.weight(), self.bias.as_ref().map(Param::val))
    }
}

/// A convolution: stride 2 halves the image exactly, stride 1 keeps its size. //? images_shape
#[derive(Module, Debug)] //? images_shape
struct Conv { //? images_shape
    /// `[outputs, inputs, kernel, kernel]`; of a transposed one `[inputs, outputs, kernel, kernel]`.
    weight: Param<Tensor<4>>,
    bias: Option<Param<Tensor<1>>>,
    spectral: Option<Spectral>, //? spectral
    kernel: usize,
    stride: usize,
    transposed: bool, //? transpose
}

impl Conv { //? images_shape
    fn new(rng: &mut Rng, inputs: usize, outputs: usize, kernel: usize, stride: usize) -> Self {
        let fan_in = (inputs * kernel * kernel) as f32;
        Self {
            weight: begun(rng, [outputs, inputs, kernel, kernel], fan_in),
            bias: bias(rng, outputs, fan_in),
            spectral: None, //? spectral
            kernel,
            stride,
            transposed: false, //? transpose
        }
    }

    /// A transposed one. Its fan-in is what really reaches one pixel of the output. //? transpose
    fn up(rng: &mut Rng, inputs: usize, outputs: usize, kernel: usize, stride: usize) -> Self { //? transpose
        let fan_in = (inputs * kernel * kernel) as f32 / (stride * stride) as f32;
        Self {
            weight: begun(rng, [inputs, outputs, kernel, kernel], fan_in),
            bias: bias(rng, outputs, fan_in),
            spectral: None, //? spectral
            kernel,
            stride,
            transposed: true,
        }
    }

    fn spectral(self, rng: &mut Rng) -> Self { //? spectral
        Self { spectral: Some(Spectral::new(rng, self.weight.val(), self.outputs())), ..self }
    }

    /// One power iteration. //? spectral
    fn iterate(&self) { //? spectral
        self.spectral.iter().for_each(|spectral| spectral.iterate(self.weight.val(), self.outputs()));
    }

    /// Which dimension of the weight counts the outputs. //? spectral
    fn outputs(&self) -> usize { //? spectral
        0 //? !transpose
        usize::from(self.transposed) //? transpose
    }

    fn weight(&self) -> Tensor<4> {
        if let Some(spectral) = &self.spectral { //? spectral
            return spectral.divide(self.weight.val(), self.outputs());
        }
        self.weight.val()
    }

    fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let (bias, padding) = (self.bias.as_ref().map(Param::val), [(self.kernel - 1) / 2; 2]);
        if self.transposed { //? transpose
            return module::conv_transpose2d(x, self.weight(), bias, self.upwards());
        }
        module::conv2d(x, self.weight(), bias, ConvOptions::new([self.stride; 2], padding, [1, 1], 1))
    }

    /// The way of a gradient back through it. //? penalised
    fn back(&self, gradient: Tensor<4>) -> Tensor<4> { //? penalised
        module::conv_transpose2d(gradient, self.weight(), None, self.upwards())
    }

    fn upwards(&self) -> ConvTransposeOptions<2> { //? transpose|penalised
        let extra = if self.stride == 2 { self.kernel % 2 } else { 0 };
        let padding = (self.kernel - 1) / 2;
        ConvTransposeOptions::new([self.stride; 2], [padding; 2], [extra; 2], [1, 1], 1)
    }
}

/// Batch norm (Ioffe and Szegedy 2015): by the batch where gradients flow, else by what it remembers. //? batch_norm
#[derive(Module, Debug)] //? batch_norm
struct BatchNorm { //? batch_norm
    gamma: Param<Tensor<1>>,
    beta: Param<Tensor<1>>,
    running_mean: RunningState<Tensor<1>>,
    running_var: RunningState<Tensor<1>>,
}

impl BatchNorm { //? batch_norm
    fn new(rng: &mut Rng, channels: usize) -> Self { //? dcgan
        let scales: Vec<f32> = (0..channels).map(|_| 1.0 + 0.02 * rng.normal()).collect();
        let gamma = Param::from_data(TensorData::new(scales, [channels]), &device());
        let [mean, var] = [0.0, 1.0].map(|v| RunningState::new(constant(channels, v).val().detach()));
        Self { gamma, beta: constant(channels, 0.0), running_mean: mean, running_var: var }
    }
    fn new(_rng: &mut Rng, channels: usize) -> Self { //? !dcgan
        let [mean, var] = [0.0, 1.0].map(|v| RunningState::new(constant(channels, v).val().detach()));
        let (gamma, beta) = (constant(channels, 1.0), constant(channels, 0.0));
        Self { gamma, beta, running_mean: mean, running_var: var }
    }

    fn forward<const D: usize>(&self, x: Tensor<D>) -> Tensor<D> {
        let (gamma, beta) = (self.gamma.val(), self.beta.val());
        if !x.device().is_autodiff() {
            let (mean, var) = (self.running_mean.value_sync(), self.running_var.value_sync());
            return module::batch_norm(x, gamma, beta, mean, var, 1e-5);
        }
        let count = (x.dims().iter().product::<usize>() / x.dims()[1]) as f64;
        let made = module::batch_norm_train(x, gamma, beta, 1e-5);
        let remember = |state: &RunningState<Tensor<1>>, fresh: Tensor<1>| {
            state.update((state.value_sync().mul_scalar(0.9) + fresh.mul_scalar(0.1)).detach());
            state.value_sync();
        };
        remember(&self.running_mean, made.mean);
        remember(&self.running_var, made.variance.mul_scalar(count / (count - 1.0).max(1.0)));
        made.output
    }
}

/// Layer norm (one group; Ba et al. 2016) or instance norm (a group a channel; Ulyanov et al. 2016). //? sample_norm
#[derive(Module, Debug)] //? sample_norm
struct SampleNorm { //? sample_norm
    gamma: Param<Tensor<1>>,
    beta: Param<Tensor<1>>,
    groups: usize,
}

impl SampleNorm { //? sample_norm
    fn new(channels: usize, groups: usize) -> Self {
        Self { gamma: constant(channels, 1.0), beta: constant(channels, 0.0), groups }
    }

    /// `x` in groups, each with mean 0 and variance 1, and what it was multiplied with.
    fn unit<const D: usize>(&self, x: Tensor<D>) -> (Tensor<3>, Tensor<3>) {
        let (rows, numbers) = (x.dims()[0], x.dims()[1..].iter().product::<usize>());
        let x = x.reshape([rows, self.groups, numbers / self.groups]);
        let centred = x.clone() - x.mean_dim(2);
        let scale = (centred.clone() * centred.clone()).mean_dim(2).add_scalar(1e-5).sqrt().recip();
        (centred * scale.clone(), scale)
    }

    fn forward<const D: usize>(&self, x: Tensor<D>) -> Tensor<D> {
        let (dims, mut channels) = (x.dims(), [1; D]);
        channels[1] = dims[1];
        let unit = self.unit(x).0.reshape(dims);
        unit * self.gamma.val().reshape(channels) + self.beta.val().reshape(channels)
    }

    /// The way of a gradient back through it, at the input `x`. //? penalised
    fn back<const D: usize>(&self, x: Tensor<D>, gradient: Tensor<D>) -> Tensor<D> { //? penalised
        let (dims, mut channels) = (x.dims(), [1; D]);
        channels[1] = dims[1];
        let (unit, scale) = self.unit(x);
        let g = (gradient * self.gamma.val().reshape(channels)).reshape(unit.dims());
        let along = (g.clone() * unit.clone()).mean_dim(2);
        ((g.clone() - g.mean_dim(2) - unit * along) * scale).reshape(dims)
    }
}

/// A weight is divided by its largest singular value (Miyato et al. 2018, algorithm 1). //? spectral
#[derive(Module, Debug)] //? spectral
struct Spectral { //? spectral
    left: RunningState<Tensor<1>>,
    right: RunningState<Tensor<1>>,
}

impl Spectral { //? spectral
    /// For `weight`, whose dimension `outputs` counts its outputs.
    fn new<const D: usize>(rng: &mut Rng, weight: Tensor<D>, outputs: usize) -> Self {
        let w = matrix(weight.without_autodiff(), outputs);
        let start: Vec<f32> = (0..w.dims()[0]).map(|_| rng.normal()).collect();
        let start = Tensor::<1>::from_data(start.as_slice(), &w.device());
        let (u, v) = (0..15).fold((start.clone(), start), |(u, _), _| iterated(&w, u));
        Self { left: RunningState::new(u), right: RunningState::new(v) }
    }

    /// Once an update, so that all its passes see the same weight.
    fn iterate<const D: usize>(&self, weight: Tensor<D>, outputs: usize) {
        let (u, v) = iterated(&matrix(weight.without_autodiff(), outputs), self.left.value_sync());
        self.left.update(u);
        self.right.update(v);
    }

    fn divide<const D: usize>(&self, weight: Tensor<D>, outputs: usize) -> Tensor<D> {
        let (u, v) = (self.left.value_sync(), self.right.value_sync());
        let outer = u.unsqueeze_dim::<2>(1) * v.unsqueeze_dim::<2>(0);
        // The largest singular value u W v; nothing is learned through u and v.
        let sigma = (matrix(weight.clone(), outputs) * outer).sum().reshape([1; D]);
        weight / sigma
    }
}

/// One power iteration from the left singular vector `u`. //? spectral
fn iterated(w: &Tensor<2>, u: Tensor<1>) -> (Tensor<1>, Tensor<1>) { //? spectral
    let unit = |x: Tensor<2>| {
        let x: Tensor<1> = x.flatten(0, 1);
        x.clone() / (x.clone() * x).sum().sqrt().clamp_min(1e-12)
    };
    let v = unit(u.unsqueeze_dim::<2>(0).matmul(w.clone()));
    let u = unit(w.clone().matmul(v.clone().unsqueeze_dim::<2>(1)));
    (u, v)
}

/// A weight as a matrix: its outputs, and the rest. //? spectral
fn matrix<const D: usize>(weight: Tensor<D>, outputs: usize) -> Tensor<2> { //? spectral
    let (rows, count) = (weight.dims()[outputs], weight.dims().iter().product::<usize>());
    weight.swap_dims(0, outputs).reshape([rows, count / rows])
}

fn leaky<const D: usize>(x: Tensor<D>) -> Tensor<D> { //? leaky
    relu(x.clone()).mul_scalar(0.8) + x.mul_scalar(0.2)
}

fn elu<const D: usize>(x: Tensor<D>) -> Tensor<D> { //? elu
    relu(x.clone()) + (x.clone() - relu(x)).exp().sub_scalar(1.0)
}

/// How steep D's activation is. //? penalised
fn slope<const D: usize>(x: Tensor<D>) -> Tensor<D> { //? penalised
    x.detach().greater_elem(0.0).float() //? d_relu
    x.detach().greater_elem(0.0).float().mul_scalar(0.8).add_scalar(0.2) //? d_leaky
    (tanh(x.clone()) * tanh(x)).neg().add_scalar(1.0) //? d_tanh
    (x.clone() - relu(x)).exp() //? d_elu
}

/// One channel more: how much the samples of each group of four differ (Karras et al. 2018, section 3). //? stddev
fn with_spread<const D: usize>(x: Tensor<D>) -> Tensor<D> { //? stddev
    let dims = x.dims();
    let group = dims[0].min(4);
    let y = x.clone().reshape([group, dims[0] / group, dims[1..].iter().product()]);
    let centred = y.clone() - y.mean_dim(0);
    let spread = (centred.clone() * centred).mean_dim(0).add_scalar(1e-8).sqrt().mean_dim(2);
    let (mut one, mut channel) = ([1; D], dims);
    (one[0], channel[1]) = (dims[0], 1);
    Tensor::cat(vec![x, spread.repeat_dim(1, group).reshape(one).expand(channel)], 1)
}

/// Dropout with a mask of units, or of channels; once for real and once for fake, where both are in `x`. //? dropout
fn silenced<const D: usize>(x: Tensor<D>, mask: Option<&Tensor<2>>) -> Tensor<D> { //? dropout
    let Some(mask) = mask else { return x };
    let mut dims = [1; D];
    (dims[0], dims[1]) = (x.dims()[0], x.dims()[1]);
    let mask = mask.clone().repeat_dim(0, dims[0] / mask.dims()[0]);
    x * mask.reshape(dims)
}
