# record: end
import asyncio

class Own:
    def __await__(self):
        yield asyncio.get_running_loop().create_future()

async def main():
    coro = asyncio.sleep(1)
    task = asyncio.ensure_future(coro)
    print(task.cancel())
    task = None
    await asyncio.sleep(0.1)
    print("end")

asyncio.run(main())
