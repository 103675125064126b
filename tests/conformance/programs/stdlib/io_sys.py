import io
import sys

print("a", "b", sep="-", end="!\n")
print("to stdout", file=sys.stdout, flush=True)
sys.stdout.write("written\n")
buffer = io.StringIO()
print("kept", 1, [2], file=buffer)
buffer.write("more")
print(repr(buffer.getvalue()))
lines = io.StringIO("one\ntwo\nthree")
print(lines.readline(), [line.strip() for line in lines])
data = io.BytesIO(b"abc")
print(data.read(2), data.read(), data.getvalue())
print(sys.version_info[:2] >= (3, 11), sys.maxsize == 2**63 - 1, len(sys.argv) >= 1, sys.getrecursionlimit() > 100)
print(*range(3), *"ab")
print()
