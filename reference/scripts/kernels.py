"""Kernel Inception Distance and CMMD's estimator by NumPy, in float64, of inputs that a linear congruential generator makes.

`torchFidelity` draws the subsets as torch-fidelity does: for each subset the generated images and then the reference's.
"""
import numpy as np

import golden
from golden import lcg32


def polynomial(x, y, degree=3, gamma=None, coefficient=1.0):
    return (x @ y.T * (1.0 / x.shape[1] if gamma is None else gamma) + coefficient) ** degree


def gaussian(x, y, sigma=10.0):
    return np.exp(-((x[:, None, :] - y[None]) ** 2).sum(-1) / (2 * sigma * sigma))


def unbiased(x, y, kernel):
    n, m = len(x), len(y)
    kx, ky, kxy = kernel(x, x), kernel(y, y), kernel(x, y)
    return float((kx.sum() - np.trace(kx)) / (n * (n - 1)) + (ky.sum() - np.trace(ky)) / (m * (m - 1)) - 2 * kxy.sum() / (n * m))


def biased(x, y, kernel):
    return float(kernel(x, x).mean() + kernel(y, y).mean() - 2 * kernel(x, y).mean())


def torch_fidelity(reference, generated, subsets, size, seed, kernel):
    random, values = np.random.RandomState(seed), []
    for _ in range(subsets):
        g = generated[random.choice(len(generated), size, replace=False)]
        r = reference[random.choice(len(reference), size, replace=False)]
        values.append(unbiased(g, r, kernel))
    return {"subsets": subsets, "size": size, "seed": seed, "mean": float(np.mean(values)), "std": float(np.std(values))}


def jackknife(x, y, kernel):
    """The variance of the unbiased estimate by leaving out one image at a time."""
    def part(leave_out, n):
        values = np.array([leave_out(i) for i in range(n)])
        return (n - 1) / n * ((values - values.mean()) ** 2).sum()

    without = lambda a, i: np.delete(a, i, 0)
    return float(
        part(lambda i: unbiased(without(x, i), y, kernel), len(x)) + part(lambda i: unbiased(x, without(y, i), kernel), len(y))
    )


def unit(x):
    return x / np.linalg.norm(x, axis=1, keepdims=True)


reference, generated = lcg32(2, (300, 8), 1.1, 0.05), lcg32(1, (300, 8))
few, many = lcg32(3, (40, 8), 0.9, 0.2), lcg32(4, (90, 8))
wide, wider = lcg32(5, (40, 64), 0.9, 0.1), lcg32(6, (90, 64))
golden.write(
    "metrics",
    "kid",
    {
        "all": unbiased(reference, generated, polynomial),
        "unequal": unbiased(few, many, polynomial),
        "unequalJackknife": jackknife(few, many, polynomial),
        "degree2": unbiased(few, many, lambda x, y: polynomial(x, y, 2, 0.5, 3)),
        "gaussian": unbiased(few, many, lambda x, y: gaussian(x, y, 0.7)),
        "torchFidelity": [
            torch_fidelity(reference, generated, 10, 100, 2020, polynomial),
            torch_fidelity(few, many, 7, 40, 3, polynomial),
            torch_fidelity(few, many, 20, 10, 5, lambda x, y: gaussian(x, y, 0.7)),
            torch_fidelity(wide, wider, 7, 30, 11, polynomial),
        ],
    },
)
golden.write(
    "metrics",
    "mmd-rbf",
    {
        "unequal": 1000 * biased(unit(few), unit(many), gaussian),
        "narrow": biased(unit(few), unit(many), lambda x, y: gaussian(x, y, 0.25)),
    },
)
