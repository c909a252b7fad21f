"""Vendi Scores of several orders by NumPy, in float64, with the leave-one-out jackknife of their logarithm-free value."""
import numpy as np

import golden
from golden import lcg32


def vendi(x, q):
    u = x / np.linalg.norm(x, axis=1, keepdims=True)
    values = np.linalg.eigvalsh(u @ u.T / len(u))
    values = values[values > max(x.shape) * np.finfo(float).eps * values.max()]
    if q == 1:
        return float(np.exp(-(values * np.log(values)).sum()))
    if np.isinf(q):
        return float(1 / values.max())
    return float(np.exp(np.log((values**q).sum()) / (1 - q)))


def jackknife(x, q):
    n = len(x)
    values = np.array([vendi(np.delete(x, i, 0), q) for i in range(n)])
    return float(np.sqrt((n - 1) / n * ((values - values.mean()) ** 2).sum()))


orders = (0.1, 0.5, 1, 2, 3.5, np.inf)
tall, wide = lcg32(1, (300, 8))[:50], lcg32(7, (12, 30))
golden.write(
    "metrics",
    "vendi",
    {
        name: [{"order": "inf" if np.isinf(q) else str(q), "value": vendi(x, q), "jackknife": jackknife(x, q)} for q in orders]
        for name, x in (("tall", tall), ("wide", wide))
    },
)
