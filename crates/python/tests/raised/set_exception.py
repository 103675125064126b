import asyncio

async def main():
    future = asyncio.get_running_loop().create_future()
    future.set_exception(RuntimeError("no answer"))
    try:
        await future
    except RuntimeError as error:
        print(error)

asyncio.run(main())
#: 1 future 1 resolved by task 1: failed: RuntimeError: no answer @5
