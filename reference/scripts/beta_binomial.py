"""Quantiles of the beta-binomial distribution by SciPy."""
import golden
from scipy.stats import betabinom

golden.write("numerics", "beta-binomial", [
    {"probability": q, "trials": m, "alpha": a, "beta": b, "quantile": int(betabinom.ppf(q, m, a, b))}
    for m, a, b in [(0, 2, 3), (1, 1, 1), (20, 1, 1), (448, 36, 3565), (640, 36, 3565), (640, 1, 24), (5000, 100, 9901), (300, 0.5, 0.5)]
    for q in (0.025, 0.3, 0.5, 0.975)
], packages=("numpy", "scipy"))
