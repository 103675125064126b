"""Debug mode tells of what blocks the loop for more than `slow_callback_duration`."""
import asyncio
import logging
import re
import sys
import time

logging.basicConfig(stream=sys.stdout, format="%(levelname)s %(message)s", level=logging.WARNING)


class Shorter(logging.Filter):
    def filter(self, record):
        record.msg, record.args = re.sub(r" (at|cb|coro|created).*?>", " ...>", record.getMessage()), None
        record.msg = re.sub(r"\.\.\.>.*took", "...> took", record.msg)
        record.msg = re.sub(r"when=[\d.]+", "when=...", record.msg)
        return True


logging.getLogger("asyncio").addFilter(Shorter())


def block(seconds):
    time.sleep(seconds)


async def blocker():
    time.sleep(0.3)
    await asyncio.sleep(0.1)
    time.sleep(0.05)


async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(block, 0.25)
    loop.call_soon(block, 0.05)
    await asyncio.sleep(0)
    await asyncio.create_task(blocker(), name="blocker")
    loop.slow_callback_duration = 0.01
    loop.call_later(0.1, block, 0.02)
    await asyncio.sleep(0.5)


asyncio.run(main(), debug=True)
