# record: end
import asyncio

async def work(name):
    try:
        await asyncio.get_running_loop().create_future()
    finally:
        print("finally", name)

loop = asyncio.new_event_loop()
one = loop.create_task(work("one"), name="one")
two = loop.create_task(work("two"), name="two")
loop.run_until_complete(asyncio.sleep(0.1))
print("end")
