#!/usr/bin/env python3
"""Makes tests/histories: real runs that were set up to fail, and healthy ones, thinned to one row
every ten steps. Standard library only; needs a built `saddle` and some minutes.

usage: scripts/histories.py SADDLE [NAME...]        (cargo build --features cli --bin saddle)

The onset of a failure is read off the full record by a rule of its own, written into the file:
never off what the doctor says.
"""

import csv
import json
import math
import pathlib
import subprocess
import sys
import tempfile

EVERY = 10
# Of a longer run only the end is kept.
MOST = 4000
OUT = pathlib.Path(__file__).resolve().parent.parent / "tests" / "histories"
COLUMNS = ["loss_d", "loss_g", "acc_real", "acc_fake"]


def number(row, name):
    text = row.get(name, "")
    return float(text) if text else math.nan


def first(rows, holds):
    """The first step of which `holds`."""
    return next((int(row["step"]) for row in rows if holds(row)), None)


def won(rows):
    for i in range(len(rows) - 50):
        window = rows[i : i + 50]
        knows = all(number(row, "acc_real") > 0.98 and number(row, "acc_fake") > 0.98 for row in window)
        if knows and sum(number(row, "loss_d") for row in window) / 50 - FLOOR[0] < 0.05:
            return int(window[0]["step"])
    return None


def vanished(rows):
    norms = [row for row in rows if not math.isnan(number(row, "grad_g"))]
    for a, b in zip(norms, norms[5:]):
        if max(number(a, "grad_g"), number(b, "grad_g")) < 1e-3 * number(norms[0], "grad_g"):
            return int(a["step"])
    return None


def exploding(rows):
    norms = [row for row in rows if not math.isnan(number(row, "grad_g"))]
    for trio in zip(norms, norms[1:], norms[2:]):
        if all(max(number(row, "grad_d"), number(row, "grad_g")) > 100 for row in trio):
            return int(trio[0]["step"])
    return None


def collapse(rows):
    measured = [row for row in rows if not math.isnan(number(row, "modes"))]
    found = False
    for a, b in zip(measured, measured[1:]):
        found = found or number(a, "modes") >= 6
        if found and max(number(a, "modes"), number(b, "modes")) <= 3:
            return int(a["step"])
    return None


def oscillation(rows):
    """The second time that the energy distance has doubled and halved."""
    turns, low, high, rising = 0, math.inf, 0.0, True
    for row in rows:
        energy = number(row, "energy")
        if math.isnan(energy):
            continue
        if rising:
            high = max(high, energy)
            if energy < high / 2:
                turns, rising, low = turns + 1, False, energy
                if turns == 3:
                    return int(row["step"])
        else:
            low = min(low, energy)
            if energy > 2 * low:
                rising, high = True, energy
    return None


def by_heart(rows):
    def shown(row):
        return number(row, "d-held-out") < 0 < number(row, "d-train")

    measured = [row for row in rows if not math.isnan(number(row, "d-train"))]
    for a, b in zip(measured, measured[1:]):
        if shown(a) and shown(b):
            return int(a["step"])
    return None


FLOOR = [0.0]
ONSETS = {
    "discriminator-won": (won, "first of 50 steps with over 98 % right on both sides and a mean loss within 0.05 of its floor"),
    "vanished-gradients": (vanished, "first of 50 steps with G's gradient under a thousandth of its first norm"),
    "exploding": (exploding, "first of three measured norms above 100"),
    "mode-collapse": (collapse, "first of two measurements with at most 3 modes after 6 were there"),
    "oscillation": (oscillation, "the third time that the energy distance has halved after it had doubled"),
    "blind": (lambda rows: 1, "D cannot learn from the first step on"),
    "diverged": (lambda rows: int(rows[-1]["step"]), "the first number that is not finite"),
    "overfitting": (by_heart, "first of two measurements where D calls training images real and held-out ones fake"),
}

# name: what was planted, steps, link, D's floor
PLANTED = {
    "won-ns": ("discriminator-won", 500, "data=ring8&d.steps=5&d.lr=3e-3&g.lr=1e-5", 0.0),
    "won-soft": ("discriminator-won", 500, "data=ring8&d.steps=5&d.lr=3e-3&g.lr=1e-5&labels.real=0.9", 0.32508),
    "won-ls": ("discriminator-won", 500, "data=ring8&loss=ls&d.steps=5&d.lr=3e-3&g.lr=1e-5", 0.0),
    "vanished": ("vanished-gradients", 500, "data=ring8&loss=minimax&d.steps=5&d.lr=3e-3&g.lr=1e-5", 0.0),
    "vanished-2": ("vanished-gradients", 500, "data=ring8&seed=2&loss=minimax&d.steps=3&d.lr=5e-3&g.lr=1e-5", 0.0),
    "exploding-wgan": ("exploding", 400, "data=ring8&loss=wgan-gp&loss.gp=0&d.lr=1e-2&g.lr=1e-2", 0.0),
    "exploding-momentum": ("exploding", 1200, "data=ring8&beta1=0.9&g.lr=1e-2&d.lr=2e-3", 0.0),
    "collapse-sgd": ("mode-collapse", 1500, "data=ring8&optimizer=sgd&g.lr=0.1&d.lr=0.1", 0.0),
    "collapse-sgd-2": ("mode-collapse", 1500, "data=ring8&seed=2&optimizer=sgd&g.lr=0.1&d.lr=0.1", 0.0),
    "oscillation-momentum": ("oscillation", 1500, "data=ring8&beta1=0.9&g.lr=5e-3&d.lr=5e-3", 0.0),
    "oscillation-weak-d-2": ("oscillation", 1000, "data=ring8&seed=2&d.width=8&d.depth=1&g.lr=5e-3", 0.0),
    "oscillation-weak-d": ("oscillation", 1000, "data=ring8&d.width=8&d.depth=1&g.lr=5e-3", 0.0),
    "blind-flips": ("blind", 600, "data=ring8&labels.flip=0.5", 0.0),
    "blind-dropout": ("blind", 600, "data=ring8&d.dropout=0.9&d.lr=1e-5&g.lr=1e-5", 0.0),
    "blind-slow": ("blind", 600, "data=ring8&d.lr=1e-6", 0.0),
    "overfitting-one-class": (
        "overfitting",
        1200,
        "data=digits8&classes=only:0&d.width=32&d.steps=3&d.lr=1e-3&g.lr=2e-4",
        0.0,
    ),
    "diverged-sgd": ("diverged", 600, "data=ring8&loss=wgan-gp&loss.gp=0&optimizer=sgd&d.lr=0.1&g.lr=0.1", 0.0),
}

# What people reported in public threads. What is right is what was wrong with their runs, or that
# nothing was, never what the doctor says: one of the words must stand at the end, the others never.
VANILLA = "latent=100&latent.kind=uniform&beta1=0.9&g.lr=1e-3&d.lr=1e-3&g.norm=none"
CALM = "healthy on-its-way no-alarm"
CASES = {
    "case-ganhacks-44": (
        "accuracy 1.0 on real and 0.0 on fake, both losses at .69: D guesses, it has not won",
        "blind",
        "discriminator-won",
        400,
        "data=ring8&d.lr=1e-6",
    ),
    "case-ganhacks-44-still": (
        "the same with a G that waits: 100 % of the real and 0 % of the fakes",
        "blind",
        "discriminator-won",
        600,
        "data=ring8&seed=3&d.lr=1e-6&g.lr=1e-6",
    ),
    "case-ganhacks-44-hair": (
        "the same with outputs a hair on the right side: 60 to 90 % of both",
        "blind",
        "discriminator-won",
        600,
        "data=ring8&seed=1&d.lr=1e-6&g.lr=1e-6",
    ),
    "case-sgan-56": (
        "losses of 1.386 and .693 for ever: D's output does not depend on its input",
        "blind",
        "discriminator-won",
        600,
        "data=digits8&d.lr=1e-6&g.lr=1e-3",
    ),
    **{
        f"case-edge-connect-62-{loss}": (
            "spectral norm in both, losses flat at the equilibrium, good images: nothing is wrong",
            CALM,
            "blind discriminator-won",
            1000,
            f"data=digits8&g.spectral=1&d.spectral=1&loss={loss}",
        )
        for loss in ("ns", "ls", "hinge")
    },
    **{
        f"case-edge-connect-62-ring-{loss}": (
            "the same on points, where such a G cannot reach the ring: bad samples are no equilibrium",
            "blind mode-collapse oscillation",
            "discriminator-won",
            1500,
            f"data=ring8&g.spectral=1&d.spectral=1&loss={loss}",
        )
        for loss in ("ns", "ls", "hinge")
    },
    "case-cwgan-gp-9": (
        "a critic's loss that is ever more negative is fine",
        CALM,
        "discriminator-won blind mode-collapse",
        600,
        "data=digits8&condition=concat&loss=wgan-gp&batch=32&d.steps=5&optimizer=rmsprop&g.lr=5e-5&d.lr=5e-5",
    ),
    "case-wiseodd-14": (
        "a vanilla GAN on digits ends in all ones",
        "mode-collapse",
        "blind overfitting",
        1000,
        f"data=digits8&seed=111&{VANILLA}",
    ),
    "case-g-fast": (
        "G learns twenty times as fast as D and never reaches the ring",
        "stalled mode-collapse blind",
        "discriminator-won",
        1200,
        "data=ring8&seed=111&g.lr=2e-2&snapshot.every=400",
    ),
    "case-d-strong": (
        "D learns fifty times as fast as G, and G stays on one mode",
        "stalled mode-collapse discriminator-won",
        "blind",
        1200,
        "data=ring8&seed=111&g.lr=1e-4&d.lr=5e-3&d.steps=2&snapshot.every=400",
    ),
    "case-momentum": (
        "momentum throws the samples about: measured seldom, they only come no nearer",
        "stalled oscillation mode-collapse",
        "discriminator-won",
        1200,
        "data=ring8&seed=112&g.lr=5e-3&d.lr=5e-3&beta1=0.9&snapshot.every=400",
    ),
    "case-five-modes": (
        "high rates: some modes of eight are missing for long, more than half are there",
        "mode-collapse oscillation stalled",
        "discriminator-won",
        1200,
        "data=ring8&seed=111&g.lr=2e-2&d.lr=2e-2",
    ),
    "case-cwgan-gp-9-equal": (
        "all samples are equal: a collapse, and nothing that a critic has won",
        "mode-collapse",
        "discriminator-won blind",
        500,
        "data=digits8&loss=wgan-gp&batch=32&optimizer=rmsprop&g.lr=5e-3&d.lr=5e-5",
    ),
}

HEALTHY = {
    **{f"healthy-ring8-{s}": (1000, f"data=ring8&seed={s}") for s in range(1, 7)},
    **{f"healthy-grid25-{s}": (1000, f"data=grid25&seed={s}") for s in range(1, 4)},
    **{f"healthy-spiral-{s}": (800, f"data=spiral&seed={s}") for s in (1, 2)},
    **{f"healthy-moons-{s}": (800, f"data=moons&seed={s}") for s in (1, 2)},
    **{f"healthy-digits8-{s}": (600, f"data=digits8&seed={s}") for s in (1, 2, 3)},
    # As long as the page trains them.
    **{f"healthy-{data}-whole": (4000, f"data={data}&seed=7") for data in ("ring8", "grid25", "spiral", "moons")},
    "healthy-digits8-whole": (3000, "data=digits8&seed=7"),
    "healthy-hinge": (800, "data=ring8&loss=hinge"),
    "healthy-ls": (800, "data=grid25&loss=ls"),
    "healthy-minimax": (800, "data=ring8&loss=minimax"),
    "healthy-r1r2": (800, "data=ring8&r1=0.1&r2=0.1"),
    "healthy-rp-r1r2": (800, "data=ring8&loss=rp&r1=0.1&r2=0.1"),
    # Both were called ill by earlier thresholds, wrongly. Spectral norm on grid25 (seed 12) is not
    # here: its samples really swing until step 700, and the doctor says so.
    "healthy-spectral": (1000, "data=ring8&seed=11&d.spectral=1"),
    "healthy-linear": (1000, "data=ring8&seed=11&lr.schedule=linear"),
    # Its noise keeps D guessing while G is far: once called blind by the snapshot of step 0.
    **{
        f"healthy-recipe-ring8-{s}": (
            1200,
            f"data=ring8&seed={s}&steps=14000&batch=128&g.width=128&g.depth=3&d.depth=3&noise=0.5&noise.until=0.6"
            "&lr.schedule=linear&snapshot.every=400",
        )
        for s in range(1, 6)
    },
    # Green at step 532 with 3 % of the samples at the modes, and at step 15,164 at 20 times the distance
    # of real ones, when losses alone decided.
    "healthy-ring8-532": (530, "data=ring8&seed=1&snapshot.every=400"),
    "healthy-ring8-15160": (15160, "data=ring8&seed=1&snapshot.every=400"),
    # Bad until step 600, and then good: slow is not stalled.
    "healthy-late-moons": (1200, "data=moons&seed=111&g.depth=5&d.depth=5&snapshot.every=100"),
    "healthy-late-ring8": (1200, "data=ring8&seed=121&g.depth=5&d.depth=5&d.dropout=0.3&snapshot.every=100"),
    "healthy-flips": (800, "data=ring8&labels.flip=0.1"),
    "healthy-noise": (800, "data=ring8&noise=0.3"),
    "healthy-wgan-gp": (600, "data=ring8&loss=wgan-gp&d.steps=5"),
    "healthy-digits8-hinge": (500, "data=digits8&loss=hinge"),
}


def mean(values):
    known = [v for v in values if not math.isnan(v)]
    return sum(known) / len(known) if known else math.nan


def plain_mean(values):
    """A loss that is not a number makes the mean none."""
    return sum(values) / len(values) if values else math.nan


def cell(value):
    return "" if math.isnan(value) else f"{value:.5g}"


def thin(rows, metrics):
    """Means of ten steps; norms and metrics are measured more seldom and kept as they are."""
    for i in range(0, len(rows), EVERY):
        block = rows[i : i + EVERY]
        values = [plain_mean([number(row, name) for row in block if row["acc_real"]]) for name in COLUMNS]
        values += [mean([number(row, name) for row in block]) for name in ["grad_d", "grad_g", *metrics]]
        yield ",".join([block[-1]["step"], *map(cell, values)])


def record(saddle, name):
    case = CASES.get(name)
    if case:
        planted, steps, link, FLOOR[0] = "case", *case[3:], 0.0
    else:
        planted, steps, link, FLOOR[0] = PLANTED[name] if name in PLANTED else ("healthy", *HEALTHY[name], 0.0)
    every = 100 if "digits8" in link or steps > 2000 else 50
    seed = "" if "seed=" in link else "seed=1&"
    link = f"v=1&{seed}{link}" + ("" if "snapshot.every" in link else f"&snapshot.every={every}")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([saddle, "train", "--link", link, "--steps", str(steps), "--out", folder], check=True)
        rows = list(csv.DictReader(open(f"{folder}/metrics.csv", encoding="utf-8")))
        summary = json.load(open(f"{folder}/summary.json", encoding="utf-8"))
    metrics = [m for m in summary["metrics"] if m in ("energy", "modes", "hq", "diversity", "copying") or m.startswith("d-")]
    floors = [f"{m}={summary['metrics'][m]['floor']}" for m in metrics if summary["metrics"][m]["floor"] is not None]
    lines = [f"# link: {link}", f"# planted: {planted}", f"# floors: {' '.join(floors)}"]
    if case:
        lines += [f"# case: {case[0]}", f"# right: {case[1]}", f"# never: {case[2]}"]
    elif planted != "healthy":
        onset, rule = ONSETS[planted][0](rows), ONSETS[planted][1]
        if onset is None:
            print(f"{name}: no {planted} came of it")
            return
        lines.append(f"# onset: {onset} ({rule})")
    found = " ".join(f"{v['finding']}@{v['began']}" for v in summary.get("verdicts", []))
    print(f"{name}: {lines[-1]}; full record: {found or 'nothing found'}", flush=True)
    rows = rows[-MOST:]
    lines.append(",".join(["step", *COLUMNS, "grad_d", "grad_g", *metrics]))
    (OUT / f"{name}.csv").write_text("\n".join([*lines, *thin(rows, metrics)]) + "\n", encoding="utf-8")


def main():
    saddle, names = sys.argv[1], sys.argv[2:] or [*PLANTED, *HEALTHY, *CASES]
    OUT.mkdir(parents=True, exist_ok=True)
    for name in names:
        record(saddle, name)


if __name__ == "__main__":
    main()
