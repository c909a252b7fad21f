"""Compares the speed of paired metrics with scikit-image: first build with `dotnet build -c Release benchmarks/Fidelis.Benchmarks`.

One thread each, colour pictures of noise, from bytes to the value. Every measurement takes half a second and they take turns, three rounds of them; the
milliseconds of the fastest pair count, which a busy machine disturbs least. MS-SSIM has no peer here.
"""
import os
import subprocess
import time

import numpy as np
from skimage.metrics import mean_squared_error, structural_similarity

SECONDS, ROUNDS = 0.5, 3
BENCHMARK = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Fidelis.Benchmarks/bin/Release/net10.0/Fidelis.Benchmarks.dll")
OPTIONS = {"data_range": 255, "channel_axis": -1}
PEERS = {
    ("mse", "-"): mean_squared_error,
    ("ssim", "wang"): lambda x, y: structural_similarity(x, y, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, **OPTIONS),
    ("ssim", "skimage"): lambda x, y: structural_similarity(x, y, **OPTIONS),
    ("ms-ssim", "-"): None,
}


def fastest(metric, first, second):
    best, end = float("inf"), time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        before = time.perf_counter()
        metric(first, second)
        best = min(best, time.perf_counter() - before)
    return 1000 * best


def ours(metric, convention, side):
    return float(subprocess.run(["dotnet", BENCHMARK, "similarity", metric, convention, str(side)], check=True, capture_output=True, text=True).stdout)


print(f"{'metric':>10s}{'convention':>12s}{'side':>6s}{'Fidelis ms':>12s}{'skimage ms':>12s}{'times':>8s}")
for side in (64, 256, 1024):
    first, second = (np.random.RandomState(seed).randint(0, 256, (side, side, 3)).astype(np.uint8) for seed in (1, 2))
    for (metric, convention), peer in PEERS.items():
        times = [(ours(metric, convention, side), fastest(peer, first, second) if peer else float("nan")) for _ in range(ROUNDS)]
        mine, theirs = (min(column) for column in zip(*times))
        print(f"{metric:>10s}{convention:>12s}{side:>6d}{mine:>12.3f}{theirs:>12.3f}{theirs / mine:>8.1f}", flush=True)
