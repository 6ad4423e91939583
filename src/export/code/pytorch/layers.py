# ------------------------------------------------------------------ layers


def begun(layer, fan_in):
    """A layer with the weights that it begins with."""
    bound = 1 / math.sqrt(fan_in)  #? torch
    nn.init.uniform_(layer.weight, -bound, bound)  #? torch
    nn.init.normal_(layer.weight, 0, 0.02)  #? dcgan
    nn.init.orthogonal_(layer.weight)  #? orthogonal
    if layer.bias is not None:
        nn.init.uniform_(layer.bias, -bound, bound)  #? torch
        nn.init.zeros_(layer.bias)  #? !torch
    return layer


def linear(inputs, outputs, bias=True):
    return begun(nn.Linear(inputs, outputs, bias), inputs)


def conv(inputs, outputs, kernel, stride):  #? images_shape
    """Stride 2 halves the image exactly, stride 1 keeps its size."""
    layer = nn.Conv2d(inputs, outputs, kernel, stride, (kernel - 1) // 2)
    return begun(layer, inputs * kernel**2)


def up(inputs, outputs, kernel, stride):  #? transpose
    """A transposed convolution. Its fan-in is what really reaches one pixel of the output."""
    extra = kernel % 2 if stride == 2 else 0
    layer = nn.ConvTranspose2d(inputs, outputs, kernel, stride, (kernel - 1) // 2, extra)
    return begun(layer, inputs * kernel**2 / stride**2)


def scaled(norm):  #? normed
    """A normalisation with the scales that it begins with."""
    if isinstance(norm, (nn.BatchNorm1d, nn.BatchNorm2d)):  #? dcgan
        nn.init.normal_(norm.weight, 1, 0.02)
    return norm


class Spectral(nn.Module):  #? spectral
    """A layer whose weight is divided by its largest singular value (Miyato et al. 2018, algorithm 1).

    PyTorch's own iterates at every pass; here every pass of an update sees the same weight.
    """

    def __init__(self, layer):
        super().__init__()
        self.layer = layer
        self.outputs = 1 if isinstance(layer, nn.ConvTranspose2d) else 0
        start = torch.randn(layer.weight.shape[self.outputs])
        self.register_buffer("u", start)
        self.register_buffer("v", torch.zeros(self.matrix().shape[1]))
        for _ in range(15):
            self.iterate()

    def matrix(self):
        return self.layer.weight.transpose(0, self.outputs).flatten(1)

    def iterate(self):
        with torch.no_grad():
            self.v = F.normalize(self.matrix().T @ self.u, dim=0, eps=1e-12)
            self.u = F.normalize(self.matrix() @ self.v, dim=0, eps=1e-12)

    def forward(self, x):
        sigma = self.u @ self.matrix() @ self.v
        return torch.func.functional_call(self.layer, {"weight": self.layer.weight / sigma}, (x,))


def iterate(net):  #? spectral
    """One power iteration in every layer: once an update."""
    for layer in net.modules():
        if isinstance(layer, Spectral):
            layer.iterate()


def with_spread(x):  #? stddev
    """One channel more: how much the samples of each group of four differ (Karras et al. 2018, section 3)."""
    group = min(4, len(x))
    y = x.reshape(group, len(x) // group, -1)
    spread = ((y - y.mean(0)).square().mean(0) + 1e-8).sqrt().mean(1)
    spread = spread.repeat(group).reshape(-1, 1, *[1] * (x.dim() - 2)).expand(-1, 1, *x.shape[2:])
    return torch.cat([x, spread], 1)


def silenced(x, masks, i):  #? dropout
    """Dropout with the mask of hidden layer `i`: units of points, channels of images."""
    if i >= len(masks):
        return x
    mask = masks[i].repeat(len(x) // len(masks[i]), 1)
    return x * mask.reshape(*mask.shape, *[1] * (x.dim() - 2))
