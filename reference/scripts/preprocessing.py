"""What every preprocessing protocol of a peer gives a network, by the library that the peer uses, in the peer's order of operations.

tf1: TensorFlow 1's formula in numpy's float32, (x - 128) / 128. pytorch-fid: torchvision's ToTensor (x / 255), PyTorch's bilinear, 2 x - 1. clean: Pillow's
bicubic of float channels, clipped, (x - 128) / 128. torchmetrics: levels to float32, PyTorch's antialiased bilinear, (x - 128) / 128.

imagenet, dinov2, clip: Pillow's bilinear or bicubic of float channels, clipped, x / 255, then torchvision's Normalize. keras, keras-caffe: bilinear with
half-pixel centres (PyTorch's, as TensorFlow 2's), then preprocess_input of Keras's modes tf and caffe.
"""
import hashlib

import numpy as np
import torch
from PIL import Image

import golden
from resampling import picture, pillow, pytorch, tensorflow


def centred(values):
    return (torch.from_numpy(np.ascontiguousarray(values, np.float32)) - 128).div(128).numpy()


def shares(pixels, width, height):
    levels = torch.from_numpy(pixels.astype(np.uint8)).to(torch.float32).div(255).numpy()  # ToTensor
    return 2 * torch.from_numpy(pytorch(levels, width, height, mode="bilinear", align_corners=False)) - 1


def normalized(levels, mean, std):
    values = torch.from_numpy(np.ascontiguousarray(levels, np.float32)).div(255)
    return values.sub(torch.tensor(mean)).div(torch.tensor(std)).numpy()


def bilinear(pixels, width, height):
    return pytorch(pixels, width, height, mode="bilinear", align_corners=False)


def caffe(levels):
    return levels[..., ::-1] - np.array([103.939, 116.779, 123.68], np.float32)


IMAGENET = ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
CLIP = ([0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711])


PROTOCOLS = {
    "clean": lambda pixels, width, height: centred(pillow(pixels, width, height, Image.BICUBIC).clip(0, 255)),
    "clip": lambda pixels, width, height: normalized(pillow(pixels, width, height, Image.BICUBIC).clip(0, 255), *CLIP),
    "dinov2": lambda pixels, width, height: normalized(pillow(pixels, width, height, Image.BICUBIC).clip(0, 255), *IMAGENET),
    "imagenet": lambda pixels, width, height: normalized(pillow(pixels, width, height, Image.BILINEAR), *IMAGENET),
    "keras": lambda pixels, width, height: bilinear(pixels, width, height) / np.float32(127.5) - np.float32(1),
    "keras-caffe": lambda pixels, width, height: caffe(bilinear(pixels, width, height)),
    "pytorch-fid": lambda pixels, width, height: shares(pixels, width, height).numpy(),
    "tf1": lambda pixels, width, height: centred(tensorflow(pixels, width, height)),
    "torchmetrics": lambda pixels, width, height: centred(pytorch(pixels, width, height, mode="bilinear", align_corners=False, antialias=True)),
}


def summary(values):
    values = np.ascontiguousarray(values, "<f4").ravel()
    assert np.isfinite(values).all()
    places = [i * (len(values) - 1) // 40 for i in range(41)]
    return {"sha256": hashlib.sha256(values.tobytes()).hexdigest()[:16], "some": [float(str(values[i])) for i in places]}


def main():
    cases = []
    for seed, (from_width, from_height, width, height) in enumerate(
            [(64, 64, 299, 299), (300, 200, 299, 299), (299, 299, 299, 299), (512, 341, 299, 299), (7, 5, 9, 11), (1, 1, 3, 2), (97, 3, 10, 10), (299, 40, 299, 299), (64, 64, 299, 299), (300, 200, 64, 64), (31, 50, 64, 64), (100, 100, 64, 64)], 1):
        pixels = picture(seed, from_width, from_height)
        cases.append({
            "seed": seed, "from": [from_width, from_height], "to": [width, height],
            "protocols": {name: summary(protocol(pixels, width, height)) for name, protocol in PROTOCOLS.items()},
        })
    golden.write("preprocessing", "protocols", cases, packages=("numpy", "PIL", "torch"))

    # How far the other order is off that divides by 255 after it resized.
    pixels = picture(1, 64, 64)
    late = 2 * (pytorch(pixels, 299, 299, mode="bilinear", align_corners=False) / np.float32(255)) - 1
    difference = np.abs(late - shares(pixels, 299, 299).numpy())
    print(f"pytorch-fid, dividing after resizing: {100 * (difference > 0).mean():.0f} % of the values differ, by at most {difference.max():.2g}")


if __name__ == "__main__":
    main()
