// ------------------------------------------------------------------ tricks //? tricks

/// Images with their averages over 2 x 2, 4 x 4, … pixels behind them (Karnewar and Wang 2020). //? multi_scale
fn pyramid(rows: Tensor<2>) -> Tensor<2> { //? multi_scale
    let (count, mut images) = (rows.dims()[0], vec![rows]);
    for size in SIZES.into_iter().skip(1) {
        let above = images[images.len() - 1].clone().reshape([count * CHANNELS * size, 2, size, 2]);
        images.push(above.mean_dim(3).mean_dim(1).reshape([count, CHANNELS * size * size]));
    }
    Tensor::cat(images, 1)
}

/// DiffAugment (Zhao et al. 2020, section 3): colour, then translation, then a hole. //? augment
fn augmented(rows: Tensor<2>, draw: &Draw, which: &str) -> Tensor<2> { //? augment
    let mut rows = rows;
    let (count, numbers) = (rows.dims()[0], rows.dims()[1]); //? color|shift
    if let Some(brightness) = drawn::<2>(draw, &format!("{which}.brightness")) { //? color
        rows = rows + brightness;
        let pixels = rows.reshape([count, CHANNELS, SIZE * SIZE]); //? colourful
        let mean = pixels.clone().mean_dim(1); //? colourful
        let saturation: Tensor<2> = need(draw, &format!("{which}.saturation")); //? colourful
        let pixels = (pixels - mean.clone()) * saturation.unsqueeze_dim::<3>(2) + mean; //? colourful
        rows = pixels.reshape([count, numbers]); //? colourful
        let mean = rows.clone().mean_dim(1);
        rows = (rows - mean.clone()) * need::<2>(draw, &format!("{which}.contrast")) + mean;
    }
    if let Some(shift) = drawn::<4>(draw, &format!("{which}.shift_rows")) { //? shift
        let images = rows.reshape([count, CHANNELS, SIZE, SIZE]);
        let right: Tensor<4> = need(draw, &format!("{which}.shift_columns"));
        let whole = [count, CHANNELS, SIZE, SIZE];
        let images = shift.expand(whole).matmul(images).matmul(right.expand(whole));
        rows = images.reshape([count, numbers]);
    }
    if let Some(cutout) = drawn::<2>(draw, &format!("{which}.cutout")) { //? cutout
        rows = rows * cutout;
    }
    rows
}

/// What happens to each of `n` images. //? augment
fn fates(rng: &mut Rng, kinds: &str, n: usize) -> Draw { //? augment
    let mut found = Draw::new();
    if kinds.contains("color") { //? color
        let mut column = |at: f32, times: f32| {
            TensorData::new((0..n).map(|_| at + times * rng.uniform()).collect(), [n, 1])
        };
        found.insert("brightness".into(), column(-0.5, 1.0));
        found.insert("saturation".into(), column(0.0, 2.0));
        found.insert("contrast".into(), column(0.5, 1.0));
    }
    if kinds.contains("shift") { //? shift
        let reach = (SIZE + 4) / 8;
        let mut picks = |sign: isize| {
            let mut values = Vec::new();
            for _ in 0..n {
                let by = sign * (rng.below(2 * reach + 1) as isize - reach as isize);
                let each = (0..SIZE * SIZE).map(|at| ((at % SIZE) as isize, (at / SIZE) as isize));
                values.extend(each.map(|(column, row)| f32::from(column == row + by)));
            }
            TensorData::new(values, [n, 1, SIZE, SIZE])
        };
        found.insert("shift_rows".into(), picks(1));
        found.insert("shift_columns".into(), picks(-1));
    }
    if kinds.contains("cutout") { //? cutout
        let hole = SIZE.div_ceil(2);
        let mut values = Vec::new();
        for _ in 0..n {
            let corner = [(); 2].map(|()| rng.below(SIZE + 1 - hole % 2) as isize - (hole / 2) as isize);
            let inside = |at: usize, axis: usize| (0..hole as isize).contains(&(at as isize - corner[axis]));
            let gone = |at: usize| inside(at / SIZE % SIZE, 0) && inside(at % SIZE, 1);
            values.extend((0..ROW).map(|at| f32::from(!gone(at))));
        }
        found.insert("cutout".into(), TensorData::new(values, [n, ROW]));
    }
    found
}

/// Old fakes for D (Shrivastava et al. 2017, section 2.3): 50 slots, or as many as 2^21 numbers fill. //? replay
#[derive(Default)] //? replay
struct Pool { //? replay
    slots: Vec<Vec<Tensor<2>>>,
}

impl Pool { //? replay
    fn is_full(&self, fresh: usize) -> bool {
        let held: usize = self.slots.iter().map(|slot| slot[0].dims().iter().product::<usize>()).sum();
        !self.slots.is_empty() && (self.slots.len() >= 50 || held + fresh > 1 << 21)
    }

    /// From how many slots the next update wants one picked.
    fn wants(&self, e: &Settings) -> Option<usize> {
        let old = ((e.replay * e.batch as f64).round() as usize).min(e.batch);
        (old > 0 && self.is_full(old * ROW)).then_some(self.slots.len())
    }

    /// `fake` (samples, and their classes) with its last rows exchanged for those of a slot, which keeps the fresh.
    fn mix(&mut self, e: &Settings, fake: Vec<Tensor<2>>, pick: Option<usize>) -> Vec<Tensor<2>> {
        let rows = fake[0].dims()[0];
        let old = ((e.replay * rows as f64).round() as usize).min(rows);
        if old == 0 {
            return fake;
        }
        let fresh: Vec<_> = fake.iter().map(|x| x.clone().narrow(0, rows - old, old).detach()).collect();
        if !self.is_full(old * ROW) {
            self.slots.push(fresh);
            return fake;
        }
        let Some(pick) = pick else { return fake };
        let slot = std::mem::replace(&mut self.slots[pick], fresh);
        if slot[0].dims()[0] != old {
            return fake;
        }
        if old == rows {
            return slot;
        }
        let join = |(x, slot): (Tensor<2>, Tensor<2>)| Tensor::cat(vec![x.narrow(0, 0, rows - old), slot], 0);
        fake.into_iter().zip(slot).map(join).collect()
    }
}

/// The average of G's weights, which is only ever looked at (Yazici et al. 2019; Karras et al. 2018). //? ema
struct Average { //? ema
    shadow: Generator,
    updates: u32,
}

impl Average { //? ema
    fn new(g: &Generator) -> Self {
        Self { shadow: g.valid(), updates: 0 }
    }

    fn follow(&mut self, g: &Generator, beta: f64) {
        let updates = f64::from(self.updates);
        let decay = beta.min((1.0 + updates) / (10.0 + updates));
        let mut values = Values { trained: GradientsParams::new(), others: GradientsParams::new() };
        g.visit(&mut values);
        self.shadow = self.shadow.clone().map(&mut Follow { values, decay });
        self.updates += 1;
    }
}

/// The tensors of a network by their ids. //? ema
struct Values { //? ema
    trained: GradientsParams,
    others: GradientsParams,
}

impl ModuleVisitor for Values { //? ema
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let of = if param.is_require_grad() { &mut self.trained } else { &mut self.others };
        of.register(param.id, param.val().without_autodiff());
    }
}

struct Follow { //? ema
    values: Values,
    decay: f64,
}

impl ModuleMapper for Follow { //? ema
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let (id, old, mapper) = param.consume();
        let trained = self.values.trained.remove::<D>(id);
        let mixed = trained.map(|fresh| old.clone().mul_scalar(self.decay) + fresh.mul_scalar(1.0 - self.decay));
        let value = mixed.or_else(|| self.values.others.remove::<D>(id)).unwrap_or(old);
        Param::from_mapped_value(id, value, mapper)
    }
}

/// Every number of D stays within ±`bound` (Arjovsky et al. 2017, algorithm 1). //? clip
struct Clip(f64); //? clip

impl ModuleMapper for Clip { //? clip
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        if !param.is_require_grad() {
            return param;
        }
        let (id, value, mapper) = param.consume();
        let value = value.inner().clamp(-self.0, self.0);
        Param::from_mapped_value(id, Tensor::from_inner(value).require_grad(), mapper)
    }
}

/// Standard deviation of the noise: linear to 0. //? noise
fn sigma_at(e: &Settings, step: usize) -> f32 { //? noise
    (e.noise * (1.0 - step as f64 / (e.noise_until * e.steps as f64)).max(0.0)) as f32
}

/// The class of a run that trains on one after the other, a tenth of it each. //? in_turn
fn class_at(e: &Settings, step: usize) -> usize { //? in_turn
    (step * 10 / e.steps).min(9)
}

/// What both learning rates are multiplied with. //? scheduled
fn rate_at(e: &Settings, step: usize) -> f64 { //? scheduled
    let done = step.min(e.steps) as f64 / e.steps as f64;
    match e.lr_schedule {
        "linear" => 1.0 - done,
        "cosine" => (1.0 + (std::f64::consts::PI * done).cos()) / 2.0,
        _ => 1.0,
    }
}
