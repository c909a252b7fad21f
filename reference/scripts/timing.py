"""Whole processes by the clock and by the processor time of all cores, which a busy machine changes less."""
import os
import resource
import subprocess
import time


def timed(arguments, **environment):
    """Runs a command, perhaps with further environment variables; its output, seconds by the clock and of all processors."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    output = subprocess.run(arguments, check=True, capture_output=True, text=True, env={**os.environ, **environment}).stdout
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return output, wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
