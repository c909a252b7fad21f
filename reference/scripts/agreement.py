"""Every score that torch-fidelity, prdc or dgm-eval offers too, by their own functions beside Fidelis, on the same features.

    fidelis features REFERENCE --model M -o reference.npz
    fidelis features GENERATED --model M -o generated.npz
    python3 reference/scripts/agreement.py FIDELIS TORCH_FIDELITY PRDC DGM_EVAL reference.npz generated.npz [reference.npz generated.npz ...]

FIDELIS is the command, the next three are checkouts of github.com/toshas/torch-fidelity, clovaai/generative-evaluation-prdc and
layer6ai-labs/dgm-eval. Their modules of metrics are imported as they are; where a module asks for parts of its package that only feature
extraction needs, empty ones stand in. Needs NumPy, SciPy, scikit-learn and PyTorch. Prints one table in Markdown for each pair of files.

Metrics that need held-out images take every other row of the reference for them and the rest for the training images. Where no peer has a metric, or has
another definition of it, it is computed here from its formulas, by NumPy, SciPy, scikit-learn or PyTorch in float64.

A peer is given what its own pipeline would give it: float32 features. Rows marked float64 give the same function float64 instead, so
that rounding can be told from a difference of definition. The last column is |Fidelis - peer|, over |peer| where it says so.
"""
import importlib
import json
import math
import os
import subprocess
import sys
import tempfile
import types

import numpy as np
import torch
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp
from sklearn.neighbors import KernelDensity

SEED = 2020
SUBSETS = 100

# sqrtm of larger matrices takes seconds, and dgm-eval's FID of endless sets takes 75 of them here.
MOST_FEATURES_FOR_ROOTS = 512


def empty_module(name, **members):
    module = types.ModuleType(name)
    module.__dict__.update(members)
    sys.modules[name] = module
    return module


def peers(torch_fidelity, prdc, dgm_eval):
    """The modules of the three packages, without running the packages' own __init__, which load networks."""
    for package, folder in (
        ("torch_fidelity", f"{torch_fidelity}/torch_fidelity"),
        ("prdc", f"{prdc}/prdc"),
        ("dgm_eval", f"{dgm_eval}/dgm_eval"),
        ("dgm_eval.metrics", f"{dgm_eval}/dgm_eval/metrics"),
    ):
        empty_module(package).__path__ = [folder]
    absent = {name: None for name in (
        "cache_lookup_one_recompute_on_miss", "create_feature_extractor", "extract_featuresdict_from_input_id_cached",
        "get_cacheable_input_name", "resolve_feature_extractor", "resolve_feature_layer_for_metric")}
    empty_module("torch_fidelity.utils", **absent)
    return importlib.import_module


class Fidelis:
    """The command, asked once for each set of options."""

    def __init__(self, command, reference, generated, *arguments):
        self.base = [command, "evaluate", reference, generated, "--json", *arguments]
        self.known = {}

    def __call__(self, metric, detail=None, **options):
        key = (metric, *sorted(options.items()))
        if key not in self.known:
            settings = [part for name, value in options.items() for part in ("--set", f"{metric}.{name.replace('_', '-')}={value}")]
            run = subprocess.run([*self.base, "--metrics", metric, *settings], check=True, capture_output=True, text=True)
            self.known[key] = json.loads(run.stdout)["result"]["comparisons"][0]["metrics"][0]
        found = self.known[key]
        return found["details"][detail] if detail else found["value"]


class Table:
    def __init__(self):
        self.rows = []

    def add(self, metric, peer, theirs, ours, relative=False):
        theirs, ours = float(theirs), float(ours)
        difference = abs(ours - theirs) / (abs(theirs) if relative else 1)
        shown = f"{difference:.1e}" if difference else "0"
        self.rows.append(f"| `{metric}` | {peer} | {theirs:.12g} | {ours:.12g} | {shown}{' relative' if relative and difference else ''} |")

    def print(self, title):
        print(f"\n{title}\n\n| metric and options | peer | peer's score | Fidelis | difference |\n|---|---|---|---|---|")
        print("\n".join(self.rows), flush=True)


def read(path):
    with np.load(path) as file:
        return file["features"], file["probabilities"].astype(np.float64) if "probabilities" in file else None


def inception(table, find, fidelis, probabilities):
    # torch-fidelity takes logits; the logarithm of a probability is one. A probability that is zero in float32 stays one.
    logits = torch.from_numpy(np.log(np.maximum(probabilities, 1e-300)))
    isc = find("torch_fidelity.metric_isc")
    for splits in (10, 1, 7):
        theirs = isc.isc_features_to_metric(logits, splits, True, SEED)
        table.add(f"is.splits={splits}", "torch-fidelity", theirs[isc.KEY_METRIC_ISC_MEAN], fidelis("is", splits=splits), relative=True)
        if splits > 1:
            table.add(f"is.splits={splits}, std", "torch-fidelity", theirs[isc.KEY_METRIC_ISC_STD], fidelis("is", "std", splits=splits))
    mean, std = find("dgm_eval.metrics.inception_score").calculate_score(probabilities, 10, len(probabilities), True, SEED)
    table.add("is", "dgm-eval", mean, fidelis("is"), relative=True)


def frechet(table, find, fidelis, reference, generated):
    fid = find("torch_fidelity.metric_fid")
    fd = find("dgm_eval.metrics.fd")
    for name, kind in (("float32, as it is", np.float32), ("float64", np.float64)):
        statistics = [fid.fid_features_to_statistics(torch.from_numpy(x.astype(kind))) for x in (generated, reference)]
        table.add("fid", f"torch-fidelity, {name}", fid.fid_statistics_to_metric(*statistics, False)[fid.KEY_METRIC_FID], fidelis("fid"), relative=True)
    table.add("fid", "dgm-eval, `sqrtm`, float64", fd.compute_FD_with_reps(*(x.astype(np.float64) for x in (reference, generated))), fidelis("fid"), relative=True)
    if reference.shape[1] <= MOST_FEATURES_FOR_ROOTS:
        theirs = [fd.compute_FD_infinity(reference, generated) for _ in range(5)]
        table.add("fid-infinity.convention=dgm-eval", f"dgm-eval, mean of 5 (std {np.std(theirs, ddof=1):.2g})", np.mean(theirs), fidelis("fid-infinity", convention="dgm-eval"))


def kernel(table, find, fidelis, reference, generated):
    kid = find("torch_fidelity.metric_kid")
    size = min(1000, len(reference), len(generated))
    for name, kind in (("float32, as it is", np.float32), ("float64", np.float64)):
        sets = [torch.from_numpy(x.astype(kind)) for x in (generated, reference)]
        for rule in ("poly", "rbf"):
            theirs = kid.kid_features_to_metric(*sets, kid_subsets=SUBSETS, kid_subset_size=size, kid_kernel=rule, rng_seed=SEED, verbose=False)
            table.add(f"kid.kernel={rule}", f"torch-fidelity, subsets of {size}, {name}", theirs[kid.KEY_METRIC_KID_MEAN], fidelis("kid", kernel=rule))
            table.add(f"kid.kernel={rule}, std", f"torch-fidelity, {name}", theirs[kid.KEY_METRIC_KID_STD], fidelis("kid", "std", kernel=rule))
    np.random.seed(SEED)
    theirs = find("dgm_eval.metrics.mmd").compute_mmd(generated.astype(np.float64), reference.astype(np.float64), SUBSETS, size)
    table.add("kid", "dgm-eval `kd`, generated first, float64", theirs.mean(), fidelis("kid"))


def neighbours(table, find, fidelis, reference, generated):
    prc = find("torch_fidelity.metric_prc")
    sets = [torch.from_numpy(x) for x in (generated, reference)]
    theirs = prc.prc_features_to_metric(*sets, save_cpu_ram=False, verbose=False)
    for metric, key in (("precision", prc.KEY_METRIC_PRECISION), ("recall", prc.KEY_METRIC_RECALL), ("f1", prc.KEY_METRIC_F_SCORE)):
        table.add(metric, "torch-fidelity", theirs[key], fidelis(metric))
    for peer, module, kind in (("prdc", "prdc.prdc", np.float32), ("prdc, float64", "prdc.prdc", np.float64), ("dgm-eval", "dgm_eval.metrics.prdc", np.float32)):
        theirs = find(module).compute_prdc(reference.astype(kind), generated.astype(kind), 5)
        for metric in ("precision", "recall", "density", "coverage"):
            options = {"convention": "prdc"} if metric in ("precision", "recall") else {}
            table.add(f"{metric}.k=5", peer, theirs[metric], fidelis(metric, k=5, **options))
    theirs = find("dgm_eval.metrics.prdc").compute_prdc(reference, generated, 3, realism=True)["realism"]
    table.add("realism", "dgm-eval, mean of its values", theirs.mean(), fidelis("realism"), relative=True)
    table.add("realism, median", "dgm-eval", np.median(theirs), fidelis("realism", "median"), relative=True)
    table.add("authpct", "dgm-eval", find("dgm_eval.metrics.authpct").compute_authpct(reference, generated), fidelis("authpct"))


def others(table, find, fidelis, reference, generated):
    vendi = find("dgm_eval.metrics.vendi").compute_vendi_score
    for name, kind in (("float32, as it is", np.float32), ("float64", np.float64)):
        for order in (1, 2, "inf"):
            table.add(f"vendi.order={order}", f"dgm-eval, {name}", vendi(generated.astype(kind), order), fidelis("vendi", order=order), relative=True)
    mind = find("torch_fidelity.metric_mind")
    theirs = [
        mind.mind_features_to_metric(torch.from_numpy(generated), torch.from_numpy(reference), rng_seed=seed, cuda=False, verbose=False)[mind.KEY_METRIC_MIND]
        for seed in range(SEED, SEED + 5)
    ]
    table.add("mind", f"torch-fidelity, mean of 5 seeds (std {np.std(theirs, ddof=1):.2g})", np.mean(theirs), fidelis("mind"))
    approximation = find("dgm_eval.metrics.sw").sw_approx(reference.astype(np.float64), generated.astype(np.float64))
    table.add("sliced-wasserstein", "dgm-eval `sw_approx`", approximation, fidelis("sliced-wasserstein"))


def copying(table, find, fidelis, training, held_out, generated):
    ct = find("dgm_eval.metrics.ct")
    n, m = len(held_out), len(generated)
    deviation = math.sqrt(n * m * (n + m + 1) / 12)
    one_cell = ct.Zu(held_out, generated, training).item()
    table.add("ct.cells=1", "dgm-eval `Zu`, as it is", one_cell, fidelis("ct", cells=1))
    table.add("ct.cells=1", "dgm-eval `Zu`, without its continuity correction", one_cell - (0.5 / deviation), fidelis("ct", cells=1))
    theirs = [ct.compute_CTscore(training, held_out, generated) for _ in range(5)]
    table.add("ct", f"dgm-eval, 64 principal components, mean of 5 (std {np.std(theirs, ddof=1):.2g})", np.mean(theirs), fidelis("ct"))


def squared(a, b):
    return np.maximum((a ** 2).sum(1)[:, None] + (b ** 2).sum(1)[None] - 2 * a @ b.T, 0)


def divergence(centres, training, held_out):
    """100 / d times minus the mean of ln p of the held-out images, by automatic gradients and PyTorch's Adam."""
    d = training.shape[1]
    distances = torch.tensor(squared(training, centres))
    logs = torch.log((distances.min(0).values + 1e-3) / d).requires_grad_()
    optimizer = torch.optim.Adam([logs], lr=0.5)

    def likelihood(x, between):
        parts = -0.5 * (d * (math.log(2 * math.pi) + logs)[None] + between / logs.exp()[None])
        origin = -0.5 * (d * math.log(2 * math.pi) + (torch.tensor(x) ** 2).sum(1, keepdim=True))
        return (torch.logsumexp(torch.cat([parts, origin], 1), 1) - math.log(len(centres) + 1)).mean()

    history = []
    for _ in range(50):
        optimizer.zero_grad()
        mean = likelihood(training, distances)
        history.append(mean.item() / d)
        if len(history) > 5 and history[-1] - history[-6] < 5e-4:
            break
        (-mean).backward()
        optimizer.step()
    return -100 / d * likelihood(held_out, torch.tensor(squared(held_out, centres))).item()


def likelihoods(table, fidelis, training, held_out, generated):
    sets = [x.astype(np.float64) for x in (training, held_out, generated)]
    mean, deviation = sets[1].mean(0), sets[1].std(0)
    training, held_out, generated = [(x - mean) / np.where(deviation > 0, deviation, 1) for x in sets]
    table.add("fld + its baseline", "PyTorch from the formulas", divergence(generated, training, held_out), fidelis("fld") + fidelis("fld", "baseline"))
    random = np.random.RandomState(SEED)
    halves = []
    for _ in range(3):
        order = random.permutation(len(training))
        halves.append(divergence(training[order[:len(order) // 2]], training[order[len(order) // 2:]], held_out))
    table.add("fld, baseline", f"PyTorch, mean of 3 halvings (std {np.std(halves, ddof=1):.2g})", np.mean(halves), fidelis("fld", "baseline"))


def density(table, fidelis, reference, generated):
    fake, real = generated.astype(np.float64), reference.astype(np.float64)
    within = squared(fake, fake)
    np.fill_diagonal(within, np.inf)

    def leave_one_out(width):
        return logsumexp(-0.5 * within / width ** 2, axis=1) - math.log(len(fake) - 1) - fake.shape[1] * math.log(width)

    spacing = math.log(np.sqrt(np.median(within.min(1)) / fake.shape[1]))
    best = minimize_scalar(lambda s: -leave_one_out(math.exp(s)).mean(), bounds=(spacing - 3, spacing + 3), method="bounded", options={"xatol": 1e-8})
    table.add("coverage-c, width", "SciPy", math.exp(best.x), fidelis("coverage-c", "width"), relative=True)
    width = fidelis("coverage-c", "width")
    level = np.sort(leave_one_out(width))[int(round(0.05 * len(fake))) - 1] - 0.5 * fake.shape[1] * math.log(2 * math.pi)
    plain = logsumexp(-0.5 * squared(real, fake) / width ** 2, axis=1) - math.log(len(fake)) - fake.shape[1] * math.log(width * math.sqrt(2 * math.pi))
    trees = KernelDensity(bandwidth=width).fit(fake).score_samples(real)
    table.add("coverage-c", "SciPy's `logsumexp`, at this width", (plain > level).mean(), fidelis("coverage-c"))
    table.add("coverage-c", f"scikit-learn's `KernelDensity`, whose ln p is off by up to {abs(trees - plain).max():.2g}", (trees > level).mean(), fidelis("coverage-c"))


def main(command, torch_fidelity, prdc, dgm_eval, *files):
    find = peers(torch_fidelity, prdc, dgm_eval)
    for first, second in zip(files[::2], files[1::2]):
        (reference, _), (generated, probabilities) = read(first), read(second)
        fidelis = Fidelis(command, first, second)
        table = Table()
        if probabilities is not None:
            inception(table, find, fidelis, probabilities)
        frechet(table, find, fidelis, reference, generated)
        kernel(table, find, fidelis, reference, generated)
        neighbours(table, find, fidelis, reference, generated)
        others(table, find, fidelis, reference, generated)
        density(table, fidelis, reference, generated)
        with tempfile.TemporaryDirectory() as folder:
            paths = [os.path.join(folder, name) for name in ("training.npz", "held-out.npz")]
            parts = reference[::2], reference[1::2]
            for path, part in zip(paths, parts):
                np.savez(path, features=part)
            with_held_out = Fidelis(command, paths[0], second, "--held-out", paths[1])
            copying(table, find, with_held_out, *parts, generated)
            likelihoods(table, with_held_out, *parts, generated)
        names = [os.path.basename(path) for path in (first, second)]
        table.print(f"`{names[0]}` {list(reference.shape)} against `{names[1]}` {list(generated.shape)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
