"""Images per second of training in PyTorch, beside those of Fidelis in turn.

    training_speed.py biocnn-1|biocnn-2 BATCH THREADS SECONDS [ROUNDS FIDELIS_BENCHMARKS]

Without the last two, prints one line: images/s by the median step, and milliseconds of the processor for a step. With them, runs both
ROUNDS times in turn, each in a process of its own, and prints the median of the ratios: whatever else the machine does meets both.
FIDELIS_BENCHMARKS is the executable of benchmarks/Fidelis.Benchmarks, built for release.
"""
import statistics
import subprocess
import sys
import time


def measure(name, batch, threads, seconds):
    import torch
    from biocnn import classifier
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

    for _ in range(5):
        step()
    steps, processor, start = [], time.process_time(), time.perf_counter()
    while time.perf_counter() - start < seconds:
        before = time.perf_counter()
        step()
        steps.append(time.perf_counter() - before)
    return batch / statistics.median(steps), (time.process_time() - processor) * 1000 / len(steps)


def main(name, batch, threads, seconds, rounds=None, fidelis=None):
    if rounds is None:
        print("%.1f %.1f" % measure(name, int(batch), int(threads), float(seconds)))
        return
    pairs = []
    for _ in range(int(rounds)):
        ours = subprocess.run([fidelis, "training", name, batch, threads, seconds], check=True, capture_output=True, text=True)
        theirs = subprocess.run([sys.executable, __file__, name, batch, threads, seconds], check=True, capture_output=True, text=True)
        pairs.append([float(run.stdout.split()[i]) for i in (0, 1) for run in (ours, theirs)])
        print("Fidelis %.0f, PyTorch %.0f images/s; processor %.0f and %.0f ms a step" % tuple(pairs[-1]), flush=True)
    print("median ratio: %.2f images/s, %.2f processor time" % (
        statistics.median(p[0] / p[1] for p in pairs), statistics.median(p[3] / p[2] for p in pairs)))


if __name__ == "__main__":
    main(*sys.argv[1:])
