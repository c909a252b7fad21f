"""Peak memory of the neighbour metrics, beyond the features themselves.

    python3 reference/scripts/scoring_memory.py FIDELIS [COUNT] [FEATURES]

Scores two sets of COUNT (50,000) random images with FEATURES (2,048) features by precision, recall, density and coverage, and prints the largest resident set of the
process (VmHWM of Linux), what of it the features of both sets take, and the rest. The files are written row by row, so that this script itself stays small.
"""
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile

import numpy as np


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
        start = time.perf_counter()
        process = subprocess.Popen([command, "evaluate", *files, "--json", "--metrics", "precision,recall,density,coverage"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        peak = 0
        while process.poll() is None:
            try:
                with open(f"/proc/{process.pid}/status") as status:
                    peak = max([peak, *(int(line.split()[1]) for line in status if line.startswith("VmHWM"))])
            except FileNotFoundError:
                pass
            time.sleep(0.2)
        wall = time.perf_counter() - start
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        held = 2 * count * features * 4 / 2**20
        print(f"{count} x {count} x {features}: exit code {process.returncode}, peak {peak / 1024:.0f} MiB, features {held:.0f} MiB, "
              f"beyond them {peak / 1024 - held:.0f} MiB; {wall:.0f} s, processor {usage.ru_utime + usage.ru_stime:.0f} s on {os.cpu_count()} cores")


if __name__ == "__main__":
    main(*sys.argv[1:])
