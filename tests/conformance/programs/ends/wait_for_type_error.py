# record: end
import asyncio

async def work():
    await asyncio.sleep(1)

async def main():
    coro = work()
    try:
        await asyncio.gather(coro, 5)
    except TypeError as error:
        print("refused:", error)

asyncio.run(main())
print("end")
