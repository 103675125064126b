# A command line.
import argparse
import io
import contextlib

parser = argparse.ArgumentParser(prog="fetch", description="Fetches pages.")
parser.add_argument("urls", nargs="*", help="what to fetch")
parser.add_argument("-n", "--number", type=int, default=3, metavar="N", help="how many at once (default: %(default)s)")
parser.add_argument("--verbose", action="store_true")
parser.add_argument("--mode", choices=["a", "b"], default="a")
print(parser.parse_args([]), parser.parse_args(["x", "y", "-n", "5", "--verbose", "--mode=b"]))
print(parser.parse_known_args(["--other", "z"]))
print(parser.format_usage())
for arguments in (["-n", "x"], ["--mode", "c"], ["--nope"]):
    out = io.StringIO()
    with contextlib.redirect_stderr(out):
        try:
            parser.parse_args(arguments)
        except SystemExit as end:
            print(end.code, out.getvalue().splitlines()[-1].replace("'a', 'b'", "a, b"))
commands = argparse.ArgumentParser(prog="tool")
sub = commands.add_subparsers(dest="command", required=True)
run = sub.add_parser("run")
run.add_argument("--times", type=int)
run.set_defaults(func=lambda args: args.times * 2)
args = commands.parse_args(["run", "--times", "4"])
print(args.command, args.func(args))
group = argparse.ArgumentParser(prog="g")
either = group.add_mutually_exclusive_group()
either.add_argument("--x", action="append")
either.add_argument("--y", action="count", default=0)
print(group.parse_args(["--x", "1", "--x", "2"]), group.parse_args(["--y", "--y"]), vars(argparse.Namespace(a=1)))
