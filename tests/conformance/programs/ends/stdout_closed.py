# record: end
import sys

print("first")
with sys.stdout as out:
    print(out.closed)
print(out.closed, file=sys.stderr)
try:
    print("second")
except ValueError as error:
    print(error, file=sys.stderr)
