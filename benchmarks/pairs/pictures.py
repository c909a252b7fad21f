"""Folders of pictures that look like nothing and cost what photographs cost: smooth fields of colour with noise on them, the same on every machine."""
import os

import numpy as np
from PIL import Image


def write(folder, count, side, extension, seed=1, **options):
    os.makedirs(folder, exist_ok=True)
    random = np.random.RandomState(seed)
    for number in range(count):
        field = Image.fromarray(random.randint(0, 256, (8, 8, 3)).astype(np.uint8)).resize((side, side), Image.BICUBIC)
        pixels = np.asarray(field).astype(np.int16) + random.randint(-6, 7, (side, side, 3))
        Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(os.path.join(folder, f"{number:05}.{extension}"), **options)
    return folder
