# ------------------------------------------------------------------ data

RNG = torch.Generator().manual_seed(E.seed)


def uniform(*shape):
    return torch.rand(*shape, generator=RNG)


def normal(*shape):
    return torch.randn(*shape, generator=RNG)


def below(n, count):
    return torch.randint(n, (count,), generator=RNG)


def made(n, only=None):  #? ring8
    """Eight Gaussians on a circle (gan_toy.py of Gulrajani et al. 2017)."""
    angle = 2 * math.pi / 8 * below(8, n)
    centres = 2 / 1.414 * torch.stack([angle.cos(), angle.sin()], 1)
    return centres + 0.02 / 1.414 * normal(n, 2), None


def made(n, only=None):  #? grid25
    """Twenty-five Gaussians on a grid (gan_toy.py of Gulrajani et al. 2017)."""
    mode = below(25, n)
    centres = (torch.stack([mode // 5, mode % 5], 1) - 2) * 2 / 2.828
    return centres + 0.05 / 2.828 * normal(n, 2), None


def made(n, only=None):  #? spiral
    """A spiral arm with noise."""
    t = 1.5 * math.pi * (1 + 2 * uniform(n))
    return torch.stack([t * t.cos(), t * t.sin()], 1) / 10 + 0.025 * normal(n, 2), None


def made(n, only=None):  #? moons
    """Two interleaved half circles."""
    t, upper = math.pi * uniform(n), uniform(n, 1) < 0.5
    moon = torch.stack([t.cos() - 0.5, t.sin() - 0.25], 1)
    return torch.where(upper, moon, -moon) + 0.05 * normal(n, 2), None


def distance(kind, x, y, r):  #? shapes28
    """Pixels from (x, y) to the edge of a shape around the origin, negative inside."""
    across, down, round_ = x.abs(), y.abs(), (x * x + y * y).sqrt()
    turned_x, turned_y = ((x + y) / math.sqrt(2)).abs(), ((x - y) / math.sqrt(2)).abs()
    block = lambda x, y, width, height: torch.maximum(x - width * r, y - height * r)
    plus = lambda x, y: torch.minimum(block(x, y, 1, 0.25), block(x, y, 0.25, 1))
    tip = torch.maximum(y - 0.7 * r, (1.7 * across - 0.9 * (y + r)) / 1.9235)
    kinds = [
        round_ - 0.9 * r,
        (round_ - 0.8 * r).abs() - 0.2 * r,
        block(across, down, 0.8, 0.8),
        (torch.maximum(across, down) - 0.7 * r).abs() - 0.18 * r,
        block(turned_x, turned_y, 0.7, 0.7),
        plus(across, down),
        plus(turned_x, turned_y),
        block(across, down, 1, 0.3),
        block(across, down, 0.3, 1),
        tip,
    ]
    return kinds[kind]


def made(n, only=None):  #? shapes28
    """Ten kinds of shapes of 28 x 28 pixels: light on black, each with a place, a size and a brightness."""
    kinds = below(10, n) if only is None else torch.full((n,), only)
    rows, at = [], torch.arange(28.0)
    for kind in kinds.tolist():
        u = uniform(4).tolist()
        x, y = (at - (13.5 + 6 * u[0] - 3)).expand(28, 28), (at - (13.5 + 6 * u[1] - 3))[:, None].expand(28, 28)
        radius, light = 6 + 4 * u[2], 0.7 + 0.3 * u[3]
        covered = (0.5 - distance(kind, x, y, radius)).clamp(0, 1)
        rows.append((2 * light * covered - 1).flatten())
    return torch.stack(rows), kinds


def idx(path):  #? idx
    """The bytes of an IDX file, as MNIST has it, packed with gzip or not."""
    raw = pathlib.Path(path).read_bytes()
    raw = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    shape = struct.unpack(f">{raw[3]}I", raw[4 : 4 + 4 * raw[3]])
    return torch.frombuffer(bytearray(raw[4 + 4 * raw[3] :]), dtype=torch.uint8).reshape(shape)


def load_images():  #? digits8|stacked8
    """The digits of E. Alpaydin and C. Kaynak (UCI 1998): --images and --labels, else of scikit-learn."""
    if ARGS.images:
        return idx(ARGS.images).unsqueeze(1), idx(ARGS.labels).long() if ARGS.labels else None
    from sklearn.datasets import load_digits

    digits = load_digits()
    pixels = torch.tensor(digits.images, dtype=torch.float32) * 255 / 16
    return pixels.round().unsqueeze(1), torch.tensor(digits.target).long()


def square(images):  #? mnist|images
    """The square middle of images, brought to SIZE: every pixel is the mean of the area that it covers."""
    height, width = images.shape[-2:]
    middle = min(height, width)
    top, left = (height - middle) // 2, (width - middle) // 2
    images = images[..., top : top + middle, left : left + middle].long()
    old, new = torch.arange(middle), torch.arange(SIZE)[:, None]
    begins, ends = torch.maximum(new * middle, old * SIZE), torch.minimum((new + 1) * middle, (old + 1) * SIZE)
    shares = (ends - begins).clamp(min=0)
    return (shares @ images @ shares.T + middle**2 // 2) // middle**2


def pictures(folder):  #? images
    """The pictures of a folder, on white where they are transparent; the folders that they lie in are classes."""
    from PIL import Image, ImageOps

    images, names = [], []
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() not in (".png", ".jpg", ".jpeg"):
            continue
        picture = ImageOps.exif_transpose(Image.open(file)).convert("RGBA")
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture).convert("L" if CHANNELS == 1 else "RGB")
        if min(picture.size) < SIZE:
            continue
        pixels = torch.frombuffer(bytearray(picture.tobytes()), dtype=torch.uint8)
        images.append(square(pixels.reshape(picture.height, picture.width, CHANNELS).permute(2, 0, 1)))
        names.append(file.parent.name)
    if not images:
        sys.exit(f"--images: no PNG or JPEG of at least {SIZE} pixels in {folder}")
    kinds, numbered = sorted(set(names)), all(name.isdecimal() and int(name) < 62 for name in names)
    labels = [int(name) if numbered else kinds.index(name) for name in names]
    return torch.stack(images), torch.tensor(labels) if len(kinds) > 1 else None


def load_images():  #? mnist|images
    """--images: IDX, a tensor saved by torch, or a folder of pictures; --labels: IDX or a saved tensor."""
    if not ARGS.images:
        sys.exit("--images FILE: this experiment trains on images of a file")
    path = pathlib.Path(ARGS.images)
    saved = lambda path: torch.load(path, weights_only=True) if str(path).endswith((".pt", ".pth")) else idx(path)
    images, labels = saved(path), None  #? mnist
    images, labels = pictures(path) if path.is_dir() else (saved(path), None)  #? images
    labels = saved(ARGS.labels).long() if ARGS.labels else labels
    if labels is None:  #? classed
        sys.exit("--labels FILE: this experiment trains on classes")
    images = images.unsqueeze(1) if images.dim() == 3 else images
    images = images if images.shape[1] == CHANNELS else images.permute(0, 3, 1, 2)
    if images.shape[1] != CHANNELS:
        sys.exit(f"--images: {images.shape[1]} channels; expected {CHANNELS}")
    return images if images.shape[-2:] == (SIZE, SIZE) else square(images), labels


# The two columns of the table that are trained on: their names, else counted from 1.  #? table
COLUMNS = __COLUMNS__  #? table


def table(path):  #? table
    """The points in COLUMNS of a text whose cells are parted by tabs, semicolons, commas or spaces."""
    text = pathlib.Path(path).read_text(encoding="utf-8-sig")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    mark = next((mark for mark in "\t;," if sum(mark in line for line in lines) * 2 > len(lines)), None)
    rows = list(csv.reader(lines, delimiter=mark)) if mark else [line.split() for line in lines]
    rows = [[cell.strip() for cell in row] for row in rows]
    width = max(map(len, rows), key=[len(row) for row in rows].count, default=0)
    places = []
    for name in COLUMNS:
        number = "".join(filter(str.isdigit, name))
        if not rows or name not in rows[0] and not number:
            sys.exit(f"--points: no column {name} in {path}")
        places.append(rows[0].index(name) if name in rows[0] else int(number) - 1)
    points = []
    for row in rows:
        try:
            point = [float(row[place] if mark == "," else row[place].replace(",", ".")) for place in places]
        except (ValueError, IndexError):
            continue
        if len(row) == width and all(map(math.isfinite, point)):
            points.append(point)
    return points


def load_points():  #? table
    """--points: a table, of which COLUMNS are taken."""
    if not ARGS.points:
        sys.exit("--points FILE: this experiment trains on the points of a table")
    points = torch.tensor(table(ARGS.points), dtype=torch.float64)
    return ((points - points.mean(0)) / points.std(0, correction=0)).float(), None


# The points that were drawn, as places on a grid: from left to right, from bottom to top.  #? drawn
DRAWN = __DRAWN__  #? drawn


def load_points():  #? drawn
    """The drawing of the link."""
    points = torch.tensor(DRAWN, dtype=torch.float64) * 2 / __LAST__ - 1
    return ((points - points.mean(0)) / points.std(0, correction=0)).float(), None


class Real:  #? endless
    """Samples that are made: without end, or a fixed number of them."""

    few = {}  #? few

    def batch(self, n, only=None):
        if E.data_count:  #? few
            if only not in self.few:
                count = E.data_count if only is None else -(-E.data_count // 10)
                self.few[only] = made(count, only)
            rows, labels = self.few[only]
            pick = below(len(rows), n)
            return rows[pick], None if labels is None else labels[pick]
        return made(n, only)


class Real:  #? finite
    """Samples of a file: a tenth is held out, and the rest visited once an epoch, in another order each."""

    def __init__(self):
        rows, labels = load_points()  #? table|drawn
        images, labels = load_images()  #? images_of_file
        order = torch.randperm(len(rows), generator=torch.Generator().manual_seed(0))  #? table|drawn
        order = torch.randperm(len(images), generator=torch.Generator().manual_seed(0))  #? images_of_file
        pool = order[: len(order) - len(order) // 10]
        pool = pool[labels[pool] == E.only]  #? only
        if E.data_count:  #? few
            pool = pool[: E.data_count]
        pool = torch.cat([pool, pool + len(images)])  #? mirrored
        images = torch.cat([images, images.flip(-1)])  #? mirrored
        labels = None if labels is None else labels.repeat(2)  #? mirrored
        rows = images.float().flatten(1) / 127.5 - 1  #? images_of_file
        self.rows, self.labels, self.pool = rows, labels, pool
        self.walks = {}

    def walk(self, only):
        """The images of one class, or all, over and over."""
        pool = self.pool if only is None else self.pool[self.labels[self.pool] == only]
        while True:
            yield from pool[torch.randperm(len(pool), generator=RNG)].tolist()

    def batch(self, n, only=None):
        walk = self.walks.setdefault(only, self.walk(only))
        pick = torch.tensor([next(walk) for _ in range(n)])
        return self.rows[pick], None if self.labels is None else self.labels[pick]


class Real:  #? stacked8
    """Two digits as the two channels of an image, each of the hundred pairs as likely."""

    def __init__(self):
        images, labels = load_images()
        order = torch.randperm(len(images), generator=torch.Generator().manual_seed(0))
        pool = order[: len(order) - len(order) // 10]
        self.rows = images.float().flatten(1) / 127.5 - 1
        self.by_class = [pool[labels[pool] == digit] for digit in range(10)]
        self.few = None  #? few

    def pairs(self, n):
        channels = []
        for _ in range(2):
            pools = [self.by_class[digit] for digit in below(10, n).tolist()]
            pick = torch.stack([pool[below(len(pool), 1)[0]] for pool in pools])
            channels.append(self.rows[pick])
        return torch.cat(channels, 1)

    def batch(self, n, only=None):
        if E.data_count:  #? few
            if self.few is None:
                self.few = self.pairs(E.data_count)
            return self.few[below(len(self.few), n)], None
        return self.pairs(n), None
