import sys

for _ in range(100_000):
    print(".", end="")
print()
sys.stdout.write("x" * 1_000_000)
print()
print("y" * 100_000, end="")
print("", "end")
