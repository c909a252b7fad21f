"""Sequences of NumPy's legacy RandomState, and of xoshiro256** and SplitMix64 written down from their papers."""
import numpy as np

import golden

MASK = 2 ** 64 - 1


def splitmix(seed):
    while True:
        seed = (seed + 0x9E3779B97F4A7C15) & MASK
        z = seed
        z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ z >> 27) * 0x94D049BB133111EB) & MASK
        yield z ^ z >> 31


def rotate(x, k):
    return (x << k | x >> 64 - k) & MASK


def xoshiro(s):
    while True:
        yield rotate(s[1] * 5 & MASK, 7) * 9 & MASK
        t = s[1] << 17 & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotate(s[3], 45)


def take(generator, count):
    return [next(generator) for _ in range(count)]


def numpy_case(seed):
    new = lambda: np.random.RandomState(seed)
    mixed = new()
    return {
        "seed": seed,
        "uint32": new().randint(0, 2 ** 32, 1300, dtype=np.uint32).tolist(),
        "rand": new().rand(700).tolist(),
        "randn": new().randn(501).tolist(),
        "randint": [[bound, new().randint(0, bound, 40).tolist()] for bound in [1, 2, 3, 10, 1000, 2 ** 31 - 1]],
        "permutation": [[n, new().permutation(n).tolist()] for n in [0, 1, 2, 10, 300]],
        "choice": [[n, k, new().choice(n, k, replace=False).tolist()] for n, k in [(10, 4), (10, 10), (5, 0), (500, 30)]],
        "mixed": [mixed.rand(), mixed.permutation(5).tolist(), mixed.randn(), mixed.rand(), mixed.randn(), int(mixed.randint(0, 7))],
    }


golden.write("numerics", "random", {
    "numpy": [numpy_case(seed) for seed in [0, 1, 2020, 4294967295]],
    "splitmix": [[str(seed), [str(x) for x in take(splitmix(seed), 20)]] for seed in [0, 1, 1234567, MASK]],
    "xoshiro": [[str(seed), [str(x) for x in take(xoshiro(take(splitmix(seed), 4)), 50)]] for seed in [0, 1, 2020, MASK]],
}, seed="in the data")
