"""What every pair is given: the programs, the peers that are there, and a folder for its files."""
import dataclasses
import importlib.util
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ROOT = os.path.dirname(HERE)
PEERS = os.path.join(HERE, "peers")
PROGRAM = os.path.join(HERE, "Fidelis.Benchmarks", "bin", "Release", "net10.0", "Fidelis.Benchmarks")
COMMAND = os.path.join(ROOT, "src", "Fidelis.Cli", "bin", "ready", "fidelis")

# Debian's PyTorch takes its tensors from glibc, which gives large blocks back to the system, so that each step pays for the same pages again: a third of
# its processor time in training. Told to keep them it is faster, and that is measured beside it as it is installed.
KEEPS_MEMORY = {"MALLOC_MMAP_MAX_": "0", "MALLOC_MMAP_THRESHOLD_": str(1 << 34), "MALLOC_TRIM_THRESHOLD_": str(1 << 34)}


@dataclasses.dataclass
class Setup:
    fidelis: str
    folder: str
    quick: bool
    threads: int
    tiers: list
    pytorch_fid: str
    torch_fidelity: str
    prdc: str
    left_out: list = dataclasses.field(default_factory=list)

    @property
    def program(self):
        return PROGRAM

    def path(self, *parts):
        path = os.path.join(self.folder, *parts)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    def size(self, full, quick):
        return quick if self.quick else full

    def lacks(self, name, what, *, checkout=None, module=None):
        """Names what a pair needs and this machine has not."""
        missing = (checkout is not None and not os.path.isdir(checkout)) or (module is not None and importlib.util.find_spec(module) is None)
        if missing:
            self.left_out.append(f"{name}: {what}")
        return missing


def peer(name, *arguments):
    """The command of one of the programs of `peers`, which takes the place of a peer's own."""
    return [sys.executable, os.path.join(PEERS, f"{name}.py"), *map(str, arguments)]


def build(command):
    """Builds what is measured, as its users do: the launcher's command and the program of benchmarks."""
    subprocess.run(["dotnet", "build", "-c", "Release", "-v", "quiet", "--nologo", os.path.join(HERE, "Fidelis.Benchmarks")], check=True, stdout=sys.stderr)
    if command is None:
        subprocess.run([os.path.join(ROOT, "fidelis"), "--version"], check=True, stdout=sys.stderr)
    return command or COMMAND


def tiers():
    """The instruction sets that Fidelis has kernels for on this machine, the fastest first."""
    return json.loads(subprocess.run([PROGRAM, "machine"], check=True, capture_output=True, text=True).stdout)["instruction_sets"]
