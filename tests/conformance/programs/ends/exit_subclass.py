# record: end
import sys

class Code(int):
    def __str__(self):
        return "a code"

try:
    sys.exit(Code(7))
except SystemExit as exit:
    print("code", exit.code)
    raise
