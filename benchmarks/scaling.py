"""How time and memory of scoring grow with the number of images and of features.

    python3 benchmarks/scaling.py FIDELIS [images|features|all]

Random features, so that no network hides the statistics: two sets of as many images each, `images` from 1,000 to a million of 64 features, `features` from 64 to 4,096 of
10,000 images. Each line is one whole command, its start and the reading of both files included: seconds by the clock, of all processors, and the
largest resident set, beside what the features of both sets take. Prints a table in Markdown.
"""
import os
import sys
import tempfile

from scoring_memory import write
from timing import measured

METRICS = ("fid", "kid", "precision,recall,density,coverage", "vendi", "sliced-wasserstein")
IMAGES = [(count, 64) for count in (1_000, 10_000, 100_000, 1_000_000)]
FEATURES = [(10_000, features) for features in (64, 256, 1_024, 2_048, 4_096)]

# All pairs of a million images are 4e12, and a thousand projections of them are 2e9 numbers to sort: left out.
LARGEST_OF_COSTLY = 100_000
COSTLY = METRICS[2:3] + METRICS[4:]


def main(command, which="all"):
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    print("| images of each set | features | metrics | clock | processor | peak | of it features |\n|---|---|---|---|---|---|---|")
    for count, features in {"images": IMAGES, "features": FEATURES, "all": IMAGES + FEATURES}[which]:
        with tempfile.TemporaryDirectory() as folder:
            files = [f"{folder}/reference.npz", f"{folder}/generated.npz"]
            for seed, file in enumerate(files):
                write(file, seed, count, features)
            for metrics in METRICS:
                if metrics in COSTLY and count > LARGEST_OF_COSTLY:
                    continue
                run = measured([*command.split(), "evaluate", *files, "--json", "--metrics", metrics])
                print(f"| {count:,} | {features:,} | {metrics} | {run.wall:.1f} s | {run.processor:.1f} s | {run.peak / 2**20:.0f} MiB | {2 * count * features * 4 / 2**20:.0f} MiB |", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
