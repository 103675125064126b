import io
import sys

sys.stdout.writelines(["first\n", "second\n"])
sys.stdout.reconfigure(encoding="utf-8", errors="strict")
try:
    sys.stdout.reconfigure(nonsense=True)
except TypeError:
    print("no such thing")
print(sys.stdout.fileno(), sys.stderr.fileno(), sys.stdout.isatty())
print(sys.stdout.name, sys.stdout.mode, sys.stdout.closed)
print(sys.stdout.readable(), sys.stdout.writable())
try:
    sys.stdout.read()
except io.UnsupportedOperation as error:
    print(error)
sys.stdout.flush()
sys.stdout.buffer.write("été\n".encode())
sys.stdout.buffer.flush()
