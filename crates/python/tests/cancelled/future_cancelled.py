import asyncio

async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_later(0.1, future.cancel)
    try:
        await future
    except asyncio.CancelledError:
        print("the future's")

asyncio.run(main())
