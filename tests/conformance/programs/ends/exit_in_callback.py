# record: end
import asyncio
import sys

async def main():
    asyncio.get_running_loop().call_later(0.1, sys.exit, "from a callback")
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        print("main cancelled")
        raise

asyncio.run(main())
