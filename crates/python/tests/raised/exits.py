import asyncio
import sys

async def work():
    await asyncio.sleep(1)
    sys.exit(3)

async def main():
    await asyncio.gather(work())

asyncio.run(main())
#: 2 poll ends: failed: SystemExit: 3 @6
#: 2 task done: failed: SystemExit: 3 @6
#: 0 future 1 resolved by callback 2: failed: SystemExit: 3 @6
#: 1 poll ends: cancelled @9
#: 1 task done: cancelled @9
