"""FID of two statistics files: Fidelis beside scipy.linalg.sqrtm, in turn, each in a process of its own.

    python3 reference/scripts/frechet_speed.py FIDELIS [FEATURES] [ROUNDS] [REFERENCE.npz GENERATED.npz]

FIDELIS is the command. Without files the statistics are those of random features (2,048) whose variances fall as 1 / i, of five times as many images,
under two rotations and scales: full rank, as those of Inception V3 are for 10,000 images. The peer computes |mu1 - mu2|^2 + tr S1 + tr S2 - 2 tr sqrtm(S1 S2) as
pytorch-fid, TTUR and clean-fid do. Both must find the same score to 1e-8. Compared are the computing alone (what the run file says of the metric, and the time around
the root) and the whole processes, by the clock and by the processor time of all cores, which a busy machine changes less. The BLAS that SciPy
used is named: Debian's reference BLAS would be an unfair peer, libopenblas0-pthread is not.
"""
import json
import os
import statistics
import sys
import tempfile

import numpy as np

from timing import timed

PEER = """
import sys, time, resource
import numpy as np
import scipy.linalg
(m1, s1), (m2, s2) = [(file["mu"], file["sigma"]) for file in map(np.load, sys.argv[1:3])]
started, before = time.perf_counter(), time.process_time()
root = scipy.linalg.sqrtm(s1 @ s2)
score = float(((m1 - m2) ** 2).sum() + np.trace(s1) + np.trace(s2) - 2 * np.trace(root).real)
print(repr(score), time.perf_counter() - started, time.process_time() - before)
import threadpoolctl
print(", ".join(f"{part['internal_api']} {part['version']}, {part['num_threads']} threads" for part in threadpoolctl.threadpool_info() if part["user_api"] == "blas") or "reference BLAS")
"""


def write(path, seed, features):
    random = np.random.default_rng(seed)
    deviations = np.sqrt(1 / np.arange(1, features + 1)) * random.uniform(0.8, 1.2, features)
    rotation, _ = np.linalg.qr(np.eye(features) + 0.02 * random.standard_normal((features, features)))
    values = (random.standard_normal((5 * features, features)) * deviations) @ rotation + 0.02 * random.standard_normal(features)
    np.savez(path, mu=values.mean(0), sigma=np.cov(values, rowvar=False))


def main(command, features="2048", rounds="3", reference=None, generated=None):
    with tempfile.TemporaryDirectory() as folder:
        files = [reference, generated] if reference else [f"{folder}/reference.npz", f"{folder}/generated.npz"]
        if not reference:
            for seed, file in enumerate(files, 1):
                write(file, seed, int(features))
        times, worst = [], 0.0
        for _ in range(int(rounds)):
            output, wall, processor = timed([*command.split(), "evaluate", *files, "--metrics", "fid", "--json"])
            metric = json.loads(output)["result"]["comparisons"][0]["metrics"][0]
            peer_output, peer_wall, peer_processor = timed([sys.executable, "-c", PEER, *files])
            (score, peer_seconds, peer_own), blas = peer_output.splitlines()[0].split(), peer_output.splitlines()[1]
            worst = max(worst, abs(metric["value"] / float(score) - 1))
            times.append((metric["seconds"], wall, processor, float(peer_seconds), peer_wall, peer_processor))
        seconds, wall, processor, peer_seconds, peer_wall, peer_processor = (statistics.median(column) for column in zip(*times))
        print(f"{features} features, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {blas}")
        print(f"FID {metric['value']:.12g}, largest relative difference {worst:.1g}")
        for name, ours, theirs, first, second in (("computing", seconds, peer_seconds, 0, 3), ("process", wall, peer_wall, 1, 4), ("processor time", processor, peer_processor, 2, 5)):
            print(f"{name}: Fidelis {ours:.2f} s, sqrtm {theirs:.2f} s, median ratio {statistics.median(t[second] / t[first] for t in times):.1f}; "
                  f"fastest {min(t[first] for t in times):.2f} s, {min(t[second] for t in times):.2f} s, ratio {min(t[second] for t in times) / min(t[first] for t in times):.1f}")
        assert worst <= 1e-8, worst


if __name__ == "__main__":
    main(*sys.argv[1:])
