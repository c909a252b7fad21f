"""Trains BioCNN-1 or BioCNN-2 in PyTorch with the paper's parameters, to compare `fidelis train` with.

    train_pytorch.py biocnn-1|biocnn-2 DATA SEED EPOCHS OUT [THREADS]

DATA holds train, val and test with one folder per class. The weights of the epoch of highest validation accuracy are tested. OUT is a
folder: checkpoint.pt after every epoch, from which the same command goes on, and result.json at the end.
"""
import glob
import json
import os
import sys
import time

import numpy as np
import torch
from PIL import Image

from biocnn import classifier

BATCHES = {"biocnn-1": 128, "biocnn-2": 64}


def load(folder, classes):
    paths = [(path, label) for label, name in enumerate(classes) for path in sorted(glob.glob(os.path.join(folder, name, "*")))]
    pixels = np.stack([np.asarray(Image.open(path).convert("RGB")) for path, _ in paths])
    images = torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 127.5 - 1
    return images.contiguous(memory_format=torch.channels_last), torch.tensor([label for _, label in paths])


def right(model, images, labels):
    """The number of images that the model names rightly."""
    model.eval()
    with torch.no_grad():
        return sum(int((model(x).argmax(1) == y).sum()) for x, y in zip(images.split(128), labels.split(128)))


def train_epoch(model, optimizer, images, labels, batch):
    model.train()
    for chosen in torch.randperm(len(images)).split(batch):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(images[chosen]), labels[chosen]).backward()
        optimizer.step()


def main(name, data, seed, epochs, out, threads=1):
    torch.set_num_threads(int(threads))
    torch.manual_seed(int(seed))
    classes = sorted(os.listdir(os.path.join(data, "train")))
    train, val, test = (load(os.path.join(data, split), classes) for split in ("train", "val", "test"))
    model = classifier(name).to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.003, eps=1e-7)
    os.makedirs(out, exist_ok=True)
    checkpoint, done, best, seconds = os.path.join(out, "checkpoint.pt"), 0, (-1, 0, None), 0.0
    if os.path.exists(checkpoint):
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["random"])
        done, best, seconds = state["done"], state["best"], state["seconds"]
    for epoch in range(done, int(epochs)):
        start = time.perf_counter()
        train_epoch(model, optimizer, *train, BATCHES[name])
        count = right(model, *val)
        seconds += time.perf_counter() - start
        if count > best[0]:
            best = (count, epoch + 1, {key: value.clone() for key, value in model.state_dict().items()})
        torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "random": torch.get_rng_state(),
                    "done": epoch + 1, "best": best, "seconds": seconds}, checkpoint + ".partial")
        os.replace(checkpoint + ".partial", checkpoint)
        print(f"epoch {epoch + 1}: validation {count} of {len(val[0])}", flush=True)
    model.load_state_dict(best[2])
    result = {"network": name, "seed": int(seed), "epochs": int(epochs), "bestEpoch": best[1], "validation": [best[0], len(val[0])],
              "test": [right(model, *test), len(test[0])], "seconds": seconds, "torch": torch.__version__}
    with open(os.path.join(out, "result.json"), "w", encoding="utf-8") as file:
        json.dump(result, file)
    print(json.dumps(result))


if __name__ == "__main__":
    main(*sys.argv[1:])
