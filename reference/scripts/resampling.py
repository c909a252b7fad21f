"""Pillow's bicubic in mode F, channel by channel, on pictures from the small generator: up, down, along one axis, odd ratios."""
import numpy as np
from PIL import Image

import golden

CASES = [
    # width, height -> width, height
    (7, 5, 6, 4), (7, 5, 11, 9), (1, 1, 5, 4), (2, 3, 1, 1), (9, 4, 9, 11), (9, 4, 3, 4), (16, 16, 37, 37), (37, 22, 16, 16),
    (64, 64, 19, 23), (13, 17, 64, 64), (90, 70, 8, 5), (3, 50, 50, 3),
]


def lcg(seed, count):
    state, values = seed, np.empty(count)
    for i in range(count):
        state = (1664525 * state + 1013904223) % 2**32
        values[i] = state / 2**32
    return values


def resize(pixels, width, height):
    channels = [Image.fromarray(pixels[..., c].astype(np.float32), mode="F").resize((width, height), Image.BICUBIC) for c in range(3)]
    return np.stack([np.asarray(channel) for channel in channels], -1).clip(0, 255)


cases = []
for seed, (in_width, in_height, width, height) in enumerate(CASES, 1):
    pixels = np.floor(lcg(seed, in_width * in_height * 3) * 256).reshape(in_height, in_width, 3)
    if seed % 3 == 0:
        pixels = np.where(pixels < 128, 0, 255)  # hard edges, whose overshoot is clipped
    cases.append({
        "seed": seed, "hard": seed % 3 == 0, "inputWidth": in_width, "inputHeight": in_height, "width": width, "height": height,
        "values": [float(str(value)) for value in resize(pixels, width, height).ravel()],
    })
golden.write("resampling", "pillow-bicubic", cases, packages=("numpy", "PIL"))
