"""How time and memory of scoring grow with the number of images and of features, beside how they should.

    python3 benchmarks/scaling.py FIDELIS [images|features|all] [--quick]

Random features, so that no network hides the statistics: two sets of as many images each, `images` from 1,000 to a million of 64 features, `features` from 64 to 4,096 of
10,000 images. Each run is one whole command, its start and the reading of both files included: seconds by the clock, of all processors, and the largest resident set. `--quick`
leaves out all beyond 10,000 images and 1,024 features.

Prints two tables in Markdown. The first holds the runs. The second holds the growth between neighbouring rows as the exponent p of `cost ~ size^p`, of processor time and of memory,
beside the exponent that is stated for it. What every command takes before it has images, as a run on 50 images of 8 features shows it, is taken off first, and of memory the features
of both sets too. What is then too small to tell has no exponent. One that is beyond what is stated is marked, and the script ends with 1.
"""
import argparse
import collections
import math
import os
import sys
import tempfile

from scoring_memory import write
from timing import measured

Stated = collections.namedtuple("Stated", "time memory")

METRICS = ("fid", "kid", "precision,recall,density,coverage", "vendi", "sliced-wasserstein")

# Exponents of what a cost becomes where a size is large: of images and of features. Sorting takes n log n, which from 10,000 to 100,000 is n^1.1.
OVER_IMAGES = dict(zip(METRICS, (Stated(1, 1), Stated(1, 1), Stated(2, 1), Stated(1, 1), Stated(1.1, 1))))
OVER_FEATURES = dict(zip(METRICS, (Stated(3, 2), Stated(1, 1), Stated(1, 1), Stated(3, 2), Stated(1, 1))))

IMAGES = [(count, 64) for count in (1_000, 10_000, 100_000, 1_000_000)]
FEATURES = [(10_000, features) for features in (64, 256, 1_024, 2_048, 4_096)]
QUICK = (10_000, 1_024)
NOTHING = (50, 8)

# All pairs of a million images are 4e12 products of rows, and a thousand projections of them are 2e9 numbers to sort: bounded by what is stated, not run.
LARGEST_OF_COSTLY = 100_000
COSTLY = METRICS[2:3] + METRICS[4:]

# Below them start decides, and how much garbage gathers before it is collected. A quarter of an exponent is what caches, another kernel or a busy machine may add.
LEAST_SECONDS = 0.3
LEAST_BYTES = 64 << 20
TOLERANCE = 0.25


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("fidelis")
    parser.add_argument("which", nargs="?", default="all", choices=("images", "features", "all"))
    parser.add_argument("--quick", action="store_true", help="nothing beyond 10,000 images and 1,024 features")
    options = parser.parse_args()
    images, features = ([size for size in sizes if not options.quick or all(a <= b for a, b in zip(size, QUICK))] for sizes in (IMAGES, FEATURES))
    asked = {"images": images, "features": features, "all": images + features}[options.which]
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    runs = {size: runs_of(options.fidelis.split(), *size) for size in dict.fromkeys([NOTHING, *asked])}
    print_runs(runs, asked)
    ok = True
    if options.which != "features":
        ok &= print_growth("images", runs, images, OVER_IMAGES)
    if options.which != "images":
        ok &= print_growth("features", runs, features, OVER_FEATURES)
    sys.exit(0 if ok else 1)


def runs_of(command, count, features):
    with tempfile.TemporaryDirectory() as folder:
        files = [f"{folder}/reference.npz", f"{folder}/generated.npz"]
        for seed, file in enumerate(files):
            write(file, seed, count, features)
        runs = {}
        for metrics in METRICS:
            if metrics not in COSTLY or count <= LARGEST_OF_COSTLY:
                print(f"{count:,} x {features:,}: {metrics}", file=sys.stderr)
                runs[metrics] = measured([*command, "evaluate", *files, "--json", "--metrics", metrics])
        return runs


def print_runs(runs, sizes):
    print(f"| images of each set | features | {' | '.join(METRICS)} | features of both |\n|{'---|' * (len(METRICS) + 3)}")
    for size in dict.fromkeys(sizes):
        cells = [cell(runs, size, metrics) for metrics in METRICS]
        print(f"| {size[0]:,} | {size[1]:,} | {' | '.join(cells)} | {held(size) / 2**20:.0f} MiB |")
    print("\nBy the clock, of all processors, and the largest resident set. With ~: not run, but what the row above becomes by the stated exponents.\n")


def cell(runs, size, metrics):
    run = runs[size].get(metrics)
    if run is not None:
        return f"{run.wall:.1f} s, {run.processor:.1f} s, {run.peak / 2**20:,.0f} MiB"
    smaller = (LARGEST_OF_COSTLY, size[1])
    times = size[0] / LARGEST_OF_COSTLY
    seconds = runs[smaller][metrics].wall * times ** OVER_IMAGES[metrics].time
    beyond = work(runs, smaller, metrics).memory * times ** OVER_IMAGES[metrics].memory
    return f"~{seconds / 60:,.0f} min, ~{(beyond + held(size)) / 2**30:.1f} GiB"


def print_growth(name, runs, sizes, stated):
    print(f"| metric | {name} | processor time grows by | stated | memory beyond the features grows by | stated |\n|---|---|---|---|---|---|")
    ok = True
    for metrics in METRICS:
        for smaller, larger in zip(sizes, sizes[1:]):
            if metrics in runs[larger]:
                index = 0 if name == "images" else 1
                factor = larger[index] / smaller[index]
                time, fine = exponent(work(runs, smaller, metrics).time, work(runs, larger, metrics).time, factor, LEAST_SECONDS, stated[metrics].time)
                memory, small = exponent(work(runs, smaller, metrics).memory, work(runs, larger, metrics).memory, factor, LEAST_BYTES, stated[metrics].memory)
                ok &= fine and small
                print(f"| {metrics} | {smaller[index]:,} to {larger[index]:,} | {time} | {stated[metrics].time} | {memory} | {stated[metrics].memory} |")
    print()
    return ok


def exponent(before, after, factor, least, stated):
    """The exponent as text, and whether it is within what is stated. What it grew from may be too small to tell: it grew at least as much as from the least that can be told."""
    if after < least:
        return "too small to tell", True
    power = math.log(after / max(before, least)) / math.log(factor)
    fine = power <= stated + TOLERANCE
    return f"{'' if before >= least else 'at least '}{power:.2f}{'' if fine else ' **beyond**'}", fine


def work(runs, size, metrics):
    """What a run takes beyond a start, and beyond the features."""
    run, start = runs[size][metrics], runs[NOTHING][metrics]
    return Stated(max(run.processor - start.processor, 0), max(run.peak - start.peak - held(size), 0))


def held(size):
    return 2 * size[0] * size[1] * 4


if __name__ == "__main__":
    main()
