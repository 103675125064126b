"""Looks for a random program on which something else than CPython prints something else.

    python3 fuzz.py --against "loopscope run" [--seed N] [--count K]

Each program runs under the CPython that runs this, on the virtual clock, and by `COMMAND PROGRAM`, which has to run in virtual time, too, and as
the same version.
The first difference is shrunk, written to found/SEED.py with both outputs beside it, printed, and the exit code is 1.
"""

import argparse
import copy
import difflib
import multiprocessing
import os
import pathlib
import shlex
import signal
import subprocess
import sys
import tempfile
import types

import generate
import virtual

HERE = pathlib.Path(__file__).resolve().parent
VERSIONS = ((3, 11), (3, 14), (3, 15))


def reference(path):
    """What CPython prints. A fork is much quicker than an interpreter, and asyncio's counters begin anew all the same."""
    with tempfile.TemporaryFile() as file:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                signal.alarm(30)
                os.dup2(file.fileno(), 1)
                os.dup2(os.open(os.devnull, os.O_RDWR), 2)
                sys.stdout = open(1, "w", encoding="utf-8", closefd=False)
                sys.stderr = open(2, "w", encoding="utf-8", closefd=False)
                code = 0 if virtual.run(str(path), [], types.ModuleType("__main__")) else 1
                sys.stdout.flush()
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        file.seek(0)
        return file.read().decode(), status == 0


def other(command, path):
    try:
        done = subprocess.run([*command, str(path)], capture_output=True, timeout=30)
    except subprocess.TimeoutExpired:
        return "(nothing: it did not end within 30 seconds)\n", "", False
    return done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"), done.returncode == 0


def judge(tree, command, folder):
    """None where both agree, else both outputs; or a word if it is the generator that failed."""
    path = pathlib.Path(folder) / "program.py"
    path.write_text(generate.text_of(tree), encoding="utf-8")
    expected, fine = reference(path)
    if not fine:
        return "fails under CPython"
    found, errors, good = other(command, path)
    if found == expected and good:
        return None
    return expected, found, errors


def lists(tree):
    """Every list of nodes and of coroutines in it, the outer ones first."""
    for value in tree.values():
        if isinstance(value, list):
            yield value
            for inner in value:
                yield from lists(inner)
        elif isinstance(value, dict):
            yield from lists(value)


def nodes(tree):
    yield tree
    for value in tree.values():
        if isinstance(value, list):
            for inner in value:
                yield from nodes(inner)
        elif isinstance(value, dict):
            yield from nodes(value)


def replacement(node):
    """What could stand for a node: its own inner statements."""
    inner = []
    for key in ("body", "handler", "finally"):
        inner += node.get(key) or []
    for coro in [node.get("coro"), *(node.get("coros") or [])]:
        inner += coro["body"] if coro else []
    return inner


def smaller(tree):
    """Smaller programs, the much smaller ones first."""
    for place, whole in enumerate(lists(tree)):
        length = len(whole)
        size = length
        while size:
            for start in range(0, length, size):
                if 0 < size < length or length == size:
                    made = copy.deepcopy(tree)
                    part = list(lists(made))[place]
                    del part[start : start + size]
                    # What asks for coroutines asks for one at least.
                    if part or not ("body" in whole[0] and "op" not in whole[0]):
                        yield made
            size //= 2
    for place, whole in enumerate(lists(tree)):
        for index, node in enumerate(whole):
            inner = replacement(node) if "op" in node else []
            if inner:
                made = copy.deepcopy(tree)
                list(lists(made))[place][index : index + 1] = copy.deepcopy(inner)
                yield made
    for place, node in enumerate(nodes(tree)):
        for key in ("finally", "catch", "result"):
            if key in node:
                made = copy.deepcopy(tree)
                del list(nodes(made))[place][key]
                yield made
        for key in ("pause", "bounded", "message", "return_exceptions", "stop"):
            if node.get(key) and (key != "pause" or node["op"] in ("wait", "as_completed")):
                made = copy.deepcopy(tree)
                list(nodes(made))[place][key] = None
                yield made


def shrunk(tree, verdict, command, folder, attempts):
    while True:
        for candidate in smaller(tree):
            if attempts == 0:
                return tree, verdict
            attempts -= 1
            again = judge(candidate, command, folder)
            if isinstance(again, tuple):
                tree, verdict = candidate, again
                break
        else:
            return tree, verdict


def prepare():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    virtual.install()


def look(job):
    seed, command = job
    with tempfile.TemporaryDirectory() as folder:
        return seed, judge(generate.tree_of(seed), command, folder)


def show(seed, tree, verdict):
    expected, found, errors = verdict
    folder = HERE / "found"
    folder.mkdir(exist_ok=True)
    (folder / f"{seed}.py").write_text(generate.text_of(tree), encoding="utf-8")
    (folder / f"{seed}.expected").write_text(expected, encoding="utf-8")
    (folder / f"{seed}.found").write_text(found, encoding="utf-8")
    text = generate.text_of(tree)
    print(f"seed {seed} differs; shrunk to found/{seed}.py:\n")
    # The beginning and the end are the same in all.
    print(text[text.index("async def c0") : text.index("async def main")].rstrip())
    print("\n--- CPython\n" + expected, "\n--- COMMAND\n" + found, sep="\n")
    print("\n".join(difflib.unified_diff(expected.splitlines(), found.splitlines(), "CPython", "COMMAND", lineterm="", n=1)))
    if errors:
        print("\n--- COMMAND's standard error, its last lines\n" + "\n".join(errors.splitlines()[-8:]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", required=True, metavar="COMMAND")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--attempts", type=int, default=1500, help="how many smaller programs are tried at most")
    arguments = parser.parse_args()
    if sys.version_info[:2] not in VERSIONS:
        sys.exit(f"CPython 3.11, 3.14 or 3.15 is the measure, not {sys.version.split()[0]}")
    command = shlex.split(arguments.against)
    jobs = [(seed, command) for seed in range(arguments.seed, arguments.seed + arguments.count)]
    unfit = 0
    with multiprocessing.get_context("fork").Pool(2, prepare) as pool:
        for seed, verdict in pool.imap(look, jobs):
            if isinstance(verdict, str):
                unfit += 1
                print(f"seed {seed} {verdict}", file=sys.stderr)
            elif verdict:
                pool.terminate()
                break
        else:
            print(f"{len(jobs)} programs, no difference" + (f", {unfit} unfit" if unfit else ""))
            sys.exit(bool(unfit))
    prepare()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with tempfile.TemporaryDirectory() as folder:
        show(seed, *shrunk(generate.tree_of(seed), verdict, command, folder, arguments.attempts))
    sys.exit(1)


if __name__ == "__main__":
    main()
