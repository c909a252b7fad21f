"""Statistics of folders by Inception V3, whole commands with start and reading: Fidelis beside pytorch-fid."""
import os
import sys

import numpy as np

from pairs import pictures
from pairs.pair import Pair, Sample
from pairs.setup import KEEPS_MEMORY, peer
from timing import timed

PUBLISHED_NAME = "pt_inception-2015-12-05-6726825d.pth"

# Features of both in float32: means of 1e-2 to 1, whose last digits differ.
TOLERANCE = 1e-4


def pairs(setup):
    if setup.lacks("scoring of folders", "a checkout of github.com/mseitzer/pytorch-fid (--pytorch-fid)", checkout=setup.pytorch_fid) \
            or setup.lacks("scoring of folders", "PyTorch with torchvision", module="torchvision"):
        return
    count = setup.size(96, 32)
    folders = {
        "PNG of 64 x 64": pictures.write(setup.path("png"), count, 64, "png"),
        "JPEG of 512 x 512": pictures.write(setup.path("jpeg"), count, 512, "jpg", quality=92),
    }
    # PyTorch's own store of downloads, so that the command of pytorch-fid runs as it is, on weights of chance.
    weights = setup.path("torch", "hub", "checkpoints", PUBLISHED_NAME)
    timed(peer("inception_weights", setup.pytorch_fid, folders["PNG of 64 x 64"], weights))
    for kind, folder in folders.items():
        for precision in ("exact", "fast") if "amx" in setup.tiers else ("exact",):
            for allocator, environment in (("", {}), (", allocator told to keep memory", KEEPS_MEMORY)):
                yield Pair(
                    f"Inception V3, folder of {count} {kind}" + (", fast" if precision == "fast" else "") + allocator, "image",
                    lambda folder=folder, precision=precision: ours(setup, folder, count, weights, precision),
                    "pytorch-fid" + allocator, lambda folder=folder, environment=environment: theirs(setup, folder, count, environment),
                    difference, TOLERANCE if precision == "exact" else 1e-2)


def ours(setup, folder, count, weights, precision):
    output = setup.path("ours.npz")
    _, wall, busy = timed([setup.fidelis, "stats", folder, "--model", weights, "--protocol", "pytorch-fid", "--precision", precision, "-o", output])
    return Sample(wall / count, busy / count, means(output))


def theirs(setup, folder, count, environment):
    output = setup.path("theirs.npz")
    if os.path.exists(output):
        os.remove(output)
    _, wall, busy = timed(
        [sys.executable, "-m", "pytorch_fid", "--device", "cpu", "--num-workers", str(setup.threads), "--save-stats", folder, output],
        PYTHONPATH=os.path.join(setup.pytorch_fid, "src"), TORCH_HOME=os.path.join(setup.folder, "torch"), **environment)
    return Sample(wall / count, busy / count, means(output))


def means(path):
    with np.load(path) as file:
        return file["mu"].astype(np.float64)


def difference(a, b):
    return float(np.abs(a - b).max() / np.abs(b).max())
