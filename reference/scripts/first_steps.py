"""The first 20 steps of training of BioCNN-1 and BioCNN-2 in PyTorch: losses, running statistics, and what Adam remembers.

Each step has a batch of its own of 64 procedural pictures of 32 x 32, made by a linear congruential generator and by additions, products
and bounds alone, so that any language makes the same bits. Dropout takes its masks from xoshiro256**, as Fidelis draws them.

PyTorch computes in float64, and again in float32: how far its own float32 strays is written beside. The learning rates are far below
the paper's 0.003. Adam's first steps move a weight by the whole rate even where its gradient is all rounding, and batch normalisation and
rectifiers amplify that: at 0.003, PyTorch's own losses on one and on two threads differ by up to 1.4e-3 (BioCNN-1) and 16 % (BioCNN-2)
within 20 steps.
"""
import numpy as np
import torch
from torch import nn

import golden
from biocnn import CLASSES, biocnn1, biocnn2
from golden import lcg32
from networks import fill, numbers, tensors

BATCH, SIZE, STEPS, DROPOUT_SEED = 64, 32, 20, 5
MASK = (1 << 64) - 1


def mix(z):
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB & MASK
    return z ^ (z >> 31)


def rotate(x, k):
    return (x << k | x >> (64 - k)) & MASK


def xoshiro(seed, label):
    """Numbers in [0, 1) of the stream that a purpose splits off from a seed."""
    digest = 0xCBF29CE484222325
    for value in label.encode():
        digest = (digest ^ value) * 0x100000001B3 & MASK
    gamma = 0x9E3779B97F4A7C15
    seed = mix((mix((seed + gamma) & MASK) ^ mix((digest + 0xD1B54A32D192ED03) & MASK)) + gamma & MASK)
    s = [mix((seed + (i + 1) * gamma) & MASK) for i in range(4)]
    while True:
        yield ((rotate(s[1] * 5 & MASK, 7) * 9 & MASK) >> 11) * 2.0 ** -53
        shifted = s[1] << 17 & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= shifted
        s[3] = rotate(s[3], 45)


def batch(step, texture):
    """Discs whose size and colour tell the class, at random places over a grain that is shifted from picture to picture."""
    y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float64)
    draws = lcg32(10000 + step, (BATCH, 8))
    labels = [(7 * i + step) % CLASSES for i in range(BATCH)]
    pictures = np.empty((BATCH, SIZE, SIZE, 3), np.float32)
    for i, (k, u) in enumerate(zip(labels, draws)):
        left, top, radius = (0.3 + 0.4 * u[0]) * SIZE, (0.3 + 0.4 * u[1]) * SIZE, (0.15 + 0.05 * k + 0.1 * u[2]) * SIZE
        cover = np.clip(2 - 2 * ((x - left) * (x - left) + (y - top) * (y - top)) / (radius * radius), 0, 1)
        grain = np.roll(texture, -3 * int(u[3] * SIZE * SIZE)).reshape(SIZE, SIZE, 3)
        background = 0.6 - 0.2 * u[4]
        for c in range(3):
            disc = -0.8 + 0.4 * (k >> (c % 2) & 1) + 0.3 * u[5 + c]
            pictures[i, :, :, c] = background + (disc - background) * cover + (grain[:, :, c] - 0.5) * 0.4
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).contiguous(), torch.tensor(labels)


def train(create, rate, dropout, precision, batches):
    """Gives the losses, and by name the parameters, Adam's running means and the running statistics after the last step."""
    modules = create()
    fill(modules)
    body, head = (m.to(precision) for m in modules)
    trained = [t for _, t in tensors((body, head)) if isinstance(t, nn.Parameter)]
    optimizer, losses, draws = torch.optim.Adam(trained, lr=rate, eps=1e-7), [], xoshiro(DROPOUT_SEED, "dropout")
    for x, labels in batches:
        optimizer.zero_grad()
        pooled = body(x.to(precision)).mean((2, 3))
        if dropout > 0:
            mask = [0.0 if next(draws) < dropout else 1 / (1 - dropout) for _ in range(pooled.numel())]
            pooled = pooled * torch.tensor(mask, dtype=precision).reshape(pooled.shape)
        loss = nn.functional.cross_entropy(head(pooled), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    running = [t for _, t in tensors((body, head)) if not isinstance(t, nn.Parameter)]
    states = [optimizer.state[t] for t in trained]
    return losses, {
        "parameters": trained, "means": [s["exp_avg"] for s in states], "squares": [s["exp_avg_sq"] for s in states], "running": running}


def summary(tensor):
    flat = tensor.detach().double().flatten()
    return [float(flat.norm()), float(flat @ numbers(7, flat.numel(), 2.0, -1.0))]


def strays(exact, rounded):
    """The relative distance of two tensors."""
    return float((exact.detach() - rounded.detach().double()).norm() / max(float(exact.detach().norm()), 1e-300))


def main():
    torch.set_num_threads(1)
    texture = lcg32(99, SIZE * SIZE * 3)
    batches = [batch(step, texture) for step in range(STEPS)]
    for case, create, rate, dropout in (
            ("biocnn-1", biocnn1, 3e-5, 0.0), ("biocnn-1-dropout", biocnn1, 3e-5, 0.5), ("biocnn-2", biocnn2, 1e-5, 0.0)):
        losses, state = train(create, rate, dropout, torch.float64, batches)
        losses32, state32 = train(create, rate, dropout, torch.float32, batches)
        data = {
            "rate": rate, "dropout": dropout, "dropoutSeed": DROPOUT_SEED, "losses": losses, "lossesOfFloat32": losses32,
            **{name: [summary(t) for t in values] for name, values in state.items()},
            "float32Strays": {name: [strays(a, b) for a, b in zip(values, state32[name])] for name, values in state.items()}}
        golden.write("first-steps", case, data, seed="99, 1000.., 10000..", packages=("numpy", "torch"))
        print(case, "losses in float32 stray by", max(abs(a - b) / a for a, b in zip(losses, losses32)), flush=True)


main()
