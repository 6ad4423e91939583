#!/usr/bin/env python3
"""Whether the board holds on seeds that it has never seen: cells drawn by lot, trained anew, held against its intervals.

    scripts/other_seeds.py SADDLE [CELLS] [FIRST-LAST] [LOT]      30 cells, seeds 201-210, the lot of seed 1

Takes only cells with six runs or more whose runs last under five seconds. A new mean lies outside an honest 95 %
interval oftener than once in 20, because it scatters itself: with m runs on the board and n new ones, both equally
spread, in a share of 2 * Phi(-1.96 / sqrt(1 + m / n)).
"""

import json
import math
import random
import subprocess
import sys
import tempfile
from pathlib import Path

if len(sys.argv) < 2:
    sys.exit(__doc__)
SADDLE, CELLS, SEEDS, LOT = (sys.argv[1:] + ["", "30", "201-210", "1"][len(sys.argv) - 1 :])[:4]
FIRST, LAST = map(int, SEEDS.split("-"))
SLOW = 5.0
MEASURED = {"helps", "clearly-helps", "hurts", "clearly-hurts", "no-effect", "undecided"}
OPPOSITE = {"helps": "hurts", "hurts": "helps"}


def name(verdict):
    return verdict if isinstance(verdict, str) else next(iter(verdict))


def cells(board):
    return {(c["case"], cell["arm"]): cell for c in board["columns"] for cell in c["cells"]}


def quick(case):
    """Whether a run of `case` lasts less than SLOW seconds, half of the time."""
    lines = Path("evidence/results", f"{case}.jsonl").read_text().splitlines()
    seconds = sorted(json.loads(line)["seconds"] for line in lines)
    return seconds[len(seconds) // 2] < SLOW


def measured_anew(drawn):
    """The board of the drawn cells on the new seeds, which are joined as if they were the first ones."""
    with tempfile.TemporaryDirectory() as folder:
        for case in sorted({case for case, _ in drawn}):
            arms = [word for c, arm in drawn if c == case for word in ("--arm", arm)]
            train = ["clinic", "run", "--results", folder, "--case", case, "--arm", "base", *arms, "--seeds", SEEDS]
            subprocess.run([SADDLE, *train], check=True, stdout=subprocess.DEVNULL)
            file = Path(folder, f"{case}.jsonl")
            lines = [json.loads(line) for line in file.read_text().splitlines()]
            renamed = [json.dumps(line | {"seed": line["seed"] - FIRST + 1}) for line in lines]
            file.write_text("\n".join(renamed) + "\n")
        join = ["clinic", "join", "2000-01-01", "--results", folder, "--out", f"{folder}/joined"]
        subprocess.run([SADDLE, *join], check=True, stdout=subprocess.DEVNULL)
        return cells(json.loads(Path(folder, "joined", "board.json").read_text()))


def main():
    known = cells(json.loads(Path("www/clinic/board.json").read_text()))
    known = {at: c for at, c in known.items() if c["side"]["runs"] >= 6 and name(c["verdict"]) in MEASURED}
    fast = {case for case in {case for case, _ in known} if quick(case)}
    drawn = random.Random(int(LOT)).sample(sorted(at for at in known if at[0] in fast), int(CELLS))
    anew = measured_anew(drawn)
    inside = {"alone": 0, "together": 0}
    expected, against, kept, decided = 0.0, 0, 0, 0
    print("| case | tip | on the board | its 95 % | at once | other seeds | says |\n|---|---|---|---|---|---|---|")
    for at in sorted(drawn):
        old, new = known[at], anew[at]
        m, n = old["side"]["runs"], new["side"]["runs"]
        for interval in inside:
            low, high = old[interval]
            inside[interval] += low <= new["effect"] <= high
        expected += math.erf(1.96 / math.sqrt(1 + m / n) / math.sqrt(2))
        said, says = (name(c["verdict"]).removeprefix("clearly-") for c in (old, new))
        decided += said in OPPOSITE
        kept += said in OPPOSITE and new["effect"] * old["effect"] > 0
        against += OPPOSITE.get(said) == says
        span = lambda key: "{:.2f} to {:.2f}".format(*old[key])
        print(f"| {at[0]} | {at[1]} | {old['effect']:.2f} ({m}), {said} | {span('alone')} | {span('together')} "
              f"| {new['effect']:.2f} ({n}) | {says} |")
    print(f"\nInside the cell's own 95 % interval: {inside['alone']} of {CELLS} (of honest ones {expected:.1f} are expected); "
          f"inside the interval that judges: {inside['together']}. Of {decided} that help or hurt {kept} go the same "
          f"way; {against} say the opposite.")


main()
