import asyncio


async def tree(group, name, depth):
    print("grow", name)
    await asyncio.sleep(0.1 * len(name) + 0.01 * int(name))
    if depth:
        for n in (1, 2):
            group.create_task(tree(group, name + str(n), depth - 1))
    print("grown", name)


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(tree(group, "1", 2))
    print("forest")


asyncio.run(main())
