"""Inception V3 alone, warm, batch after batch: Fidelis beside ONNX Runtime on the same network as `models export` writes it."""
from pairs.pair import Pair, Sample
from pairs.setup import peer
from timing import timed

BATCH = 16


def pairs(setup):
    if setup.lacks("network alone", "a checkout of github.com/mseitzer/pytorch-fid (--pytorch-fid), whose network is filled", checkout=setup.pytorch_fid) \
            or setup.lacks("network alone", "PyTorch with torchvision", module="torchvision"):
        return
    weights, onnx = setup.path("network", "weights.pth"), setup.path("network", "inception-v3.onnx")
    timed(peer("inception_weights", setup.pytorch_fid, "-", weights))
    timed([setup.fidelis, "models", "export", weights, "-o", onnx])
    seconds = setup.size(6, 2)
    ways = [(setup.tiers[0], "exact")]
    if setup.tiers[0] == "amx":
        ways += [("amx", "fast"), ("avx512", "exact")]
    for tier, precision in ways:
        yield Pair(
            f"Inception V3 alone, {tier}" + (", fast" if precision == "fast" else ""), "image",
            lambda tier=tier, precision=precision: measure(setup, "inception-v3", seconds, precision, tier),
            "ONNX Runtime", lambda: measure(setup, onnx, seconds, "exact", "auto"))


def measure(setup, network, seconds, precision, tier):
    output, _, _ = timed([setup.program, "inference", network, str(BATCH), str(setup.threads), str(seconds), precision, tier])
    rate, milliseconds = map(float, output.split()[:2])
    return Sample(1 / rate, milliseconds / 1000)
