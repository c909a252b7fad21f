"""The machine of a run and what is installed on it, so that others can judge its seconds."""
import datetime
import glob
import importlib
import os
import platform
import re
import subprocess


def describe(tiers, load):
    processor = cpuinfo()
    return {
        "processor": processor.get("model name", platform.processor() or platform.machine()),
        "family": processor.get("cpu family", ""),
        "model": processor.get("model", ""),
        "cores": os.cpu_count(),
        "caches": caches(),
        "memory_gibibytes": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "instruction_sets": tiers,
        "system": f"{platform.system()} {'.'.join(platform.release().split('.')[:2])}, {platform.machine()}, {' '.join(platform.libc_ver())}",
        "load": round(load, 2),
        "date": datetime.date.today().isoformat(),
        "versions": versions(),
    }


def file_name(machine):
    """The processor's name, with family and model behind it, because a virtual machine often tells no more than the maker."""
    words = [machine["processor"], machine["family"] and f"family {machine['family']}", machine["model"] and f"model {machine['model']}", f"{machine['cores']} cores"]
    return re.sub(r"[^a-z0-9]+", "-", " ".join(word for word in words if word).lower()).strip("-")


def cpuinfo():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            first = file.read().split("\n\n")[0]
    except OSError:
        return {}
    return dict(re.split(r"\s*:\s*", line, maxsplit=1) for line in first.splitlines() if ":" in line)


def caches():
    """Such as "L1d 48K, L2 1024K, L3 32768K", of the first core, where the system tells."""
    found = []
    for index in sorted(glob.glob("/sys/devices/system/cpu/cpu0/cache/index*")):
        level, kind, size = (read(os.path.join(index, name)) for name in ("level", "type", "size"))
        if size and kind != "Instruction":
            found.append(f"L{level}{'d' if kind == 'Data' else ''} {size}")
    return ", ".join(found)


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read().strip()
    except OSError:
        return ""


def versions():
    found = {"Python": platform.python_version(), ".NET": subprocess.run(["dotnet", "--version"], capture_output=True, text=True).stdout.strip()}
    for name, module in (("NumPy", "numpy"), ("SciPy", "scipy"), ("Pillow", "PIL"), ("PyTorch", "torch"), ("scikit-learn", "sklearn")):
        try:
            found[name] = importlib.import_module(module).__version__
        except (ImportError, OSError):
            continue
    found["BLAS of NumPy"] = blas()
    return found


def blas():
    try:
        import threadpoolctl
    except ImportError:
        return "unknown without threadpoolctl"
    return ", ".join(sorted({f"{part['internal_api']} {part['version']}, {part['num_threads']} threads" for part in threadpoolctl.threadpool_info() if part["user_api"] == "blas"})) \
        or "reference BLAS"
