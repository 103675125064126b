import asyncio

async def bad():
    raise ValueError("bad")

async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(bad(), name="bad")

asyncio.run(main())
#: 2 poll ends: failed: ValueError: bad @4
#: 2 task done: failed: ValueError: bad @4
#: 1 poll ends: failed: ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception) @7
#: 1 task done: failed: ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception) @7
