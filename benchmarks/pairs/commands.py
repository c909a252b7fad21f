"""Whole commands of Fidelis that no peer has: how soon it is there, and the paper's second column."""
from pairs import pictures
from pairs.pair import Pair, Sample
from timing import timed


def pairs(setup):
    reference = pictures.write(setup.path("judged", "reference"), 450, 64, "png", seed=2)
    generated = pictures.write(setup.path("judged", "generated"), 320, 64, "png", seed=3)
    one = pictures.write(setup.path("judged", "one"), 1, 64, "png", seed=4)
    for name, arguments in (
        ("`--version`", ["--version"]),
        ("features of one picture by BioCNN-1, to the file", ["features", one, "--model", "biocnn-1:blood-cells", "-o", setup.path("one.npz")]),
        ("IS and FID of 450 and 320 pictures of 64 x 64 by BioCNN-2", ["evaluate", reference, generated, "--model", "biocnn-2:blood-cells", "--metrics", "is,fid"]),
    ):
        yield Pair(name, "command", lambda arguments=arguments: Sample(*timed([setup.fidelis, *arguments])[1:]))
