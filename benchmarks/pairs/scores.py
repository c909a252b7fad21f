"""Scores of features and of statistics, whole commands with start and reading: Fidelis beside SciPy's sqrtm, prdc and torch-fidelity."""
import json

import numpy as np

from pairs.pair import Pair, Sample
from pairs.setup import peer
from timing import timed

NEIGHBOURS = ("precision", "recall", "density", "coverage")


def pairs(setup):
    if not setup.lacks("FID of two statistics files", "SciPy", module="scipy"):
        features = setup.size(2048, 512)
        moments = [statistics(setup.path(f"statistics{seed}.npz"), seed, features) for seed in (1, 2)]
        yield Pair(
            f"FID of two statistics files, {features:,} features", "command",
            lambda: ours(setup, moments, ("fid",)), "scipy.linalg.sqrtm", lambda: theirs("sqrtm", *moments), relative, 1e-8)
        yield Pair(
            f"FID of two statistics of {features:,} features, without start and reading", "score",
            lambda: metric_alone(setup, moments), "scipy.linalg.sqrtm", lambda: sqrtm_alone(moments), relative, 1e-8)
    count, features = setup.size(10_000, 2_000), 2048
    sets = [random_features(setup.path(f"features{seed}.npz"), seed, count, features) for seed in (1, 2)]
    size = f"{count:,} images, {features:,} features"
    if not setup.lacks("neighbours", "a checkout of github.com/clovaai/generative-evaluation-prdc (--prdc)", checkout=setup.prdc) \
            and not setup.lacks("neighbours", "scikit-learn", module="sklearn"):
        yield Pair(
            f"precision, recall, density, coverage, {size}", "command",
            lambda: ours(setup, sets, NEIGHBOURS, "--set", "precision.k=5", "--set", "recall.k=5"), "prdc", lambda: theirs("neighbours", setup.prdc, *sets), largest, 1e-6)
    if not setup.lacks("KID", "a checkout of github.com/toshas/torch-fidelity (--torch-fidelity)", checkout=setup.torch_fidelity) \
            and not setup.lacks("KID", "PyTorch", module="torch") and not setup.lacks("KID", "tqdm, which torch-fidelity asks for", module="tqdm"):
        # Half as many images have a quarter of the pairs, which Fidelis computes once each and its peer anew in each subset.
        halves = [random_features(setup.path(f"half{seed}.npz"), seed, count // 2, features) for seed in (1, 2)]
        for images, files in ((count // 2, halves), (count, sets)):
            yield Pair(
                f"KID, 100 subsets of 1,000, {images:,} images, {features:,} features", "command",
                lambda files=files: ours(setup, files, ("kid",)), "torch-fidelity", lambda files=files: theirs("kid", setup.torch_fidelity, *files), largest, 1e-6)


def ours(setup, files, metrics, *settings):
    output, wall, busy = timed([setup.fidelis, "evaluate", *files, "--json", "--metrics", ",".join(metrics), *settings])
    scores = {score["id"]: score["value"] for score in json.loads(output)["result"]["comparisons"][0]["metrics"]}
    return Sample(wall, busy, np.array([scores[metric] for metric in metrics]))


def metric_alone(setup, files):
    """What the command says the metrics took: once in a process, not warm."""
    comparison = json.loads(timed([setup.fidelis, "evaluate", *files, "--json", "--metrics", "fid"])[0])["result"]["comparisons"][0]
    return Sample(comparison["seconds"]["metrics"], None, np.array([comparison["metrics"][0]["value"]]))


def sqrtm_alone(files):
    seconds, distance = map(float, timed(peer("sqrtm", *files))[0].split())
    return Sample(seconds, None, np.array([distance]))


def theirs(program, *arguments):
    output, wall, busy = timed(peer(program, *arguments))
    return Sample(wall, busy, np.array([float(value) for value in output.splitlines()[-1].split()]))


def statistics(path, seed, features):
    """Random features whose variances fall as 1 / i, five times as many images, under two rotations and scales: full rank, as those of Inception V3 are for 10,000 images."""
    random = np.random.default_rng(seed)
    deviations = np.sqrt(1 / np.arange(1, features + 1)) * random.uniform(0.8, 1.2, features)
    rotation, _ = np.linalg.qr(np.eye(features) + 0.02 * random.standard_normal((features, features)))
    values = (random.standard_normal((5 * features, features)) * deviations) @ rotation + 0.02 * random.standard_normal(features)
    np.savez(path, mu=values.mean(0), sigma=np.cov(values, rowvar=False))
    return path


def random_features(path, seed, count, features):
    values = np.random.default_rng(seed).standard_normal((count, features), dtype=np.float32)
    np.savez(path, features=values + np.float32(0.01 * (seed - 1)))
    return path


def relative(a, b):
    return float(np.abs(a / b - 1).max())


def largest(a, b):
    return float(np.abs(a - b).max())
