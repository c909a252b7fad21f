"""Golden files, written with the script, the versions, the seed and the hash that they came with; and the numbers that their inputs are made of."""
import hashlib
import importlib
import json
import os
import platform
import sys

import numpy as np


def write(area, case, data, seed=None, packages=("numpy",)):
    """Writes reference/golden/AREA/CASE.json; data is anything that json can write, numbers in the fewest digits that give them back."""
    text = json.dumps(data, separators=(",", ":"))
    versions = {name: importlib.import_module(name).__version__ for name in packages}
    provenance = {
        "script": "reference/scripts/" + os.path.basename(sys.argv[0]),
        "versions": {"python": platform.python_version(), **versions},
        "seed": seed,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "golden", area)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, case + ".json"), "w", encoding="utf-8") as file:
        file.write('{"provenance":' + json.dumps(provenance) + ',\n"data":' + text + "}\n")


def lcg(seed, shape, scale=1.0, shift=0.0):
    """Numbers of a linear congruential generator, in [0, 1) before scale and shift: any language makes the same."""
    count, x = int(np.prod(shape)), seed
    values = np.empty(count)
    for i in range(count):
        x = (1664525 * x + 1013904223) % 4294967296
        values[i] = x / 4294967296.0
    return values.reshape(shape) * scale + shift


def lcg32(seed, shape, scale=1.0, shift=0.0):
    """The same numbers, rounded to float32 and held in float64."""
    return lcg(seed, shape, scale, shift).astype(np.float32).astype(np.float64)
