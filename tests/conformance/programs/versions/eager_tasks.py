# only 3.14 3.15
import asyncio

async def quick(n):
    print("quick", n, asyncio.current_task().get_name())
    return n

async def slow(n):
    print("slow begins", n)
    await asyncio.sleep(0.1)
    print("slow ends", n)
    return n

async def fails():
    raise ValueError("at once")

async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    one = asyncio.create_task(quick(1))
    print(one.done(), one, one.get_coro(), asyncio.current_task().get_name())
    two = asyncio.create_task(slow(2))
    print("made", two.done())
    print(await two)
    print(await asyncio.gather(quick(3), slow(4), quick(5)))
    three = asyncio.create_task(fails())
    print(three.done(), repr(three.exception()))
    async with asyncio.TaskGroup() as group:
        group.create_task(quick(6))
        group.create_task(slow(7), name="seven")
        print("in the group")
    print(await asyncio.wait_for(quick(8), 1))
    loop.set_task_factory(None)
    four = asyncio.create_task(quick(9), eager_start=True)
    print(four.done())
    five = asyncio.create_task(quick(10))
    print(five.done(), await five)
    done, pending = await asyncio.wait([four, asyncio.create_task(slow(11), eager_start=True)])
    print(len(done), len(pending))

asyncio.run(main())
