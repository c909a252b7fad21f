"""KID by torch-fidelity: kid.py CHECKOUT REFERENCE.npz GENERATED.npz"""
import importlib
import os
import sys
import types

# Its module of KID alone: the package asks for extractors that have no part in it.
package = types.ModuleType("torch_fidelity")
package.__path__ = [os.path.join(sys.argv[1], "torch_fidelity")]
sys.modules["torch_fidelity"] = package
utils = types.ModuleType("torch_fidelity.utils")
utils.create_feature_extractor = utils.extract_featuresdict_from_input_id_cached = None
utils.resolve_feature_extractor = utils.resolve_feature_layer_for_metric = None
sys.modules["torch_fidelity.utils"] = utils

import numpy as np
import torch

kid = importlib.import_module("torch_fidelity.metric_kid")
reference, generated = (torch.from_numpy(np.load(path)["features"]) for path in sys.argv[2:4])
print(kid.kid_features_to_metric(generated, reference, kid_subsets=100, kid_subset_size=1000, rng_seed=2020, verbose=False)[kid.KEY_METRIC_KID_MEAN])
