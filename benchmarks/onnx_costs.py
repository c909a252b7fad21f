"""What scoring by an ONNX file costs beside its parts alone: whole commands, the bare runtime, and decoding and resizing, in turn.

    python3 benchmarks/onnx_costs.py FIDELIS BENCHMARKS SOURCE ROUNDS BATCH MODEL.onnx PROTOCOL SIDE [THREADS]

FIDELIS is the command, BENCHMARKS the program of benchmarks/Fidelis.Benchmarks, both built for release, SOURCE a folder of images, BATCH how many of them
the bare runtime takes at once, SIDE that of the network's input. Processor milliseconds of all threads, medians of the rounds. A
command is run on few images and on all: what it costs for each further image is held against runtime plus decoding, and what is left is
what it costs however few the images are: starting, opening and writing. The bare runtime is warm and repeats one batch; decoding sees the images
ten times over, so that its own start weighs little.
"""
import os
import shutil
import statistics
import sys
import tempfile

from timing import timed

FEW = 60
SECONDS = 5


def images_of(source):
    return sorted(os.path.join(root, name) for root, _, names in os.walk(source) for name in names if name.lower().endswith((".png", ".jpg", ".jpeg")))


def main(fidelis, benchmarks, source, rounds, batch, model, protocol, side, threads="2"):
    paths = images_of(source)
    found = {}

    def note(name, value):
        found.setdefault(name, []).append(value)

    with tempfile.TemporaryDirectory() as folder:
        many = os.path.join(folder, "many")
        os.mkdir(many)
        for number, path in enumerate(paths * 10):
            shutil.copy(path, os.path.join(many, f"{number:06}{os.path.splitext(path)[1]}"))

        def command(count):
            _, _, busy = timed([
                fidelis, "features", source, "--limit", str(count), "--model", model, "--protocol", protocol, "--threads", threads,
                "-o", os.path.join(folder, "features.npz")])
            return busy * 1000

        for _ in range(int(rounds)):
            few, every = command(FEW), command(len(paths))
            further = (every - few) / (len(paths) - FEW)
            runtime = float(timed([benchmarks, "inference", model, batch, threads, str(SECONDS), "exact", "auto"])[0].split()[1])
            decoding = float(timed([benchmarks, "pipeline", many, side, threads])[0].split()[1])
            note("command, all images", every)
            note("command, each further image", further)
            note("command, whatever the images", few - FEW * further)
            note("runtime alone, an image", runtime)
            note("decoding and resizing alone, an image", decoding)
            note("further image / sum of its parts", further / (runtime + decoding))
            note("whole command / sum of its parts", every / (runtime + decoding) / len(paths))
    print(f"{len(paths)} images, {threads} threads, {rounds} rounds, {os.path.basename(model)}, the runtime alone on {batch} images at once")
    for name, values in found.items():
        print(f"{name:40} {statistics.median(values):10.3f}   ({min(values):.3f} to {max(values):.3f})")


if __name__ == "__main__":
    main(*sys.argv[1:])
