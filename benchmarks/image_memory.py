"""Memory of looking at images, over their number and size, batches, threads and networks.

    python3 benchmarks/image_memory.py FIDELIS [INCEPTION_WEIGHTS]

Runs `fidelis features` on folders of drawn pictures and prints the largest resident set of each process, in MiB, as a table in Markdown. Memory depends on
nothing else that runs. Weights of Inception V3 may be of chance (`peers/inception_weights.py`); without them that network is left out.
"""
import multiprocessing
import sys
import tempfile

from pairs import pictures
from timing import measured

SETS = {
    "1,000 PNG of 64 x 64": (1000, 64, "png"),
    "10,000 PNG of 64 x 64": (10_000, 64, "png"),
    "100 JPEG of 512 x 512": (100, 512, "jpg"),
    "8 PNG of 4,096 x 4,096": (8, 4096, "png"),
}
SMALL, MANY, MEDIUM, LARGE = SETS
OURS = ("biocnn-1:blood-cells", "biocnn-2:blood-cells")
RUNS = [
    *((name, model, ()) for model in OURS for name in (SMALL, MANY, MEDIUM, LARGE)),
    *((SMALL, model, ("--batch", batch)) for model in OURS for batch in ("1", "1000000")),
    *((SMALL, OURS[0], ("--threads", threads)) for threads in ("1", "8", "64")),
    (LARGE, OURS[0], ("--threads", "8")),
]
INCEPTION = [(MEDIUM, "inception-v3", options) for options in ((), ("--batch", "1"), ("--batch", "1000000"), ("--threads", "8"))]


def draw(*arguments):
    """In a process of its own: the largest resident set of a command begins with that of the process that starts it."""
    process = multiprocessing.get_context("spawn").Process(target=pictures.write, args=arguments)
    process.start()
    process.join()


def main(command, weights=None):
    print("| images | model | options | peak, MiB |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        drawn = {}
        for name, model, options in [*RUNS, *(INCEPTION if weights else [])]:
            if name not in drawn:
                drawn[name] = f"{folder}/{len(drawn)}"
                draw(drawn[name], *SETS[name])
            own = ("--weights", weights) if model == "inception-v3" else ()
            run = measured([command, "features", drawn[name], "-o", f"{folder}/features.npz", "--model", model, *own, *options])
            print(f"| {name} | {model} | {' '.join(options) or 'none'} | {run.peak / 2**20:.0f} |", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
