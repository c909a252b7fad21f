"""Compares the speed of resizing with Pillow and PyTorch: first build with `dotnet build -c Release benchmarks/Fidelis.Benchmarks`.

Every measurement takes half a second and they take turns, three rounds of them. One thread: the milliseconds of the fastest picture, which
a busy machine disturbs least. Two workers: pictures per second of two threads of ours against two processes of Pillow's.
  clean-fid   one Pillow picture of mode F for each channel, stacked and clipped in numpy: the same result as ours
  8 bits      Pillow's own RGB resize, whose result is rounded to whole levels after each pass
"""
import multiprocessing
import os
import subprocess
import sys
import time

import numpy as np
import torch
from PIL import Image

SECONDS, ROUNDS = 0.5, 3
BENCHMARK = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Fidelis.Benchmarks/bin/Release/net10.0/Fidelis.Benchmarks.dll")
FILTERS = {"pillow-bicubic": Image.BICUBIC, "pillow-bilinear": Image.BILINEAR, "pillow-box": Image.BOX, "pillow-lanczos": Image.LANCZOS}
TORCH = {"bilinear": False, "bilinear-antialias": True}


def repeat(make):
    resize = make()
    resize()
    count, fastest, end = 0, float("inf"), time.perf_counter() + SECONDS
    while True:
        before = time.perf_counter()
        resize()
        after = time.perf_counter()
        count, fastest = count + 1, min(fastest, after - before)
        if after > end:
            return count / (SECONDS + after - end), 1000 * fastest


def pixels(size):
    return np.random.RandomState(1).randint(0, 256, (size, size, 3)).astype(np.uint8)


def clean_fid(kernel, size, to):
    source = pixels(size)

    def resize():
        channels = [np.asarray(Image.fromarray(source[..., c].astype(np.float32), mode="F").resize((to, to), FILTERS[kernel])) for c in range(3)]
        return np.stack(channels, -1).clip(0, 255)
    return resize


def eight_bits(kernel, size, to):
    source = Image.fromarray(pixels(size))
    return lambda: np.asarray(source.resize((to, to), FILTERS[kernel]))


def pytorch(kernel, size, to):
    torch.set_num_threads(1)
    batch = torch.tensor(pixels(size).transpose(2, 0, 1)[None].astype(np.float32))
    return lambda: torch.nn.functional.interpolate(batch, size=(to, to), mode="bilinear", align_corners=False, antialias=TORCH[kernel])


def work(arguments):
    maker, kernel, size, to = arguments
    return repeat(lambda: maker(kernel, size, to))


def ours(kernel, size, to, workers):
    output = subprocess.run(["dotnet", BENCHMARK, "resampling", kernel, str(size), str(to), str(workers)], check=True, capture_output=True, text=True).stdout
    return [float(value) for value in output.split()]


def main():
    print(f"{'kernel':20s}{'size':>14s}{'Fidelis ms':>12s}{'peer':>12s}{'ms':>10s}{'times':>7s}{'| 2 workers: Fidelis/s':>24s}{'peer/s':>9s}{'times':>7s}")
    with multiprocessing.Pool(2) as pool:
        for size, to in ((64, 299), (1024, 299)):
            for kernel in [*FILTERS, *TORCH]:
                makers = [clean_fid, eight_bits] if kernel in FILTERS else [pytorch]
                single, double, peers = [], [], {maker: ([], []) for maker in makers}
                for _ in range(ROUNDS):
                    single.append(ours(kernel, size, to, 1)[1])
                    for maker in makers:
                        peers[maker][0].append(work((maker, kernel, size, to))[1])
                    double.append(ours(kernel, size, to, 2)[0])
                    for maker in makers:
                        peers[maker][1].append(sum(rate for rate, _ in pool.map(work, [(maker, kernel, size, to)] * 2, chunksize=1)))
                for maker, (fastest, rates) in peers.items():
                    print(
                        f"{kernel:20s}{size:>7d} ->{to:>4d}{min(single):>12.3f}{maker.__name__:>12s}{min(fastest):>10.2f}{min(fastest) / min(single):>7.1f}"
                        f"{max(double):>24.0f}{max(rates):>9.0f}{max(double) / max(rates):>7.1f}")
                    sys.stdout.flush()


if __name__ == "__main__":
    main()
