import asyncio
import logging
import sys

logging.basicConfig(stream=sys.stdout, format="%(levelname)s:%(name)s:%(message)s", level=logging.DEBUG)

# The selector has another name.
logging.getLogger("asyncio").addFilter(lambda record: record.getMessage().startswith("Close"))

class Loop(asyncio.SelectorEventLoop):
    pass

async def main():
    print("runs")

with asyncio.Runner(debug=True, loop_factory=Loop) as runner:
    runner.run(main())
with asyncio.Runner(debug=False, loop_factory=Loop) as runner:
    runner.run(main())
loop = Loop()
loop.set_debug(True)
loop.close()
loop.close()
