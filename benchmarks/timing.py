"""Whole processes by the clock and by the processor time of all cores, which a busy machine changes less, and their memory."""
import collections
import os
import subprocess
import tempfile
import time

Run = collections.namedtuple("Run", "output wall processor peak")


def measured(arguments, **environment):
    """Runs a command, perhaps with further environment variables: its output, seconds by the clock and of all processors, and its largest resident set in bytes."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(arguments, stdout=output, stderr=subprocess.DEVNULL, env={**os.environ, **environment})
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise subprocess.CalledProcessError(process.returncode, arguments)
        output.seek(0)
        return Run(output.read().decode(), wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def timed(arguments, **environment):
    """Runs a command, perhaps with further environment variables; its output, seconds by the clock and of all processors."""
    return measured(arguments, **environment)[:3]
