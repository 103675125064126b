"""Runs every scenario and program on both sides and prints where they differ.

    python3 compare.py [FILE...]

Without arguments: the oracle's scenarios, those of this folder, and the programs of the conformance tests, if there.
A scenario agrees if both say the same, in the same turns of the loop, at the same time, on standard output and on
standard error, and end alike. What cannot be the same is left out: addresses, and places within asyncio itself.
"""

import difflib
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
CRATES = HERE.parents[2]
ORACLE = CRATES / "asyncio" / "tests" / "oracle"
PROGRAMS = CRATES.parent / "tests" / "conformance" / "programs"
# What these are about, and the threads that no scenario speaks of, stands below the layer: clocks, threads, the collector, the interpreter's end and its limits.
BELOW = ("canned", "collected", "concurrent", "crashes", "ends", "threads", "time")


# Where they differ, and why.
DIFFER = {
    "loop_factory.py": "an argument that 3.11 does not know is refused within `run`, whose frame has the coroutine until the error is dealt with",
    "task_factory_arguments.py": "the same of `create_task`",
}


def is_ours(path):
    """Whether the program is for this Python."""
    only = re.search(r"^# only (.*)$", path.read_text(encoding="utf-8"), re.M)
    return not only or "3.11" in only[1].split()


def normal(line):
    line = re.sub(r"0x[0-9a-f]+", "0x", line)
    # Where within asyncio the last reference was dropped.
    line = re.sub(r"[^\s'\"]*/(asyncio|layer)/\w+\.py:\d+: (\w+Warning: .*?\\n)  .*?\\n", r"\2", line)
    # Frames inside asyncio (and what these drivers add): with the code they show.
    line = re.sub(r'  File \\?"[^"\n]*/(asyncio|layer)/[^"\\]*\.py\\?", line \d+, in \S+?\\n(    .*?\\n)*?(?=  File|\S)', "", line)
    line = re.sub(r"(at|running at|defined at) [^ >\]]*/asyncio/\w+\.py:\d+", r"\1 asyncio", line)
    return line


def said(side, what, path):
    command = [sys.executable, str(HERE / "side.py"), side, what, str(path)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60,
                         env={**os.environ, "PYTHONHASHSEED": "0"})
    if run.returncode:
        return {"": ["died"] + run.stderr.splitlines()}
    scenarios = {"": []}
    for line in run.stdout.splitlines():
        if line.startswith("scenario\t"):
            current = scenarios.setdefault(line.split("\t")[1], [])
        elif what == "program":
            scenarios[""].append(normal(line))
        else:
            current.append(normal(line))
    return scenarios


def both(path):
    what = "program" if "programs" in path.parts else "scenarios"
    return said("theirs", what, path), said("ours", what, path)


def main():
    paths = [Path(argument).resolve() for argument in sys.argv[1:]]
    if not paths:
        paths = sorted(path for path in ORACLE.glob("*.py") if path.name != "runner.py")
        paths += sorted((HERE / "scenarios").glob("*.py"))
        paths += sorted(path for path in PROGRAMS.rglob("*.py") if path.parent.name not in BELOW and is_ours(path))
    for path in paths:
        if not path.is_file():
            sys.exit(f"{path} is not there")
    total = agree = 0
    with ThreadPoolExecutor(2) as pool:
        results = pool.map(both, paths)
    for path, (theirs, ours) in zip(paths, results):
        good = 0
        names = [name for name in dict.fromkeys([*theirs, *ours]) if theirs.get(name) or ours.get(name)]
        for name in names:
            if theirs.get(name) == ours.get(name):
                good += 1
                continue
            print(f"--- {path.name} {name}")
            for line in difflib.unified_diff(theirs.get(name, []), ours.get(name, []), "theirs", "ours", "", n=2):
                print("   ", line)
        if path.name in DIFFER:
            print(f"{'differs no more' if good == len(names) else 'differs'}: {path.name}, where {DIFFER[path.name]}")
            good = 0 if good == len(names) else len(names)
        total, agree = total + len(names), agree + good
        if good < len(names) or len(paths) < 20:
            print(f"{good} of {len(names)} agree: {path.name}", flush=True)
    print(f"{agree} of {total} agree in all")
    sys.exit(agree != total)


main()
