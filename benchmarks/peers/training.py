"""Training in PyTorch: training.py biocnn-1|biocnn-2 BATCH THREADS SECONDS

Prints images in a second by the median step, and milliseconds of all processors for a step.
"""
import os
import statistics
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "reference", "scripts"))

import torch

from biocnn import classifier

WARM_UP = 5


def main(name, batch, threads, seconds):
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    model = classifier(name)
    x, y = torch.rand(batch, 3, 64, 64) * 2 - 1, torch.arange(batch) % 4
    optimizer, loss = torch.optim.Adam(model.parameters(), lr=0.003, eps=1e-7), torch.nn.CrossEntropyLoss()

    def step():
        optimizer.zero_grad()
        value = loss(model(x), y)
        value.backward()
        optimizer.step()
        return value.item()

    for _ in range(WARM_UP):
        step()
    steps, processor, start = [], time.process_time(), time.perf_counter()
    while time.perf_counter() - start < seconds:
        before = time.perf_counter()
        step()
        steps.append(time.perf_counter() - before)
    print("%.1f %.1f" % (batch / statistics.median(steps), (time.process_time() - processor) * 1000 / len(steps)))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
