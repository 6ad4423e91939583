#!/usr/bin/env python3
"""What a run costs against its width, batch, depth, length, snapshots, and a comparison against its runs and seeds.

Prints the tables of BENCHMARKS.md: seconds of processor time (user and system) of the command line, the median of three, so
that a machine with other work to do can be used. The exponent is that of a power between a row and the one
before: 1 is linear. Needs nothing but the program:

    scripts/growth.py target/release/saddle [WORD...]     only the tables with one of these words in their names
"""

import math
import os
import subprocess
import sys
import tempfile

SADDLE = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "target/release/saddle")
ONLY = sys.argv[2:]
TRIES = 3


def cost(*arguments):
    """Seconds of processor time of one call, the median of three."""

    def once():
        with tempfile.TemporaryDirectory() as out:
            words = [word.replace("OUT", out) for word in arguments]
            program = subprocess.Popen([SADDLE, *words], stdout=subprocess.DEVNULL)
            _, status, used = os.wait4(program.pid, 0)
            assert status == 0, words
            return used.ru_utime + used.ru_stime

    return sorted(once() for _ in range(TRIES))[TRIES // 2]


def train(steps, data="ring8", **keys):
    """Seconds of a run of `steps` without snapshots on the way, unless the keys name some."""
    keys = {"snapshot.every": 10000} | {key.replace("_", "."): value for key, value in keys.items()}
    link = f"v=2&data={data}&seed=1&" + "&".join(f"{key}={value}" for key, value in keys.items())
    return cost("train", "--link", link, "--steps", str(steps), "--out", "OUT/run")


def step(few, many, **keys):
    """Milliseconds of a step: what more of them cost, so that the start and the snapshots fall out."""
    return 1000 * (train(many, **keys) - train(few, **keys)) / (many - few)


def compare(runs, seeds):
    changes = "".join(f"&{run}:noise=0.{i}" for i, run in enumerate("bcd"[: runs - 1], 1))
    link = f"v=2&data=ring8&seed=1&steps=200&snapshot.every=10000{changes}"
    return cost("compare", link, "--seeds", str(seeds))


def plan(runs):
    """Seconds to list so many planned runs, none of which this shard has to train."""
    line = (
        '{"id":"r%d","tip":"noise","claim":"c","link":"v=2&data=ring8&seed=1&g.width=%d&b:noise=0.%04d",'
        '"metric":"energy","expected":"better","because":"b","seeds":2}\n'
    )
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write("".join(line % (i, 8 + i % 50, 1000 + i // 50) for i in range(runs // 4)))
        file.flush()
        return cost("sweep", file.name, "--out", "OUT/runs", "--shard", f"{runs + 1}/{runs + 1}")


def table(name, what, theory, xs, of):
    if ONLY and not any(word in name for word in ONLY):
        return
    print(f"\n**{name}** (theory: {theory})\n\n| {name} | {what} | exponent |\n|---|---|---|", flush=True)
    before = None
    for x in xs:
        y = of(x)
        exponent = "" if before is None else f"{math.log(y / before[1]) / math.log(x / before[0]):.2f}"
        print(f"| {x:,} | {y:.3g} | {exponent} |", flush=True)
        before = (x, y)


points = "ms a step"
widths = [8, 16, 32, 64, 128, 256]
table("width of both networks", points, "quadratic at most", widths, lambda w: step(100, 1100, g_width=w, d_width=w))
table("batch", points, "linear", [8, 32, 128, 512], lambda b: step(100, 1100, batch=b))
table("depth of both networks", points, "linear", [1, 2, 3, 4, 5], lambda d: step(100, 1100, g_depth=d, d_depth=d))
channels = [8, 16, 32]
table("channels, digits8", points, "quadratic at most", channels, lambda w: step(20, 120, data="digits8", g_width=w, d_width=w))
table("length in steps", "seconds", "linear", [500, 1000, 2000, 4000], train)
every = lambda count: train(1000, **{"snapshot.every": 1000 // count})
table("snapshots of 1,000 steps", "seconds", "linear", [1, 10, 50, 100], every)
table("runs of a comparison, two seeds", "seconds", "linear", [2, 3, 4], lambda runs: compare(runs, 2))
table("seeds of a comparison of two", "seconds", "linear", [1, 2, 4, 8], lambda seeds: compare(2, seeds))
table("planned runs that are another shard's", "seconds", "linear", [100, 1000, 10000], plan)
