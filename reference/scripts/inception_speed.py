"""Inception V3 from folders of images: Fidelis beside pytorch-fid, and the network alone beside ONNX Runtime, in turn.

    python3 reference/scripts/inception_speed.py FIDELIS BENCHMARKS PYTORCH_FID WEIGHTS SOURCE [ROUNDS]

FIDELIS is the command, BENCHMARKS the program of benchmarks/Fidelis.Benchmarks, built for release, PYTORCH_FID a checkout of github.com/mseitzer/pytorch-fid,
WEIGHTS a .pth file of its network (reference/scripts/inception.py makes one) and SOURCE a folder of PNG files of 64 x 64, in subfolders too. They are
measured as they are and as JPEG files of 256 x 256. Both commands write the statistics of the folder: whole processes count, start and reading
included. Each line gives medians: images in a second by wall time, and processor milliseconds of an image on all cores, which a busy
machine changes less.
"""
import os
import shutil
import statistics
import sys
import tempfile

from PIL import Image

from timing import timed

PUBLISHED_NAME = "pt_inception-2015-12-05-6726825d.pth"
BATCH = 16
THREADS = os.cpu_count()


def folders(source, folder):
    """The images of the source in one flat folder, and as larger JPEG files in another."""
    kinds = {"PNG 64 x 64": os.path.join(folder, "png"), "JPEG 256 x 256": os.path.join(folder, "jpeg")}
    for kind in kinds.values():
        os.makedirs(kind)
    paths = sorted(os.path.join(root, name) for root, _, names in os.walk(source) for name in names if name.endswith(".png"))
    for number, path in enumerate(paths):
        shutil.copy(path, os.path.join(kinds["PNG 64 x 64"], f"{number:05}.png"))
        Image.open(path).convert("RGB").resize((256, 256), Image.BICUBIC).save(os.path.join(kinds["JPEG 256 x 256"], f"{number:05}.jpg"), quality=90)
    return kinds, len(paths)


def main(fidelis, benchmarks, pytorch_fid, weights, source, rounds=3):
    with tempfile.TemporaryDirectory() as folder:
        kinds, count = folders(source, folder)
        # torch's own store of downloads, so that the command of pytorch-fid runs as it is, on these weights.
        store = os.path.join(folder, "torch", "hub", "checkpoints")
        os.makedirs(store)
        os.symlink(os.path.abspath(weights), os.path.join(store, PUBLISHED_NAME))
        onnx = os.path.join(folder, "inception-v3.onnx")
        timed([fidelis, "models", "export", weights, "-o", onnx])
        found = {}

        def note(name, rate, milliseconds):
            found.setdefault(name, []).append((rate, milliseconds))

        for number in range(int(rounds)):
            for kind, images in kinds.items():
                _, wall, busy = timed([fidelis, "stats", images, "--model", weights, "--protocol", "pytorch-fid", "-o", os.path.join(folder, f"ours{number}.npz")])
                note(f"{kind}: Fidelis", count / wall, busy / count * 1000)
                _, wall, busy = timed(
                    [sys.executable, "-m", "pytorch_fid", "--device", "cpu", "--num-workers", str(THREADS), "--save-stats", images, os.path.join(folder, f"{kind}{number}.npz")],
                    PYTHONPATH=os.path.join(pytorch_fid, "src"), TORCH_HOME=os.path.join(folder, "torch"))
                note(f"{kind}: pytorch-fid", count / wall, busy / count * 1000)
            for name, network in (("Fidelis", "inception-v3"), ("ONNX Runtime", onnx)):
                output, _, _ = timed([benchmarks, "inference", network, str(BATCH), str(THREADS), "8"])
                rate, milliseconds = map(float, output.split()[:2])
                note(f"network alone: {name}", rate, milliseconds)
        print(f"{count} images, {THREADS} threads, {rounds} rounds")
        for name, values in found.items():
            rate, milliseconds = (statistics.median(column) for column in zip(*values))
            print(f"{name:28} {rate:7.2f} images/s {milliseconds:7.1f} ms of processor")


if __name__ == "__main__":
    main(*sys.argv[1:])
