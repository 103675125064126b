import asyncio


async def deep():
    await asyncio.sleep(1)


async def shallow():
    await deep()


async def main():
    task = asyncio.create_task(shallow())
    await asyncio.sleep(0)
    print([frame.f_code.co_name for frame in task.get_stack()])
    task.cancel()
    await asyncio.wait([task])
    print(task.get_stack())


asyncio.run(main())
