"""Every score that torch-fidelity, prdc or dgm-eval offers too, by their own functions beside Fidelis, on the same features.

    fidelis features REFERENCE --model M -o reference.npz
    fidelis features GENERATED --model M -o generated.npz
    python3 reference/scripts/agreement.py FIDELIS TORCH_FIDELITY PRDC DGM_EVAL reference.npz generated.npz [reference.npz generated.npz ...]

FIDELIS is the command, the next three are checkouts of github.com/toshas/torch-fidelity, clovaai/generative-evaluation-prdc and
layer6ai-labs/dgm-eval. Their modules of metrics are imported as they are; where a module asks for parts of its package that only feature
extraction needs, empty ones stand in. Needs NumPy, SciPy, scikit-learn and PyTorch. Prints one table in Markdown for each pair of files.

A peer is given what its own pipeline would give it: float32 features. Rows marked float64 give the same function float64 instead, so
that rounding can be told from a difference of definition. The last column is |Fidelis - peer|, over |peer| where it says so.
"""
import importlib
import json
import os
import subprocess
import sys
import types

import numpy as np
import torch

SEED = 2020
SUBSETS = 100


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

    def __init__(self, command, reference, generated):
        self.base = [command, "evaluate", reference, generated, "--json"]
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
        return file["features"], file["probabilities"].astype(np.float64)


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
    theirs = [fd.compute_FD_infinity(reference, generated) for _ in range(5)]
    table.add("fid-infinity.vary=generated", f"dgm-eval, mean of 5 (std {np.std(theirs, ddof=1):.2g})", np.mean(theirs), fidelis("fid-infinity", vary="generated", smallest=0.1))


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
            table.add(f"{metric}.k=5", peer, theirs[metric], fidelis(metric, k=5))
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


def main(command, torch_fidelity, prdc, dgm_eval, *files):
    find = peers(torch_fidelity, prdc, dgm_eval)
    for first, second in zip(files[::2], files[1::2]):
        (reference, _), (generated, probabilities) = read(first), read(second)
        fidelis = Fidelis(command, first, second)
        table = Table()
        inception(table, find, fidelis, probabilities)
        frechet(table, find, fidelis, reference, generated)
        kernel(table, find, fidelis, reference, generated)
        neighbours(table, find, fidelis, reference, generated)
        others(table, find, fidelis, reference, generated)
        names = [os.path.basename(path) for path in (first, second)]
        table.print(f"`{names[0]}` {list(reference.shape)} against `{names[1]}` {list(generated.shape)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
