# record: end
import asyncio
import gc

async def child(name):
    try:
        await asyncio.get_running_loop().create_future()
    finally:
        print(name, "finally")

async def parent():
    try:
        await asyncio.gather(child("a"), child("b"))
    finally:
        print("parent finally")

def tell(loop, context):
    # What stands in its repr is a matter of the version.
    print(context["message"], context["task"].get_name())

async def main():
    asyncio.get_running_loop().set_exception_handler(tell)
    asyncio.create_task(parent(), name="parent")
    await asyncio.sleep(0.1)
    gc.collect()
    print("after")

asyncio.run(main())
