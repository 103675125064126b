"""Records what every program prints under CPython 3.11, or checks that it still does.

    python3 record.py [--check | --real] [PROGRAM or FOLDER ...]

--check   compares instead of writing
--real    compares with plain python3 on the real clock: slow, and only what is deterministic there too
"""

import argparse
import concurrent.futures
import difflib
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
PROGRAMS = HERE / "programs"


def output(program, seed, real=False):
    """What it prints; it runs in its own folder, so that file names in tracebacks do not depend on where that is."""
    command = [sys.executable] if real else [sys.executable, str(HERE / "virtual.py")]
    environment = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([*command, program.name], cwd=program.parent, env=environment, capture_output=True, timeout=120)
    return done.stdout, done.stderr, done.returncode


def difference(before, after, what):
    lines = [text.decode(errors="replace").splitlines() for text in (before, after)]
    return "\n".join(difflib.unified_diff(*lines, *what, lineterm=""))


def treat(program, arguments):
    """None if all is well, else what is not."""
    target = program.with_suffix(".out")
    name = program.relative_to(PROGRAMS)
    first, errors, code = output(program, 1, arguments.real)
    if code:
        return f"{name}: exit code {code}\n{errors.decode()}"
    if not arguments.check and not arguments.real:
        second = output(program, 2)[0]
        if first != second:
            return f"{name} is not deterministic\n{difference(first, second, ('first', 'second'))}"
        if not target.exists() or target.read_bytes() != first:
            target.write_bytes(first)
            print("recorded", name)
        return None
    if not target.exists():
        return f"{name} is not recorded"
    if target.read_bytes() != first:
        return f"{name} differs\n{difference(target.read_bytes(), first, ('recorded', 'now'))}"
    return None


def main():
    if sys.version_info[:2] != (3, 11):
        sys.exit(f"CPython 3.11 is what this records, not {sys.version.split()[0]}")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--real", action="store_true")
    parser.add_argument("paths", nargs="*", type=pathlib.Path)
    arguments = parser.parse_args()
    programs = []
    for path in arguments.paths or [PROGRAMS]:
        path = path.resolve()
        programs += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        troubles = [trouble for trouble in pool.map(lambda program: treat(program, arguments), programs) if trouble]
    if not arguments.paths:
        troubles += [f"{left.relative_to(PROGRAMS)} has no program" for left in PROGRAMS.rglob("*.out") if not left.with_suffix(".py").exists()]
    for trouble in troubles:
        print(trouble, file=sys.stderr)
    print(f"{len(programs)} programs, {len(troubles)} troubles")
    sys.exit(bool(troubles))


main()
