# ------------------------------------------------------------------ what is drawn for an update


def one_hot(labels):  #? conditional
    return F.one_hot(labels, 10).float()


class Draws:
    """Random draws. `Traced` gives the same names from a trace of Saddle."""

    def __init__(self):
        self.real = Real()

    def step(self, step):
        """What a step decides for all its updates."""
        self.number = step
        self.last = None  #? relativistic
        keep = 1 - E.d_dropout  #? dropout
        self.masks = [(uniform(E.batch // E.pack, units) < keep).float() / keep for units in __UNITS__]  #? dropout

    def discriminator(self):
        rows, labels = self.real.batch(E.batch)  #? !in_turn&!only_endless
        rows, labels = self.real.batch(E.batch, class_at(self.number))  #? in_turn
        rows, labels = self.real.batch(E.batch, E.only)  #? only_endless
        draw = {"lr": E.d_lr, "real.rows": rows, "fake.latents": latents()}
        draw["lr"] *= rate_at(self.number)  #? scheduled
        draw["real.classes"] = draw["fake.classes"] = one_hot(labels)  #? conditional
        self.disturb(draw, "real")  #? disturbed
        self.disturb(draw, "fake")  #? disturbed
        draw["between"] = uniform(E.batch // E.pack, 1)  #? gp
        targets(draw, "real", E.labels_real, 0.0)  #? each_label
        targets(draw, "fake", E.labels_fake, 1.0)  #? each_label
        slots = POOL.wants(__ROW__)  #? replay
        draw["replayed"] = int(below(slots, 1)) if slots else None  #? replay
        draw |= {f"mask.{i}": mask for i, mask in enumerate(self.masks)}  #? dropout
        self.last = draw  #? relativistic
        return draw

    def generator(self):
        draw = {"lr": E.g_lr, "fake.latents": latents()}
        draw["lr"] *= rate_at(self.number)  #? scheduled
        if self.last is None:  #? relativistic
            rows, labels = self.real.batch(E.batch)  #? !in_turn&!only_endless
            rows, labels = self.real.batch(E.batch, class_at(self.number))  #? in_turn
            rows, labels = self.real.batch(E.batch, E.only)  #? only_endless
            self.last = {"real.rows": rows}
            self.last["real.classes"] = one_hot(labels)  #? conditional
        draw["real.rows"] = self.last["real.rows"]  #? relativistic
        draw["real.classes"] = draw["fake.classes"] = self.last["real.classes"]  #? conditional&relativistic
        draw["fake.classes"] = one_hot(below(10, E.batch))  #? conditional&!relativistic
        self.disturb(draw, "real")  #? disturbed&relativistic
        self.disturb(draw, "fake")  #? disturbed
        draw |= {f"mask.{i}": mask for i, mask in enumerate(self.masks)}  #? dropout
        return draw

    def disturb(self, draw, which):  #? disturbed
        """Fresh noise and a fresh augmentation."""
        sigma = sigma_at(self.number)  #? noise
        if sigma > 0:  #? noise
            draw[f"{which}.noise"] = sigma * normal(E.batch, __ROW__)
        draw |= {f"{which}.{name}": value for name, value in fates(E.batch).items()}  #? augment


def targets(draw, which, usual, opposite):  #? each_label
    """Labels drawn for each sample: spread about their target, and some flipped (ganhacks 2016, tip 6)."""
    rows = E.batch // E.pack
    labels = usual + E.labels_spread * (2 * uniform(rows, 1) - 1)
    flipped = uniform(rows, 1) < E.labels_flip
    draw[f"{which}.targets"] = torch.where(flipped, torch.tensor(opposite), labels)


def latents(n=None):
    n = n or E.batch
    return normal(n, E.latent)  #? normal_latent
    return 2 * uniform(n, E.latent) - 1  #? uniform_latent


class Traced:
    """The draws of `saddle train --trace N`."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.table = json.loads((self.folder / "trace.json").read_text())
        if self.table["begins"]:
            sys.exit("--trace: this run was forked; its optimizers do not begin anew, as they do here")

    def step(self, step):
        entry = self.table["steps"][step]
        self.updates, self.tensors = iter(entry["updates"]), safetensors(self.folder / entry["file"])

    def next(self):
        update = next(self.updates)
        prefix = update["name"] + "."
        draw = {name.removeprefix(prefix): t for name, t in self.tensors.items() if name.startswith(prefix)}
        return draw | {"lr": update["lr"], "replayed": update["replayed"]}

    discriminator = generator = next


def safetensors(path):
    """The tensors of a file: a length, a table of contents in JSON, and the numbers."""
    raw = path.read_bytes()
    length = struct.unpack("<Q", raw[:8])[0]
    table, body = json.loads(raw[8 : 8 + length]), raw[8 + length :]
    table.pop("__metadata__", None)
    part = lambda entry: torch.frombuffer(bytearray(body[slice(*entry["data_offsets"])]), dtype=torch.float32)
    return {name: part(entry).reshape(entry["shape"]) for name, entry in table.items()}


def load(net, tensors, network):
    """Puts the weights of a trace into `net`. A linear layer's weight lies transposed there."""
    state, words = net.state_dict(), {"gamma": "weight", "beta": "bias", "spectral": "", "left": "u", "right": "v"}
    left = {name for name in state if not name.endswith("num_batches_tracked")}
    for name, value in tensors.items():
        owner, _, *path = name.split(".")
        if owner != network:
            continue
        path = [words.get(word, word) for word in path if word not in ("Batch", "Layer", "Instance")]
        name = ".".join(word for word in path if word)
        if name not in state:
            name = ".".join(path[:-1] + ["layer", path[-1]])
        state[name].copy_(value.T if value.dim() == 2 else value)
        left.remove(name)
    if left:
        sys.exit(f"--trace: no numbers for {', '.join(sorted(left))}")
