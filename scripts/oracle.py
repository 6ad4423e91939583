#!/usr/bin/env python3
"""PyTorch as the oracle: whole training steps and single formulas for tests/native/oracle.rs.

Run by hand from the root of the checkout, with torch and numpy installed:

    python3 scripts/oracle.py            writes tests/golden/torch.json
    python3 scripts/oracle.py --check    compares with the file instead (the versions apart)

Everything runs on the CPU in float64. Before a case is written, torch's own modules and central
differences must agree with it. Its inputs are redrawn until no activation is near a kink, no gradient
near 0 (where Adam's first step would turn on rounding), and float32 comes to the same end.
"""

import json
import math
import pathlib
import platform
import random
import sys
from dataclasses import dataclass
from datetime import date

import numpy
import torch
import torch.nn.functional as F
from torch import nn

ROOT = pathlib.Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden" / "torch.json"
KNOWN = json.loads((ROOT / "tests" / "golden" / "golden.json").read_text())

SLOPE = 0.2
BN_EPSILON, BN_MOMENTUM = 1e-5, 0.1
OPTIMIZER_EPSILON = 1e-8
SIDE, INNER = 8, 4  # pixels of an image and of the smallest features
DIGITS = 9
# Tensors with more numbers are written to six digits of the largest and, of what is expected, as first
# moments (which hold the gradient) only; those of G not even so where the case is about D's penalty.
LARGE, LARGE_DIGITS = 64, 6

KINK = 5e-5  # no activation is nearer to its kink
SHORT = 0.05  # no input gradient under wgan-gp is shorter
FLAT = 1e-12  # a tensor whose gradient is smaller is silent: mathematically 0
SMALL = 5e-5  # no other gradient is smaller than this share of its tensor's largest, unless 0
SINGLE = 1e-5  # float32 stays within this share of each tensor's largest number

POINTS = {"data": "ring8", "g.width": 6, "d.width": 6, "latent": 3, "batch": 8, "g.lr": 1e-3, "d.lr": 2e-3}
IMAGES = {"data": "digits8", "g.width": 4, "d.width": 4, "latent": 5, "batch": 4, "g.lr": 1e-3, "d.lr": 2e-3}
CASES = {
    "points ns": POINTS | {"loss": "ns"},
    "points ns, batch norm in both": POINTS | {"loss": "ns", "g.norm": "batch", "d.norm": "batch"},
    "points wgan-gp": POINTS | {"loss": "wgan-gp", "loss.gp": 0.1},
    "points ns, r1 and r2": POINTS | {"loss": "ns", "r1": 1, "r2": 0.5},
    "points hinge, spectral norm": POINTS | {"loss": "hinge", "d.spectral": 1},
    "points wgan-clip": POINTS
    | {"loss": "wgan-clip", "loss.clip": 0.5, "optimizer": "rmsprop", "beta2": 0.99},
    "points rp, r1 and r2": POINTS | {"loss": "rp", "r1": 0.3, "r2": 0.2},
    "points ra": POINTS | {"loss": "ra"},
    "images ns, batch norm in g": IMAGES | {"loss": "ns", "g.norm": "batch"},
    "images ns, batch norm in both": IMAGES | {"loss": "ns", "g.norm": "batch", "d.norm": "batch"},
    "images wgan-gp": IMAGES | {"loss": "wgan-gp", "loss.gp": 2, "g.norm": "none"},
    "images r1, spectral norm": IMAGES | {"loss": "ns", "r1": 1, "g.norm": "batch", "d.spectral": 1},
    "images spectral norm in both": IMAGES
    | {"loss": "ns", "g.norm": "none", "g.spectral": 1, "d.spectral": 1},
    "points layer norm, r1": POINTS | {"loss": "ns", "d.norm": "layer", "r1": 1},
    "images layer norm, r1": IMAGES | {"loss": "ns", "g.norm": "none", "d.norm": "layer", "r1": 1},
    "points ns, soft labels on both sides": POINTS | {"loss": "ns", "labels.real": 0.9, "labels.fake": 0.1},
    "points ns, descent with momentum in d": POINTS | {"loss": "ns", "d.optimizer": "sgd", "momentum": 0.9},
    "points tanh in both, r1 and r2": POINTS
    | {"loss": "ns", "g.activation": "tanh", "d.activation": "tanh", "r1": 1, "r2": 0.5},
    "points elu in both, wgan-gp": POINTS
    | {"loss": "wgan-gp", "loss.gp": 0.1, "g.activation": "elu", "d.activation": "elu"},
    "images relu in d, leaky in g, r1": IMAGES
    | {"loss": "ns", "g.norm": "none", "g.activation": "leaky", "d.activation": "relu", "r1": 1},
    "images elu in d, layer norm, r1": IMAGES
    | {"loss": "ns", "g.norm": "none", "d.norm": "layer", "d.activation": "elu", "r1": 1},
}
DEFAULTS = {"g.norm": "none", "d.norm": "none", "g.spectral": 0, "d.spectral": 0, "r1": 0, "r2": 0}
DEFAULTS |= {"optimizer": "adam", "beta1": 0.5, "beta2": 0.999, "d.optimizer": "same", "momentum": 0}
DEFAULTS |= {"labels.real": 1, "labels.fake": 0, "g.activation": "relu", "d.activation": "leaky"}
ACTIVATIONS = {
    "relu": F.relu,
    "leaky": lambda x: F.leaky_relu(x, SLOPE),
    "tanh": torch.tanh,
    "elu": F.elu,
}


# ---------------------------------------------------------------------------------------- networks


def name(player, pair, path, leaf, norm=None):
    """The name of a tensor in a checkpoint; the only place that knows it. `norm` is the kind."""
    kind = {"batch": "Batch.", "layer": "Layer."}.get(norm, "")
    leaf = {"u": "spectral.left"}.get(leaf, leaf)
    return f"{player}.{pair}.{path}.{kind}{leaf}"


@dataclass
class Layer:
    path: str
    kind: str  # linear, conv, up
    shape: tuple  # of the weight, in torch's layout
    activation: str = ""
    norm: str = ""  # path of its normalisation
    stride: int = 1
    view: tuple = ()  # a sample's features behind a linear layer, if not flat

    @property
    def outputs(self):
        """The dimension of the weight that counts the outputs."""
        return 1 if self.kind == "up" else 0

    @property
    def channels(self):
        return self.view[0] if self.view else self.shape[self.outputs]

    @property
    def fan_in(self):
        n = math.prod(self.shape) / self.shape[self.outputs]
        return n / self.stride**2 if self.kind == "up" else n

    def apply(self, x, weight, bias):
        if self.kind == "linear":
            x = F.linear(x.flatten(1), weight, bias)
            return x.unflatten(1, self.view) if self.view else x
        apply = F.conv2d if self.kind == "conv" else F.conv_transpose2d
        return apply(x, weight, bias, stride=self.stride, padding=1)

    def matrix(self, weight):
        return weight.transpose(0, self.outputs).flatten(1)


def layers_of(player, e):
    width, own = e[f"{player[0]}.width"], (DEFAULTS | e)[f"{player[0]}.activation"]
    if e["data"] == "ring8":
        if player == "generator":
            sizes, norms = [e["latent"], width, width, 2], ["norms.0", "norms.1"]
        else:
            sizes, norms = [2, width, width, 1], ["", "norms.0"]
        shapes = [(outputs, inputs) for inputs, outputs in zip(sizes, sizes[1:])]
        hidden = [Layer(f"hidden.{i}", "linear", shapes[i], own, norms[i]) for i in (0, 1)]
        return hidden + [Layer("output", "linear", shapes[2])]
    if player == "generator":
        inner = (2 * width, INNER, INNER)
        return [
            Layer("input", "linear", (math.prod(inner), e["latent"]), own, "input_norm", view=inner),
            Layer("up.0", "up", (2 * width, width, 4, 4), own, "norms.0", 2),
            Layer("up.1", "up", (width, 1, 3, 3), "tanh"),
        ]
    return [
        Layer("down.0", "conv", (width, 1, 3, 3), own),
        Layer("down.1", "conv", (2 * width, width, 4, 4), own, "norms.0", 2),
        Layer("output", "linear", (1, 2 * width * INNER**2)),
    ]


def normalised(x):
    return x / x.norm().clamp_min(1e-12)


class Net:
    """One player. Its numbers live in `state`, by name; a training pass moves what it remembers."""

    def __init__(self, player, e, norm, spectral):
        self.player, self.layers, self.kind, self.spectral = player, layers_of(player, e), norm, spectral
        self.images = e["data"] != "ring8"
        self.pair = "Images" if self.images else "Points"
        self.nearest_kink = math.inf

    def at(self, path, leaf, norm=None):
        return name(self.player, self.pair, path, leaf, norm)

    def trained(self):
        """Names of what the optimizer moves."""
        for layer in self.layers:
            yield from (self.at(layer.path, leaf) for leaf in ("weight", "bias"))
            if layer.norm and self.kind != "none":
                yield from (self.at(layer.norm, leaf, self.kind) for leaf in ("gamma", "beta"))

    def remembered(self):
        """Names of what a training pass moves."""
        for layer in self.layers:
            if layer.norm and self.kind == "batch":
                yield from (self.at(layer.norm, leaf, self.kind) for leaf in ("running_mean", "running_var"))
            if self.spectral:
                yield self.at(layer.path, "u")

    def iterate(self, state):
        """One power iteration for each weight; returns u and v by layer."""
        found = {}
        for layer in self.layers if self.spectral else []:
            w = layer.matrix(state[self.at(layer.path, "weight")]).detach()
            v = normalised(w.T @ state[self.at(layer.path, "u")])
            u = normalised(w @ v)
            state[self.at(layer.path, "u")] = u
            found[layer.path] = (u, v)
        return found

    def weights(self, state, vectors):
        """The weights as a pass uses them: over sigma = uᵀWv, u and v being constants."""
        found = {layer.path: state[self.at(layer.path, "weight")] for layer in self.layers}
        for layer in self.layers if self.spectral else []:
            u, v = vectors[layer.path]
            found[layer.path] = found[layer.path] / (u @ layer.matrix(found[layer.path]) @ v)
        return found

    def forward(self, state, weights, x):
        if self.images and self.player == "discriminator":
            x = x.unflatten(1, (1, SIDE, SIDE))
        for layer in self.layers:
            x = layer.apply(x, weights[layer.path], state[self.at(layer.path, "bias")])
            if layer.norm and self.kind != "none":
                x = self.normalise(state, layer.norm, x)
            if layer.activation in ("relu", "leaky", "elu"):
                self.nearest_kink = min(self.nearest_kink, x.detach().abs().min().item())
            if layer.activation:
                x = ACTIVATIONS[layer.activation](x)
        return x.flatten(1)

    def normalise(self, state, path, x):
        at = lambda leaf: state[self.at(path, leaf, self.kind)]
        if self.kind == "batch":
            mean, var = at("running_mean"), at("running_var")
            return F.batch_norm(x, mean, var, at("gamma"), at("beta"), True, BN_MOMENTUM, BN_EPSILON)
        return F.group_norm(x, 1, at("gamma"), at("beta"), BN_EPSILON)


# ---------------------------------------------------------------------------------------- one step


def d_loss(kind, r, f, real=1, fake=0):
    if kind == "ns":
        logits = F.binary_cross_entropy_with_logits
        return logits(r, torch.full_like(r, real)) + logits(f, torch.full_like(f, fake))
    if kind == "hinge":
        return F.relu(1 - r).mean() + F.relu(1 + f).mean()
    if kind in ("wgan-gp", "wgan-clip"):
        return f.mean() - r.mean()
    if kind == "rp":
        return F.softplus(-(r - f)).mean()
    if kind == "ra":
        return (F.softplus(-(r - f.mean())).mean() + F.softplus(f - r.mean()).mean()) / 2
    raise ValueError(kind)


def g_loss(kind, r, f):
    if kind == "ns":
        return F.binary_cross_entropy_with_logits(f, torch.ones_like(f))
    if kind in ("hinge", "wgan-gp", "wgan-clip"):
        return -f.mean()
    return d_loss(kind, f, r)


class Step:
    """One update of D, then one of G, of the experiment `e` from the numbers in `start`."""

    def __init__(self, e, start, batch, dtype=torch.float64):
        self.e = DEFAULTS | e
        self.g = Net("generator", e, self.e["g.norm"], self.e["g.spectral"])
        self.d = Net("discriminator", e, self.e["d.norm"], self.e["d.spectral"])
        self.state = {}
        for net in (self.g, self.d):
            for key in [*net.trained(), *net.remembered()]:
                self.state[key] = start[key].to(dtype).clone()
            for key in net.trained():
                self.state[key].requires_grad_()
        self.batch = {key: value.to(dtype) for key, value in batch.items()}
        self.shortest = math.inf  # gradient under wgan-gp

    def penalties(self, state, weights, real, fake):
        """What is added to D's loss, by key."""

        def square_norms(x):
            x = x.detach().requires_grad_()
            logits = self.d.forward(state, weights, x)
            (gradient,) = torch.autograd.grad(logits.sum(), x, create_graph=True)
            return gradient.square().sum(1)

        found = {}
        if self.e["loss"] == "wgan-gp":
            eps = self.batch["eps"]
            squares = square_norms(eps * real + (1 - eps) * fake)
            self.shortest = squares.min().sqrt().item()
            found["loss.gp"] = self.e["loss.gp"] * (squares.sqrt() - 1).square().mean()
        for key, x in (("r1", real), ("r2", fake)):
            if self.e[key] > 0:
                found[key] = self.e[key] / 2 * square_norms(x).mean()
        return found

    def d_objective(self, state, vectors, fake):
        """D's loss, its penalties and the logits on real and fake."""
        weights = self.d.weights(state, vectors)
        r = self.d.forward(state, weights, self.batch["real"])
        f = self.d.forward(state, weights, fake)
        loss = d_loss(self.e["loss"], r, f, self.e["labels.real"], self.e["labels.fake"])
        return loss, self.penalties(state, weights, self.batch["real"], fake), r, f

    def g_objective(self, state, vectors_g, vectors_d):
        weights = self.d.weights(state, vectors_d)
        fake = self.g.forward(state, self.g.weights(state, vectors_g), self.batch["z_g"])
        real = None
        if self.e["loss"] in ("rp", "ra"):
            real = self.d.forward(state, weights, self.batch["real"])
        return g_loss(self.e["loss"], real, self.d.forward(state, weights, fake))

    def kind(self, net):
        own = self.e["d.optimizer"] if net is self.d else "same"
        return self.e["optimizer"] if own == "same" else own

    def optimizer(self, net):
        parameters = [self.state[key] for key in net.trained()]
        lr, beta1, beta2 = self.e[f"{net.player[0]}.lr"], self.e["beta1"], self.e["beta2"]
        if self.kind(net) == "sgd":
            return torch.optim.SGD(parameters, lr=lr, momentum=self.e["momentum"])
        if self.kind(net) == "rmsprop":
            return torch.optim.RMSprop(parameters, lr=lr, alpha=beta2, eps=OPTIMIZER_EPSILON)
        return torch.optim.Adam(parameters, lr=lr, betas=(beta1, beta2), eps=OPTIMIZER_EPSILON)

    def learn(self, net, objective):
        """One step of `net`'s optimizer; returns gradients and moments by name."""
        optimizer, keys = self.optimizer(net), list(net.trained())
        gradients = torch.autograd.grad(objective, [self.state[key] for key in keys])
        for key, gradient in zip(keys, gradients):
            self.state[key].grad = gradient
        optimizer.step()
        moments = {key: optimizer.state[self.state[key]] for key in keys}
        kept = lambda *names: {key: m[n] for key, m in moments.items() for n in names if n in m}
        first, second = kept("exp_avg", "momentum_buffer"), kept("exp_avg_sq", "square_avg")
        return dict(zip(keys, gradients)), first, second

    def run(self):
        with torch.no_grad():
            vectors = self.g.iterate(self.state)
            fake = self.g.forward(self.state, self.g.weights(self.state, vectors), self.batch["z_d"])
        vectors = self.d.iterate(self.state)
        loss_d, penalties, r, f = self.d_objective(self.state, vectors, fake)
        margins = torch.cat([(1 - r).abs(), (1 + f).abs()]) if self.e["loss"] == "hinge" else r.abs() + 1
        between = {key: self.state[key].clone() for key in self.d.remembered()}
        gradients, first, second = self.learn(self.d, loss_d + sum(penalties.values()))
        if self.e["loss"] == "wgan-clip":
            with torch.no_grad():
                for key in self.d.trained():
                    self.state[key].clamp_(-self.e["loss.clip"], self.e["loss.clip"])

        vectors = self.g.iterate(self.state), self.d.iterate(self.state)
        loss_g = self.g_objective(self.state, *vectors)
        of_g = self.learn(self.g, loss_g)
        gradients_d, gradients_g = gradients, of_g[0]
        self.gradients = gradients_d | gradients_g
        self.nearest_kink = min(self.g.nearest_kink, self.d.nearest_kink, margins.min().item())
        square_norm = lambda gradients: sum(g.square().sum() for g in gradients.values())
        return {
            "loss_d": loss_d.detach(),
            "penalties": {key: value.detach() for key, value in penalties.items()},
            "loss_g": loss_g.detach(),
            "logits_real": r.detach(),
            "logits_fake": f.detach(),
            "square_norm_d": square_norm(gradients_d),
            "square_norm_g": square_norm(gradients_g),
            "between": between,
            "after": {key: value.detach() for key, value in self.state.items()},
            "first": first | of_g[1],
            "second": second | of_g[2],
        }

    def silent(self):
        """By name, the places whose gradient is mathematically 0: biases before batch norm, shifts of
        a logit that is only compared, units that are off. Adam may magnify rounding there to a step,
        and G's step then finds D's running mean behind such a bias moved."""
        found = {key: (burn_layout(key, g).abs() < FLAT).flatten() for key, g in self.gradients.items()}
        found = {key: off.nonzero().flatten().tolist() for key, off in found.items() if off.any()}
        for layer in self.d.layers:
            if layer.norm and self.d.kind == "batch":
                moved = found.get(self.d.at(layer.path, "bias"), [])
                found[self.d.at(layer.norm, "running_mean", "batch")] = moved
        return found

    def smallest(self):
        """The smallest gradient that is not 0, as a share of the largest of its tensor; of G's large
        tensors the gradient alone is compared."""
        large = [key for key in self.g.trained() if self.state[key].numel() > LARGE]
        heard = [g.abs()[g.abs() >= FLAT] for key, g in self.gradients.items() if key not in large]
        return min((g.min() / g.max()).item() for g in heard if len(g))


# ------------------------------------------------------------------------------------------ checks


def require(condition, what):
    if not condition:
        raise SystemExit(f"oracle.py: {what}")


def near(found, expected, what, tolerance=1e-12):
    found, expected = (torch.as_tensor(x, dtype=torch.float64) for x in (found, expected))
    error = (found - expected).abs().max().item()
    require(error <= tolerance * (1 + expected.abs().max().item()), f"{what}: error {error:.1e}")


def single_error(e, start, batch, expected, silent):
    """How far the same step in float32 ends from `expected`, as a share of each tensor's largest."""
    found, worst = Step(e, start, batch, torch.float32).run(), 0.0
    for group in ("between", "after", "first", "second"):
        for key, value in expected[group].items():
            error = (found[group][key].double() - value).abs() / value.abs().max().clamp_min(FLAT)
            error = burn_layout(key, error).flatten()
            error[silent.get(key, []) if group != "between" else []] = 0
            worst = max(worst, error.max().item())
    return worst


def modules(net, state):
    """`net` of torch's own modules, with torch's own spectral norm, and its modules by name."""
    made, parts = [], {}
    if net.images and net.player == "discriminator":
        made.append(nn.Unflatten(1, (1, SIDE, SIDE)))
    for layer in net.layers:
        if layer.kind == "linear":
            module = nn.Linear(layer.shape[1], layer.shape[0])
            made.append(nn.Flatten())
        else:
            kind = nn.Conv2d if layer.kind == "conv" else nn.ConvTranspose2d
            inputs = layer.shape[1 - layer.outputs]
            module = kind(inputs, layer.channels, layer.shape[2], layer.stride, padding=1)
        with torch.no_grad():
            module.weight.copy_(state[net.at(layer.path, "weight")])
            module.bias.copy_(state[net.at(layer.path, "bias")])
        if net.spectral:
            nn.utils.spectral_norm(module)
            module.weight_u.copy_(state[net.at(layer.path, "u")])
        made.append(module)
        parts[layer.path] = module
        if layer.view:
            made.append(nn.Unflatten(1, layer.view))
        if layer.norm and net.kind != "none":
            c = layer.channels
            if net.kind == "batch":
                norm = (nn.BatchNorm2d if net.images else nn.BatchNorm1d)(c)
                norm.running_mean.copy_(state[net.at(layer.norm, "running_mean", net.kind)])
                norm.running_var.copy_(state[net.at(layer.norm, "running_var", net.kind)])
            else:
                norm = nn.GroupNorm(1, c) if net.images else nn.LayerNorm(c)
            with torch.no_grad():
                norm.weight.copy_(state[net.at(layer.norm, "gamma", net.kind)])
                norm.bias.copy_(state[net.at(layer.norm, "beta", net.kind)])
            made.append(norm)
            parts[layer.norm] = norm
        if layer.activation:
            leaky = nn.LeakyReLU(SLOPE)
            activations = {"relu": nn.ReLU(), "leaky": leaky, "tanh": nn.Tanh(), "elu": nn.ELU()}
            made.append(activations[layer.activation])
    return nn.Sequential(*made, nn.Flatten()), parts


def check_modules(case, e, start, batch):
    """A pass, its gradients and what it leaves behind, against torch's own modules."""
    step = Step(e, start, batch)
    for net, x in ((step.g, step.batch["z_d"]), (step.d, step.batch["real"])):
        theirs, parts = modules(net, step.state)
        ours = net.forward(step.state, net.weights(step.state, net.iterate(step.state)), x)
        result = theirs(x)
        near(ours, result, f"{case}: {net.player} against modules")
        direction = torch.linspace(-1, 1.3, ours.numel(), dtype=torch.float64).reshape(ours.shape)
        (result * direction).sum().backward()
        keys = list(net.trained())
        gradients = torch.autograd.grad((ours * direction).sum(), [step.state[key] for key in keys])
        gradients = dict(zip(keys, gradients))
        for layer in net.layers:
            module = parts[layer.path]
            weight = module.weight_orig if net.spectral else module.weight
            near(gradients[net.at(layer.path, "weight")], weight.grad, f"{case}: {layer.path}.weight")
            near(gradients[net.at(layer.path, "bias")], module.bias.grad, f"{case}: {layer.path}.bias")
            if net.spectral:
                near(step.state[net.at(layer.path, "u")], module.weight_u, f"{case}: {layer.path} u")
            if layer.norm in parts:
                norm, at = parts[layer.norm], lambda leaf: net.at(layer.norm, leaf, net.kind)
                near(gradients[at("gamma")], norm.weight.grad, f"{case}: {layer.norm}.gamma")
                near(gradients[at("beta")], norm.bias.grad, f"{case}: {layer.norm}.beta")
                if net.kind == "batch":
                    near(step.state[at("running_mean")], norm.running_mean, f"{case}: {layer.norm} mean")
                    near(step.state[at("running_var")], norm.running_var, f"{case}: {layer.norm} variance")


def check_differences(case, e, start, batch):
    """The gradients of both objectives, penalties included, by central differences along a random
    direction of each tensor; and the penalties themselves from an input gradient by differences.
    Returns the largest error."""
    step = Step(e, start, batch)
    draw, h, worst = random.Random(f"{case}/directions"), 1e-5, 0.0
    with torch.no_grad():
        vectors_g = step.g.iterate(step.state)
        fake = step.g.forward(step.state, step.g.weights(step.state, vectors_g), step.batch["z_d"])
    vectors_d = step.d.iterate(step.state)

    def total(state):
        loss, penalties, _, _ = step.d_objective(state, vectors_d, fake)
        return loss + sum(penalties.values())

    copy = lambda: {key: value.detach().clone().requires_grad_() for key, value in step.state.items()}
    buffers = [*step.g.remembered(), *step.d.remembered()]

    def at(objective, key=None, change=None):
        state = copy()
        for buffer in buffers:
            state[buffer] = state[buffer].detach()
        if key:
            state[key] = (state[key] + change).detach()
        return objective(state), state

    for net, objective in ((step.d, total), (step.g, lambda s: step.g_objective(s, vectors_g, vectors_d))):
        value, state = at(objective)
        keys = list(net.trained())
        for key, gradient in zip(keys, torch.autograd.grad(value, [state[key] for key in keys])):
            direction = torch.tensor([draw.gauss(0, 1) for _ in range(gradient.numel())], dtype=torch.float64)
            direction = normalised(direction).reshape(gradient.shape)
            there, back = (at(objective, key, sign * h * direction)[0].item() for sign in (1, -1))
            slope, expected = (there - back) / (2 * h), (gradient * direction).sum().item()
            error = abs(slope - expected) / (1 + abs(expected))
            worst = max(worst, error)
            require(error < 1e-7, f"{case}: {key}: gradient {expected}, differences {slope}")
    check_penalties(case, step, fake, vectors_d)
    return worst


def check_penalties(case, step, fake, vectors):
    state, real = step.state, step.batch["real"]
    weights = {key: value.detach() for key, value in step.d.weights(state, vectors).items()}
    found = step.penalties(state, weights, real, fake)

    def square_norms(x):
        squares, h = 0, 1e-5
        for i in range(x.shape[1]):
            by = torch.zeros_like(x)
            by[:, i] = h
            there, back = (step.d.forward(state, weights, x + sign * by) for sign in (1, -1))
            squares = squares + ((there - back) / (2 * h)).squeeze(1).square()
        return squares

    if "loss.gp" in found:
        eps = step.batch["eps"]
        norms = square_norms(eps * real + (1 - eps) * fake).sqrt()
        near(found["loss.gp"], step.e["loss.gp"] * (norms - 1).square().mean(), f"{case}: gp", 1e-7)
    for key, x in (("r1", real), ("r2", fake)):
        if key in found:
            near(found[key], step.e[key] / 2 * square_norms(x).mean(), f"{case}: {key}", 1e-7)
    if found and step.d.kind == "none" and step.e["d.activation"] in ("relu", "leaky"):
        # A piecewise linear D: no bias changes its slope.
        biases = [state[key] for key in step.d.trained() if key.endswith("bias")]
        found = step.penalties(state, step.d.weights(state, vectors), real, fake)
        gradients = torch.autograd.grad(sum(found.values()), biases, allow_unused=True)
        require(all(g is None or g.abs().max() == 0 for g in gradients), f"{case}: a penalty moves a bias")


def check_known():
    """The formulas against tests/golden/golden.json, which was made without torch."""
    known = KNOWN["losses"]
    r, f = (torch.tensor(known[key]) for key in "rf")
    labels = {"hinge": "hinge", "wgan-gp": "wgan", "wgan-clip": "wgan", "rp": "rpgan", "ra": "ragan"}
    for kind, label in labels.items():
        near(d_loss(kind, r, f), known[f"{label}_D"]["loss"], f"{label}_D")
        near(g_loss(kind, r, f), known[f"{label}_G"]["loss"], f"{label}_G")
    near(d_loss("ns", r, f), known["bce_D"]["loss"], "bce_D")
    near(g_loss("ns", r, f), known["ns_G"]["loss"], "ns_G")
    gradients = [[g] for g in KNOWN["adam"]["grads"]]
    for betas in ((0.5, 0.999), (0, 0.9), (0, 0.99), (0.9, 0.999)):
        label = "b=" + ",".join(f"{b:g}".removeprefix("0") or "0" for b in betas)
        path = walk(lambda p: torch.optim.Adam(p, lr=0.1, betas=betas), gradients, [0.0])
        near(path, [[x] for x in KNOWN["adam"][label]], f"adam {label}")


# ------------------------------------------------------------------------------------------- facts


def walk(optimizer, gradients, start):
    """Where an optimizer takes `start` under given gradients."""
    parameter = torch.tensor(start, requires_grad=True)
    optimizer, path = optimizer([parameter]), []
    for gradient in gradients:
        parameter.grad = torch.tensor(gradient)
        optimizer.step()
        path.append(parameter.detach().tolist())
    return path


def drawn(label, *shape):
    draw = random.Random(label)
    return torch.tensor([round(draw.gauss(0, 1), 3) for _ in range(math.prod(shape))]).reshape(shape)


def spectral_fact(weight, u, dim):
    """One iteration of torch's spectral norm, its result and the gradient of <result, cotangent>."""
    module = nn.Module()
    module.weight = nn.Parameter(weight.clone())
    nn.utils.spectral_norm(module, dim=dim)
    module.weight_u.copy_(u)
    module.train()
    list(module._forward_pre_hooks.values())[0](module, None)
    cotangent = drawn("spectral/cotangent", *weight.shape)
    (module.weight * cotangent).sum().backward()
    gradient, matrix = module.weight_orig.grad, weight.transpose(0, dim).flatten(1)
    sigma = (module.weight_u @ matrix @ module.weight_v).item()
    near((gradient * weight).sum(), 0.0, "spectral norm: <gradient, W>")
    layer = Layer("", "up" if dim else "linear", tuple(weight.shape))
    near(layer.matrix(weight), matrix, "spectral norm: matrix")
    largest = torch.linalg.svdvals(matrix)[0].item()
    require(sigma <= largest + 1e-12, "spectral norm: sigma above the largest singular value")
    return {
        "outputs": dim,
        "shape": list(weight.shape),
        "weight": weight,
        "u": u,
        "cotangent": cotangent,
        "sigma": sigma,
        "largest": largest,
        "result": module.weight.detach(),
        "u_after": module.weight_u.clone(),
        "v_after": module.weight_v.clone(),
        "gradient": gradient,
    }


def norm_fact(kind, *shape):
    """Two training passes of a normalisation, and the gradients of the first."""
    c = shape[1]
    gamma, beta = drawn(f"{kind}/gamma", c) / 2 + 1, drawn(f"{kind}/beta", c) / 2
    gamma, beta = (x.requires_grad_() for x in (gamma, beta))
    mean, var = torch.zeros(c), torch.ones(c)
    fact = {"shape": list(shape), "gamma": gamma.detach(), "beta": beta.detach(), "passes": []}
    for i in range(2):
        x = (drawn(f"{kind}/{shape}/{i}", *shape) * (1 + i) + i / 2).requires_grad_()
        cotangent = drawn(f"{kind}/{shape}/cotangent/{i}", *shape)
        if kind == "batch":
            y = F.batch_norm(x, mean, var, gamma, beta, True, BN_MOMENTUM, BN_EPSILON)
        else:
            y = F.group_norm(x, 1 if kind == "layer" else c, gamma, beta, BN_EPSILON)
        if kind == "layer" and len(shape) == 2:
            near(y, F.layer_norm(x, (c,), gamma, beta, BN_EPSILON), "layer norm")
        if kind == "instance":
            near(y, F.instance_norm(x, weight=gamma, bias=beta, eps=BN_EPSILON), "instance norm")
        d_x, d_gamma, d_beta = torch.autograd.grad((y * cotangent).sum(), (x, gamma, beta))
        found = {"x": x.detach(), "cotangent": cotangent, "y": y.detach()}
        found |= {"d_x": d_x, "d_gamma": d_gamma, "d_beta": d_beta}
        if kind == "batch":
            found |= {"running_mean": mean.clone(), "running_var": var.clone()}
        fact["passes"].append(found)
    return fact


def orthogonal_fact(*shape):
    """What torch's orthogonal_ makes of given normal numbers."""
    drawn_from, normal_ = drawn(f"orthogonal/{shape}", *shape), torch.Tensor.normal_
    # It flattens to a matrix and draws that; a matrix of fewer rows than columns it transposes.
    torch.Tensor.normal_ = lambda self, *_, **__: self.copy_(drawn_from.flatten(1))
    try:
        result = nn.init.orthogonal_(torch.empty(*shape))
    finally:
        torch.Tensor.normal_ = normal_
    matrix = result.flatten(1)
    short = matrix if shape[0] <= matrix.shape[1] else matrix.T
    near(short @ short.T, torch.eye(len(short)), f"orthogonal {shape}")
    return {"shape": list(shape), "normal": drawn_from, "result": result}


def facts():
    matrix = torch.tensor(KNOWN["spectral_norm"]["W3x4"])
    spectral = spectral_fact(matrix, torch.ones(3) / math.sqrt(3), 0)
    near(spectral["sigma"], KNOWN["spectral_norm"]["W3x4_sigma1_u0=ones"], "sigma of golden.json")
    near(spectral["largest"], KNOWN["spectral_norm"]["W3x4_sigma_true"], "largest of golden.json")
    gradients = [[1.0, 0.3], [-2.0, -0.004], [0.5, 0.0]]
    paths = []
    for word, betas, lr, momentum in (
        ("adam", (0.5, 0.999), 0.1, 0.0),
        ("adam", (0.0, 0.9), 0.01, 0.0),
        ("adam", (0.9, 0.99), 0.1, 0.0),
        ("rmsprop", (0.0, 0.99), 0.01, 0.0),
        ("rmsprop", (0.0, 0.99), 0.001, 0.0),
        ("sgd", (0.0, 0.0), 0.1, 0.0),
        ("sgd", (0.0, 0.0), 0.1, 0.9),
        ("sgd", (0.0, 0.0), 0.01, 0.5),
    ):
        make = {
            "adam": lambda p: torch.optim.Adam(p, lr=lr, betas=betas, eps=OPTIMIZER_EPSILON),
            "rmsprop": lambda p: torch.optim.RMSprop(p, lr=lr, alpha=betas[1], eps=OPTIMIZER_EPSILON),
            "sgd": lambda p: torch.optim.SGD(p, lr=lr, momentum=momentum),
        }[word]
        start = [1.0, -0.5]
        path = walk(make, gradients, start)
        given = {"optimizer": word, "betas": betas, "momentum": momentum, "lr": lr}
        given |= {"start": start, "gradients": gradients}
        paths.append(given | {"path": path})
    orthogonal = [orthogonal_fact(*shape) for shape in ((3, 3), (2, 5), (5, 2), (3, 2, 2, 2))]
    points, images = (4, 3), (2, 3, 2, 2)
    norms = [("batch", points), ("batch", images), ("layer", points), ("layer", images), ("instance", images)]
    transposed = spectral_fact(drawn("spectral/up", 2, 3, 2, 2), normalised(torch.ones(3)), 1)
    return {
        "spectral_norm": [spectral, transposed],
        "norms": [{"kind": kind} | norm_fact(kind, *shape) for kind, shape in norms],
        "optimizers": paths,
        "orthogonal": orthogonal,
    }


# ------------------------------------------------------------------------------------------- files


def starting_numbers(e):
    """Starting numbers by name for every normalisation and spectral norm, in torch's layout: four
    decimals, about unit gain."""
    found = {}
    for player, norms in (("generator", ("batch",)), ("discriminator", ("batch", "layer"))):
        for norm in norms:
            net = Net(player, e, norm, True)
            for layer in net.layers:
                bound = math.sqrt(3 / layer.fan_in)
                outputs = (layer.shape[layer.outputs],)
                wanted = {
                    net.at(layer.path, "weight"): (layer.shape, -bound, bound),
                    net.at(layer.path, "bias"): (outputs, -bound / 2, bound / 2),
                    net.at(layer.path, "u"): (outputs, -1, 1),
                }
                if layer.norm:
                    c = (layer.channels,)
                    wanted |= {
                        net.at(layer.norm, "gamma", norm): (c, 0.5, 1.5),
                        net.at(layer.norm, "beta", norm): (c, -0.3, 0.3),
                    }
                    if norm == "batch":
                        wanted[net.at(layer.norm, "running_mean", norm)] = (c, -0.5, 0.5)
                        wanted[net.at(layer.norm, "running_var", norm)] = (c, 0.5, 1.5)
                for key, (shape, low, high) in wanted.items():
                    draw = random.Random(key)
                    values = [round(draw.uniform(low, high), 4) for _ in range(math.prod(shape))]
                    found[key] = torch.tensor(values).reshape(shape)
    return found


def draw_batch(case, e, attempt):
    draw = random.Random(f"{case}/{attempt}")
    batch, latent = e["batch"], e["latent"]

    def rows(n, of):
        return torch.tensor([[round(of(), 3) for _ in range(n)] for _ in range(batch)])

    normal = lambda: draw.gauss(0, 1)
    found = {"real": rows(2, normal) if e["data"] == "ring8" else rows(SIDE**2, lambda: draw.uniform(-1, 1))}
    found |= {"z_d": rows(latent, normal), "z_g": rows(latent, normal)}
    if e["loss"] == "wgan-gp":
        found["eps"] = rows(1, draw.random)
    return found


def burn_layout(key, tensor):
    """Burn keeps the weight of a linear layer as [inputs, outputs]."""
    return tensor.T if key.endswith(".weight") and tensor.dim() == 2 else tensor


def flat(tensor):
    values = tensor.double().flatten().tolist()
    largest = max(map(abs, values))
    if len(values) <= LARGE or largest == 0:
        return [float(f"{x:.{DIGITS}g}") for x in values]
    decimals = LARGE_DIGITS - 1 - math.floor(math.log10(largest))
    return [round(x, decimals) for x in values]


def plain(value):
    """Tensors to flat lists, everywhere."""
    if isinstance(value, torch.Tensor):
        return flat(value) if value.dim() else flat(value)[0]
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    if isinstance(value, dict):
        return {key: plain(v) for key, v in value.items()}
    return [plain(v) for v in value] if isinstance(value, (list, tuple)) else value


def make_case(case, e, start):
    for attempt in range(200):
        batch = draw_batch(case, e, attempt)
        step = Step(e, start, batch)
        expected = step.run()
        if step.nearest_kink < KINK or step.smallest() < SMALL or step.shortest < SHORT:
            continue
        silent = step.silent()
        single = single_error(e, start, batch, expected, silent)
        if single < SINGLE:
            break
    else:
        raise SystemExit(f"oracle.py: {case}: every batch is near a kink")
    check_modules(case, e, start, batch)
    differences = check_differences(case, e, start, batch)
    print(
        f"{case:32} draw {attempt:3}, kink {step.nearest_kink:.0e}, float32 {single:.0e},"
        f" differences {differences:.0e}, loss D {expected['loss_d']:.4f} G {expected['loss_g']:.4f},"
        f" penalties {[round(p.item(), 4) for p in expected['penalties'].values()]},"
        f" silent {sum(map(len, silent.values()))}"
    )
    for group in ("between", "after", "first", "second"):
        wanted = lambda key: group == "first" and not (expected["penalties"] and key.startswith("generator"))
        numbers = {key: burn_layout(key, value) for key, value in expected[group].items()}
        expected[group] = {k: v for k, v in numbers.items() if v.numel() <= LARGE or wanted(k)}
    link = "&".join(f"{key}={value}" for key, value in e.items())
    made = {"name": case, "link": link, "start": step.d.pair, "inputs": batch}
    return made | {"silent": silent, "expected": expected}


def make():
    check_known()
    starts = {"Points": starting_numbers(POINTS), "Images": starting_numbers(IMAGES)}
    pair = lambda e: "Points" if e["data"] == "ring8" else "Images"
    cases = [make_case(case, e, starts[pair(e)]) for case, e in CASES.items()]
    shaped = lambda key, t: {"shape": list(burn_layout(key, t).shape), "values": flat(burn_layout(key, t))}
    versions = {"torch": torch.__version__, "python": platform.python_version(), "numpy": numpy.__version__}
    return {
        "versions": versions | {"date": date.today().isoformat()},
        "starts": {pair: {key: shaped(key, t) for key, t in start.items()} for pair, start in starts.items()},
        "cases": plain(cases),
        "facts": plain(facts()),
    }


def text(value, depth=0):
    """JSON with one line for each list of numbers."""
    if isinstance(value, dict) and value and "values" not in value:
        lines = [f"{' ' * (depth + 1)}{json.dumps(key)}: {text(v, depth + 1)}" for key, v in value.items()]
        return "{\n" + ",\n".join(lines) + "\n" + " " * depth + "}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        lines = [" " * (depth + 1) + text(v, depth + 1) for v in value]
        return "[\n" + ",\n".join(lines) + "\n" + " " * depth + "]"
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def main():
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    made = make()
    if "--check" in sys.argv[1:]:
        committed = json.loads(GOLDEN.read_text())
        same = made | {"versions": 0} == committed | {"versions": 0}
        require(same, f"{GOLDEN} differs from what torch {torch.__version__} says")
        return
    GOLDEN.write_text(text(made) + "\n")
    print(f"{GOLDEN.relative_to(ROOT)}: {GOLDEN.stat().st_size} bytes")


if __name__ == "__main__":
    main()
