"""Neighbour metrics and KID on random features: Fidelis beside prdc and torch-fidelity, in turn, each in a process of its own.

    python3 reference/scripts/scoring_speed.py FIDELIS TORCH_FIDELITY PRDC [COUNT] [FEATURES] [ROUNDS]

FIDELIS is the command, the next two are checkouts of github.com/toshas/torch-fidelity and clovaai/generative-evaluation-prdc. COUNT images (10,000)
in each of two sets have FEATURES features (2,048). Both sides read the same two .npz files; the whole process counts, its start and the reading too, and
both must find the same scores. Each line gives medians: wall time, and processor time on all cores, which a busy machine changes less. The BLAS that
NumPy used is named: Debian's reference BLAS would be an unfair peer, libopenblas0-pthread is not.
"""
import json
import os
import statistics
import sys
import tempfile

import numpy as np

from timing import timed

METRICS = ("precision", "recall", "density", "coverage")
PEERS = {
    "prdc": """
import sys
sys.path.insert(0, sys.argv[1] + "/prdc")
import numpy as np
from prdc import compute_prdc
found = compute_prdc(np.load(sys.argv[2])["features"], np.load(sys.argv[3])["features"], 5)
print(*(found[name] for name in ("precision", "recall", "density", "coverage")))
""",
    "kid": """
import sys, types, importlib
package = types.ModuleType("torch_fidelity")
package.__path__ = [sys.argv[1] + "/torch_fidelity"]
sys.modules["torch_fidelity"] = package
utils = types.ModuleType("torch_fidelity.utils")
utils.create_feature_extractor = utils.extract_featuresdict_from_input_id_cached = None
utils.resolve_feature_extractor = utils.resolve_feature_layer_for_metric = None
sys.modules["torch_fidelity.utils"] = utils
import numpy as np, torch
kid = importlib.import_module("torch_fidelity.metric_kid")
sets = [torch.from_numpy(np.load(path)["features"]) for path in (sys.argv[3], sys.argv[2])]
print(kid.kid_features_to_metric(*sets, kid_subsets=100, kid_subset_size=1000, rng_seed=2020, verbose=False)[kid.KEY_METRIC_KID_MEAN])
""",
}


def blas():
    import threadpoolctl
    return ", ".join(f"{part['internal_api']} {part['version']}" for part in threadpoolctl.threadpool_info() if part["user_api"] == "blas") or "reference BLAS"


def main(command, torch_fidelity, prdc, count="10000", features="2048", rounds="3"):
    random = np.random.default_rng(1)
    with tempfile.TemporaryDirectory() as folder:
        files = [f"{folder}/reference.npz", f"{folder}/generated.npz"]
        for file, shift in zip(files, (0, 0.01)):
            np.savez(file, features=random.standard_normal((int(count), int(features)), dtype=np.float32) + np.float32(shift))
        print(f"{count} x {count} x {features}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, NumPy {np.__version__} with {blas()}")
        for name, checkout, metrics, settings in (
            ("prdc", prdc, METRICS, ["precision.k=5", "recall.k=5"]),
            ("kid", torch_fidelity, ("kid",), []),
        ):
            ours = [command, "evaluate", *files, "--json", "--metrics", ",".join(metrics), *(part for setting in settings for part in ("--set", setting))]
            theirs = [sys.executable, "-c", PEERS[name], checkout, *files]
            times = []
            for _ in range(int(rounds)):
                output, wall, processor = timed(ours)
                scores = {score["id"]: score["value"] for score in json.loads(output)["result"]["comparisons"][0]["metrics"]}
                peer_output, peer_wall, peer_processor = timed(theirs)
                peer_scores = [float(value) for value in peer_output.splitlines()[-1].split()]
                assert np.allclose([scores[metric] for metric in metrics], peer_scores, rtol=0, atol=1e-6), (scores, peer_scores)
                times.append((wall, processor, peer_wall, peer_processor))
            wall, processor, peer_wall, peer_processor = (statistics.median(column) for column in zip(*times))
            print(f"{', '.join(metrics)}: Fidelis {wall:.1f} s, processor {processor:.1f} s; {name} {peer_wall:.1f} s, processor {peer_processor:.1f} s; "
                  f"median ratios {statistics.median(t[2] / t[0] for t in times):.1f}, processor {statistics.median(t[3] / t[1] for t in times):.1f}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
