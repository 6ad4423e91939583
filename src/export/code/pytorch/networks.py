# ------------------------------------------------------------------ networks

torch.manual_seed(E.seed)


class Generator(nn.Module):  #? points
    """Hidden layers of linear, normalisation, activation; a linear output."""

    def __init__(self):
        super().__init__()
        self.hidden = nn.ModuleList(__G_HIDDEN__)
        self.norms = nn.ModuleList(__G_NORMS__)
        self.output = __G_OUTPUT__

    def forward(self, z):
        x = z
        for layer, norm in zip(self.hidden, self.norms):
            x = __G_ACTIVATION__(norm(layer(x)))
        return self.output(x)


class Discriminator(nn.Module):  #? points
    """Hidden layers of linear, normalisation (never in the first), activation; a linear logit."""

    def __init__(self):
        super().__init__()
        self.hidden = nn.ModuleList(__D_HIDDEN__)
        self.norms = nn.ModuleList(__D_NORMS__)
        self.output = __D_OUTPUT__

    def forward(self, x, masks=()):
        for i, layer in enumerate(self.hidden):
            x = layer(x)
            x = self.norms[i - 1](x) if i else x
            x = __D_ACTIVATION__(x)
            x = silenced(x, masks, i)  #? dropout
        x = with_spread(x)  #? stddev
        return self.output(x)


class Generator(nn.Module):  #? images_shape
    """A linear layer to the smallest image, then convolutions with normalisation and activation; tanh at the
    pixels (Radford et al. 2016, section 3)."""

    STRIDES = __STRIDES__

    def __init__(self):
        super().__init__()
        self.input = __G_INPUT__
        self.input_norm = __G_INPUT_NORM__
        self.up = nn.ModuleList(__G_UP__)
        self.norms = nn.ModuleList(__G_NORMS__)
        self.to_image = nn.ModuleList(__TO_IMAGE__)  #? multi_scale

    def forward(self, z):
        x = self.input(z).reshape(-1, __INNER__)
        x = __G_ACTIVATION__(self.input_norm(x))
        images = []  #? multi_scale
        for i, layer in enumerate(self.up):
            if self.STRIDES[i] == 2:  #? multi_scale
                images.append(torch.tanh(self.to_image[len(images)](x)).flatten(1))
            x = x.repeat_interleave(self.STRIDES[i], 2).repeat_interleave(self.STRIDES[i], 3)  #? resize
            x = layer(x)
            if i < len(self.norms):
                x = __G_ACTIVATION__(self.norms[i](x))
        image = torch.tanh(x).flatten(1)
        return torch.cat([image] + images[::-1], 1)  #? multi_scale
        return image  #? !multi_scale


class Discriminator(nn.Module):  #? images_shape
    """Strided convolutions with normalisation (never in the first) and activation; a linear logit."""

    JOINS = __JOINS__  #? multi_scale

    def __init__(self):
        super().__init__()
        self.down = nn.ModuleList(__D_DOWN__)
        self.norms = nn.ModuleList(__D_NORMS__)
        self.output = __D_OUTPUT__
        self.embedding = __EMBEDDING__  #? projection

    def forward(self, x, masks=(), classes=None):
        x = x.reshape(len(x), __PACKED__, SIZE, SIZE)  #? !multi_scale
        smaller = images_of(x)  #? multi_scale
        x = smaller.pop(0)  #? multi_scale
        if classes is not None:  #? concat
            x = torch.cat([x, classes[:, :, None, None].expand(-1, -1, SIZE, SIZE)], 1)
        for i, layer in enumerate(self.down):
            x = layer(x)
            x = self.norms[i - 1](x) if i else x
            x = __D_ACTIVATION__(x)
            x = silenced(x, masks, i)  #? dropout
            features = x  #? projection
            if self.JOINS[i]:  #? multi_scale
                x = torch.cat([x, smaller.pop(0)], 1)
        x = with_spread(x)  #? stddev
        logits = self.output(x.flatten(1))
        logits = logits + (features.sum((2, 3)) * self.embedding(classes)).sum(1, keepdim=True)  #? projection
        return logits


def images_of(x):  #? multi_scale
    """The images of packs at every size, the largest first."""
    packs = x.reshape(len(x), E.pack, -1)
    parts = packs.split([CHANNELS * size**2 for size in SIZES], 2)
    return [part.reshape(len(x), E.pack * CHANNELS, size, size) for part, size in zip(parts, SIZES)]
