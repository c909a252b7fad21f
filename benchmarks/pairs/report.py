"""The results of a machine in Markdown, and those of all machines beside one another."""

from pairs.machine import file_name

# From this load for each core on, what else runs is seen in the figures.
BUSY = 0.5


def markdown(found):
    machine = found["machine"]
    lines = [f"# {machine['processor']}, {machine['cores']} cores", ""]
    if found["quick"]:
        lines += ["**Quick run: small sizes, no figures to quote.**", ""]
    if machine["load"] > BUSY * machine["cores"]:
        lines += [f"**Others used the machine: a load of {machine['load']} on {machine['cores']} cores before the run. Ratios of processor time are the best of these figures.**", ""]
    lines += description(machine)
    lines += [f"- Left out: {reason}" for reason in found["left_out"]]
    lines += pairs_table([pair for pair in found["pairs"] if "peer" in pair])
    lines += commands_table([pair for pair in found["pairs"] if "peer" not in pair])
    lines += kernels_table(found["kernels"])
    return "\n".join(lines) + "\n"


def overview(results):
    """All machines beside one another: of each pair the ratio by the clock, of each command its time."""
    machines = [found["machine"] for found in results]
    lines = [
        "# Results by processor", "",
        "How many times as long the peer takes, by the clock: the median of the rounds with the least and the most. Of whole commands, the median time. Written by `compare.py` from the files beside it; how it is "
        "measured stands in [benchmarks](../README.md).", "",
        f"| | {' | '.join(link(machine) for machine in machines)} |", "|---" * (len(machines) + 1) + "|",
        f"| instruction sets | {' | '.join(', '.join(machine['instruction_sets']) for machine in machines)} |",
        f"| peak of float32, GFLOP/s on all cores | {' | '.join(peak(found['kernels']) for found in results)} |",
        f"| date, load before the run | {' | '.join(when(machine) for machine in machines)} |",
    ]
    pairs = [{pair["name"]: pair for pair in found["pairs"]} for found in results]
    for name in dict.fromkeys(name for machine in pairs for name in machine):
        row = [machine.get(name) for machine in pairs]
        beside = next((f" beside {pair['peer']['name']}" for pair in row if pair and "peer" in pair), "")
        lines.append(f"| {name}{beside} | {' | '.join(figure(pair) for pair in row)} |")
    return "\n".join(lines) + "\n"


def title(machine):
    return machine["processor"] + (f", family {machine['family']} model {machine['model']}" if machine["family"] else "") + f", {machine['cores']} cores"


def when(machine):
    return f"{machine['date']}, {machine['load']}"


def link(machine):
    return f"[{title(machine)}]({file_name(machine)}.md)"


def peak(kernels):
    return f"{max((kernel['peak_gigaflops'] for kernel in kernels if kernel['format'] == 'Float32' and kernel['gigaflops']), default=0):.0f}" if kernels else ""


def figure(pair):
    """Of a pair the ratio, of a command its time."""
    if pair is None:
        return ""
    return times(pair["ratio"]["clock"]) if "ratio" in pair else time(pair["ours"]["seconds"])


def description(machine):
    versions = ", ".join(f"{name} {version}" if not name.startswith("BLAS") else f"NumPy's BLAS {version}" for name, version in machine["versions"].items())
    return [
        f"- Processor: {machine['processor']}" + (f", family {machine['family']} model {machine['model']}" if machine["family"] else "")
        + f", {machine['cores']} cores" + (f", {machine['caches']}" if machine["caches"] else "") + f", {machine['memory_gibibytes']} GiB of memory",
        f"- Instruction sets with kernels: {', '.join(machine['instruction_sets'])}",
        f"- {machine['system']}; {versions}",
        f"- {machine['date']}, load before the run {machine['load']}",
    ]


def pairs_table(pairs):
    if not pairs:
        return []
    lines = [
        "", "## Beside peers", "",
        "Of each side the median run; of the ratio, how many times as long the peer takes, the median of the rounds with the least and the most. Processor time is that of all cores.", "",
        "| | unit | Fidelis | processor | peer | takes | processor | ratio by the clock | ratio of processor time | largest difference |", "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for pair in pairs:
        ours, peer, ratio = pair["ours"], pair["peer"], pair["ratio"]
        disagreement = "" if pair.get("agrees", True) else ", **too large**"
        lines.append(
            f"| {pair['name']} | {pair['unit']} | {time(ours['seconds'])} | {time(ours.get('processor'))} | {peer['name']} | {time(peer['seconds'])} | {time(peer.get('processor'))} "
            f"| {times(ratio['clock'])} | {times(ratio.get('processor'))} | " + (f"{pair['difference']:.1e}{disagreement}" if "difference" in pair else "") + " |")
    return lines


def commands_table(pairs):
    if not pairs:
        return []
    lines = ["", "## Whole commands", "", "| | clock | least to most | processor |", "|---|---|---|---|"]
    for pair in pairs:
        seconds = pair["ours"]["seconds"]
        lines.append(f"| {pair['name']} | {time(seconds)} | {duration(seconds['least'])} to {duration(seconds['most'])} | {time(pair['ours'].get('processor'))} |")
    return lines


def kernels_table(kernels):
    if not kernels:
        return []
    lines = [
        "", "## Kernels", "",
        "By BenchmarkDotNet, the fastest iteration. The peak is that of a loop of fused multiplications in the same registers on as many threads, measured beside each kernel: "
        f"at most {peaks(kernels)}. Bytes are those of every operand once, and memory gave {max(kernel['memory_gigabytes'] for kernel in kernels):.0f} GB/s (triad).",
    ]
    for suite in dict.fromkeys(kernel["suite"] for kernel in kernels):
        members = [kernel for kernel in kernels if kernel["suite"] == suite]
        registers = list(dict.fromkeys(kernel["registers"] for kernel in members))
        lines += ["", f"### {suite}", "", f"| kernel | size | threads | operations a byte | {' | '.join(registers)} |", "|---" * (4 + len(registers)) + "|"]
        for name, size, threads in dict.fromkeys((kernel["kernel"], kernel["size"], kernel["threads"]) for kernel in members):
            row = {kernel["registers"]: kernel for kernel in members if (kernel["kernel"], kernel["size"]) == (name, size)}
            intensity = next(iter(row.values()))["intensity"]
            lines.append(f"| {name} | {size} | {threads} | {number(intensity)} | {' | '.join(speed(row.get(register)) for register in registers)} |")
    return lines


def peaks(kernels):
    """Of all threads together, which is what the kernels with operations have."""
    found = {}
    for kernel in kernels:
        if kernel["gigaflops"]:
            name = f"{kernel['format']} in {kernel['registers']}"
            found[name] = max(found.get(name, 0), kernel["peak_gigaflops"])
    return ", ".join(f"{peak:.0f} GFLOP/s of {name}" for name, peak in found.items())


def speed(kernel):
    """Time, and what that is in GFLOP/s and of the peak, or in GB/s."""
    if kernel is None:
        return ""
    if kernel["gigaflops"]:
        rate = f", {number(kernel['gigaflops'])} GFLOP/s, {100 * kernel['gigaflops'] / kernel['peak_gigaflops']:.0f} %"
    else:
        rate = f", {number(kernel['gigabytes'])} GB/s" if kernel["gigabytes"] else ""
    return duration(kernel["seconds"]) + rate


def number(value):
    return "" if value is None else f"{value:.0f}" if value >= 100 else f"{value:.1f}"


def time(values):
    return duration(values["median"]) if values else ""


def times(values):
    return "" if values is None else f"{values['median']:.2f} ({values['least']:.2f} to {values['most']:.2f})"


def duration(seconds):
    for scale, unit in ((1, "s"), (1e-3, "ms"), (1e-6, "us")):
        if seconds >= scale:
            return f"{seconds / scale:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"
