import asyncio

async def parent():
    child = asyncio.create_task(work(asyncio.current_task()), name="work")
    await child

async def work(boss):
    await asyncio.shield(boss)

asyncio.run(parent())
#: Task-1 (parent) waits on line 5 for work to end: that is a ring: work in the end waits for Task-1
#: work (work) waits on line 8 for shield: that is a ring: Task-1 in the end waits for work
#: 1 stuck: that task never ends; task 2 @5
#: 2 stuck: that task never ends; task 1 @8
