"""Every resampling kernel by the library that it imitates, on pictures from the small generator: sizes 1 to 70, up and down.

Pillow: mode F, channel by channel. PyTorch: float32, [1, 3, height, width]. TensorFlow 1: its formula in numpy's float32. Area: its definition in
float64, by repeating every sample as often as the output has samples; PyTorch's area where the two rules are the same.
"""
import hashlib

import numpy as np
import torch
from PIL import Image

import golden
from golden import lcg

torch.set_num_threads(1)
PILLOW = {"pillow-bicubic": Image.BICUBIC, "pillow-bilinear": Image.BILINEAR, "pillow-box": Image.BOX, "pillow-lanczos": Image.LANCZOS}


def picture(seed, width, height):
    pixels = np.floor(lcg(seed, width * height * 3) * 256).reshape(height, width, 3)
    return np.where(pixels < 128, 0, 255) if seed % 3 == 0 else pixels  # hard edges, beside which kernels overshoot


def pillow(pixels, width, height, kernel):
    channels = [Image.fromarray(pixels[..., c].astype(np.float32), mode="F").resize((width, height), kernel) for c in range(3)]
    return np.stack([np.asarray(channel) for channel in channels], -1)


def pytorch(pixels, width, height, **options):
    batch = torch.tensor(np.ascontiguousarray(pixels.transpose(2, 0, 1)[None].astype(np.float32)))
    return torch.nn.functional.interpolate(batch, size=(height, width), **options)[0].numpy().transpose(1, 2, 0)


def tensorflow(pixels, width, height):
    def axis(size, output):
        position = np.arange(output, dtype=np.float32) * (np.float32(size) / np.float32(output))
        low = position.astype(np.int64)
        return low, np.minimum(low + 1, size - 1), position - low.astype(np.float32)

    pixels = pixels.astype(np.float32)
    left, right, x = axis(pixels.shape[1], width)
    top, bottom, y = axis(pixels.shape[0], height)
    x, y = x[None, :, None], y[:, None, None]
    upper = pixels[top][:, left] + (pixels[top][:, right] - pixels[top][:, left]) * x
    lower = pixels[bottom][:, left] + (pixels[bottom][:, right] - pixels[bottom][:, left]) * x
    result = upper + (lower - upper) * y
    assert result.dtype == np.float32
    return result


def area(pixels, width, height):
    across = np.repeat(pixels, width, 1).reshape(pixels.shape[0], width, pixels.shape[1], 3).mean(2)
    return np.repeat(across, height, 0).reshape(height, pixels.shape[0], width, 3).mean(1).astype(np.float32)


def results(pixels, width, height):
    yield "area", area(pixels, width, height)
    yield "bilinear", pytorch(pixels, width, height, mode="bilinear", align_corners=False)
    yield "bilinear-antialias", pytorch(pixels, width, height, mode="bilinear", align_corners=False, antialias=True)
    for name, kernel in PILLOW.items():
        yield name, pillow(pixels, width, height, kernel)
    yield "tf1-bilinear", tensorflow(pixels, width, height)


def digest(values):
    values = np.ascontiguousarray(values, "<f4").ravel()
    places = [i * (len(values) - 1) // 4 for i in range(5)]
    return {"sha256": hashlib.sha256(values.tobytes()).hexdigest()[:16], "some": [float(str(values[i])) for i in places]}


if __name__ == "__main__":
    sizes = [(i, 71 - i, 1 + i * 29 % 97, 1 + i * 53 % 89) for i in range(1, 71)]  # up and down, mixed
    sizes += [(i, 71 - i, 1 + i * 17 % 70, 1 + i * 31 % 70) for i in range(1, 71)]
    sizes += [(64, 64, 299, 299), (299, 299, 64, 64), (400, 300, 299, 299), (7, 5, 7, 9), (7, 5, 3, 5), (31, 17, 31, 17)]
    cases = []
    for seed, (from_width, from_height, width, height) in enumerate(sizes, 1):
        pixels = picture(seed, from_width, from_height)
        cases.append({
            "seed": seed, "from": [from_width, from_height], "to": [width, height],
            "kernels": {name: digest(values) for name, values in results(pixels, width, height)},
        })
    whole = []
    for seed, (from_width, from_height, width, height) in enumerate([(12, 8, 4, 2), (60, 70, 10, 7), (9, 9, 9, 3)], 1):
        whole.append({
            "seed": seed, "from": [from_width, from_height], "to": [width, height],
            "values": [float(str(value)) for value in pytorch(picture(seed, from_width, from_height), width, height, mode="area").ravel()],
        })
    golden.write("resampling", "kernels", cases, packages=("numpy", "PIL", "torch"))
    golden.write("resampling", "area-of-whole-ratios", whole, packages=("numpy", "torch"))
