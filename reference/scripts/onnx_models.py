"""Small ONNX models as other tools write them, with what PyTorch gives for the same images.

Exported by PyTorch: a residual network with free batch (residual), with a free size too (any-size) and with both fixed (fixed-batch), and a
product of two inputs (two-inputs). Written by hand with the library onnx: a network of Keras's layout, [n, height, width, 3], around a
convolution between two transposes (keras-layout).
"""
import base64
import io
import warnings

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper

import golden

SIZE = 12


class Residual(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = torch.nn.Conv2d(3, 6, 3, stride=2, padding=1, bias=False)
        self.norm = torch.nn.BatchNorm2d(6)
        self.block = torch.nn.Conv2d(6, 6, 3, padding=1)
        self.head = torch.nn.Linear(6, 4)

    def forward(self, x, taps=None):
        x = torch.relu(self.norm(self.stem(x)))
        x = torch.relu(x + self.block(x))
        features = torch.flatten(torch.nn.functional.adaptive_avg_pool2d(x, 1), 1)
        logits = self.head(features)
        if taps is not None:
            taps.update(map=x, features=features, logits=logits)
        return logits


class Product(torch.nn.Module):
    def forward(self, image, mask):
        return torch.flatten(image * mask, 1)


def exported(network, *inputs, **options):
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(network, inputs, buffer, opset_version=16, **options)
    return buffer.getvalue()


def keras_layout(network):
    weight = network.stem.weight.detach().numpy()
    dense = network.head.weight.detach().numpy().T.copy()
    nodes = [
        helper.make_node("Transpose", ["image"], ["planes"], perm=[0, 3, 1, 2]),
        helper.make_node("Conv", ["planes", "weight"], ["convolved"], strides=[2, 2], pads=[1, 1, 1, 1]),
        helper.make_node("Transpose", ["convolved"], ["pixels"], perm=[0, 2, 3, 1]),
        helper.make_node("ReduceMean", ["pixels"], ["pooled"], axes=[1, 2], keepdims=0),
        helper.make_node("MatMul", ["pooled", "dense"], ["scores"]),
        helper.make_node("Softmax", ["scores"], ["probabilities"], axis=-1),
    ]
    graph = helper.make_graph(
        nodes, "keras", [helper.make_tensor_value_info("image", 1, ["n", SIZE, SIZE, 3])], [helper.make_tensor_value_info("probabilities", 1, ["n", 4])],
        [numpy_helper.from_array(weight, "weight"), numpy_helper.from_array(dense, "dense")])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)]).SerializeToString()


def main():
    torch.manual_seed(0)
    network = Residual().eval()
    network.norm.running_mean.uniform_(-0.2, 0.2)
    network.norm.running_var.uniform_(0.5, 1.5)
    pixels = torch.from_numpy(golden.lcg(1, (3, SIZE, SIZE, 3), 2, -1).astype(np.float32))
    images = pixels.permute(0, 3, 1, 2).contiguous()
    one = images[:1]
    names = {"input_names": ["image"], "output_names": ["scores"]}
    free_batch = {"image": {0: "n"}, "scores": {0: "n"}}
    free_size = {"image": {0: "n", 2: "height", 3: "width"}, "scores": {0: "n"}}
    models = {
        "residual": exported(network, one, dynamic_axes=free_batch, **names),
        "any-size": exported(network, one, dynamic_axes=free_size, **names),
        "fixed-batch": exported(network, one, **names),
        "keras-layout": keras_layout(network),
        "two-inputs": exported(Product(), one, one, input_names=["image", "mask"]),
    }
    for model in models.values():
        onnx.checker.check_model(model)
    taps = {}
    with torch.no_grad():
        network(images, taps)
        convolved = network.stem(images)
        pooled = convolved.mean((2, 3))
        keras = torch.softmax(pooled @ network.head.weight.T, 1)
    golden.write("onnx", "models", {
        "models": {name: base64.b64encode(model).decode() for name, model in models.items()},
        "map": taps["map"].permute(0, 2, 3, 1).double().tolist(),
        "features": taps["features"].double().tolist(),
        "probabilities": torch.softmax(taps["logits"], 1).double().tolist(),
        "kerasPixels": convolved.permute(0, 2, 3, 1).double().tolist(),
        "kerasFeatures": pooled.double().tolist(),
        "kerasProbabilities": keras.double().tolist(),
    }, seed=0, packages=("numpy", "onnx", "torch"))


if __name__ == "__main__":
    main()
