import asyncio


async def main():
    queue = asyncio.PriorityQueue()
    for item in ((3, "low"), (1, "urgent"), (2, "normal"), (1, "asap")):
        await queue.put(item)
    while not queue.empty():
        print(await queue.get())

    stack = asyncio.LifoQueue()
    for n in range(3):
        stack.put_nowait(n)
    print([stack.get_nowait() for _ in range(3)])
    try:
        await queue.put((1, {"a": 1}))
        await queue.put((1, {"b": 2}))
    except TypeError as error:
        print("TypeError:", error)


asyncio.run(main())
