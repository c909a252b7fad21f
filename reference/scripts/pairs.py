"""Paired metrics of small pictures that the linear congruential generator makes: MSE, PSNR and SSIM by scikit-image.

`torchmetrics` is its convention from the definition, by PyTorch's convolution in float64: the picture mirrored at its border (reflect, 5 samples),
Gaussian windows about every sample, the mean over the full map. `multi_scale` is Wang, Simoncelli and Bovik 2003 by the same convolution without
a border, channel by channel: halving by the mean of two by two samples, where an odd side repeats its last sample, and weights of the levels over their sum.
"""
import numpy as np
import torch
from skimage.metrics import mean_squared_error, peak_signal_noise_ratio, structural_similarity

import golden
from golden import lcg

torch.set_num_threads(1)
WEIGHTS = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]
C1, C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


def pictures(seed, width, height, channels, noise):
    """Slopes and stripes with noise of 40 levels, and the same with further noise: whole levels of [0, 255]."""
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(channels), indexing="ij")
    first = (5 * x + 3 * y + 31 * c) % 151 + 40 * ((x // 5 + y // 7) % 2) + np.floor(40 * lcg(seed, x.size)).reshape(x.shape)
    second = first + np.floor(noise * lcg(seed + 1000, x.size)).reshape(x.shape) - noise // 2
    return first.astype(np.uint8), np.clip(second, 0, 255).astype(np.uint8)


def maps(first, second, border):
    """SSIM and its contrast-structure term at every window, [channels, height, width]."""
    def windows(values):
        values = torch.tensor(values.transpose(2, 0, 1)[:, None])
        values = torch.nn.functional.pad(values, (5, 5, 5, 5), mode="reflect") if border else values
        return torch.nn.functional.conv2d(values, kernel)[:, 0]
    taps = torch.exp(-torch.arange(-5.0, 6.0, dtype=torch.float64) ** 2 / (2 * 1.5**2))
    taps = taps / taps.sum()
    kernel = (taps[:, None] * taps[None, :])[None, None]
    x, y = first.astype(np.float64), second.astype(np.float64)
    mx, my = windows(x), windows(y)
    sx, sy, sxy = windows(x * x) - mx**2, windows(y * y) - my**2, windows(x * y) - mx * my
    contrast = (2 * sxy + C2) / (sx.clamp(min=0) + sy.clamp(min=0) + C2)
    return (2 * mx * my + C1) / (mx**2 + my**2 + C1) * contrast, contrast


def halve(image):
    image = np.pad(image, ((0, image.shape[0] % 2), (0, image.shape[1] % 2), (0, 0)), mode="edge")
    return (image[0::2, 0::2] + image[0::2, 1::2] + image[1::2, 0::2] + image[1::2, 1::2]) / 4


def multi_scale(first, second, levels):
    first, second, weights, score = first.astype(np.float64), second.astype(np.float64), np.array(WEIGHTS[:levels]), 1
    for level, weight in enumerate(weights / weights.sum()):
        similarity, contrast = maps(first, second, False)
        term = (similarity if level == levels - 1 else contrast).mean((1, 2)).clamp(min=0).numpy()
        score = score * term**weight
        first, second = halve(first), halve(second)
    return float(score.mean())


def levels_of(width, height):
    side, levels = min(width, height), 0
    while levels < 5 and side >= 11:
        side, levels = (side + 1) // 2, levels + 1
    return levels


SHAPES = [(7, 7, 1), (7, 9, 3), (11, 11, 1), (11, 14, 3), (13, 17, 1), (31, 45, 3), (33, 12, 1), (64, 64, 1), (64, 64, 3), (97, 41, 3), (101, 83, 1), (162, 161, 1), (163, 175, 3)]


def main():
    cases = []
    for seed, (width, height, channels) in enumerate(SHAPES, 1):
        for noise in (0, 3, 30, 200):
            first, second = pictures(seed, width, height, channels, noise)
            axis = {"channel_axis": -1, "data_range": 255}
            case = {
                "seed": seed, "width": width, "height": height, "channels": channels, "noise": noise,
                "sums": [int(first.sum()), int(second.sum())],
                "mse": float(mean_squared_error(first, second)),
                "psnr": float(peak_signal_noise_ratio(first, second, data_range=255)) if noise else None,
                "skimage": float(structural_similarity(first, second, **axis)),
                "torchmetrics": float(maps(first, second, True)[0].mean()),
            }
            if min(width, height) >= 11:
                case["wang"] = float(structural_similarity(first, second, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, **axis))
                case["ms-ssim"] = [multi_scale(first, second, levels) for levels in range(1, levels_of(width, height) + 1)]
            cases.append(case)
    golden.write("pairs", "pictures", cases, packages=("numpy", "skimage", "torch"))


if __name__ == "__main__":
    main()
