#!/usr/bin/env python3
"""Records the corpus that tests/native/corpus.rs holds the doctor against: failing settings with and without a
tip, and healthy ones. Every step and every measurement is kept; what is good and what has failed is
decided there, by the metrics alone. Standard library only; the points take half an hour of one core,
the images ten minutes. What is there already is kept, so that a run that was stopped goes on.

usage: scripts/corpus.py SADDLE FOLDER [PART]        (a release build; PART: a piece of the names)

Seeds 111 to 130 choose thresholds, 131 to 150 are held out.
"""

import csv
import json
import pathlib
import subprocess
import sys
import tempfile

COLUMNS = ["loss_d", "loss_g", "acc_real", "acc_fake", "grad_d", "grad_g"]
CHOOSE, HELD_OUT = 111, 131

# Settings that fail on the ring, with both learning rates, G's first.
FAILING = {
    "high": ("g.lr=2e-2&d.lr=2e-2", 2e-2, 2e-2),
    "gfast": ("g.lr=2e-2", 2e-2, 1e-3),
    "dstrong": ("g.lr=1e-4&d.lr=5e-3&d.steps=2", 1e-4, 5e-3),
    "mom": ("g.lr=5e-3&d.lr=5e-3&beta1=0.9", 5e-3, 5e-3),
    "sgd": ("optimizer=sgd&g.lr=0.1&d.lr=0.1", 0.1, 0.1),
    "dslow": ("d.lr=1e-4", 1e-3, 1e-4),
    "tinyd": ("d.width=8&d.depth=1", 1e-3, 1e-3),
    "deep": ("g.depth=5&d.depth=5", 1e-3, 1e-3),
    "wgan": ("loss=wgan-gp&loss.gp=0", 1e-3, 1e-3),
    "tinyg": ("g.width=4&g.depth=1", 1e-3, 1e-3),
}
# What is tried on each, with its rates in place of {g} and {d}.
TIPS = {
    "r10": lambda g, d: f"g.lr={g / 10:g}&d.lr={d / 10:g}",
    "g10": lambda g, d: f"g.lr={g / 10:g}",
    "d10x": lambda g, d: f"d.lr={d * 10:g}",
    "k3": lambda g, d: "d.steps=3",
    "bn": lambda g, d: "g.norm=batch&d.norm=batch",
    "noise1": lambda g, d: "noise=1",
    "noise03": lambda g, d: "noise=0.3",
    "weak": lambda g, d: "d.dropout=0.3",
    "sn": lambda g, d: "d.spectral=1",
    "rr1": lambda g, d: "r1=1&r2=1",
    "rr01": lambda g, d: "r1=0.1&r2=0.1",
    "b0": lambda g, d: "beta1=0",
    "soft": lambda g, d: "labels.real=0.9",
    "pack": lambda g, d: "pack=2",
    "rp": lambda g, d: "loss=rp&r1=0.1&r2=0.1",
    "lin": lambda g, d: "lr.schedule=linear",
}
REFUSED = {("wgan", tip) for tip in ("bn", "weak", "soft")}
HEALTHY = {
    "plain": "",
    "hinge": "loss=hinge",
    "ls": "loss=ls",
    "minimax": "loss=minimax",
    "rp": "loss=rp&r1=0.1&r2=0.1",
    "noise": "noise=0.3",
    "flip": "labels.flip=0.1",
    "r1r2": "r1=0.1&r2=0.1",
    "sn": "d.spectral=1",
    "lin": "lr.schedule=linear",
    "b0": "beta1=0",
    "soft": "labels.real=0.9",
    "pack": "pack=2&batch=128",
    "half": "g.lr=5e-4&d.lr=5e-4",
    "dbl": "g.lr=2e-3&d.lr=2e-3",
    "wgan-gp": "loss=wgan-gp&d.steps=5",
    "ttur": "d.lr=4e-3&g.lr=1e-3",
    "k2": "d.steps=2",
    "bng": "g.norm=batch",
    "wide": "g.width=128&d.width=128",
    "clip": "loss=wgan-clip&d.steps=5&optimizer=rmsprop&g.lr=5e-4&d.lr=5e-4&loss.clip=0.1",
    "deep3": "g.depth=3&d.depth=3",
    "replay": "replay=0.5",
    "opening-b": "g.lr=2e-3",
}
RECIPE = "batch=128&g.width=128&g.depth=3&d.depth=3&noise=0.5&noise.until=0.6&lr.schedule=linear"
VANILLA = "latent=100&latent.kind=uniform&beta1=0.9&g.lr=1e-3&d.lr=1e-3&g.norm=none"
IMAGES = {
    "vanilla": f"{VANILLA}&steps=1000",
    "strong": "g.lr=1e-4&d.width=32&d.steps=2&d.lr=2e-3&steps=600",
    "clip": "loss=wgan-clip&loss.clip=0.01&d.steps=5&g.lr=5e-5&d.lr=5e-5&steps=600",
    "dead": "d.lr=1e-6&g.lr=1e-3&steps=600",
    "equal": "loss=wgan-gp&batch=32&optimizer=rmsprop&g.lr=5e-3&d.lr=5e-5&steps=600",
    "keras": "batch=32&latent=100&latent.kind=uniform&g.lr=1e-4&d.lr=1e-3&beta1=0.9&d.dropout=0.25&steps=900",
    "ok-plain": "steps=900",
    "ok-augment": "augment=color,shift,cutout&steps=900",
    "ok-hinge": "loss=hinge&steps=700",
    "ok-recipe": "condition=projection&lr.schedule=linear&steps=900",
    "ok-noise": "noise=0.1&steps=700",
    "ok-r1r2": "r1=0.1&r2=0.1&steps=700",
    "ok-sn": "d.spectral=1&steps=700",
}


def of_seed(first, i):
    """The runs of the seed `first` + i; those with a tip have seeds of their own, ten later."""
    seed = first + i
    for name, (link, _, _) in FAILING.items():
        yield f"ring-{name}-{seed}", f"data=ring8&steps=1200&{link}", seed
    pairs = [(base, tip) for base in FAILING for tip in TIPS]
    for at, (base, tip) in enumerate(pairs, start=1):
        if at % 10 == i and (base, tip) not in REFUSED:
            link, g, d = FAILING[base]
            yield f"ring-{base}+{tip}-{seed + 10}", f"data=ring8&steps=1200&{link}&{TIPS[tip](g, d)}", seed + 10
    for at, (name, link) in enumerate(HEALTHY.items(), start=1):
        if at % 3 == i % 3:
            yield f"ring-ok-{name}-{seed}", f"data=ring8&steps=1200&{link}", seed
    if i < 2:
        for name in ("plain", "hinge", "rp", "noise"):
            yield f"ring4000-ok-{name}-{seed}", f"data=ring8&steps=4000&{HEALTHY[name]}", seed
        for data in ("grid25", "spiral", "moons"):
            yield f"{data}-ok-{seed}", f"data={data}&steps=2000", seed
        for name in ("high", "gfast", "sgd", "dstrong", "dslow"):
            yield f"grid25-{name}-{seed}", f"data=grid25&steps=1500&{FAILING[name][0]}", seed
        for name in ("gfast", "mom", "deep", "tinyd"):
            yield f"moons-{name}-{seed}", f"data=moons&steps=1200&{FAILING[name][0]}", seed
        yield f"recipe-ring8-{seed}", f"data=ring8&steps=3000&{RECIPE}", seed


def jobs():
    for first in (CHOOSE, HELD_OUT):
        for name, link in IMAGES.items():
            yield f"digits8-{name}-{first}", f"data=digits8&{link}", first
    for i in range(10):
        for first in (CHOOSE, HELD_OUT):
            yield from of_seed(first, i)


def merged(link):
    """The last of several values of a key."""
    return "&".join(f"{key}={value}" for key, value in dict(part.split("=", 1) for part in link.split("&") if part).items())


def record(saddle, folder, name, link, seed):
    out = folder / f"{name}.csv"
    if out.exists():
        return
    link = merged(f"v=1&{link}&seed={seed}&snapshot.every=100")
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run([saddle, "train", "--link", link, "--out", scratch], check=True, stderr=subprocess.DEVNULL)
        rows = list(csv.DictReader(open(f"{scratch}/metrics.csv", encoding="utf-8")))
        summary = json.load(open(f"{scratch}/summary.json", encoding="utf-8"))
    metrics = summary["metrics"]
    floors = [f"{id}={metric['floor']}" for id, metric in metrics.items() if metric["floor"] is not None]
    lines = [f"# link: {link}", "# planted: corpus", "# every: 1", f"# floors: {' '.join(floors)}"]
    if summary["diverged"]:
        lines.append(f"# diverged: {summary['diverged']['step']}")
    columns = ["step", *COLUMNS, *metrics]
    lines.append(",".join(columns))
    lines += [",".join(row.get(column) or "" for column in columns) for row in rows]
    # Written whole or not at all.
    part = out.with_suffix(".part")
    part.write_text("\n".join(lines) + "\n", encoding="utf-8")
    part.rename(out)
    print(name, flush=True)


def main():
    saddle, folder, piece = sys.argv[1], pathlib.Path(sys.argv[2]), (sys.argv[3:] or [""])[0]
    folder.mkdir(parents=True, exist_ok=True)
    for name, link, seed in jobs():
        if piece in name:
            record(saddle, folder, name, link, seed)


if __name__ == "__main__":
    main()
