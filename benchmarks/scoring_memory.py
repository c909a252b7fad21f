"""Peak memory of the neighbour metrics, beyond the features themselves.

    python3 benchmarks/scoring_memory.py FIDELIS [COUNT] [FEATURES]

Scores two sets of COUNT (50,000) random images with FEATURES (2,048) features by precision, recall, density and coverage, and prints the largest resident set of the
process, what of it the features of both sets take, and the rest. The files are written row by row, so that this script itself stays small.
"""
import os
import sys
import tempfile
import zipfile

import numpy as np

from timing import measured


def write(path, seed, count, features):
    random = np.random.default_rng(seed)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive, archive.open("features.npy", "w", force_zip64=True) as stream:
        header = {"descr": "<f4", "fortran_order": False, "shape": (count, features)}
        np.lib.format.write_array_header_1_0(stream, header)
        for first in range(0, count, 1000):
            stream.write(random.standard_normal((min(1000, count - first), features), dtype=np.float32).tobytes())


def main(command, count="50000", features="2048"):
    count, features = int(count), int(features)
    with tempfile.TemporaryDirectory() as folder:
        files = [f"{folder}/reference.npz", f"{folder}/generated.npz"]
        for seed, file in enumerate(files):
            write(file, seed, count, features)
        run = measured([command, "evaluate", *files, "--json", "--metrics", "precision,recall,density,coverage"])
        held = 2 * count * features * 4 / 2**20
        print(f"{count} x {count} x {features}: peak {run.peak / 2**20:.0f} MiB, features {held:.0f} MiB, "
              f"beyond them {run.peak / 2**20 - held:.0f} MiB; {run.wall:.0f} s, processor {run.processor:.0f} s on {os.cpu_count()} cores")


if __name__ == "__main__":
    main(*sys.argv[1:])
