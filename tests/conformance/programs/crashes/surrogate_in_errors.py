import asyncio
import logging
import sys
import traceback
import warnings


class Loud(Exception):
    def __str__(self):
        return "loud \ud83d"


print("".join(traceback.format_exception_only(Loud())).encode("ascii", "backslashreplace"))
print(repr(ValueError("\ud83d")), ascii(str(KeyError("\ud83d"))))
# Standard error shows what it cannot encode.
print(sys.stderr.write("\ud83d\n"))
logging.error("logged \ud83d")
warnings.warn("warned \ud83d")
traceback.print_exception(Loud())


async def fails():
    raise ValueError("\ud83d in a task")


async def main():
    task = asyncio.create_task(fails())
    await asyncio.wait([task])
    print(repr(task.exception()))
    results = await asyncio.gather(fails(), return_exceptions=True)
    print(ascii(results))


asyncio.run(main())
