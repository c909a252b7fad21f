"""BioCNN-1 and BioCNN-2 in PyTorch: inference, one step's loss and gradients, and three steps of Adam.

Weights and images are made by a linear congruential generator, so that no file has to hold them. PyTorch computes in float64:
what is left between the two is the rounding of float32 alone. Of each tensor a few numbers are kept that any error would change:
its norm, its product with generated numbers in [-1, 1], and its first elements.
"""
import math

import torch
from torch import nn

import golden
from biocnn import CLASSES, biocnn1, biocnn2
from golden import lcg32

BATCH, SIZE, STEPS = 6, 32, 3

# A tenth of the usual rate: at 0.003, float32 and float64 part within PyTorch itself after three steps of batches this small
# (Adam moves a weight by the whole rate even where its gradient is all rounding).
LEARNING_RATE = 0.0003
torch.set_default_dtype(torch.float64)


def numbers(seed, count, scale=1.0, shift=0.0):
    return torch.from_numpy(lcg32(seed, count, scale, shift))


def tensors(modules):
    """Every parameter and running statistic, in the order of the layers, as (kind, tensor)."""
    for module in [m for root in modules for m in root.modules()]:
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            yield "weight", module.weight
            yield "bias", module.bias
        elif isinstance(module, nn.BatchNorm2d):
            yield "scale", module.weight
            yield "bias", module.bias
            yield "mean", module.running_mean
            yield "variance", module.running_var


def fill(modules):
    for number, (kind, tensor) in enumerate(tensors(modules)):
        if kind == "weight":
            receptive = math.prod(tensor.shape[2:])
            limit = math.sqrt(6.0 / ((tensor.shape[0] + tensor.shape[1]) * receptive))
            scale, shift = 2 * limit, -limit
        else:
            scale, shift = {"scale": (1.0, 0.5), "bias": (0.2, -0.1), "mean": (0.2, -0.1), "variance": (1.0, 0.5)}[kind]
        with torch.no_grad():
            tensor.copy_(numbers(1000 + number, tensor.numel(), scale, shift).reshape(tensor.shape))


def summary(tensor):
    flat = tensor.detach().flatten()
    return [float(flat.norm()), float(flat @ numbers(7, flat.numel(), 2.0, -1.0)), *map(float, flat[:4])]


def images(seed):
    x = numbers(seed, BATCH * SIZE * SIZE * 3, 2.0, -1.0).reshape(BATCH, SIZE, SIZE, 3)
    labels = torch.tensor([(seed + 3 * i) % CLASSES for i in range(BATCH)])
    return x.permute(0, 3, 1, 2).contiguous(), labels


def distance_to_kink(body, x):
    """The smallest magnitude before any rectifier: below the rounding of float32, it would be on the other side of zero there."""
    smallest = []
    hooks = [m.register_forward_hook(lambda m, i, o: smallest.append(float(o.abs().min()))) for m in body.modules() if isinstance(m, (nn.BatchNorm2d, nn.Identity))]
    state = {name: value.clone() for name, value in body.state_dict().items()}
    body(x)
    body.load_state_dict(state)
    for hook in hooks:
        hook.remove()
    return min(smallest)


if __name__ == "__main__":
    for case, create in (("biocnn-1", biocnn1), ("biocnn-2", biocnn2)):
        body, head = create()
        fill((body, head))
        data = {"inference": {}, "steps": []}

        body.eval()
        with torch.no_grad():
            features = body(images(1)[0])
            probabilities = torch.softmax(head(features.mean((2, 3))), 1)
            data["inference"]["features"] = summary(features.permute(0, 2, 3, 1).contiguous())
            data["inference"]["pooled"] = features.mean((2, 3))[:, :16].tolist()
            data["inference"]["probabilities"] = probabilities.tolist()

        body.train()
        trained = [t for _, t in tensors((body, head)) if isinstance(t, nn.Parameter)]
        optimizer = torch.optim.Adam(trained, lr=LEARNING_RATE, eps=1e-7)
        seed = next(s for s in range(2, 1000) if distance_to_kink(body, images(s)[0]) > 5e-6)
        data["seed"] = seed
        for step in range(STEPS):
            x, labels = images(seed + step)
            optimizer.zero_grad()
            logits = head(body(x).mean((2, 3)))
            loss = nn.functional.cross_entropy(logits, labels)
            loss.backward()
            data["steps"].append({"loss": loss.item(), "correct": int((logits.argmax(1) == labels).sum())})
            if step == 0:
                data["gradients"] = [summary(t.grad) for t in trained]
            optimizer.step()
        data["after"] = [summary(t) for _, t in tensors((body, head))]
        golden.write("networks", case, data, seed="1, data.seed.., 1000..", packages=("numpy", "torch"))
