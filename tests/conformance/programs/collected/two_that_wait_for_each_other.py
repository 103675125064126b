# record: end
import asyncio
import gc

async def first(future, other):
    try:
        await future
    finally:
        print("first finally")

async def second(task):
    try:
        await task
    except BaseException as error:
        print("second:", type(error).__name__)
        raise

async def main():
    future = asyncio.get_running_loop().create_future()
    one = asyncio.create_task(first(future, None), name="one")
    asyncio.create_task(second(one), name="two")
    await asyncio.sleep(0.1)
    del future, one
    gc.collect()
    print(len(asyncio.all_tasks()))

asyncio.run(main())
