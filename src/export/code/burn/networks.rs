// ------------------------------------------------------------------ networks

/// Hidden layers of linear, normalisation, activation; a linear output. //? points
#[derive(Module, Debug)] //? points
struct Generator { //? points
    hidden: Vec<Linear>,
    norms: Vec<__G_NORM__>, //? g_normed
    output: Linear,
}

impl Generator { //? points
    fn new(rng: &mut Rng) -> Self {
        Self {
            hidden: __G_HIDDEN__,
            norms: __G_NORMS__, //? g_normed
            output: __G_OUTPUT__,
        }
    }

    fn forward(&self, z: Tensor<2>) -> Tensor<2> {
        let mut x = z;
        for layer in &self.hidden { //? !g_normed
            x = __G_ACTIVATION__(layer.forward(x));
        }
        for (layer, norm) in self.hidden.iter().zip(&self.norms) { //? g_normed
            x = __G_ACTIVATION__(norm.forward(layer.forward(x)));
        }
        self.output.forward(x)
    }

    fn iterate(&self) { //? g_spectral
        self.hidden.iter().chain([&self.output]).for_each(Linear::iterate);
    }
}

/// Hidden layers of linear, normalisation (never in the first), activation; a linear logit. //? points
#[derive(Module, Debug)] //? points
struct Discriminator { //? points
    hidden: Vec<Linear>,
    norms: Vec<__D_NORM__>, //? d_normed
    output: Linear,
}

impl Discriminator { //? points
    fn new(rng: &mut Rng) -> Self {
        Self {
            hidden: __D_HIDDEN__,
            norms: __D_NORMS__, //? d_normed
            output: __D_OUTPUT__,
        }
    }

    /// Logits. //? !penalised
    /// Logits; `passed` gets what came out of every hidden layer. //? penalised
    fn forward(
        &self,
        x: Tensor<2>,
        masks: &[Tensor<2>], //? dropout
        passed: &mut Vec<Tensor<2>>, //? penalised
    ) -> Tensor<2> {
        let mut x = x;
        for layer in &self.hidden { //? !d_indexed
            x = layer.forward(x);
            passed.push(x.clone()); //? penalised
            x = __D_ACTIVATION__(x);
        }
        for (i, layer) in self.hidden.iter().enumerate() { //? d_indexed
            x = layer.forward(x);
            passed.push(x.clone()); //? penalised
            if i > 0 { //? d_normed
                x = self.norms[i - 1].forward(x);
            }
            x = __D_ACTIVATION__(x);
            x = silenced(x, masks.get(i)); //? dropout
        }
        x = with_spread(x); //? stddev
        self.output.forward(x)
    }

    /// The gradient of every logit with respect to its own sample. Burn differentiates once; written out //? penalised
    /// as a function of the weights, the gradient can be differentiated too. //? penalised
    fn input_gradient(&self, passed: Vec<Tensor<2>>) -> Vec<Tensor<2>> { //? penalised
        let rows = passed[0].dims()[0];
        let weight = self.output.weight().transpose();
        let width = weight.dims()[1];
        let mut gradient = weight.expand([rows, width]);
        for (i, layer) in self.hidden.iter().enumerate().rev() { //? d_normed
            let x = passed[i].clone();
            if i > 0 {
                gradient = gradient * slope(self.norms[i - 1].forward(x.clone()));
                gradient = self.norms[i - 1].back(x, gradient);
            } else {
                gradient = gradient * slope(x);
            }
            gradient = gradient.matmul(layer.weight().transpose());
        }
        for (layer, x) in self.hidden.iter().zip(passed).rev() { //? !d_normed
            gradient = (gradient * slope(x)).matmul(layer.weight().transpose());
        }
        vec![gradient]
    }

    fn iterate(&self) { //? d_spectral
        self.hidden.iter().chain([&self.output]).for_each(Linear::iterate);
    }
}

/// A linear layer to the smallest image, then convolutions with normalisation and activation; tanh at the //? images_shape
/// pixels (Radford et al. 2016, section 3). //? images_shape
#[derive(Module, Debug)] //? images_shape
struct Generator { //? images_shape
    input: Linear,
    input_norm: __G_NORM__, //? g_normed
    up: Vec<Conv>,
    norms: Vec<__G_NORM__>, //? g_normed
    to_image: Vec<Conv>, //? multi_scale
}

impl Generator { //? images_shape
    const STRIDES: [usize; __LAYERS__] = __STRIDES__; //? resize|multi_scale

    fn new(rng: &mut Rng) -> Self {
        Self {
            input: __G_INPUT__,
            input_norm: __G_INPUT_NORM__, //? g_normed
            up: __G_UP__,
            norms: __G_NORMS__, //? g_normed
            to_image: __TO_IMAGE__, //? multi_scale
        }
    }

    fn forward(&self, z: Tensor<2>) -> Tensor<2> {
        let [rows, _] = z.dims();
        let mut x = self.input.forward(z).reshape([rows, __INNER__]);
        x = self.input_norm.forward(x); //? g_normed
        x = __G_ACTIVATION__(x);
        let mut images = Vec::new(); //? multi_scale
        for (i, layer) in self.up.iter().enumerate() {
            if Self::STRIDES[i] == 2 { //? multi_scale
                images.push(tanh(self.to_image[images.len()].forward(x.clone())).flatten(1, 3));
            }
            x = repeated(x, Self::STRIDES[i]); //? resize
            x = layer.forward(x);
            if i + 1 < self.up.len() {
                x = self.norms[i].forward(x); //? g_normed
                x = __G_ACTIVATION__(x);
            }
        }
        images.push(tanh(x).flatten(1, 3)); //? multi_scale
        images.reverse(); //? multi_scale
        Tensor::cat(images, 1) //? multi_scale
        tanh(x).flatten(1, 3) //? !multi_scale
    }

    fn iterate(&self) { //? g_spectral
        self.input.iterate();
        self.up.iter().for_each(Conv::iterate);
        self.to_image.iter().for_each(Conv::iterate); //? multi_scale
    }
}

/// Every pixel repeated in both directions. //? resize
fn repeated(x: Tensor<4>, times: usize) -> Tensor<4> { //? resize
    let [rows, channels, height, width] = x.dims();
    let x = x.reshape([rows * channels, height, 1, width, 1]);
    let x = x.expand([rows * channels, height, times, width, times]);
    x.reshape([rows, channels, height * times, width * times])
}

/// Strided convolutions with normalisation (never in the first) and activation; a linear logit. //? images_shape
#[derive(Module, Debug)] //? images_shape
struct Discriminator { //? images_shape
    down: Vec<Conv>,
    norms: Vec<__D_NORM__>, //? d_normed
    output: Linear,
    embedding: Linear, //? projection
}

impl Discriminator { //? images_shape
    /// Behind which layers a smaller image joins. //? multi_scale
    const JOINS: [bool; __DEPTH__] = __JOINS__; //? multi_scale

    fn new(rng: &mut Rng) -> Self {
        Self {
            down: __D_DOWN__,
            norms: __D_NORMS__, //? d_normed
            output: __D_OUTPUT__,
            embedding: __EMBEDDING__, //? projection
        }
    }

    /// Logits. //? !penalised
    /// Logits; `passed` gets what came out of every convolution. //? penalised
    fn forward(
        &self,
        x: Tensor<2>,
        classes: &Tensor<2>, //? conditional
        masks: &[Tensor<2>], //? dropout
        passed: &mut Vec<Tensor<4>>, //? penalised
    ) -> Tensor<2> {
        let rows = x.dims()[0]; //? !multi_scale|concat
        let mut x = x.reshape([rows, __PACKED__, SIZE, SIZE]); //? !multi_scale
        let mut smaller = images_of(x).into_iter(); //? multi_scale
        let mut x = smaller.next().expect("the largest image"); //? multi_scale
        let maps = classes.clone().reshape([rows, 10, 1, 1]).expand([rows, 10, SIZE, SIZE]); //? concat
        x = Tensor::cat(vec![x, maps], 1); //? concat
        let mut features = x.clone(); //? projection
        for (i, layer) in self.down.iter().enumerate() { //? d_indexed
            x = layer.forward(x);
            passed.push(x.clone()); //? penalised
            if i > 0 { //? d_normed
                x = self.norms[i - 1].forward(x);
            }
            x = __D_ACTIVATION__(x);
            x = silenced(x, masks.get(i)); //? dropout
            features = x.clone(); //? projection
            if Self::JOINS[i] { //? multi_scale
                x = Tensor::cat(vec![x, smaller.next().expect("an image of this size")], 1);
            }
        }
        for layer in &self.down { //? !d_indexed
            x = layer.forward(x);
            passed.push(x.clone()); //? penalised
            x = __D_ACTIVATION__(x);
            features = x.clone(); //? projection
        }
        x = with_spread(x); //? stddev
        let logits = self.output.forward(x.flatten(1, 3)); //? projection
        let summed: Tensor<2> = features.flatten::<3>(2, 3).sum_dim(2).squeeze_dim(2); //? projection
        logits + (summed * self.embedding.forward(classes.clone())).sum_dim(1) //? projection
        self.output.forward(x.flatten(1, 3)) //? !projection
    }

    /// The gradient of every logit with respect to its own sample, one for each size of the image. Burn //? penalised
    /// differentiates once; written out as a function of the weights, the gradient can be differentiated too. //? penalised
    fn input_gradient( //? penalised
        &self, //? penalised
        classes: &Tensor<2>, //? penalised&projection
        passed: Vec<Tensor<4>>, //? penalised
    ) -> Vec<Tensor<2>> { //? penalised
        let last = passed.last().expect("a convolution").dims();
        let [rows, _, height, width] = last;
        let weight = self.output.weight().transpose();
        let numbers = weight.dims()[1];
        let maps = [rows, numbers / (height * width), height, width];
        let mut gradient = weight.expand([rows, numbers]).reshape(maps);
        let vectors = self.embedding.forward(classes.clone()).reshape([rows, last[1], 1, 1]); //? projection&!multi_scale
        gradient = gradient + vectors.expand(last); //? projection&!multi_scale
        let mut images = Vec::new(); //? multi_scale
        for (i, layer) in self.down.iter().enumerate().rev() {
            let x = passed[i].clone();
            if Self::JOINS[i] { //? multi_scale
                let (own, all) = (x.dims()[1], gradient.dims()[1]);
                images.push(gradient.clone().narrow(1, own, all - own).flatten(1, 3));
                gradient = gradient.narrow(1, 0, own);
            }
            if i + 1 == self.down.len() { //? projection&multi_scale
                let vectors = self.embedding.forward(classes.clone()).reshape([rows, last[1], 1, 1]);
                gradient = gradient + vectors.expand(last);
            }
            if i > 0 { //? d_normed
                gradient = gradient * slope(self.norms[i - 1].forward(x.clone()));
                gradient = self.norms[i - 1].back(x, gradient);
            } else {
                gradient = gradient * slope(x);
            }
            gradient = gradient * slope(x); //? !d_normed
            gradient = layer.back(gradient);
        }
        gradient = gradient.narrow(1, 0, __PACKED__); //? concat
        images.push(gradient.flatten(1, 3)); //? multi_scale
        images //? multi_scale
        vec![gradient.flatten(1, 3)] //? !multi_scale
    }

    fn iterate(&self) { //? d_spectral
        self.down.iter().for_each(Conv::iterate);
        self.output.iterate();
        self.embedding.iterate(); //? projection
    }
}

/// The images of packs at every size, the largest first. //? multi_scale
fn images_of(x: Tensor<2>) -> Vec<Tensor<4>> { //? multi_scale
    let rows = x.dims()[0];
    let packs = x.reshape([rows, __PACK__, ROW]);
    let mut at = 0;
    let image = |size: usize| {
        let (from, count) = (at, CHANNELS * size * size);
        at += count;
        packs.clone().narrow(2, from, count).reshape([rows, __PACKED__, size, size])
    };
    SIZES.map(image).into()
}
