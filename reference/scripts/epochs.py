"""Which metrics order the epochs of a real GAN as the eye does: images pooled by epoch, equally many of each class, scored by every metric.

    python3 reference/scripts/epochs.py FIDELIS REFERENCE GAN REAL MODEL [MODEL ...]

REFERENCE and REAL are class folders of real images, the second a control; GAN holds class folders of files named epNNN_k.png. Pools are epochs
10 to 30, 40 to 60 and 90 to 120, 24 images of each class that both share, and as many of REAL, evenly spaced by name; the rest of REAL is held out, for
the metrics that need it. Prints for each model a table in Markdown: scores with 95 % intervals, and z = difference / error of what the last pool is
better than the first by, and of real than the last. All scores share the reference, so that z is on the safe side.
"""
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile

POOLS = {"epochs 10-30": (10, 30), "epochs 40-60": (40, 60), "epochs 90-120": (90, 120)}
EACH = 24
METRICS = "all,conditional-accuracy,gan-test,gan-train,ifid,realism"


def spread(names, count):
    return [names[i * len(names) // count] for i in range(count)]


def pool(folder, source, chosen, classes, rest=None):
    for name in classes:
        files = sorted(file for file in os.listdir(f"{source}/{name}") if chosen(file))
        taken = spread(files, EACH)
        copy(taken, f"{source}/{name}", f"{folder}/{name}")
        if rest:
            copy(sorted(set(files) - set(taken)), f"{source}/{name}", f"{rest}/{name}")


def copy(files, source, folder):
    os.makedirs(folder)
    for file in files:
        shutil.copy(f"{source}/{file}", f"{folder}/{file}")


def epoch(file):
    return int(re.match(r"ep(\d+)_", file)[1])


def goodness(metric, value, directions):
    better = directions[metric]
    return {"higher": value, "lower": -value}[better] if better in ("higher", "lower") else -abs(value - float(better.removeprefix("near ")))


def verdict(better, error):
    if not error:
        return "no error"
    if abs(better) < 1.96 * error:
        return "cannot tell"
    return "as the eye" if better > 0 else "against the eye"


def cell(score):
    interval = score.get("interval")
    return f"{score['value']:.3g}" + (f" [{interval[0]:.3g}, {interval[1]:.3g}]" if interval else "")


def error(first, second):
    """The error of a difference: of standard errors, or of shares from the half widths of their intervals; none where a score has neither."""
    errors = [score.get("standardError") or (score.get("interval") and (score["interval"][1] - score["interval"][0]) / 3.92) for score in (first, second)]
    return math.hypot(*errors) if all(errors) else None


def main(command, reference, gan, real, *models):
    classes = sorted(set(os.listdir(reference)) & set(os.listdir(gan)))
    listing = subprocess.run([command, "metrics"], check=True, capture_output=True, text=True).stdout
    directions = dict(re.findall(r"^(\S+)\s{2,}.*?\s(higher|lower|near \S+)\s{2}", listing, re.MULTILINE))
    with tempfile.TemporaryDirectory() as folder:
        for name, (first, last) in POOLS.items():
            pool(f"{folder}/{name}", gan, lambda file: first <= epoch(file) <= last, classes)
        pool(f"{folder}/real", real, lambda file: True, classes, rest=f"{folder}/held-out")
        sets = [*POOLS, "real"]
        for model in models:
            run = subprocess.run(
                [command, "evaluate", reference, *(f"{folder}/{name}" for name in sets), "--classes", ",".join(classes), "--model", model, "--metrics", METRICS,
                 "--held-out", f"{folder}/held-out", "--json"],
                check=True, capture_output=True, text=True)
            comparisons = json.loads(run.stdout)["result"]["comparisons"]
            print(f"\n{model}, {' : '.join(map(str, comparisons[0]['metrics'][0]['n']))} images\n")
            print(f"| metric | {' | '.join(sets)} | z, last over first | | z, real over last |\n|---|---|---|---|---|---|---|---|")
            for scores in zip(*(comparison["metrics"] for comparison in comparisons)):
                metric = scores[0]["id"]
                cells = [cell(score) for score in scores]
                best = [goodness(metric, score["value"], directions) for score in scores]
                gains = [(best[b] - best[a], error(scores[a], scores[b])) for a, b in ((0, 2), (2, 3))]
                z = [f"{gain / error:.1f}" if error else "" for gain, error in gains]
                print(f"| `{metric}` | {' | '.join(cells)} | {z[0]} | {verdict(*gains[0])} | {z[1]} |", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
