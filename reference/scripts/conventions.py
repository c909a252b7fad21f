"""Scores in the conventions of peers that define them otherwise, of small inputs that a linear congruential generator makes, from the peers' definitions in NumPy.

`stylegan2Ada`: FID with covariances of denominator n. `tfGan`: KID as the mean over blocks of at most 1,024 images that follow one another, the smaller first,
and the error of that mean by the scatter of the blocks. `gretton`: the unbiased estimate of the discrepancy that CMMD estimates with a bias. `torchmetrics`: the
Inception Score over chunks of ceil(n / splits) images and their deviation with denominator splits - 1. `linspace`: sizes of subsets of FID's extrapolation.
`multiScale`: MS-SSIM as torchmetrics has it, by PyTorch's convolution in float64: channels and windows averaged together before the power, the last
scale over the mirrored border, halving that leaves out an odd last row or column.
"""
import numpy as np
import torch

import golden
import pairs
from golden import lcg, lcg32


def frechet_of_populations(x, y):
    a, b = (x - x.mean(0)) / np.sqrt(len(x)), (y - y.mean(0)) / np.sqrt(len(y))
    delta = x.mean(0) - y.mean(0)
    return float(delta @ delta + (a**2).sum() + (b**2).sum() - 2 * np.linalg.svd(a @ b.T, compute_uv=False).sum())


def unbiased(x, y, kernel):
    xx, yy, xy = kernel(x, x), kernel(y, y), kernel(x, y)
    m, n = len(x), len(y)
    return (xx.sum() - np.trace(xx)) / (m * (m - 1)) + (yy.sum() - np.trace(yy)) / (n * (n - 1)) - 2 * xy.mean()


def cubic(x, y):
    return (x @ y.T / x.shape[1] + 1) ** 3


def blocks(x, y, largest=1024):
    count = -(-max(len(x), len(y)) // largest)

    def cut(z):
        size, more = len(z) // count, len(z) % count
        return np.split(z, np.cumsum([size] * (count - more) + [size + 1] * more)[:-1])

    values = [unbiased(a, b, cubic) for a, b in zip(cut(x), cut(y))]
    return {"blocks": count, "mean": float(np.mean(values)), "error": float(np.std(values, ddof=1) / np.sqrt(count)) if count > 1 else None}


def directions(x):
    return x / np.linalg.norm(x, axis=1, keepdims=True)


def gaussian(sigma):
    return lambda x, y: np.exp(-((x[:, None] - y[None]) ** 2).sum(-1) / (2 * sigma**2))


def chunks(logits, splits):
    e = np.exp(logits - logits.max(1, keepdims=True))
    p = e / e.sum(1, keepdims=True)
    size = -(-len(p) // splits)
    scores = []
    for first in range(0, len(p), size):
        q = p[first : first + size]
        scores.append(np.exp((q * (np.log(q) - np.log(q.mean(0, keepdims=True)))).sum(1).mean()))
    return {"splits": splits, "count": len(scores), "mean": float(np.mean(scores)), "std": float(np.std(scores, ddof=1))}


def multi_scale(first, second, levels):
    first, second, weights, score = first.astype(np.float64), second.astype(np.float64), np.array(pairs.WEIGHTS[:levels]), 1.0
    for level, weight in enumerate(weights / weights.sum()):
        term = float(pairs.maps(first, second, True)[0].mean()) if level == levels - 1 else float(pairs.maps(first, second, True)[1][:, 5:-5, 5:-5].mean())
        score *= max(term, 0) ** weight
        first, second = (torch.nn.functional.avg_pool2d(torch.tensor(image.transpose(2, 0, 1)), 2).numpy().transpose(1, 2, 0) for image in (first, second))
    return score


def main():
    few, many = lcg32(3, (40, 8), 0.9, 0.2), lcg32(4, (90, 8))
    large, larger = lcg32(5, (2051, 4)), lcg32(6, (1500, 4), 1.1, 0.05)
    logits = lcg(5, (200, 5), 6)
    shapes = [(11, 14, 3), (23, 31, 3), (33, 44, 1), (64, 64, 3), (97, 91, 3), (177, 181, 3)]
    scales = []
    for seed, (width, height, channels) in enumerate(shapes, 60):
        for noise in (3, 30, 200):
            first, second = pairs.pictures(seed, width, height, channels, noise)
            most = 1 + int(np.log2(min(width, height) / 11))
            scales.append({
                "seed": seed, "width": width, "height": height, "channels": channels, "noise": noise, "sums": [int(first.sum()), int(second.sum())],
                "values": [multi_scale(first, second, levels) for levels in range(1, min(most, 5) + 1)],
            })
    data = {
        "stylegan2Ada": {
            "unequal": frechet_of_populations(few, many),
            "equal": frechet_of_populations(lcg32(1, (300, 8)), lcg32(2, (300, 8), 1.1, 0.05)),
            "fewerThanFeatures": frechet_of_populations(lcg32(1, (5, 8)), lcg32(2, (6, 8), 1.1, 0.05)),
            },
        "tfGan": {"one": blocks(few, many), "three": blocks(large, larger)},
        "gretton": {
            "wide": float(1000 * unbiased(directions(few), directions(many), gaussian(10))),
            "narrow": float(unbiased(directions(few), directions(many), gaussian(0.25))),
        },
        "torchmetrics": [chunks(logits, splits) for splits in (10, 7, 60)],
        "linspace": [{"count": count, "smallest": smallest, "sizes": np.linspace(smallest, count, 15).astype("int32").tolist()}
                     for count, smallest in ((5001, 5000), (12345, 5000), (50000, 5000), (452, 45), (320, 32), (10007, 1000), (12, 2))],
        "multiScale": scales,
    }
    golden.write("metrics", "conventions", data, packages=("numpy", "torch"))


if __name__ == "__main__":
    main()
