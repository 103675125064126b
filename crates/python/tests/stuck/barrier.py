import asyncio

async def runner(barrier):
    await barrier.wait()

async def main():
    barrier = asyncio.Barrier(3)
    await asyncio.gather(runner(barrier), runner(barrier))

asyncio.run(main())
#: Task-1 (main) waits on line 8 for gather: 2 of its parts never end, the first of them Task-2
#: Task-2 (runner) waits on line 4 for Barrier.wait: still to come: 1; nobody is left who could
#: Task-3 (runner) waits on line 4 for Barrier.wait: still to come: 1; nobody is left who could
#: 1 stuck: 2 of them never end; task 2 @8
#: 2 stuck: 1 have still to come @4
#: 3 stuck: 1 have still to come @4
