"""Inception V3 with random weights: pytorch-fid, torch-fidelity and clean-fid beside Fidelis, on the same weights and images.

    python3 reference/scripts/inception.py FIDELIS PYTORCH_FID TORCH_FIDELITY CLEAN_FID REFERENCE GENERATED FOLDER

FIDELIS is the command, the next three are checkouts of github.com/mseitzer/pytorch-fid, toshas/torch-fidelity and GaParmar/clean-fid, whose
modules are imported as they are. REFERENCE and GENERATED are folders of PNG files; FOLDER receives weights and features. Needs NumPy, SciPy,
Pillow and PyTorch. Prints tables in Markdown.

The weights are random, so that nothing has to be downloaded and nobody's licence is touched. Filters follow He's uniform law, with variances
twenty times smaller, so that the normalisations have work to do and their epsilon counts; their means are those of the reference images, and
their variances a third larger, so that activations neither vanish nor explode. With the variances themselves the network is chaotic: it
makes differences of rounding a hundred times larger.
"""
import importlib
import json
import os
import subprocess
import sys
import types

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

VARIANCE = 0.05
MARGIN = 1.3
BATCH = 16
LAYERS = ("64", "192", "768", "2048")
OUTPUTS = ("logits_unbiased", "logits")


def random_network():
    """pytorch-fid's module of networks, which from now on gives one network of random weights, and that network."""
    import pytorch_fid.inception as inception

    load = torch.nn.Module.load_state_dict
    inception.load_state_dict_from_url = lambda *_, **__: None
    torch.nn.Module.load_state_dict = lambda *_, **__: None
    network = inception.fid_inception_v3()
    torch.nn.Module.load_state_dict = load
    inception.fid_inception_v3 = lambda: network
    generator = torch.Generator().manual_seed(20151205)
    limits = {"bn.weight": (0.75, 1.25), "bn.bias": (-0.2, 0.2), "fc.weight": (-1, 1), "fc.bias": (-0.2, 0.2)}
    with torch.no_grad():
        for name, tensor in network.named_parameters():
            limit = (6 * VARIANCE / tensor[0].numel()) ** 0.5
            low, high = next((found for ending, found in limits.items() if name.endswith(ending)), (-limit, limit))
            tensor.copy_(torch.rand(tensor.shape, generator=generator) * (high - low) + low)
    return inception, network


@torch.no_grad()
def settle(network, module, images):
    """Gives the normalisations the statistics of images, and the classifier eyes for what differs from image to image."""
    norms = [part for part in network.modules() if isinstance(part, torch.nn.BatchNorm2d)]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None
    pytorch_fid_features(module.train(), images)
    for norm in norms:
        norm.running_var *= MARGIN
    shared = torch.from_numpy(pytorch_fid_features(module.eval(), images)["2048"].mean(0))
    weight = network.fc.weight
    weight -= torch.outer(weight @ shared, shared) / (shared @ shared)


def save(network, folder):
    """Writes the weights in both formats."""
    paths = os.path.join(folder, "weights.pth"), os.path.join(folder, "weights-legacy.pth")
    torch.save(network.state_dict(), paths[0])
    torch.save(network.state_dict(), paths[1], _use_new_zipfile_serialization=False)
    return paths


def pixels(folder):
    """All images of a folder in the order of their names, as bytes [n, height, width, 3]."""
    names = sorted(name for name in os.listdir(folder) if name.endswith(".png"))
    return np.stack([np.asarray(Image.open(os.path.join(folder, name)).convert("RGB")) for name in names])


def batches(images):
    for start in range(0, len(images), BATCH):
        yield torch.from_numpy(images[start : start + BATCH]).permute(0, 3, 1, 2)


@torch.no_grad()
def pytorch_fid_features(module, images, prepare=lambda batch: batch.float() / 255):
    outputs = [[] for _ in LAYERS]
    for batch in batches(images):
        for found, output in zip(outputs, module(prepare(batch))):
            found.append(F.adaptive_avg_pool2d(output, 1).flatten(1))
    return {layer: torch.cat(found).numpy() for layer, found in zip(LAYERS, outputs)}


@torch.no_grad()
def torch_fidelity_features(extractor, images):
    outputs = [extractor(batch) for batch in batches(images)]
    return {name: torch.cat([output[i] for output in outputs]).numpy() for i, name in enumerate(LAYERS + OUTPUTS)}


def exact_fid(x, y):
    """FID as the nuclear norm of the product of the centred features, which is exact at any rank."""
    x, y = x.astype(np.float64), y.astype(np.float64)
    u, v = ((z - z.mean(0)) / np.sqrt(len(z) - 1) for z in (x, y))
    return float(((x.mean(0) - y.mean(0)) ** 2).sum() + (u**2).sum() + (v**2).sum() - 2 * np.linalg.svd(u @ v.T, compute_uv=False).sum())


class Fidelis:
    def __init__(self, command, folder, weights):
        self.command, self.folder, self.weights = command, folder, weights

    def run(self, *arguments):
        return subprocess.run([self.command, *arguments], check=True, capture_output=True, text=True).stdout

    def features(self, source, layer, protocol, weights=None):
        path = os.path.join(self.folder, "features.npz")
        self.run("features", source, "--model", f"{weights or self.weights}@{layer}", "--protocol", protocol, "-o", path)
        with np.load(path) as file:
            return file["features"]

    def scores(self, reference, generated, protocol, metrics):
        run = self.run("evaluate", reference, generated, "--model", self.weights, "--protocol", protocol, "--metrics", metrics, "--json")
        return {score["id"]: score for score in json.loads(run)["result"]["comparisons"][0]["metrics"]}


def worst(theirs, ours):
    """The largest difference, over the largest element."""
    return np.abs(theirs.astype(np.float64) - ours).max() / np.abs(theirs).max()


def table(*header):
    print("\n| " + " | ".join(header) + " |\n|" + "---|" * len(header), flush=True)


def row(*cells):
    print("| " + " | ".join(cells) + " |", flush=True)


def compare_features(name, fidelis, sources, features, layers, protocol):
    for layer in layers:
        ours = [fidelis.features(source, layer, protocol) for source in sources]
        difference = max(worst(theirs[layer], own) for theirs, own in zip(features, ours))
        theirs, own = exact_fid(*(found[layer] for found in features)), exact_fid(*ours)
        row(name, layer, f"{difference:.1e}", f"{theirs:.9g}", f"{own:.9g}", f"{abs(own / theirs - 1):.1e}")


class Mutations:
    """What FID becomes where one detail of the network or of the preprocessing is another."""

    def __init__(self, module, pytorch_fid, images, prepare):
        self.module, self.inception, self.images, self.prepare = module, pytorch_fid, images, prepare
        self.fid = self.measure()

    def measure(self, prepare=None):
        features = [pytorch_fid_features(self.module, images, prepare or self.prepare)["2048"] for images in self.images]
        return exact_fid(*features)

    def report(self, name, fid):
        row(name, f"{fid:.6f}", f"{abs(fid - self.fid):.2g}", f"{abs(fid / self.fid - 1):.1e}")

    def run(self, half_pixel):
        pool, maximum = F.avg_pool2d, F.max_pool2d
        F.avg_pool2d = lambda x, **options: pool(x, **{**options, "count_include_pad": True})
        self.report("average pools that count padding", self.measure())
        F.avg_pool2d = pool
        F.max_pool2d = lambda x, kernel_size, stride=None, padding=0, *_, **__: (
            pool(x, kernel_size, stride, padding, count_include_pad=False) if padding else maximum(x, kernel_size, stride, padding))
        self.report("average pool in the last block", self.measure())
        F.max_pool2d = maximum
        norms = [part for part in self.module.modules() if isinstance(part, torch.nn.BatchNorm2d)]
        for norm in norms:
            norm.eps = 1e-5
        self.report("epsilon 1e-5", self.measure())
        for norm in norms:
            norm.eps = 1e-3
        self.report("half-pixel bilinear instead of TensorFlow 1's", self.measure(half_pixel))


def main(fidelis, pytorch_fid, torch_fidelity, clean_fid, reference, generated, folder):
    os.makedirs(folder, exist_ok=True)
    sys.path[:0] = [os.path.join(pytorch_fid, "src"), torch_fidelity]
    clean = types.ModuleType("cleanfid")
    clean.__path__ = [os.path.join(clean_fid, "cleanfid")]
    sys.modules["cleanfid"] = clean
    inception, network = random_network()
    module = inception.InceptionV3(range(4)).eval()
    sources = reference, generated
    images = [pixels(source) for source in sources]
    print(f"{len(images[0])} and {len(images[1])} images of {images[0].shape[1]} x {images[0].shape[2]}; weights random, seed 20151205.")
    settle(network, module, images[0])
    weights, legacy = save(network, folder)
    own = Fidelis(fidelis, folder, weights)

    print("\nFeatures: the largest difference over the largest element, and the exact FID of either's features.")
    table("peer", "layer", "features", "FID of theirs", "FID of ours", "relative")
    theirs = [pytorch_fid_features(module, found) for found in images]
    compare_features("pytorch-fid", own, sources, theirs, LAYERS, "pytorch-fid")
    extractor = importlib.import_module("torch_fidelity.feature_extractor_inceptionv3").FeatureExtractorInceptionV3(
        "inception-v3-compat", list(LAYERS + OUTPUTS), feature_extractor_weights_path=weights)
    tf1 = [torch_fidelity_features(extractor, found) for found in images]
    compare_features("torch-fidelity", own, sources, tf1, LAYERS + OUTPUTS, "tf1")
    resize = importlib.import_module("cleanfid.resize").build_resizer("clean")
    resized = [np.stack([resize(image) for image in found]) for found in images]
    without_resizing = inception.InceptionV3(range(4), resize_input=False, normalize_input=False).eval()

    def scaled(batch):
        return (batch - 128) / 128

    cleaned = [pytorch_fid_features(without_resizing, found, scaled) for found in resized]
    compare_features("clean-fid's resizing", own, sources, cleaned, ("2048",), "clean")
    same = np.array_equal(own.features(reference, "2048", "tf1"), own.features(reference, "2048", "tf1", legacy))
    exact = pytorch_fid_features(module.double(), images[0], lambda batch: batch.double() / 255)
    module.float()
    print(f"\npytorch-fid's 2048 features in float32 differ from its own in float64 by {worst(exact['2048'], theirs[0]['2048']):.1e}, Fidelis's by "
          f"{worst(exact['2048'], own.features(reference, '2048', 'pytorch-fid')):.1e}.")
    print(f"\nThe older format gives {'the same features to the last bit' if same else 'OTHER FEATURES'}.")

    print("\nScores, command beside library.")
    table("peer", "score", "theirs", "ours", "difference")
    fid_score = importlib.import_module("pytorch_fid.fid_score")
    statistics = [(found["2048"].mean(0), np.cov(found["2048"].astype(np.float64), rowvar=False)) for found in theirs]
    printed = float(fid_score.calculate_frechet_distance(*statistics[0], *statistics[1]))
    ours = own.scores(reference, generated, "pytorch-fid", "fid")["fid"]["value"]
    row("pytorch-fid", "FID by `sqrtm`", f"{printed:.9g}", f"{ours:.9g}", f"{abs(ours / printed - 1):.1e} relative")
    metrics = importlib.import_module("torch_fidelity").calculate_metrics(
        input1=generated, input2=reference, isc=True, fid=True, kid=True, kid_subset_size=min(map(len, images)), rng_seed=2020, cuda=False,
        batch_size=BATCH, cache=False, verbose=False, feature_extractor_weights_path=weights)
    ours = own.scores(reference, generated, "tf1", "is,fid,kid")
    for score, name, value in (
        ("FID", "frechet_inception_distance", ours["fid"]["value"]),
        ("Inception Score", "inception_score_mean", ours["is"]["value"]),
        ("its deviation over splits", "inception_score_std", ours["is"]["details"]["std"]),
    ):
        row("torch-fidelity", score, f"{metrics[name]:.9g}", f"{value:.9g}", f"{abs(value / metrics[name] - 1):.1e} relative")
    kid = metrics["kernel_inception_distance_mean"], ours["kid"]["value"]
    row("torch-fidelity", "KID", *(f"{value:.9g}" for value in kid), f"{abs(kid[0] - kid[1]):.1e}")

    print("\nMutations: one detail of the network or of the resizing is another.")
    tensorflow = importlib.import_module("torch_fidelity.interpolate_compat_tensorflow").interpolate_bilinear_2d_like_tensorflow1x
    table("detail", "FID", "moved by", "relative")
    mutations = Mutations(without_resizing, inception, images, lambda batch: scaled(tensorflow(batch.float(), size=(299, 299), align_corners=False)))
    row("none", f"{mutations.fid:.6f}", "", "")
    mutations.run(lambda batch: scaled(F.interpolate(batch.float(), size=(299, 299), mode="bilinear", align_corners=False)))


if __name__ == "__main__":
    main(*sys.argv[1:])
