"""Steps of training on batches of the size that the paper names, warm: Fidelis beside PyTorch."""
from pairs.pair import Pair, Sample
from pairs.setup import KEEPS_MEMORY, peer
from timing import timed

NETWORKS = (("BioCNN-1", "biocnn-1", 128), ("BioCNN-2", "biocnn-2", 64))


def pairs(setup):
    if setup.lacks("training", "PyTorch", module="torch"):
        return
    for name, network, batch in NETWORKS:
        seconds = setup.size(4 if batch == 128 else 6, 2)
        arguments = [network, str(batch), str(setup.threads), str(seconds)]
        for allocator, environment in (("", {}), (", allocator told to keep memory", KEEPS_MEMORY)):
            yield Pair(
                f"training {name}, batches of {batch}" + allocator, "image",
                lambda batch=batch, arguments=arguments: sample(batch, [setup.program, "training", *arguments]),
                "PyTorch" + allocator,
                lambda batch=batch, arguments=arguments, environment=environment: sample(batch, peer("training", *arguments), **environment))


def sample(batch, command, **environment):
    rate, milliseconds = map(float, timed(command, **environment)[0].split()[:2])
    return Sample(1 / rate, milliseconds / 1000 / batch)
