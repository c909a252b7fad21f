"""PRD curves of histograms, quantile transport, and the fit of a line with its HC3 variance, by NumPy in float64."""
import numpy as np

import golden
from golden import lcg32


def prd(reference, generated, angles):
    slopes = np.tan(np.linspace(1e-10, np.pi / 2 - 1e-10, angles))
    precision = np.minimum(np.asarray(reference)[None] * slopes[:, None], np.asarray(generated)[None]).sum(1)
    recall = precision / slopes
    return np.clip(precision, 0, 1), np.clip(recall, 0, 1)


def best(precision, recall, beta):
    return float(((1 + beta * beta) * precision * recall / (beta * beta * precision + recall + 1e-10)).max())


def curve(reference, generated, angles=1001):
    precision, recall = prd(reference, generated, angles)
    return {
        "reference": reference,
        "generated": generated,
        "angles": angles,
        "precision": precision.tolist()[:: max(1, angles // 10)],
        "recall": recall.tolist()[:: max(1, angles // 10)],
        "f8": best(precision, recall, 8),
        "f1over8": best(precision, recall, 1 / 8),
    }


def transport(x, y):
    """Both sides repeated until they are as long: then sorted pairs are the plan."""
    n = np.lcm(len(x), len(y))
    return float(((np.repeat(np.sort(x), n // len(x)) - np.repeat(np.sort(y), n // len(y))) ** 2).mean())


def line(x, y):
    design = np.column_stack((np.ones(len(x)), x))
    inverse = np.linalg.inv(design.T @ design)
    coefficients = inverse @ design.T @ y
    residuals = y - design @ coefficients
    leverage = np.einsum("ij,jk,ik->i", design, inverse, design)
    meat = design.T @ np.diag((residuals / (1 - leverage)) ** 2) @ design
    return {
        "x": x.tolist(),
        "y": y.tolist(),
        "intercept": float(coefficients[0]),
        "slope": float(coefficients[1]),
        "variance": float((inverse @ meat @ inverse)[0, 0]),
    }


x = 1 / np.linspace(50, 100, 9)
golden.write(
    "metrics",
    "curves",
    {
        "prd": [
            curve([0.3, 0.3, 0.2, 0.1, 0.1], [0.1, 0.2, 0.3, 0.4, 0.0]),
            curve([1.0, 0.0], [0.5, 0.5], 11),
            curve([0.25, 0.75], [0.25, 0.75], 11),
            curve([1.0, 0.0], [0.0, 1.0], 11),
        ],
        "transport": [
            {"seeds": [1, 2], "counts": [n, m], "value": transport(lcg32(1, n, 2.0, 0.3), lcg32(2, m))}
            for n, m in ((7, 7), (2, 3), (40, 90), (90, 64), (64, 2))
        ],
        "line": line(x, 3 + 20 * x + (lcg32(3, 9) - 0.5) * np.linspace(1, 0.1, 9)),
    },
)
