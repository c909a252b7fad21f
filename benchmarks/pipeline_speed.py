"""Reading, decoding and resizing whole folders: Fidelis beside Pillow with two processes, in turn, so that a busy machine disturbs both alike.

    dotnet build -c Release benchmarks/Fidelis.Benchmarks
    python3 benchmarks/pipeline_speed.py FOLDER_OF_IMAGES [ROUNDS]

Makes 10,000 PNG files of 64 x 64 and 2,000 JPEG files of 512 x 512 from the images of the folder, and resizes them to 299 x 299. Pillow is
measured twice: each channel in mode F, as clean-fid does and Fidelis imitates, and whole RGB images in 8 bits, which is less work. Each line
gives images per second of the median round, and the processor's milliseconds for an image, which a busy machine changes less.
"""
import glob
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import numpy
import PIL
from PIL import Image

SIDE = 299
BENCHMARK = "benchmarks/Fidelis.Benchmarks/bin/Release/net10.0/Fidelis.Benchmarks"


def resize_float(path):
    image = Image.open(path).convert("RGB")
    channels = [
        numpy.asarray(Image.fromarray(numpy.asarray(image)[:, :, c].astype(numpy.float32), mode="F").resize((SIDE, SIDE), Image.BICUBIC))
        for c in range(3)
    ]
    return float(numpy.stack(channels, axis=2).clip(0, 255)[0, 0, 0])


def resize_bytes(path):
    return int(numpy.asarray(Image.open(path).convert("RGB").resize((SIDE, SIDE), Image.BICUBIC))[0, 0, 0])


def processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def pillow(function, paths):
    """The start of the processes is not counted; their processor time is, and is small."""
    before = processor_seconds()
    with multiprocessing.Pool(2) as pool:
        pool.map(function, paths[:2], chunksize=1)
        start = time.perf_counter()
        pool.map(function, paths, chunksize=16)
        seconds = time.perf_counter() - start
        pool.close()
        pool.join()
    return len(paths) / seconds, 1000 * (processor_seconds() - before) / len(paths)


def fidelis(folder):
    rate, processor, _ = subprocess.run([BENCHMARK, "pipeline", folder, str(SIDE), "2"], check=True, capture_output=True, text=True).stdout.split()
    return float(rate), float(processor)


def make(source, folder, count, side, extension, **options):
    paths = sorted(path for path in glob.glob(f"{source}/**/*", recursive=True) if path.lower().endswith((".png", ".jpg", ".jpeg", ".bmp")))
    os.makedirs(folder)
    for i in range(count):
        image = Image.open(paths[i % len(paths)]).convert("RGB").rotate(90 * (i // len(paths) % 4))
        image.resize((side, side), Image.BICUBIC).save(f"{folder}/{i:05}.{extension}", **options)
    return folder


def measure(name, folder, rounds):
    paths = sorted(glob.glob(f"{folder}/*"))
    ways = {"Fidelis": lambda: fidelis(folder), "Pillow, mode F": lambda: pillow(resize_float, paths), "Pillow, 8-bit": lambda: pillow(resize_bytes, paths)}
    results = {way: [] for way in ways}
    for _ in range(rounds):
        for way, run in ways.items():
            results[way].append(run())
    rates = {way: statistics.median(rate for rate, _ in values) for way, values in results.items()}
    costs = {way: statistics.median(cost for _, cost in values) for way, values in results.items()}
    print(f"{name}, {len(paths)} files:")
    for way in ways:
        print(f"  {way:<15} {rates[way]:8.0f} images/s {costs[way]:8.3f} ms; Fidelis is {rates['Fidelis'] / rates[way]:.2f} times as fast, {costs[way] / costs['Fidelis']:.2f} times by processor time")


if __name__ == "__main__":
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    print(f"Pillow {PIL.__version__}, {multiprocessing.cpu_count()} processors, {rounds} rounds in turn")
    with tempfile.TemporaryDirectory() as work:
        measure("PNG 64 x 64", make(sys.argv[1], f"{work}/png", 10_000, 64, "png"), rounds)
        measure("JPEG 512 x 512", make(sys.argv[1], f"{work}/jpeg", 2_000, 512, "jpg", quality=92), rounds)
