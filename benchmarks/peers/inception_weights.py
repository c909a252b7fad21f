"""Weights of chance for pytorch-fid's network: inception_weights.py CHECKOUT FOLDER_OF_PNG|- WEIGHTS.pth

With a folder the normalisations take the statistics of its first pictures, so that features of both sides can be compared.
"""
import os
import sys

sys.path[:0] = [os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "reference", "scripts"), os.path.join(sys.argv[1], "src")]

import torch

from inception import pixels, random_network, settle

module, network = random_network()
if sys.argv[2] != "-":
    settle(network, module.InceptionV3(range(4)).eval(), pixels(sys.argv[2])[:16])
torch.save(network.state_dict(), sys.argv[3])
