"""FID of two statistics files as pytorch-fid, TTUR and clean-fid compute it, and the seconds of that once they are read: sqrtm.py REFERENCE.npz GENERATED.npz"""
import sys
import time

import numpy as np
import scipy.linalg

(m1, s1), (m2, s2) = [(file["mu"], file["sigma"]) for file in map(np.load, sys.argv[1:3])]
start = time.perf_counter()
root = scipy.linalg.sqrtm(s1 @ s2)
distance = float(((m1 - m2) ** 2).sum() + np.trace(s1) + np.trace(s2) - 2 * np.trace(root).real)
print(time.perf_counter() - start)
print(repr(distance))
