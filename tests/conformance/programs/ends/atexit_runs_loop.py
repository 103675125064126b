import asyncio
import atexit

async def save():
    await asyncio.sleep(1)
    print("saved")

atexit.register(lambda: asyncio.run(save()))

async def main():
    print("main")

asyncio.run(main())
print("end")
