"""The tensors of Inception V3 as pytorch-fid, torch-fidelity and the TensorFlow graph of 2015-12-05 name them, with their shapes.

    python3 reference/scripts/inception_names.py PYTORCH_FID TORCH_FIDELITY

The arguments are checkouts of github.com/mseitzer/pytorch-fid and toshas/torch-fidelity. Both networks are built by their own modules, with
first weights instead of the published ones. The names of the graph are those of torch-fidelity's program that converts it.
"""
import ast
import importlib.util
import sys
import types

import golden

pytorch_fid, torch_fidelity = sys.argv[1:]


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def first_weights(build, module):
    """The state dict of a network that wants to download its weights: it is given its own."""
    import torch

    given = {}
    original = torch.nn.Module.load_state_dict

    def keep(network, state_dict, *arguments, **options):
        given.update(network.state_dict())

    module.load_state_dict_from_url = lambda *arguments, **options: {}
    torch.nn.Module.load_state_dict = keep
    try:
        build()
    finally:
        torch.nn.Module.load_state_dict = original
    return {name: list(tensor.shape) for name, tensor in given.items()}


def graph_names(path):
    """The dictionary of names in the converter, read without running it."""
    for node in ast.walk(ast.parse(open(path, encoding="utf-8").read())):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", None) == "map_tf_to_pt":
            return ast.literal_eval(node.value)
    raise SystemExit(f"{path} has no map_tf_to_pt")


ours = load("inception", f"{pytorch_fid}/src/pytorch_fid/inception.py")
first = first_weights(ours.fid_inception_v3, ours)

package = types.ModuleType("torch_fidelity")
package.__path__ = [f"{torch_fidelity}/torch_fidelity"]
sys.modules["torch_fidelity"] = package
theirs = importlib.import_module("torch_fidelity.feature_extractor_inceptionv3")
second = first_weights(lambda: theirs.FeatureExtractorInceptionV3("inception-v3-compat", ["2048"]), theirs)

parts = {"weight": "gamma", "bias": "beta", "running_mean": "moving_mean", "running_var": "moving_variance"}
graph = {}
for name, module in graph_names(f"{torch_fidelity}/utils/util_convert_inception_weights.py").items():
    if module.startswith("fc."):
        graph[module] = name
    elif module.endswith(".conv"):
        graph[module + ".weight"] = name
    else:
        graph.update({f"{module}.{part}": f"{name}/{theirs}" for part, theirs in parts.items()})

assert first == second, "the two modules differ"
counters = [name for name in first if name.endswith(".num_batches_tracked")]
tensors = {name: shape for name, shape in first.items() if name not in counters}
assert tensors.keys() == graph.keys(), tensors.keys() ^ graph.keys()
golden.write("weights", "inception_names", {
    "counters": len(counters),
    "tensors": [{"name": name, "shape": shape, "graph": graph[name]} for name, shape in tensors.items()],
}, packages=("torch", "torchvision"))
print(len(tensors), "tensors,", len(counters), "counters")
