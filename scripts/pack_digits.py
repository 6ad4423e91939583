#!/usr/bin/env python3
"""Packs the 1,797 digits of the UCI set into the two IDX files that ship in www/data.

Run from the root of the checkout: python3 scripts/pack_digits.py digits.csv.gz
The input is scikit-learn's copy of the set (sklearn/datasets/data/digits.csv.gz): a row is 64 values 0 to
16 and the label. The output is the same byte for byte in
every run (gzip without a time stamp).
"""

import gzip
import pathlib
import struct
import sys

SIDE = 8
WHITE = 16  # the largest value of the source


def idx(dimensions, values):
    """An IDX file of unsigned bytes."""
    header = struct.pack(">HBB", 0, 8, len(dimensions)) + struct.pack(f">{len(dimensions)}I", *dimensions)
    return header + bytes(values)


def write(path, content):
    with open(path, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(content)
    print(f"{path}: {len(content)} bytes, {path.stat().st_size} packed")


def main():
    source = pathlib.Path(sys.argv[1])
    rows = [[int(v) for v in line.split(",")] for line in gzip.open(source, "rt") if line.strip()]
    assert all(len(row) == SIDE * SIDE + 1 and max(row[:-1]) <= WHITE for row in rows)
    pixels = [(v * 255 + WHITE // 2) // WHITE for row in rows for v in row[:-1]]
    folder = pathlib.Path(__file__).parent.parent / "www" / "data"
    write(folder / "digits8-images.idx.gz", idx((len(rows), SIDE, SIDE), pixels))
    write(folder / "digits8-labels.idx.gz", idx((len(rows),), [row[-1] for row in rows]))


if __name__ == "__main__":
    main()
