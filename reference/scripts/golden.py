"""Writes a golden file: data with the script, the versions, the seed and the hash that it came with."""
import hashlib
import importlib
import json
import os
import platform
import sys


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
