// ------------------------------------------------------------------ what is drawn for an update

/// Numbers by name, as they lie in a trace of Saddle.
type Draw = HashMap<String, TensorData>;

fn drawn<const D: usize>(draw: &Draw, name: &str) -> Option<Tensor<D>> {
    draw.get(name).map(|data| Tensor::from_data(data.clone(), &device()))
}

fn need<const D: usize>(draw: &Draw, name: &str) -> Tensor<D> {
    drawn(draw, name).unwrap_or_else(|| panic!("no {name}"))
}

fn one_hot(labels: &[usize]) -> TensorData { //? conditional
    let values = labels.iter().flat_map(|label| (0..10).map(|class| f32::from(class == *label)));
    TensorData::new(values.collect::<Vec<f32>>(), [labels.len(), 10])
}

/// Where draws come from: random numbers, or a trace.
trait Draws {
    /// Begins a step, for which some is drawn once.
    fn begin(
        &mut self,
        e: &Settings, //? dropout
        step: usize,
    );

    /// For D's next update.
    fn discriminator(
        &mut self,
        e: &Settings,
        slots: Option<usize>, //? replay
    ) -> Draw;

    /// For G's next update.
    fn generator(&mut self, e: &Settings) -> Draw;
}

struct Drawn {
    rng: Rng,
    real: Real,
    step: usize, //? timed
    masks: Draw, //? dropout
    /// The real samples of D's last update in this step. //? relativistic
    last: Option<Draw>, //? relativistic
}

impl Drawn {
    fn new(e: &Settings) -> Self {
        Self {
            rng: Rng::new(2 * e.seed as u64 + 1),
            real: Real::new(e),
            step: 0, //? timed
            masks: Draw::new(), //? dropout
            last: None, //? relativistic
        }
    }

    fn latents(&mut self, e: &Settings, rows: usize) -> TensorData {
        let one = |_| self.rng.normal(); //? normal_latent
        let one = |_| 2.0 * self.rng.uniform() - 1.0; //? uniform_latent
        TensorData::new((0..rows * e.latent).map(one).collect(), [rows, e.latent])
    }

    fn real(&mut self, e: &Settings) -> Draw {
        let only = None; //? !in_turn&!only_endless
        let only = Some(class_at(e, self.step)); //? in_turn
        let only = Some(__ONLY__); //? only_endless
        let samples = self.real.batch(e, &mut self.rng, only);
        let values: Vec<f32> = samples.iter().flat_map(|(row, _)| row.iter().copied()).collect();
        let mut draw = Draw::new();
        let length = values.len() / e.batch;
        draw.insert("real.rows".into(), TensorData::new(values, [e.batch, length]));
        let labels: Vec<usize> = samples.iter().map(|(_, label)| *label).collect(); //? conditional
        draw.insert("real.classes".into(), one_hot(&labels)); //? conditional
        draw
    }

    /// Fresh noise and a fresh augmentation. //? disturbed
    fn disturb(&mut self, e: &Settings, draw: &mut Draw, which: &str) { //? disturbed
        let sigma = sigma_at(e, self.step); //? noise
        if sigma > 0.0 { //? noise
            let noise = (0..e.batch * ROW).map(|_| sigma * self.rng.normal()).collect();
            draw.insert(format!("{which}.noise"), TensorData::new(noise, [e.batch, ROW]));
        }
        let fates = fates(&mut self.rng, e.augment, e.batch); //? augment
        draw.extend(fates.into_iter().map(|(name, data)| (format!("{which}.{name}"), data))); //? augment
    }

    /// Labels drawn for each sample: spread about their target, and some flipped (ganhacks 2016, tip 6). //? each_label
    fn targets(&mut self, e: &Settings, usual: f64, opposite: f32) -> TensorData { //? each_label
        let rows = e.batch / e.pack;
        let mut one = || {
            let label = usual as f32 + e.labels_spread as f32 * (2.0 * self.rng.uniform() - 1.0);
            if f64::from(self.rng.uniform()) < e.labels_flip { opposite } else { label }
        };
        TensorData::new((0..rows).map(|_| one()).collect(), [rows, 1])
    }
}

impl Draws for Drawn {
    fn begin(
        &mut self,
        e: &Settings, //? dropout
        step: usize, //? timed
        _: usize, //? !timed
    ) {
        self.step = step; //? timed
        self.last = None; //? relativistic
        let (rows, keep) = (e.batch / e.pack, 1.0 - e.d_dropout as f32); //? dropout
        for (i, units) in __UNITS__.into_iter().enumerate() { //? dropout
            let one = |_| if self.rng.uniform() < keep { 1.0 / keep } else { 0.0 };
            let mask = (0..rows * units).map(one).collect::<Vec<f32>>();
            self.masks.insert(format!("mask.{i}"), TensorData::new(mask, [rows, units]));
        }
    }

    fn discriminator(
        &mut self,
        e: &Settings,
        slots: Option<usize>, //? replay
    ) -> Draw {
        let mut draw = self.real(e);
        self.last = Some(draw.clone()); //? relativistic
        draw.insert("fake.latents".into(), self.latents(e, e.batch));
        draw.insert("fake.classes".into(), draw["real.classes"].clone()); //? conditional
        self.disturb(e, &mut draw, "real"); //? disturbed
        self.disturb(e, &mut draw, "fake"); //? disturbed
        let rows = e.batch / e.pack; //? gp
        let between: Vec<f32> = (0..rows).map(|_| self.rng.uniform()).collect(); //? gp
        draw.insert("between".into(), TensorData::new(between, [rows, 1])); //? gp
        draw.insert("real.targets".into(), self.targets(e, e.labels_real, 0.0)); //? each_label
        draw.insert("fake.targets".into(), self.targets(e, e.labels_fake, 1.0)); //? each_label
        if let Some(slots) = slots { //? replay
            draw.insert("replayed".into(), TensorData::new(vec![self.rng.below(slots) as f32], [1]));
        }
        draw.extend(self.masks.clone()); //? dropout
        draw
    }

    fn generator(&mut self, e: &Settings) -> Draw {
        let mut draw = Draw::new(); //? !relativistic
        let mut draw = self.last.clone().unwrap_or_else(|| self.real(e)); //? relativistic
        draw.insert("fake.latents".into(), self.latents(e, e.batch));
        draw.insert("fake.classes".into(), draw["real.classes"].clone()); //? conditional&relativistic
        let labels: Vec<usize> = (0..e.batch).map(|_| self.rng.below(10)).collect(); //? conditional&!relativistic
        draw.insert("fake.classes".into(), one_hot(&labels)); //? conditional&!relativistic
        self.disturb(e, &mut draw, "real"); //? disturbed&relativistic
        self.disturb(e, &mut draw, "fake"); //? disturbed
        draw.extend(self.masks.clone()); //? dropout
        draw
    }
}
