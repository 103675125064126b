"""Records what every program prints under CPython 3.14, 3.11 and 3.15, or checks that it still does.

    python3 record.py [--check | --real] [PROGRAM or FOLDER ...]

--check   compares instead of writing, with those Pythons that are there: python3 itself, which is 3.11, and the others where
          `./x test python` has put them, or in the folder LOOPSCOPE_PYTHONS
--real    compares with plain python on the real clock: slow, and only what is deterministic there too

What 3.14 prints is in PROGRAM.out; PROGRAM.3.11.out and PROGRAM.3.15.out are there where those print otherwise.

A program whose first line is `# recorded in real time`, and each below threads/ and concurrent/, is always run by plain python on the
real clock: what time and threads do to it cannot be learnt from a clock that stands still. Before it is recorded it is also run with
threads that change places at every chance (hasty/), and refused if that changes what it prints. As the machine may stand still as well,
one that differs is tried again, after all others.
"""

import argparse
import concurrent.futures
import difflib
import os
import pathlib
import re
import subprocess
import sys

REFERENCE = "3.14"
VERSIONS = (REFERENCE, "3.11", "3.15")
HERE = pathlib.Path(__file__).resolve().parent
PROGRAMS = HERE / "programs"
REAL = b"# recorded in real time\n"
REAL_FOLDERS = ("threads", "concurrent")
CANNED = "canned"
# So often is a program in real time tried again.
TRIES = 2
# So often is it run by hasty threads before it is recorded.
HASTY = 4
# A program with this line has its end recorded as well: standard error, then the exit code.
ASKS = b"\n# record: end\n"
# A program with such a line is for these versions only.
ONLY = re.compile(rb"^# only (3\.\d+(?: 3\.\d+)*)$", re.M)
# Frames of the library, which the engine leaves out.
LIBRARY = re.compile(rb'  File "[^"]*/lib/python3\.\d+/[^\n]*\n(    [^\n]*\n)*')
LIBRARY_PATH = re.compile(rb'/[^\s"]*/lib/python(3\.\d+)/')
ADDRESS = re.compile(rb"\b0x[0-9a-f]+")


def interpreters():
    """The Pythons that are there, by version."""
    home = pathlib.Path.home() / ".cache/loopscope"
    home = pathlib.Path(os.environ.get("LOOPSCOPE_CACHE", home)) / "tools/pythons"
    folder = pathlib.Path(os.environ.get("LOOPSCOPE_PYTHONS", home))
    found = {version: folder / f"python{version}" for version in VERSIONS}
    found = {version: str(path) for version, path in found.items() if path.exists()}
    found["3.11"] = sys.executable
    return found


def recording(program, version, what):
    """Where it is recorded what a version does, and what the other versions' recordings are that it may share."""
    own = program.with_suffix(f".{what}" if version == REFERENCE else f".{version}.{what}")
    return own if version == REFERENCE or own.exists() else program.with_suffix(f".{what}")


def write(program, version, what, text):
    """Records it, in a file of the version's own if it is not what the reference does."""
    shared, own = program.with_suffix(f".{what}"), program.with_suffix(f".{version}.{what}")
    target = shared if version == REFERENCE else own
    if version != REFERENCE and shared.exists() and shared.read_bytes() == text:
        if own.exists():
            own.unlink()
            print("no longer differs:", own.relative_to(PROGRAMS))
        return
    if not target.exists() or target.read_bytes() != text:
        target.write_bytes(text)
        print("recorded", target.relative_to(PROGRAMS))


def is_real(program):
    return program.parent.name in REAL_FOLDERS or program.read_bytes().startswith(REAL)


def asks(program):
    return ASKS in b"\n" + program.read_bytes()


def end(program, errors, code):
    """How it ended, without what differs from run to run or stands in files of the library."""
    errors = errors.replace(f"{program.parent}/".encode(), b"")
    errors = LIBRARY_PATH.sub(rb"/usr/lib/python\1/", errors)
    errors = ADDRESS.sub(b"0x0", LIBRARY.sub(b"", errors))
    return errors + f"exit code {code if code >= 0 else 128 - code}\n".encode()


def output(program, python, seed, real=False, hasty=False):
    """What it prints; it runs in its own folder, so that file names in tracebacks do not depend on where that is."""
    whole = asks(program)
    command = [python] if real or whole else [python, str(HERE / "virtual.py")]
    environment = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    if hasty:
        environment["PYTHONPATH"] = str(HERE / "hasty")
    elif whole and not real:
        # Python's own way from the program's start to its end.
        environment["PYTHONPATH"] = str(HERE / "startup")
    try:
        done = subprocess.run([*command, program.name], cwd=program.parent, env=environment, capture_output=True, timeout=120)
    except subprocess.TimeoutExpired as late:
        return late.stdout or b"", b"it did not end within 120 s", -1
    return done.stdout, done.stderr, done.returncode


def difference(before, after, what):
    lines = [text.decode(errors="replace").splitlines() for text in (before, after)]
    return "\n".join(difflib.unified_diff(*lines, *what, lineterm=""))


def treat(program, version, python, arguments):
    """None if all is well, else what is not."""
    name = f"{program.relative_to(PROGRAMS)} with {version}"
    real = is_real(program)
    first, errors, code = output(program, python, 1, arguments.real or real)
    if asks(program):
        ended = end(program, errors, code)
        return treat_end(program, version, python, name, ended, arguments) or treat_output(program, version, python, name, first, arguments)
    if code:
        return f"{name}: exit code {code}\n{errors.decode()}"
    return treat_output(program, version, python, name, first, arguments)


def treat_end(program, version, python, name, first, arguments):
    if arguments.check or arguments.real:
        target = recording(program, version, "end")
        before = target.read_bytes() if target.exists() else b"not recorded"
        return None if before == first else f"{name} ends differently\n{difference(before, first, ('recorded', 'now'))}"
    _, errors, code = output(program, python, 2)
    second = end(program, errors, code)
    if first != second:
        return f"{name} does not always end so\n{difference(first, second, ('first', 'second'))}"
    write(program, version, "end", first)
    return None


def treat_output(program, version, python, name, first, arguments):
    real = is_real(program)
    if not arguments.check and not arguments.real:
        for seed in range(2, 2 + HASTY) if real else (2,):
            again = output(program, python, seed, real, hasty=real)[0]
            if first != again:
                return f"{name} is not deterministic\n{difference(first, again, ('first', 'again'))}"
        write(program, version, "out", first)
        return None
    target = recording(program, version, "out")
    if not target.exists():
        return f"{name} is not recorded"
    if target.read_bytes() != first:
        return f"{name} differs\n{difference(target.read_bytes(), first, ('recorded', 'now'))}"
    return None


def versions_of(program):
    """Those for which it is."""
    only = ONLY.search(program.read_bytes())
    return only[1].decode().split() if only else VERSIONS


def left_over():
    """Recordings of programs, or for versions, that are not there."""
    for what in ("out", "end"):
        for path in PROGRAMS.rglob(f"*.{what}"):
            stem, _, version = path.name.removesuffix(f".{what}").partition(".")
            program = path.with_name(f"{stem}.py")
            if not program.exists():
                yield f"{path.relative_to(PROGRAMS)} has no program"
            elif version and version not in versions_of(program):
                yield f"{path.relative_to(PROGRAMS)} is for a version that its program is not for"


def main():
    if sys.version_info[:2] != (3, 11):
        sys.exit(f"CPython 3.11 is what this is run by, not {sys.version.split()[0]}")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--real", action="store_true")
    parser.add_argument("paths", nargs="*", type=pathlib.Path)
    arguments = parser.parse_args()
    programs = []
    for path in arguments.paths or [PROGRAMS]:
        path = path.resolve()
        if not path.exists():
            sys.exit(f"there is no {path}; programs are in {PROGRAMS}")
        programs += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    # What those print that ask servers is recorded by canned.py.
    programs = [program for program in programs if program.parent.name != CANNED]
    there = interpreters()
    if not (arguments.check or arguments.real) and len(there) < len(VERSIONS):
        sys.exit(f"to record, CPython {', '.join(VERSIONS)} are needed, and here there is {', '.join(there)}; `./x setup pythons` gets them")
    # The reference comes first: what the others share with it is in its file.
    runs = [(program, version, there[version]) for version in VERSIONS if version in there for program in programs if version in versions_of(program)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        found = list(zip(runs, pool.map(lambda run: treat(*run, arguments), runs)))
    troubles = []
    for run, trouble in found:
        for _ in range(TRIES if is_real(run[0]) else 0):
            trouble = trouble and treat(*run, arguments)
        troubles += [trouble] if trouble else []
    if not arguments.paths:
        troubles += left_over()
    for trouble in troubles:
        print(trouble, file=sys.stderr)
    print(f"{len(programs)} programs with {', '.join(sorted(there))}, {len(troubles)} troubles")
    sys.exit(bool(troubles))


if __name__ == "__main__":
    main()
