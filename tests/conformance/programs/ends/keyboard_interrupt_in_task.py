# record: end
import asyncio

async def main():
    try:
        await asyncio.sleep(0.1)
        raise KeyboardInterrupt("by hand")
    finally:
        print("finally")

asyncio.run(main())
