"""Metrics of nearest neighbours of small inputs that a linear congruential generator makes, from their formulas in NumPy, float64.

Distances are between float32 features, as networks give them. `open` balls are without their borders (Naeem et al.), `closed` ones with
them (Kynkaanniemi et al.).
"""
import numpy as np

import golden
from golden import lcg32


def squared(a, b):
    return ((a[:, None, :] - b[None, :, :]) ** 2).sum(-1)


def neighbours(x):
    distances = squared(x, x)
    np.fill_diagonal(distances, np.inf)
    return np.sort(distances, 1)


def balls(real, fake, k):
    reach, own = neighbours(real)[:, k - 1], neighbours(fake)[:, k - 1]
    between = squared(real, fake)
    opened, closed = between < reach[:, None], between <= reach[:, None]
    return {
        "k": k,
        "precision": {"open": float(opened.any(0).mean()), "closed": float(closed.any(0).mean())},
        "recall": {"open": float((between < own[None]).any(1).mean()), "closed": float((between <= own[None]).any(1).mean())},
        "density": {"open": float(opened.sum(0).mean() / k), "closed": float(closed.sum(0).mean() / k)},
        "coverage": {"open": float(opened.any(1).mean()), "closed": float(closed.any(1).mean())},
    }


def authpct(real, fake):
    between, own = squared(real, fake), neighbours(real)[:, 0]
    nearest = between.argmin(0)
    return float(100 * (between.min(0) > own[nearest]).mean())


def one_nn(real, fake):
    between = squared(real, fake)

    def accuracy(own, other):
        return float(((own < other) + 0.5 * (own == other)).mean())

    first, second = accuracy(neighbours(real)[:, 0], between.min(1)), accuracy(neighbours(fake)[:, 0], between.min(0))
    return {"value": (first + second) / 2, "reference": first, "generated": second}


def cosine(real, fake):
    a = real / np.linalg.norm(real, axis=1, keepdims=True)
    b = fake / np.linalg.norm(fake, axis=1, keepdims=True)
    return float((1 - np.abs(a @ b.T)).min(0).mean())


def case(name, real, fake, ks):
    return {
        "name": name,
        "balls": [balls(real, fake, k) for k in ks],
        "authpct": authpct(real, fake),
        "oneNn": one_nn(real, fake),
        "cosine": cosine(real, fake),
    }


a, f = lcg32(1, (300, 8)), lcg32(2, (300, 8), 0.9, 0.25)
wide, narrow = lcg32(3, (130, 33)), lcg32(4, (75, 33), 0.7, 0.1)
golden.write(
    "metrics",
    "neighbours",
    [
        case("uniform", a, f, (1, 3, 5, 10)),
        case("self", a, a, (1, 3, 5)),
        case("unequal", wide, narrow, (1, 3, 5, 20)),
        # Rounded to quarters: many pairs at equal distances, and a few images twice.
        case("ties", np.round(lcg32(5, (90, 3)) * 4) / 4, np.round(lcg32(6, (70, 3)) * 4) / 4, (1, 3, 5)),
    ],
)
