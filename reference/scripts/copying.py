"""Metrics of copies and of single images, on small inputs that a linear congruential generator makes: realism from its formula in NumPy, C_T with
SciPy's Mann-Whitney U.

Features are float32, as networks give them, and all else is float64. The cells of C_T are blobs that lie far apart, so that every k-means finds them.
"""
import numpy as np
from scipy.stats import mannwhitneyu

import golden
from golden import lcg32


def squared(a, b):
    return ((a[:, None, :] - b[None, :, :]) ** 2).sum(-1)


def realism(real, fake, k):
    own = np.sqrt(squared(real, real))
    radius = np.sort(own, 1)[:, k]
    kept = radius <= np.median(radius)
    return (radius[kept, None] / np.sqrt(squared(real[kept], fake))).max(0)


def blobs(x, count):
    return (x + 50.0 * (np.arange(len(x)) % count)[:, None]).astype(np.float32).astype(np.float64)


def ct(train, held, fake, cells, minimum):
    def distances(x):
        return np.sqrt(squared(x, train)).min(1)

    def cell(x):
        return np.round(x[:, 0] / 50).astype(int) if cells > 1 else np.zeros(len(x), int)

    total, weights = 0.0, 0.0
    for c in range(cells):
        p, q = distances(held[cell(held) == c]), distances(fake[cell(fake) == c])
        if len(q) < minimum:
            continue
        n, m = len(p), len(q)
        u = mannwhitneyu(q, p).statistic
        total += n * (u - n * m / 2) / np.sqrt(n * m * (n + m + 1) / 12)
        weights += n
    return float(total / weights)


a, b, c = lcg32(1, (300, 8)), lcg32(2, (200, 8), 0.9, 0.25), lcg32(7, (150, 8))
copies = (a[::2] + lcg32(9, (150, 8), 0.02)).astype(np.float32).astype(np.float64)
golden.write("metrics", "copying", {
    "realism": [{"k": k, "values": realism(a, b, k).tolist()} for k in (1, 3, 10)],
    "ct": {
        "one": ct(a, c, b, 1, 20),
        "copies": ct(a, c, copies, 1, 20),
        "blobs": ct(blobs(a, 3), blobs(c, 3), blobs(b, 3), 3, 20),
        "unequal": ct(blobs(a, 4), blobs(c, 4), blobs(b, 4)[np.arange(200) % 4 != 1], 4, 20),
    },
}, packages=("numpy", "scipy"))
