"""FID of two statistics files as pytorch-fid, TTUR and clean-fid compute it: sqrtm.py REFERENCE.npz GENERATED.npz"""
import sys

import numpy as np
import scipy.linalg

(m1, s1), (m2, s2) = [(file["mu"], file["sigma"]) for file in map(np.load, sys.argv[1:3])]
root = scipy.linalg.sqrtm(s1 @ s2)
print(repr(float(((m1 - m2) ** 2).sum() + np.trace(s1) + np.trace(s2) - 2 * np.trace(root).real)))
