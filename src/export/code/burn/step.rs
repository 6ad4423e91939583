// ------------------------------------------------------------------ a step (Goodfellow et al. 2014, algorithm 1)

struct Gan {
    e: Settings,
    g: Generator,
    d: Discriminator,
    optimizer_g: ModuleOptimizer,
    optimizer_d: ModuleOptimizer,
    pool: Pool, //? replay
    average: Option<Average>, //? ema
}

/// Samples as D sees them. //? disturbed
fn seen(rows: Tensor<2>, draw: &Draw, which: &str) -> Tensor<2> { //? disturbed
    let mut rows = rows;
    if let Some(noise) = drawn::<2>(draw, &format!("{which}.noise")) { //? noise
        rows = rows + noise;
    }
    rows = augmented(rows, draw, which); //? augment
    rows
}

/// Samples side by side, which D judges together (Lin et al. 2018). //? pack
fn packed(rows: Tensor<2>) -> Tensor<2> { //? pack
    let [count, numbers] = rows.dims();
    rows.reshape([count / __PACK__, __PACK__ * numbers])
}

/// Of each hidden layer of D; none without dropout. //? dropout
fn masks_of(draw: &Draw) -> Vec<Tensor<2>> { //? dropout
    (0..__DEPTH__).map_while(|i| drawn(draw, &format!("mask.{i}"))).collect()
}

impl Gan {
    fn new() -> Self {
        let e = SETTINGS;
        let mut rng = Rng::new(2 * e.seed as u64);
        Self {
            g: Generator::new(&mut rng),
            d: Discriminator::new(&mut rng),
            optimizer_g: __OPTIMIZER_G__,
            optimizer_d: __OPTIMIZER_D__,
            pool: Pool::default(), //? replay
            average: None, //? ema
            e,
        }
    }

    /// One update of D; its loss without penalties.
    fn update_d(&mut self, draw: &Draw, lr: f64) -> f32 {
        let e = &self.e; //? labelled|penalised
        let classes: Tensor<2> = need(draw, "real.classes"); //? conditional
        let fake_classes: Tensor<2> = need(draw, "fake.classes"); //? conditional
        let masks = masks_of(draw); //? dropout
        let z: Tensor<2> = need(draw, "fake.latents");
        let z = Tensor::cat(vec![z, fake_classes.clone()], 1); //? conditional
        self.g.iterate(); //? g_spectral
        let fake = self.g.forward(z).detach();
        let slot = draw.get("replayed").and_then(|slot| slot.iter::<f32>().next()).map(|slot| slot as usize); //? replay
        let mixed = self.pool.mix(&self.e, vec![fake, fake_classes], slot); //? replay&conditional
        let (fake, fake_classes) = (mixed[0].clone(), mixed[1].clone()); //? replay&conditional
        let fake = self.pool.mix(&self.e, vec![fake], slot).remove(0); //? replay&!conditional
        let real: Tensor<2> = need(draw, "real.rows");
        let real = pyramid(real); //? multi_scale
        let (real, fake) = (seen(real, draw, "real"), seen(fake, draw, "fake")); //? disturbed
        let (real, fake) = (packed(real), packed(fake)); //? pack
        self.d.iterate(); //? d_spectral
        let rows = real.dims()[0]; //? !mixes|labelled
        // Batch norm and minibatch spread would mix real with fake: two passes (ganhacks 2016, tip 4). //? mixes
        let r = self.d.forward( //? mixes
            real, //? mixes
            &classes, //? mixes&conditional
            &masks, //? mixes&dropout
        ); //? mixes
        let f = self.d.forward( //? mixes
            fake, //? mixes
            &fake_classes, //? mixes&conditional
            &masks, //? mixes&dropout
        ); //? mixes
        let both = Tensor::cat(vec![real, fake], 0); //? !mixes&!gp
        let both = Tensor::cat(vec![real.clone(), fake.clone()], 0); //? !mixes&gp
        let of_both = Tensor::cat(vec![classes.clone(), fake_classes], 0); //? !mixes&conditional
        let mut passed = Vec::new(); //? penalised
        let logits = self.d.forward( //? !mixes
            both, //? !mixes
            &of_both, //? !mixes&conditional
            &masks, //? !mixes&dropout
            &mut passed, //? penalised
        ); //? !mixes
        let (r, f) = (logits.clone().narrow(0, 0, rows), logits.narrow(0, rows, rows)); //? !mixes
        let mut penalty = Tensor::<1>::zeros([1], &device()); //? penalised
        if e.r1 > 0.0 || e.r2 > 0.0 { //? r1r2
            let gradients = self.d.input_gradient(
                &of_both, //? projection
                passed,
            );
            penalty = penalty + zero_centred(&gradients, 0..rows, e.r1);
            penalty = penalty + zero_centred(&gradients, rows..2 * rows, e.r2);
        }
        let share: Tensor<2> = need(draw, "between"); //? gp
        let between = fake.clone() + (real - fake) * share; //? gp
        let mut passed = Vec::new(); //? gp
        self.d.forward( //? gp
            between, //? gp
            &classes, //? gp&conditional
            &masks, //? gp&dropout
            &mut passed, //? gp
        ); //? gp
        let gradients = self.d.input_gradient( //? gp
            &classes, //? gp&projection
            passed, //? gp
        ); //? gp
        penalty = penalty + one_centred(&gradients, e.loss_gp); //? gp
        let (r, f) = (oriented(r), oriented(f)); //? swap
        let target = |which: &str, usual: f64| { //? each_label
            let each = drawn(draw, &format!("{which}.targets"));
            each.unwrap_or_else(|| Tensor::full([rows, 1], usual, &device()))
        }; //? each_label
        let targets = [target("real", e.labels_real), target("fake", e.labels_fake)]; //? each_label&labelled
        let targets = [e.labels_real, e.labels_fake].map(|t| Tensor::full([rows, 1], t, &device())); //? !each_label&labelled
        let loss = loss_of_d(r, f, targets); //? labelled
        let loss = loss_of_d(r, f); //? !labelled
        let gradients = loss.clone().backward(); //? !penalised
        let gradients = (loss.clone() + penalty).backward(); //? penalised
        let gradients = GradientsParams::from_grads(gradients, &self.d);
        self.d = self.optimizer_d.step(lr, self.d.clone(), gradients);
        self.d = self.d.clone().map(&mut Clip(self.e.loss_clip)); //? clip
        loss.into_scalar::<f32>()
    }

    /// One update of G; its loss.
    fn update_g(&mut self, draw: &Draw, lr: f64) -> f32 {
        let classes: Tensor<2> = need(draw, "fake.classes"); //? conditional
        let masks = masks_of(draw); //? dropout
        let z: Tensor<2> = need(draw, "fake.latents");
        let z = Tensor::cat(vec![z, classes.clone()], 1); //? conditional
        self.g.iterate(); //? g_spectral
        self.d.iterate(); //? d_spectral
        let fake = self.g.forward(z);
        let fake = seen(fake, draw, "fake"); //? disturbed
        let fake = packed(fake); //? pack
        // D judges, and learns nothing.
        let d = self.d.clone().no_grad();
        let real: Tensor<2> = need(draw, "real.rows"); //? relativistic
        let real = pyramid(real); //? relativistic&multi_scale
        let real = seen(real, draw, "real"); //? relativistic&disturbed
        let real = packed(real); //? relativistic&pack
        let real_classes: Tensor<2> = need(draw, "real.classes"); //? relativistic&conditional
        let r = d.forward( //? relativistic
            real, //? relativistic
            &real_classes, //? relativistic&conditional
            &masks, //? relativistic&dropout
            &mut Vec::new(), //? relativistic&penalised
        ); //? relativistic
        let r = oriented(r); //? relativistic&swap
        let f = d.forward(
            fake,
            &classes, //? conditional
            &masks, //? dropout
            &mut Vec::new(), //? penalised
        );
        let f = oriented(f); //? swap
        let loss = loss_of_g(r.detach(), f); //? relativistic
        let loss = loss_of_g(f); //? !relativistic
        if self.e.ema == 0.0 { //? ema
            self.average = None;
        } else if self.average.is_none() { //? ema
            self.average = Some(Average::new(&self.g));
        }
        let gradients = GradientsParams::from_grads(loss.backward(), &self.g);
        self.g = self.optimizer_g.step(lr, self.g.clone(), gradients);
        if let Some(average) = &mut self.average { //? ema
            average.follow(&self.g, self.e.ema);
        }
        loss.into_scalar::<f32>()
    }

    /// The losses of D's and of G's updates.
    fn train_step(&mut self, draws: &mut impl Draws, step: usize) -> [Vec<f32>; 2] {
        edit(&mut self.e, step); //? edits
        let e = self.e.clone();
        let rate = rate_at(&e, step); //? scheduled
        draws.begin(
            &e, //? dropout
            step,
        );
        let mut losses = [Vec::new(), Vec::new()];
        for _ in 0..e.d_steps {
            let draw = draws.discriminator(
                &e,
                self.pool.wants(&e), //? replay
            );
            losses[0].push(self.update_d(&draw, e.d_lr)); //? !scheduled
            losses[0].push(self.update_d(&draw, rate * e.d_lr)); //? scheduled
        }
        for _ in 0..e.g_steps {
            let draw = draws.generator(&e);
            losses[1].push(self.update_g(&draw, e.g_lr)); //? !scheduled
            losses[1].push(self.update_g(&draw, rate * e.g_lr)); //? scheduled
        }
        losses
    }

    /// What G makes of `n` latent vectors: batch norm uses what it remembers.
    fn samples(&self, draws: &mut Drawn, n: usize) -> TensorData {
        let g = self.g.valid();
        let g = self.average.as_ref().map_or(g, |average| average.shadow.clone()); //? ema
        let z: Tensor<2> = Tensor::from_data(draws.latents(&self.e, n), &device().inner());
        let labels: Vec<usize> = (0..n).map(|i| i % 10).collect(); //? conditional
        let z = Tensor::cat(vec![z, Tensor::from_data(one_hot(&labels), &device().inner())], 1); //? conditional
        g.forward(z).into_data()
    }
}
