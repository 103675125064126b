import asyncio

END = object()


async def source(out):
    for word in "the quick brown fox".split():
        await asyncio.sleep(0.02)
        await out.put(word)
    await out.put(END)


async def stage(name, function, pause, incoming, out):
    while (item := await incoming.get()) is not END:
        await asyncio.sleep(pause)
        result = function(item)
        print(f"{name}: {item} -> {result}")
        await out.put(result)
    await out.put(END)


async def sink(incoming):
    collected = []
    while (item := await incoming.get()) is not END:
        collected.append(item)
    return collected


async def main():
    a, b, c = (asyncio.Queue(1) for _ in range(3))
    *_, result = await asyncio.gather(
        source(a), stage("upper", str.upper, 0.031, a, b), stage("reverse", lambda w: w[::-1], 0.047, b, c), sink(c)
    )
    print(result)


asyncio.run(main())
