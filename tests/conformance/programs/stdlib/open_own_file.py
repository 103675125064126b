# A program can read its own text, and finds no other.
import io

with open(__file__) as own:
    print(own.readline(), end="")
    print(sum(1 for line in own))
with open(__file__, "rb") as own:
    print(own.read(3))
with open(__file__, encoding="utf-8", newline="\n") as own:
    print(own.read().splitlines()[-1])
print(io.open(__file__).readable())
try:
    open("nothing.txt")
except FileNotFoundError as error:
    print(error, error.errno, error.filename)
# 你好
