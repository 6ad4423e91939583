# ------------------------------------------------------------------ tricks  #? tricks


def pyramid(rows):  #? multi_scale
    """Images with their averages over 2 x 2, 4 x 4, … pixels behind them (Karnewar and Wang 2020)."""
    images = rows.reshape(-1, CHANNELS, SIZE, SIZE)
    return torch.cat([F.avg_pool2d(images, SIZE // size).flatten(1) for size in SIZES], 1)


def augmented(rows, draw, which):  #? augment
    """DiffAugment (Zhao et al. 2020, section 3): colour, then translation, then a hole."""
    get = lambda name: draw.get(f"{which}.{name}")
    if get("brightness") is not None:  #? color
        rows = rows + get("brightness")
        pixels = rows.reshape(len(rows), CHANNELS, -1)  #? colourful
        mean = pixels.mean(1, keepdim=True)  #? colourful
        rows = ((pixels - mean) * get("saturation")[:, :, None] + mean).flatten(1)  #? colourful
        mean = rows.mean(1, keepdim=True)
        rows = (rows - mean) * get("contrast") + mean
    if get("shift_rows") is not None:  #? shift
        images = rows.reshape(-1, CHANNELS, SIZE, SIZE)
        rows = (get("shift_rows") @ images @ get("shift_columns")).flatten(1)
    if get("cutout") is not None:  #? cutout
        rows = rows * get("cutout")
    return rows


def fates(n):  #? augment
    """What happens to each of `n` images."""
    found = {}
    if "color" in E.augment:  #? color
        found |= {"brightness": uniform(n, 1) - 0.5, "saturation": 2 * uniform(n, 1), "contrast": uniform(n, 1) + 0.5}
    if "shift" in E.augment:  #? shift
        reach, at = (SIZE + 4) // 8, torch.arange(SIZE)
        pick = lambda shift: (at == at[:, None] + shift[:, None, None]).float().unsqueeze(1)
        down, right = (below(2 * reach + 1, n) - reach for _ in range(2))
        found |= {"shift_rows": pick(down), "shift_columns": pick(-right)}
    if "cutout" in E.augment:  #? cutout
        hole, at = -(-SIZE // 2), torch.arange(SIZE)
        inside = lambda corner: (at >= corner) & (at < corner + hole)
        down, right = (inside(below(SIZE + 1 - hole % 2, n)[:, None] - hole // 2) for _ in range(2))
        gone = down[:, :, None] & right[:, None, :]
        found["cutout"] = (~gone).float().flatten(1).repeat(1, CHANNELS)
    return found


class Pool:  #? replay
    """Old fakes for D (Shrivastava et al. 2017, section 2.3): 50 slots, or as many as 2^21 numbers fill."""

    def __init__(self):
        self.slots = []

    def full(self, fresh):
        held = sum(rows.numel() for rows, _ in self.slots)
        return bool(self.slots) and (len(self.slots) >= 50 or held + fresh > 2**21)

    def wants(self, width):
        """Of how many slots the next update wants one picked."""
        old = min(round(E.replay * E.batch), E.batch)
        return len(self.slots) if old and self.full(old * width) else 0

    def mix(self, fake, classes, pick):
        """`fake` with its last rows exchanged for those of a slot, which keeps the fresh ones."""
        old = min(round(E.replay * len(fake)), len(fake))
        if not old:
            return fake, classes
        fresh = fake[-old:].clone(), None if classes is None else classes[-old:].clone()
        if pick is None:
            self.slots.append(fresh)
            return fake, classes
        rows, kinds = self.slots[pick]
        self.slots[pick] = fresh
        if rows.shape != fresh[0].shape:
            return fake, classes
        joined = lambda x, slot: torch.cat([x[: len(x) - old], slot])
        return joined(fake, rows), None if classes is None else joined(classes, kinds)


class Average:  #? ema
    """The average of G's weights, which is only ever looked at (Yazici et al. 2019; Karras et al. 2018)."""

    def __init__(self):
        self.shadow, self.updates = copy.deepcopy(G).eval(), 0

    def follow(self):
        decay = min(E.ema, (1 + self.updates) / (10 + self.updates))
        trained = dict(G.named_parameters())
        state = self.shadow.state_dict()
        for name, value in G.state_dict().items():
            mixed = decay * state[name] + (1 - decay) * value if name in trained else value
            state[name].copy_(mixed)
        self.updates += 1


def sigma_at(step):  #? noise
    """Standard deviation of the noise: linear to 0."""
    end = E.noise_until * E.steps
    return E.noise * max(0.0, 1 - step / end)


def class_at(step):  #? in_turn
    """The class of a run that trains on one after the other, a tenth of it each."""
    return min(step * 10 // E.steps, 9)


def rate_at(step):  #? scheduled
    """What both learning rates are multiplied with."""
    done = min(step, E.steps) / E.steps
    if E.lr_schedule == "linear":  #? linear_decay
        return 1 - done
    if E.lr_schedule == "cosine":  #? cosine_decay
        return (1 + math.cos(math.pi * done)) / 2
    return 1.0
