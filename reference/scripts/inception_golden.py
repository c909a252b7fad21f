"""The Inception V3 of FID in PyTorch, in float64, with weights from a formula: what its layers give for one image of noise.

Written from the description of the graph of 2015-12-05: a module is a convolution without bias, a batch normalisation with an epsilon of
1e-3 and a ReLU; the average pools do not count padding; the last block pools by the maximum. Parameter i, in the order in which the modules
are called, is made of the generator with seed 2000 + i.
"""
import torch
import torch.nn.functional as F

import golden
from golden import lcg32
from networks import summary

SEED = 2000
SIZE = 299
VARIANCE = 0.05


class Graph:
    """Calls modules by name, with weights that follow from the order of the calls."""

    def __init__(self):
        self.count = 0
        self.layers = {}

    def parameter(self, *shape, low, high):
        values = torch.from_numpy(lcg32(SEED + self.count, shape, high - low, low))
        self.count += 1
        return values

    def conv(self, name, x, filters, kernel, stride=1, padding=0):
        kernel = kernel if isinstance(kernel, tuple) else (kernel, kernel)
        terms = x.shape[1] * kernel[0] * kernel[1]
        limit = (6 * VARIANCE / terms) ** 0.5
        weight = self.parameter(filters, x.shape[1], *kernel, low=-limit, high=limit)
        scale = self.parameter(filters, low=0.75, high=1.25)
        shift = self.parameter(filters, low=-0.2, high=0.2)
        mean = self.parameter(filters, low=-0.05, high=0.05)
        variance = self.parameter(filters, low=0.7 * VARIANCE, high=1.3 * VARIANCE)
        y = F.conv2d(x, weight, stride=stride, padding=padding)
        y = (y - mean[:, None, None]) / torch.sqrt(variance + 1e-3)[:, None, None] * scale[:, None, None] + shift[:, None, None]
        self.layers[name] = y.relu()
        return self.layers[name]

    def row(self, name, x, filters, size):
        return self.conv(name, x, filters, (1, size), padding=(0, size // 2))

    def column(self, name, x, filters, size):
        return self.conv(name, x, filters, (size, 1), padding=(size // 2, 0))

    def chain(self, name, x, *steps):
        """Each step: a suffix, the kind of convolution, filters and size, perhaps with options."""
        for suffix, kind, filters, size, *options in steps:
            x = kind(name + suffix, x, filters, size, **(options[0] if options else {}))
        return x


def average(x):
    return F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)


def halve(x):
    return F.max_pool2d(x, 3, 2)


def block_a(g, name, x, pool):
    return torch.cat([
        g.conv(name + ".branch1x1", x, 64, 1),
        g.chain(name + ".branch5x5", x, ("_1", g.conv, 48, 1), ("_2", g.conv, 64, 5, {"padding": 2})),
        g.chain(name + ".branch3x3dbl", x, ("_1", g.conv, 64, 1), ("_2", g.conv, 96, 3, {"padding": 1}), ("_3", g.conv, 96, 3, {"padding": 1})),
        g.conv(name + ".branch_pool", average(x), pool, 1)], 1)


def block_c(g, name, x, filters):
    return torch.cat([
        g.conv(name + ".branch1x1", x, 192, 1),
        g.chain(name + ".branch7x7", x, ("_1", g.conv, filters, 1), ("_2", g.row, filters, 7), ("_3", g.column, 192, 7)),
        g.chain(name + ".branch7x7dbl", x, ("_1", g.conv, filters, 1), ("_2", g.column, filters, 7), ("_3", g.row, filters, 7),
                ("_4", g.column, filters, 7), ("_5", g.row, 192, 7)),
        g.conv(name + ".branch_pool", average(x), 192, 1)], 1)


def block_e(g, name, x, pool):
    one = g.conv(name + ".branch1x1", x, 320, 1)
    three = g.conv(name + ".branch3x3_1", x, 384, 1)
    three = [g.row(name + ".branch3x3_2a", three, 384, 3), g.column(name + ".branch3x3_2b", three, 384, 3)]
    double = g.chain(name + ".branch3x3dbl", x, ("_1", g.conv, 448, 1), ("_2", g.conv, 384, 3, {"padding": 1}))
    double = [g.row(name + ".branch3x3dbl_3a", double, 384, 3), g.column(name + ".branch3x3dbl_3b", double, 384, 3)]
    return torch.cat([one, *three, *double, g.conv(name + ".branch_pool", pool(x), 192, 1)], 1)


def inception(g, x):
    x = g.conv("Conv2d_1a_3x3", x, 32, 3, stride=2)
    x = g.conv("Conv2d_2a_3x3", x, 32, 3)
    x = g.layers["64"] = halve(g.conv("Conv2d_2b_3x3", x, 64, 3, padding=1))
    x = g.conv("Conv2d_3b_1x1", x, 80, 1)
    x = g.layers["192"] = halve(g.conv("Conv2d_4a_3x3", x, 192, 3))
    x = block_a(g, "Mixed_5b", x, 32)
    x = block_a(g, "Mixed_5c", x, 64)
    x = block_a(g, "Mixed_5d", x, 64)
    x = torch.cat([
        g.conv("Mixed_6a.branch3x3", x, 384, 3, stride=2),
        g.chain("Mixed_6a.branch3x3dbl", x, ("_1", g.conv, 64, 1), ("_2", g.conv, 96, 3, {"padding": 1}), ("_3", g.conv, 96, 3, {"stride": 2})),
        halve(x)], 1)
    for name, filters in (("Mixed_6b", 128), ("Mixed_6c", 160), ("Mixed_6d", 160), ("Mixed_6e", 192)):
        x = block_c(g, name, x, filters)
    g.layers["768"] = x
    g.layers["sfid"] = g.layers["Mixed_6d.branch1x1"][:, :7]
    x = torch.cat([
        g.chain("Mixed_7a.branch3x3", x, ("_1", g.conv, 192, 1), ("_2", g.conv, 320, 3, {"stride": 2})),
        g.chain("Mixed_7a.branch7x7x3", x, ("_1", g.conv, 192, 1), ("_2", g.row, 192, 7), ("_3", g.column, 192, 7), ("_4", g.conv, 192, 3, {"stride": 2})),
        halve(x)], 1)
    x = block_e(g, "Mixed_7b", x, average)
    x = block_e(g, "Mixed_7c", x, lambda x: F.max_pool2d(x, 3, 1, 1))
    x = g.layers["2048"] = x.mean((2, 3))
    weight, bias = g.parameter(1008, 2048, low=-3, high=3), g.parameter(1008, low=-0.2, high=0.2)
    g.layers["logits_unbiased"] = x @ weight.T
    g.layers["logits"] = g.layers["logits_unbiased"] + bias


if __name__ == "__main__":
    torch.set_default_dtype(torch.float64)
    graph = Graph()
    with torch.no_grad():
        inception(graph, torch.from_numpy(lcg32(1, (1, SIZE, SIZE, 3), 2.0, -1.0)).permute(0, 3, 1, 2))
    kept = "Mixed_5b.branch_pool", "64", "192", "768", "sfid", "Mixed_7b.branch_pool", "Mixed_7c.branch_pool", "2048", "logits_unbiased", "logits"
    # In the order of memory of the engine: rows, columns, channels.
    ordered = {name: graph.layers[name].permute(0, 2, 3, 1).contiguous() if graph.layers[name].dim() == 4 else graph.layers[name] for name in kept}
    golden.write("networks", "inception-v3", {"parameters": graph.count, "layers": {name: summary(layer) for name, layer in ordered.items()}},
                 seed=SEED, packages=("numpy", "torch"))
