# record: end
import asyncio
import sys

async def quitter():
    await asyncio.sleep(0.1)
    sys.exit(4)

async def main():
    try:
        await asyncio.create_task(quitter())
    finally:
        print("main finally")

asyncio.run(main())
print("not reached")
