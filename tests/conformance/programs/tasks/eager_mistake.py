import asyncio


async def step(name):
    print("running", name)
    await asyncio.sleep(0.1)
    return name


async def main():
    start = asyncio.get_running_loop().time()
    elapsed = lambda: f"{asyncio.get_running_loop().time() - start:.1f}"
    print(await step("a"), await step("b"), elapsed())
    first, second = asyncio.create_task(step("c")), asyncio.create_task(step("d"))
    print(await first, await second, elapsed())
    later = step("e")
    print("nothing runs yet")
    await asyncio.sleep(0.1)
    print(await later, elapsed())


asyncio.run(main())
