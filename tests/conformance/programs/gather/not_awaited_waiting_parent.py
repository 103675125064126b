import asyncio


async def child(name):
    try:
        await asyncio.sleep(1)
    finally:
        print("end of", name)


async def parent():
    await asyncio.gather(child("x"), child("y"))


async def main():
    task = asyncio.create_task(parent())
    await asyncio.sleep(0.1)
    task.cancel("stop")
    try:
        await task
    except asyncio.CancelledError as error:
        print("cancelled", error.args)


asyncio.run(main())
