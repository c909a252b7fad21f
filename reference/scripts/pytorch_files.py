"""Small files of torch.save, in the zip format and in the older one, with the values of their tensors; and pickles that ask for more."""
import base64
import collections
import io
import os
import pickle
import zipfile

import torch
from torch import nn

import golden
from golden import lcg32


def numbers(seed, *shape):
    return torch.from_numpy(lcg32(seed, shape, 2.0, -1.0)).float()


def saved(value, zipped, protocol=2):
    buffer = io.BytesIO()
    torch.save(value, buffer, _use_new_zipfile_serialization=zipped, pickle_protocol=protocol)
    return base64.b64encode(buffer.getvalue()).decode()


def described(tensors):
    return [{"name": name, "shape": list(t.shape), "values": t.detach().float().flatten().tolist()} for name, t in tensors.items()]


def network():
    model = nn.Sequential(nn.Conv2d(3, 4, 3, bias=False), nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(4, 5))
    with torch.no_grad():
        for seed, tensor in enumerate(model.state_dict().values()):
            if tensor.is_floating_point():
                tensor.copy_(numbers(seed + 1, *tensor.shape))
    return model


base = numbers(20, 6, 4)
plain = {
    "network": network().state_dict(),
    "types": collections.OrderedDict(
        half=numbers(11, 3).half(), bfloat16=numbers(12, 3).bfloat16(), double=numbers(13, 3).double(), long=torch.tensor([1, -2, 1 << 20]),
        int=torch.tensor([3, -4], dtype=torch.int32), short=torch.tensor([-5], dtype=torch.int16), char=torch.tensor([-6], dtype=torch.int8),
        byte=torch.tensor([250], dtype=torch.uint8), bool=torch.tensor([True, False]), scalar=torch.tensor(2.5), empty=torch.zeros(0, 3)),
    "views": {"whole": base, "transposed": base.t(), "row": base[2], "column": base[:, 1], "steps": base[::2, 1:], "parameter": nn.Parameter(numbers(21, 2))},
}
cases = [{"case": name, "tensors": described(tensors), "zip": saved(tensors, True), "legacy": saved(tensors, False), "protocol4": saved(tensors, True, 4)}
         for name, tensors in plain.items()]
wrapped = {"epoch": 7, "note": "text", "loss": 0.25, "lists": [1, [2, None]], "state_dict": plain["network"]}
cases.append({"case": "checkpoint", "tensors": described(plain["network"]), "zip": saved(wrapped, True), "legacy": saved(wrapped, False), "protocol4": saved(wrapped, True, 4)})


class Runs:
    def __reduce__(self):
        return os.system, ("exit 1",)


def with_pickle(value):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("archive/data.pkl", pickle.dumps(value, 2))
    return base64.b64encode(buffer.getvalue()).decode()


hostile = {"program": with_pickle({"weight": Runs()}), "evaluation": with_pickle(eval), "model": saved(network(), True), "legacyModel": saved(network(), False),
           "list": with_pickle([1, 2]), "noTensors": with_pickle({"a": 1})}
golden.write("weights", "pytorch", {"cases": cases, "hostile": hostile}, seed="1..6, 11..13, 20, 21", packages=("numpy", "torch"))
