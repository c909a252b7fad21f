"""FID and Inception Score of small inputs that a linear congruential generator makes, by NumPy and SciPy.

`sqrtm` is the route of pytorch-fid and TTUR; `exact` is the nuclear norm of the centred data, which holds at any rank.
"""
import base64
import io

import numpy as np
import scipy.linalg

import golden
from golden import lcg, lcg32


def statistics(x):
    return x.mean(0), np.cov(x, rowvar=False)


def fid_sqrtm(m1, s1, m2, s2):
    root, _ = scipy.linalg.sqrtm(s1.dot(s2), disp=False)
    return float((m1 - m2).dot(m1 - m2) + np.trace(s1) + np.trace(s2) - 2 * np.trace(root.real))


def fid_exact(x, y):
    a = (x - x.mean(0)) / np.sqrt(len(x) - 1)
    b = (y - y.mean(0)) / np.sqrt(len(y) - 1)
    delta = x.mean(0) - y.mean(0)
    return float(delta @ delta + (a**2).sum() + (b**2).sum() - 2 * np.linalg.svd(a @ b.T, compute_uv=False).sum())


def inception_score(logits, splits, shuffle):
    if shuffle:
        logits = logits[np.random.RandomState(2020).permutation(len(logits))]
    e = np.exp(logits - logits.max(1, keepdims=True))
    p = e / e.sum(1, keepdims=True)
    n, scores = len(p), []
    for i in range(splits):
        q = p[i * n // splits : (i + 1) * n // splits]
        scores.append(np.exp((q * (np.log(q) - np.log(q.mean(0, keepdims=True)))).sum(1).mean()))
    return {"splits": splits, "shuffle": shuffle, "mean": float(np.mean(scores)), "std": float(np.std(scores))}


def entropies(logits):
    e = np.exp(logits - logits.max(1, keepdims=True))
    p = e / e.sum(1, keepdims=True)
    m = p.mean(0)
    return {"marginal": float(-(m * np.log(m)).sum()), "conditional": float(-(p * np.log(p)).sum(1).mean())}


def floor(x, n1, n2):
    """The floor by the fourth moments of x, term by term."""
    z = x - x.mean(0)
    values, vectors = np.linalg.eigh(np.cov(x, rowvar=False))
    keep = values > x.shape[1] * np.finfo(float).eps * values.max()
    lam, z = values[keep], z @ vectors[:, keep]
    total = 2 * lam.sum()
    for i in range(len(lam)):
        for j in range(len(lam)):
            total += ((z[:, i] ** 2 * z[:, j] ** 2).mean() - (lam[i] ** 2 if i == j else 0)) / (lam[i] + lam[j])
    return float(0.5 * (1 / n1 + 1 / n2) * total)


def halves(x):
    """Divides rows by the order of a mix of their bits, the lowest, third, ... into the first half."""
    keys = []
    for row in x:
        state = 0xCBF29CE484222325
        for bits in row.view(np.uint64).tolist():
            state = (state ^ bits) * 0x9E3779B97F4A7C15 % 2**64
            state ^= state >> 32
        keys.append(state)
    order = sorted(range(len(x)), key=keys.__getitem__)
    return x[sorted(order[::2])], x[sorted(order[1::2])]


def extrapolated_floor(x, n1, n2):
    """Twice the floor by all rows less that by their halves: free of the bias of first order."""
    return 2 * floor(x, n1, n2) - sum(floor(half, n1, n2) for half in halves(x)) / 2


def npz(**arrays):
    stream = io.BytesIO()
    np.savez_compressed(stream, **arrays)
    return base64.b64encode(stream.getvalue()).decode()


a, b = lcg(1, (300, 8)), lcg(2, (300, 8), 1.1, 0.05)
c, d = lcg(3, (5, 8)), lcg(4, (6, 8))
real = np.ones((100, 2))
real[:50, 0] = 2
fake = np.ones((100, 2)) * 9
fake[50:, 0] = 2
golden.write(
    "metrics",
    "fid",
    {
        "fullRank": {"sqrtm": fid_sqrtm(*statistics(a), *statistics(b)), "exact": fid_exact(a, b), "floor": floor(a, 300, 300)},
        # Features are float32; the mix of their bits is of what they are then.
        "extrapolatedFloor": extrapolated_floor(lcg32(1, (300, 8)), 300, 300),
        "rankDeficient": {"sqrtm": fid_sqrtm(*statistics(c), *statistics(d)), "exact": fid_exact(c, d), "floor": floor(c, 5, 6)},
        "singular": fid_exact(real, fake),
        # As pytorch-fid saves them.
        "statistics": {
            "a": npz(mu=statistics(a)[0], sigma=statistics(a)[1]),
            "b": npz(mu=statistics(b)[0], sigma=statistics(b)[1]),
            "mu": statistics(a)[0].tolist(),
            "sigma": statistics(a)[1].tolist(),
        },
    },
    packages=("numpy", "scipy"),
)
logits = lcg(5, (200, 5), 6.0)
golden.write(
    "metrics",
    "is",
    {
        "scores": [inception_score(logits, s, shuffle) for s, shuffle in ((1, False), (10, False), (10, True), (7, False))],
        "entropies": entropies(logits),
    },
)
