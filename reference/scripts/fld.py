"""The mixture of the Feature Likelihood Divergence: log-likelihoods by PyTorch, whose automatic gradients and Adam fit the variances.

Centres, images that the variances are fitted to and images that are judged come from a linear congruential generator, as float32.
"""
import math

import numpy as np
import torch

import golden
from golden import lcg32


def numbers(seed, n):
    return torch.tensor(lcg32(seed, (n, 6), 4, -2))


def squared(a, b):
    return ((a[:, None] - b[None]) ** 2).sum(-1)


def log_likelihood(x, centres, logs):
    d = x.shape[1]
    parts = -0.5 * (d * (math.log(2 * math.pi) + logs)[None] + squared(x, centres) / logs.exp()[None])
    origin = -0.5 * (d * math.log(2 * math.pi) + (x ** 2).sum(1, keepdim=True))
    return torch.logsumexp(torch.cat([parts, origin], 1), 1) - math.log(len(centres) + 1)


def fit(train, centres):
    logs = torch.log((squared(train, centres).min(0).values + 1e-3) / train.shape[1]).requires_grad_()
    optimizer = torch.optim.Adam([logs], lr=0.5)
    history = []
    for _ in range(50):
        optimizer.zero_grad()
        mean = log_likelihood(train, centres, logs).mean()
        history.append(mean.item() / train.shape[1])
        if len(history) > 5 and history[-1] - history[-6] < 5e-4:
            break
        (-mean).backward()
        optimizer.step()
    return logs.detach(), len(history)


cases = []
for name, centres, train in [
    ("apart", numbers(2, 40), numbers(1, 60)),
    ("copies", numbers(1, 60)[::2] + 1e-4, numbers(1, 60)),
]:
    test = numbers(3, 50)
    logs, steps = fit(train, centres)
    values = log_likelihood(test, centres, logs)
    without = [log_likelihood(test, torch.cat([centres[:j], centres[j + 1:]]), torch.cat([logs[:j], logs[j + 1:]])).mean().item() for j in range(len(centres))]
    cases.append({"name": name, "steps": steps, "train": log_likelihood(train, centres, logs).mean().item(), "test": values.tolist(), "without": without})
golden.write("metrics", "fld", cases, packages=("numpy", "torch"))
