"""Runs CPython's own tests on Loopscope and says whether what differs is what is known to differ.

    python3 run.py [--against COMMAND] [--jobs N] [BUNDLE ...]      COMMAND: "target/debug/loopscope run" by default
    python3 run.py --list

Each bundle is run on CPython first; the tests that pass there are run on Loopscope, which goes on after a crash or a hang. A test is
known to differ if `differences.txt` or docs/PYTHON.md names it. Exit code 1 when another one does not pass, or a known one does.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import select
import shlex
import signal
import subprocess
import sys
import tempfile
import time

import bundle
import bundles

HERE = pathlib.Path(__file__).resolve().parent
DIFFERENCES = HERE / "differences.txt"
# Those of asyncio that differ are in a table of this file.
DOCUMENT = HERE.parent.parent / "docs" / "PYTHON.md"
ROW = re.compile(r"^\| `(\w+) ([\w.]+)` \| (.+) \|$", re.MULTILINE)
# Seconds without a word after which a test hangs.
PATIENCE = 60
# Who prints more than that prints without end.
MOST_OUTPUT = 20_000_000


class Run:
    """What one process told: the results of the tests that it ended, and the test in which it stopped."""

    def __init__(self, command, work):
        self.results, self.names, self.current = {}, [], None
        self.done = self.hung = False
        errors = tempfile.TemporaryFile()
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, stdin=subprocess.DEVNULL, env=environment,
                                   start_new_session=True, cwd=work)
        self._listen(process)
        process.wait()
        errors.seek(0)
        self.errors = errors.read().decode(errors="replace")[-3000:]
        self.code = process.returncode

    def _listen(self, process):
        pipe, rest, total, heard = process.stdout.fileno(), b"", 0, time.monotonic()
        while True:
            if select.select([pipe], [], [], 1)[0]:
                piece = os.read(pipe, 65536)
                if not piece:
                    return
                total += len(piece)
                *lines, rest = (rest + piece).split(b"\n")
                for line in lines:
                    if line.startswith(b"@@"):
                        heard = time.monotonic()
                        self._take(*line[2:].decode(errors="replace").split("\t"))
            if time.monotonic() - heard > PATIENCE or total > MOST_OUTPUT:
                self.hung = True
                os.killpg(process.pid, signal.SIGKILL)
                return

    def _take(self, what, *rest):
        if what == "START":
            self.current = rest[0]
        elif what == "END":
            self.results[rest[0]] = (rest[1], json.loads(rest[2]))
            self.current = None
        elif what == "ID":
            self.names.append(rest[0])
        elif what == "DONE":
            self.done = True


def run_all(command, work, tests):
    """Test → (how it ended, text), of all tests of a bundle or of `tests`; each crash and hang costs one test."""
    results = {}
    left = tests
    while left is None or left:
        run = Run([*command, "all"] if left is None else [*command, "only", *left], work)
        results.update(run.results)
        if run.done:
            break
        if run.current is not None:
            results[run.current] = ("hang" if run.hung else "crash", f"exit code {run.code}\n{run.errors}")
        elif not run.results:
            raise RuntimeError(f"{shlex.join(command)} does not load: exit code {run.code}\n{run.errors}")
        if left is None:
            left = Run([*command, "list"], work).names
        left = [test for test in left if test not in results]
    return results


def treat(name, work, against):
    """Results on Loopscope of the tests that pass on CPython, and how long that took."""
    program = work / f"bundle_{name}.py"
    bundle.write(program, **bundles.bundles()[name])
    expected = run_all([sys.executable, str(program)], work, None)
    tests = [test for test, (ending, _) in expected.items() if ending == "pass"]
    begun = time.monotonic()
    results = run_all([*against, str(program), "--"], work, tests)
    for test in tests:
        # What a test before it left behind is not its fault.
        if results.get(test, ("missing",))[0] in ("fail", "error", "crash", "missing"):
            results.update(run_all([*against, str(program), "--"], work, [test]))
    return {test: results.get(test, ("missing", "")) for test in tests}, time.monotonic() - begun


def known():
    """Bundle → test → cause."""
    found = {}
    for line in DIFFERENCES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, test, cause = line.split(None, 2)
            found.setdefault(name, {})[test] = cause
    for name, test, cause in ROW.findall(DOCUMENT.read_text(encoding="utf-8")):
        found.setdefault(name, {})[test] = cause
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", default="target/debug/loopscope run", help="the command that runs a program")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", action="store_true", help="the bundles there are")
    parser.add_argument("--failures", action="store_true", help="write a line for each test that does not pass, and its last line")
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    names = arguments.names or list(bundles.bundles())
    if arguments.list:
        print("\n".join(names))
        return
    against = shlex.split(arguments.against)
    against[0] = str(pathlib.Path(against[0]).resolve())
    causes = known()
    sums = {}
    wrong = []
    with tempfile.TemporaryDirectory(prefix="cpython-tests-") as folder, concurrent.futures.ThreadPoolExecutor(
            arguments.jobs) as pool:
        work = pathlib.Path(folder)
        for name, (results, seconds) in zip(names, pool.map(lambda name: treat(name, work, against), names)):
            passed = sum(ending == "pass" for ending, _ in results.values())
            for part in ("asyncio" if name.startswith("aio_") else "others", "all"):
                total, good = sums.get(part, (0, 0))
                sums[part] = (total + len(results), good + passed)
            print(f"{name:24} {passed:4} of {len(results):4} pass, {seconds:4.0f} s", flush=True)
            its = causes.get(name, {})
            for test, (ending, text) in results.items():
                said = (text.strip().splitlines() or [""])[-1]
                if arguments.failures and ending != "pass":
                    print(f"  {ending} {test}: {said[:160]}", flush=True)
                if ending != "pass" and test not in its:
                    wrong.append(f"{name} {test}: {ending}: {said}")
                if ending == "pass" and test in its:
                    wrong.append(f"{name} {test} passes, and is listed as one that differs")
            wrong += [f"{name} {test} is listed as one that differs, and is no test that CPython passes" for test in its
                      if test not in results]
    for line in wrong:
        print(line)
    for part, (total, passed) in sums.items():
        print(f"{part}: {passed} of {total} pass")
    print(f"{len(wrong)} differ from what is known")
    sys.exit(bool(wrong))


main()
