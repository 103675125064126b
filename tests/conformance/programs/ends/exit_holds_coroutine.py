# record: end
import sys

async def load():
    return 1

def main():
    data = load()
    sys.exit(2)

main()
