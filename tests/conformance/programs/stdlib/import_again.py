"""A module that was imported at the start can be imported anew."""
import asyncio
import sys


async def main():
    for name in ("codecs", "_thread"):
        before = sys.modules.pop(name, None)
        again = __import__(name)
        print(name, again.__name__, name in sys.modules, before is None or before.__name__)
    import codecs
    print(codecs.encode("loop", "utf-8"), codecs.lookup("utf-8").name)
    print("scope".encode("latin-1"), b"scope".decode("ascii"))


asyncio.run(main())
