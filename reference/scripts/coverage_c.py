"""AdaGAN's coverage C by scikit-learn's kernel density, with given widths and with the likeliest one by SciPy's bounded search."""
import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.neighbors import KernelDensity

import golden
from golden import lcg32


def leave_one_out(x, width):
    return np.array([KernelDensity(bandwidth=width).fit(np.delete(x, i, 0)).score_samples(x[i:i + 1])[0] for i in range(len(x))])


def coverage(real, fake, width, mass=0.95):
    own = np.sort(leave_one_out(fake, width))
    level = own[int(round((1 - mass) * len(fake))) - 1]
    return float((KernelDensity(bandwidth=width).fit(fake).score_samples(real) > level).mean())


real, fake = lcg32(1, (150, 3)), lcg32(2, (120, 3), 0.7, 0.1)
best = minimize_scalar(lambda s: -leave_one_out(fake, np.exp(s)).mean(), bounds=(-5, 1), method="bounded", options={"xatol": 1e-10})
golden.write("metrics", "coverage-c", {
    "cases": [{"width": w, "mass": m, "value": coverage(real, fake, w, m)} for w in (0.05, 0.1, 0.3) for m in (0.9, 0.95)],
    "likeliest": float(np.exp(best.x)),
    "value": coverage(real, fake, float(np.exp(best.x))),
}, packages=("numpy", "scipy", "sklearn"))
