"""Precision, recall, density and coverage by prdc: neighbours.py CHECKOUT REFERENCE.npz GENERATED.npz"""
import os
import sys

# Its module alone: the package draws in a plotting library.
sys.path.insert(0, os.path.join(sys.argv[1], "prdc"))

import numpy as np
from prdc import compute_prdc

found = compute_prdc(np.load(sys.argv[2])["features"], np.load(sys.argv[3])["features"], 5)
print(*(found[name] for name in ("precision", "recall", "density", "coverage")))
