"""Normal, t and binomial probabilities and quantiles to 50 digits by mpmath, each checked against SciPy where that is accurate."""
import mpmath as mp
import numpy as np
from scipy import stats

import golden

mp.mp.dps = 50


def close(exact, approximate, tolerance=1e-9, absolute=0):
    assert abs(float(exact) - approximate) <= absolute + tolerance * abs(float(exact)), (exact, approximate)
    return float(exact)


def beta(a, b, x):
    """I_x(a, b), from the tail on whose side x lies; where mpmath's series gives up, by one whose terms are all positive."""
    a, b, x = mp.mpf(a), mp.mpf(b), mp.mpf(x)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta(b, a, 1 - x)
    try:
        return mp.betainc(a, b, 0, x, regularized=True)
    except mp.libmp.libhyper.NoConvergence:
        term = total = mp.mpf(1)
        k = 0
        while term > total * mp.mpf(10) ** -40:
            term *= (a + b + k) / (a + 1 + k) * x
            total += term
            k += 1
        return mp.exp(a * mp.log(x) + b * mp.log1p(-x) - mp.log(a) - mp.loggamma(a) - mp.loggamma(b) + mp.loggamma(a + b)) * total


def t_cdf(t, nu):
    t, nu = mp.mpf(t), mp.mpf(nu)
    tail = beta(nu / 2, mp.mpf(1) / 2, nu / (nu + t * t)) / 2
    return tail if t <= 0 else 1 - tail


def root(function, start):
    return mp.findroot(function, (mp.mpf(start), mp.mpf(start) * (1 + mp.mpf(10) ** -7)), solver="secant", tol=mp.mpf(10) ** -50)


def beta_quantile(p, a, b):
    start = float(stats.beta.ppf(float(p), a, b))
    return root(lambda x: mp.log(beta(a, b, x) / p), start)


def clopper_pearson(k, n, confidence):
    tail = (1 - mp.mpf(confidence)) / 2
    lower = mp.mpf(0) if k == 0 else beta_quantile(tail, k, n - k + 1)
    upper = mp.mpf(1) if k == n else 1 - beta_quantile(tail, n - k, k + 1)
    interval = stats.binomtest(k, n).proportion_ci(confidence, "exact")
    return [close(lower, interval.low, 0, 1e-11), close(upper, interval.high, 0, 1e-11)]


def wilson(k, n, confidence):
    z, p = mp.sqrt(2) * mp.erfinv(mp.mpf(confidence)), mp.mpf(k) / n
    half = z * mp.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    ends = [(p + z * z / (2 * n) - half) / (1 + z * z / n), (p + z * z / (2 * n) + half) / (1 + z * z / n)]
    interval = stats.binomtest(k, n).proportion_ci(confidence, "wilson")
    return [float(mp.chop(ends[0], 1e-40)), close(ends[1], interval.high)]


normal_points = [-37.0, -30.0, -20.0, -10.0, -6.5, -5.7, -5.6, -4.0, -3.0, -2.0, -1.96, -1.0, -0.67, -0.66, -0.5, -0.1, -1e-8, 0.0, 1e-8, 0.1, 0.5, 0.66, 0.67, 1.0, 1.96, 3.0, 5.0, 8.0, 9.0]
probabilities = [1e-300, 1e-100, 1e-20, 1e-12, 1e-10, 1e-5, 0.001, 0.025, 0.05, 0.074, 0.076, 0.1, 0.2, 0.3, 0.45, 0.499, 0.5, 0.501, 0.6, 0.8, 0.9, 0.95, 0.975, 0.999, 0.999999]
freedoms = [0.5, 1.0, 2.0, 3.0, 4.5, 10.0, 30.0, 99.0, 1000.0, 1e4]
t_points = [-1e10, -1000.0, -40.0, -5.0, -2.0, -1.0, -0.5, -0.01, 0.0, 0.01, 0.3, 1.0, 2.0, 3.0, 10.0]
t_probabilities = [1e-30, 1e-10, 0.001, 0.025, 0.2, 0.249, 0.251, 0.4, 0.4999, 0.5001, 0.7, 0.9, 0.975, 0.9999]
trials = [(0, 1), (1, 1), (0, 10), (1, 10), (5, 10), (9, 10), (10, 10), (452, 452), (447, 452), (0, 452), (1, 452), (226, 452), (300, 2000), (19999, 20000)]
confidences = [0.5, 0.9, 0.95, 0.99, 0.999999]

golden.write("numerics", "distributions", {
    "normalCdf": [[x, close(mp.ncdf(mp.mpf(x)), stats.norm.cdf(x))] for x in normal_points],
    "normalQuantile": [[p, close(-mp.sqrt(2) * mp.erfinv(1 - 2 * mp.mpf(p)), stats.norm.ppf(p)) if 1e-20 < p else close(root(lambda x: mp.log(mp.ncdf(x) / mp.mpf(p)), stats.norm.ppf(p)), stats.norm.ppf(p))] for p in probabilities],
    "tCdf": [[t, nu, close(t_cdf(t, nu), stats.t.cdf(t, nu), 1e-6)] for nu in freedoms for t in t_points if float(t_cdf(t, nu)) > 1e-300],
    "tQuantile": [[p, nu, close(root(lambda x: mp.log(t_cdf(x, nu) / mp.mpf(p)), stats.t.ppf(p, nu)), stats.t.ppf(p, nu), 1e-6)] for nu in freedoms for p in t_probabilities],
    "wilson": [[k, n, c, *wilson(k, n, c)] for k, n in trials for c in confidences],
    "clopperPearson": [[k, n, c, *clopper_pearson(k, n, c)] for k, n in trials for c in confidences],
}, packages=("mpmath", "numpy", "scipy"))
