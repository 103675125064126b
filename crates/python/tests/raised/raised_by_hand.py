import asyncio

def give_up():
    raise asyncio.CancelledError()

async def work():
    give_up()

async def main():
    await asyncio.wait([asyncio.create_task(work())])

asyncio.run(main())
#: 2 poll ends: cancelled @4
#: 2 task done: cancelled @4
