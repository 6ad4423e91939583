// ------------------------------------------------------------------ the run

/// The draws of `saddle train --trace N`.
struct Traced {
    folder: PathBuf,
    tensors: Draw,
    counts: [usize; 2],
    /// The slot of the pool that came back, for each update. //? replay
    replayed: Vec<Option<f32>>, //? replay
}

impl Traced {
    fn new(folder: &Path) -> Self {
        let text = std::fs::read_to_string(folder.join("trace.json")).expect("trace.json"); //? replay
        let slot = |text: &str| text.split([',', '\n']).next().and_then(|slot| slot.trim().parse().ok()); //? replay
        let mut replayed: Vec<_> = text.split("\"replayed\":").skip(1).map(slot).collect(); //? replay
        replayed.reverse(); //? replay
        Self {
            folder: folder.into(),
            tensors: Draw::new(),
            counts: [0; 2],
            replayed, //? replay
        }
    }

    /// What was drawn for the next update of D (0) or G (1).
    fn next(&mut self, net: usize) -> Draw {
        self.counts[net] += 1;
        let prefix = format!("{}{}.", ["d", "g"][net], self.counts[net]);
        let of_it =
            |(name, data): (&String, &TensorData)| Some((name.strip_prefix(&prefix)?.into(), data.clone()));
        let mut draw: Draw = self.tensors.iter().filter_map(of_it).collect(); //? replay
        let slot = self.replayed.pop().flatten(); //? replay
        draw.extend(slot.map(|slot| ("replayed".into(), TensorData::new(vec![slot], [1])))); //? replay
        draw //? replay
        self.tensors.iter().filter_map(of_it).collect() //? !replay
    }
}

impl Draws for Traced {
    fn begin(
        &mut self,
        _: &Settings, //? dropout
        step: usize,
    ) {
        self.tensors = safetensors(&self.folder.join(format!("step-{:05}.safetensors", step + 1)));
        self.counts = [0; 2];
    }

    fn discriminator(
        &mut self,
        _: &Settings,
        _: Option<usize>, //? replay
    ) -> Draw {
        self.next(0)
    }

    fn generator(&mut self, _: &Settings) -> Draw {
        self.next(1)
    }
}

/// The tensors of a file: a length, a table of contents in JSON, and the numbers.
fn safetensors(path: &Path) -> Draw {
    let raw = std::fs::read(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
    let length = u64::from_le_bytes(raw[..8].try_into().expect("eight bytes")) as usize;
    let (table, body) = (String::from_utf8_lossy(&raw[8..8 + length]), &raw[8 + length..]);
    let list = |entry: &str, key: &str| -> Vec<usize> {
        let list = entry.split(key).nth(1).and_then(|rest| rest.split(['[', ']']).nth(1)).expect("a list");
        list.split(',').filter_map(|number| number.trim().parse().ok()).collect()
    };
    // `"name":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}`
    let parts: Vec<&str> = table.split("\"dtype\"").collect();
    let mut found = Draw::new();
    for pair in parts.windows(2) {
        let name = pair[0].rsplit('"').nth(1).expect("a name");
        let (shape, at) = (list(pair[1], "\"shape\""), list(pair[1], "\"data_offsets\""));
        let number = |b: &[u8]| f32::from_le_bytes(b.try_into().expect("four bytes"));
        let values: Vec<f32> = body[at[0]..at[1]].chunks_exact(4).map(number).collect();
        found.insert(name.into(), TensorData::new(values, shape));
    }
    found
}

/// Puts the weights of a trace into a network.
struct Load {
    tensors: Draw,
    path: Vec<String>,
}

impl ModuleMapper for Load {
    fn enter_module(&mut self, name: &str, _: &str) {
        self.path.push(name.into());
    }

    fn exit_module(&mut self, _: &str, _: &str) {
        self.path.pop();
    }

    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let name = self.path.join(".");
        let data = self.tensors.remove(&name).unwrap_or_else(|| panic!("no {name}"));
        let is_trained = param.is_require_grad();
        let (id, value, mapper) = param.consume();
        let value = Tensor::from_data(data, &value.device()).set_require_grad(is_trained);
        Param::from_mapped_value(id, value, mapper)
    }
}

/// `net` with the weights that the trace in `folder` begins with.
fn load<M: Module>(net: M, name: &str, folder: &Path) -> M {
    let kinds = ["Points", "Images", "Batch", "Layer", "Instance"];
    let plain =
        |name: String| name.split('.').filter(|word| !kinds.contains(word)).collect::<Vec<_>>().join(".");
    let tensors = safetensors(&folder.join("start.safetensors"));
    let tensors = tensors.into_iter().map(|(name, data)| (plain(name), data)).collect();
    net.map(&mut Load { tensors, path: vec![name.into()] })
}

/// Trains the first `steps` steps of a trace from its weights: D's and G's losses of each.
pub fn follow_trace(folder: &Path, steps: usize) -> Vec<[Vec<f32>; 2]> {
    let mut gan = Gan::new();
    gan.g = load(gan.g, "generator", folder);
    gan.d = load(gan.d, "discriminator", folder);
    let mut draws = Traced::new(folder);
    (0..steps).map(|step| gan.train_step(&mut draws, step)).collect()
}

/// Trains so many steps, and leaves 64 samples of G and the weights of both networks in `folder`.
pub fn train(steps: usize, folder: &Path) {
    let (mut gan, mut draws) = (Gan::new(), Drawn::new(&SETTINGS));
    for step in 0..steps {
        let [d, g] = gan.train_step(&mut draws, step);
        if (step + 1).is_multiple_of(100) || step + 1 == steps {
            println!("step {} of {steps}: losses of D {d:?}, of G {g:?}", step + 1);
        }
    }
    let samples = gan.samples(&mut draws, 64);
    let numbers: Vec<String> = samples.iter::<f32>().map(|number| number.to_string()).collect();
    let rows: Vec<String> = numbers.chunks(ROW).map(|row| row.join(",") + "\n").collect();
    std::fs::write(folder.join("samples.csv"), rows.concat()).expect("samples.csv");
    gan.g.save_file(folder.join("generator")).expect("generator");
    gan.d.save_file(folder.join("discriminator")).expect("discriminator");
    println!("64 samples and both networks are in {}", folder.display());
}

/// What follows `name` on the command line.
fn option(name: &str) -> Option<String> {
    std::env::args().skip_while(|word| word != name).nth(1)
}

/// `--steps N`: so many steps, where schedules stay those of the experiment; `--trace FOLDER` of
/// `saddle train --trace N`: its steps from its weights (`--steps 3` without another word); `--out FOLDER`.
pub fn main() {
    let asked = option("--steps").map(|steps| steps.parse().expect("--steps: a number"));
    if let Some(folder) = option("--trace") {
        for (i, losses) in follow_trace(Path::new(&folder), asked.unwrap_or(3)).iter().enumerate() {
            println!("step {}: losses of D {:?}, of G {:?}", i + 1, losses[0], losses[1]);
        }
        return;
    }
    let folder = option("--out").unwrap_or_else(|| ".".into());
    train(asked.unwrap_or(SETTINGS.steps), Path::new(&folder));
}
