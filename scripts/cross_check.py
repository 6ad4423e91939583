#!/usr/bin/env python3
"""scikit-learn and scipy as the oracle of the metrics, for tests/native/sklearn.rs.

Run by hand from the root of the checkout, with scikit-learn and scipy installed:

    python3 scripts/cross_check.py            writes tests/golden/sklearn.json
    python3 scripts/cross_check.py --check    compares with the file instead (the versions apart)

Fréchet distance by scipy's matrix square root; nearest neighbours, and precision, recall, density and
coverage from their radii, by scikit-learn; energy and Wasserstein distances on a line by scipy.stats.
Samples are rounded to three digits, so that the file is small and float32 holds them well.
"""

from golden_file import write_or_check  # isort: skip

import numpy
import scipy
import scipy.linalg
import scipy.spatial
import scipy.stats
import sklearn
from sklearn.neighbors import NearestNeighbors

K_PRECISION, K_COVERAGE = 3, 5


def samples(rng, count, dims, shift, scale):
    """Correlated normals with a shift, three digits each."""
    mix = numpy.eye(dims) + 0.3 * rng.standard_normal((dims, dims))
    return numpy.round(scale * rng.standard_normal((count, dims)) @ mix + shift, 3)


def frechet(x, y):
    """With the unbiased covariance, and the square root of the product itself."""
    shift = x.mean(axis=0) - y.mean(axis=0)
    a, b = numpy.cov(x, rowvar=False), numpy.cov(y, rowvar=False)
    root = scipy.linalg.sqrtm(a @ b)
    assert numpy.abs(numpy.imag(root)).max() < 1e-9
    return shift @ shift + numpy.trace(a + b - 2 * numpy.real(root))


def radii(x, k):
    """Distance to the k-th nearest other sample."""
    return NearestNeighbors(n_neighbors=k + 1, algorithm="brute").fit(x).kneighbors(x)[0][:, k]


def overlap(real, fake):
    """Precision, recall, density and coverage; a distance counts when it is below the radius."""
    distances = scipy.spatial.distance.cdist(real, fake)
    near, far = radii(real, K_PRECISION)[:, None], radii(real, K_COVERAGE)[:, None]
    reach = radii(fake, K_PRECISION)[None, :]
    gaps = [numpy.abs(distances - bound).min() for bound in (near, far, reach)]
    assert min(gaps) > 1e-6, "no distance may be a tie in float32"
    return {
        "precision": (distances < near).any(axis=0).mean(),
        "recall": (distances < reach).any(axis=1).mean(),
        "density": (distances < far).sum() / (K_COVERAGE * len(fake)),
        "coverage": (distances.min(axis=1) < far[:, 0]).mean(),
    }


def case(seed, reals, fakes, dims, shift, scale):
    rng = numpy.random.default_rng(seed)
    real, fake = samples(rng, reals, dims, 0.0, 1.0), samples(rng, fakes, dims, shift, scale)
    distance, index = NearestNeighbors(n_neighbors=1, algorithm="brute").fit(real).kneighbors(fake)
    own = NearestNeighbors(n_neighbors=2, algorithm="brute").fit(fake).kneighbors(fake)
    return {
        "dims": dims,
        "real": real.ravel().tolist(),
        "fake": fake.ravel().tolist(),
        "frechet": frechet(real, fake),
        "nearest": index[:, 0].tolist(),
        "nearest_distance": numpy.round(distance[:, 0], 9).tolist(),
        "nearest_other": own[1][:, 1].tolist(),
        "overlap": overlap(real, fake),
    }


def line(seed, reals, fakes):
    """Distances on a line; scipy's energy distance is the root of ours."""
    rng = numpy.random.default_rng(seed)
    real, fake = numpy.round(rng.standard_normal(reals), 3), numpy.round(1.5 * rng.standard_normal(fakes) + 1, 3)
    return {
        "real": real.tolist(),
        "fake": fake.tolist(),
        "energy": scipy.stats.energy_distance(real, fake) ** 2,
        "wasserstein": scipy.stats.wasserstein_distance(real, fake),
    }


def golden():
    return {
        "cases": [
            case(1, 60, 60, 2, 0.5, 1.0),
            case(2, 90, 70, 4, 0.2, 1.3),
            case(3, 80, 80, 8, 0.0, 1.0),
        ],
        "line": line(4, 70, 50),
    }


def main():
    libraries = [("numpy", numpy), ("scipy", scipy), ("scikit-learn", sklearn)]
    write_or_check("sklearn.json", "cross_check.py", golden(), *libraries)


if __name__ == "__main__":
    main()
