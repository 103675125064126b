# record: end
import asyncio
import gc

kept = []

async def work():
    await asyncio.get_running_loop().create_future()

def handler(loop, context):
    kept.append(context["task"])

async def main():
    asyncio.get_running_loop().set_exception_handler(handler)
    asyncio.create_task(work(), name="lost")
    await asyncio.sleep(0.1)
    gc.collect()
    print(kept[0].get_name())
    kept[0]._log_destroy_pending = False

asyncio.run(main())
print("end")
