#!/usr/bin/env python3
"""scipy, statsmodels and numpy as the oracle of src/statistics: tests/golden/statistics.json.

Run by hand from the root of the checkout, with scipy and statsmodels installed:

    python3 scripts/statistics.py            writes the file
    python3 scripts/statistics.py --check    compares with it instead (the versions apart)

Shares by statsmodels' Wilson interval; bootstrap intervals by scipy.stats.bootstrap (BCa, a hundred
thousand resamples, so that the Monte Carlo error of its ends is known to be small); quantiles by
numpy and scipy; the largest |t| under sign flips written out here with all 2^n flips.
"""

import itertools

from golden_file import write_or_check  # isort: skip

import numpy
import scipy
import scipy.special
import scipy.stats
import statsmodels
from statsmodels.stats.proportion import proportion_confint

RESAMPLES = 100_000


def wilson():
    counts = [(0, 10), (1, 10), (10, 10), (7, 20), (19, 20), (20, 20), (0, 3), (3, 3), (33, 40), (1, 1)]
    return [[k, n, *map(float, proportion_confint(k, n, alpha=0.05, method="wilson"))] for k, n in counts]


def normal():
    points = [1e-300, 1e-20, 1e-9, 1e-4, 0.025, 0.05, 0.074, 0.076, 0.3, 0.5, 0.7, 0.95, 0.975, 0.9999, 1 - 1e-12]
    places = [-37.0, -8.3, -3.0, -1.0, -0.1, 0.0, 0.5, 1.96, 5.0]
    return {
        "quantile": [[p, float(scipy.special.ndtri(p))] for p in points],
        "cdf": [[x, float(scipy.special.ndtr(x))] for x in places],
    }


def student():
    points = itertools.product([0.6, 0.9, 0.95, 0.975, 0.9995], [1, 2, 3, 5, 6, 9, 19, 20, 39, 199])
    return [[p, freedom, float(scipy.stats.t.ppf(p, freedom))] for p, freedom in points]


def difference(a, b, axis):
    return b.mean(axis=axis) - a.mean(axis=axis)


def acceleration(samples, statistic):
    """Of scipy.stats.bootstrap, written out: it does not return it."""
    cubes = squares = 0.0
    for turn, sample in enumerate(samples):
        left_out = []
        for place in range(len(sample)):
            rest = list(samples)
            rest[turn] = numpy.delete(sample, place)
            left_out.append(statistic(*rest, axis=-1))
        influence = (len(sample) - 1) * (numpy.mean(left_out) - numpy.array(left_out))
        cubes += (influence**3).sum() / len(sample) ** 3
        squares += (influence**2).sum() / len(sample) ** 2
    return cubes / 6 / squares**1.5


def bootstrap(seed, sizes, spread, skew):
    """One sample or two of logarithms of distances; with `skew`, of the distances themselves."""
    rng = numpy.random.default_rng(seed)
    samples = [rng.normal(0.3 * i, spread, size) for i, size in enumerate(sizes)]
    samples = [numpy.round(numpy.exp(s) if skew else s, 3) for s in samples]
    statistic = difference if len(samples) == 2 else (lambda x, axis: x.mean(axis=axis))
    runs = [
        scipy.stats.bootstrap(samples, statistic, n_resamples=RESAMPLES, method="BCa", rng=seed).confidence_interval
        for seed in (1, 2)
    ]
    ends = numpy.array(runs)
    return {
        "samples": [s.tolist() for s in samples],
        "low": float(ends[:, 0].mean()),
        "high": float(ends[:, 1].mean()),
        "seeds_differ_by": float(numpy.ptp(ends, axis=0).max()),
        "acceleration": float(acceleration(samples, statistic)),
    }


def max_t(seed, seeds, effects, shared, missing):
    """The 95 % quantile of the largest |t| over all flips; the tips share a base run."""
    rng = numpy.random.default_rng(seed)
    base = rng.normal(0, shared, seeds)
    tips = [numpy.round(effect + rng.normal(0, 0.7, seeds) - base, 3) for effect in effects]
    for tip, place in missing:
        tips[tip][place] = numpy.nan
    largest = []
    for signs in itertools.product([-1.0, 1.0], repeat=seeds):
        sizes = []
        for tip in tips:
            there = ~numpy.isnan(tip)
            flipped = numpy.array(signs)[there] * (tip[there] - tip[there].mean())
            error = flipped.std(ddof=1) / numpy.sqrt(there.sum())
            sizes.append(abs(flipped.mean()) / error if error > 1e-9 else numpy.inf)
        largest.append(max(sizes))
    counts = [(~numpy.isnan(tip)).sum() for tip in tips]
    means = [numpy.nanmean(tip) for tip in tips]
    errors = [numpy.nanstd(tip, ddof=1) / numpy.sqrt(n) for tip, n in zip(tips, counts, strict=True)]
    return {
        "tips": [[None if numpy.isnan(v) else float(v) for v in tip] for tip in tips],
        "critical": float(numpy.quantile(largest, 0.95, method="inverted_cdf")),
        "means": list(map(float, means)),
        "errors": list(map(float, errors)),
        "alone": [
            list(map(float, scipy.stats.t.interval(0.9, n - 1, loc=m, scale=e)))
            for n, m, e in zip(counts, means, errors, strict=True)
        ],
    }


def pairs(seed, count):
    rng = numpy.random.default_rng(seed)
    a, b = numpy.round(rng.normal(0, 1, (2, count)), 3)
    return {
        "a": a.tolist(),
        "b": b.tolist(),
        "correlation": float(scipy.stats.pearsonr(a, b).statistic),
        "quantiles": [[p, float(numpy.quantile(a, p))] for p in (0.0, 0.1, 0.37, 0.5, 0.9, 1.0)],
    }


def golden():
    return {
        "wilson": wilson(),
        "normal": normal(),
        "student": student(),
        "bootstrap": [
            bootstrap(1, [20, 20], 0.7, False),
            bootstrap(2, [20, 20], 0.9, True),
            bootstrap(3, [8, 15], 0.7, True),
            bootstrap(4, [12], 0.8, True),
        ],
        "max_t": [
            max_t(1, 6, [0.5], 0.5, []),
            max_t(2, 8, [0.0, 1.0, -0.4], 0.7, [(1, 3)]),
            max_t(3, 12, [0.0, 0.3, 0.6, -2.0], 0.7, [(0, 0), (2, 5), (2, 11)]),
        ],
        "pairs": pairs(5, 16),
    }


def main():
    libraries = [("numpy", numpy), ("scipy", scipy), ("statsmodels", statsmodels)]
    write_or_check("statistics.json", "statistics.py", golden(), *libraries)


if __name__ == "__main__":
    main()
