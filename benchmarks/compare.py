#!/usr/bin/env python3
"""Fidelis beside its peers on this machine, and its kernels beside the machine's peak.

    python3 benchmarks/compare.py [--quick] [--only NAME,...] [--rounds N]
        [--pytorch-fid CHECKOUT] [--torch-fidelity CHECKOUT] [--prdc CHECKOUT] [--fidelis COMMAND] [--results FOLDER]

Builds Fidelis, runs every pair in turn, each side in a process of its own, round after round, then the kernels by BenchmarkDotNet, and writes
<processor>.md and <processor>.json to benchmarks/results, and README.md with all processors beside one another. Peers whose checkout is not given, or whose library is not installed, are named there and left
out. Of a ratio the median of the rounds counts, with the least and the most: whatever else the machine does meets both sides. Needs NumPy and Pillow; SciPy,
PyTorch with torchvision, scikit-learn and tqdm for the peers. Which BLAS NumPy has is written down: Debian's reference BLAS would be an unfair peer, libopenblas0-pthread is not.
"""
import argparse
import glob
import importlib.util
import json
import os
import subprocess
import sys
import tempfile

if missing := [name for module, name in (("numpy", "NumPy"), ("PIL", "Pillow")) if importlib.util.find_spec(module) is None]:
    sys.exit(f"error: This needs {' and '.join(missing)}, which {sys.executable} does not have: install python3-numpy and python3-pil, or numpy and pillow by pip, or name another Python.")

from pairs import commands, folders, networks, reading, scores, training
from pairs.machine import describe, file_name
from pairs.pair import summary
from pairs.report import markdown, overview
from pairs.setup import HERE, PROGRAM, Setup, build, tiers

GROUPS = {"commands": commands, "folders": folders, "network": networks, "reading": reading, "scores": scores, "training": training}
KERNELS = "kernels"


def main():
    arguments = parse()
    # Before anything runs: the load of others, not one's own.
    load = os.getloadavg()[0]
    fidelis = build(arguments.fidelis)
    with tempfile.TemporaryDirectory() as folder:
        setup = Setup(
            fidelis, folder, arguments.quick, os.cpu_count(), tiers(), *(os.path.abspath(path) if path else "" for path in (arguments.pytorch_fid, arguments.torch_fidelity, arguments.prdc)))
        machine = describe(setup.tiers, load)
        found = {"machine": machine, "quick": arguments.quick, "pairs": run_pairs(setup, arguments), "kernels": []}
        if KERNELS in arguments.only:
            found["kernels"] = run_kernels(setup)
        found["left_out"] = setup.left_out
    os.makedirs(arguments.results, exist_ok=True)
    path = os.path.join(arguments.results, file_name(machine))
    with open(path + ".json", "w", encoding="utf-8") as file:
        json.dump(found, file, indent=1)
        file.write("\n")
    with open(path + ".md", "w", encoding="utf-8") as file:
        file.write(markdown(found))
    with open(os.path.join(arguments.results, "README.md"), "w", encoding="utf-8") as file:
        file.write(overview([read(other) for other in sorted(glob.glob(os.path.join(arguments.results, "*.json")))]))
    print(f"{path}.md")


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    everything = [*GROUPS, KERNELS]
    parser.add_argument("--quick", action="store_true", help="small sizes, one round and the kernels of the products alone: to see that everything runs")
    parser.add_argument("--only", type=lambda text: text.split(","), default=everything, help=f"some of {', '.join(everything)}")
    parser.add_argument("--rounds", type=int, help="runs of each side (5; 1 with --quick)")
    parser.add_argument("--pytorch-fid", help="a checkout of github.com/mseitzer/pytorch-fid")
    parser.add_argument("--torch-fidelity", help="a checkout of github.com/toshas/torch-fidelity")
    parser.add_argument("--prdc", help="a checkout of github.com/clovaai/generative-evaluation-prdc")
    parser.add_argument("--fidelis", help="the command, where it is not the one that the launcher builds")
    parser.add_argument("--results", default=os.path.join(HERE, "results"), help="where the files are written (benchmarks/results)")
    arguments = parser.parse_args()
    if unknown := set(arguments.only) - set(everything):
        parser.error(f"--only must name some of {', '.join(everything)}, but it names {', '.join(sorted(unknown))}.")
    arguments.rounds = arguments.rounds or (1 if arguments.quick else 5)
    return arguments


def run_pairs(setup, arguments):
    """All pairs once, then all of them again: the rounds of one pair are minutes apart, and meet the machine as it is then."""
    pairs = []
    for name in arguments.only:
        if name in GROUPS:
            try:
                pairs += GROUPS[name].pairs(setup)
            except subprocess.CalledProcessError as error:
                setup.left_out.append(f"{name}: {failure(error)}")
    rounds = {pair.name: [] for pair in pairs}
    for number in range(arguments.rounds):
        for pair in pairs:
            if pair.name not in rounds:
                continue
            try:
                rounds[pair.name].append(pair.round(number))
                print(f"round {number + 1}: {pair.name}: {sides(rounds[pair.name][-1])}", file=sys.stderr, flush=True)
            except subprocess.CalledProcessError as error:
                del rounds[pair.name]
                setup.left_out.append(f"{pair.name}: {failure(error)}")
    return [summary(pair, rounds[pair.name]) for pair in pairs if pair.name in rounds]


def run_kernels(setup):
    artifacts = setup.path("kernels", "")
    chosen = "*Products*" if setup.quick else "*"
    command = [PROGRAM, "kernels", str(setup.threads), "--filter", chosen, "--artifacts", artifacts]
    if subprocess.run(command, stdout=sys.stderr).returncode != 0:
        setup.left_out.append("kernels: some of them failed; the messages are above the report")
    found = []
    for path in glob.glob(os.path.join(artifacts, "results", "*-kernels.json")):
        with open(path, encoding="utf-8-sig") as file:
            found += json.load(file)
    return found


def failure(error):
    return f"`{' '.join(map(str, error.cmd))}` ended with {error.returncode}"


def sides(samples):
    def seconds(sample):
        return f"{sample.seconds:.4g} s" + (f", {sample.processor:.4g} s of processors" if sample.processor is not None else "")

    return " against ".join(seconds(sample) for sample in samples if sample is not None)


if __name__ == "__main__":
    main()
