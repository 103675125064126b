# record: end
import asyncio
import gc

async def work():
    await asyncio.get_running_loop().create_future()

def handler(loop, context):
    print(context["message"])
    print(context["task"].get_name(), context["task"].done())

async def main():
    asyncio.get_running_loop().set_exception_handler(handler)
    asyncio.create_task(work(), name="lost")
    await asyncio.sleep(0.1)
    gc.collect()
    print("after")

asyncio.run(main())
