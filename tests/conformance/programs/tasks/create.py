import asyncio


async def say(delay, what):
    await asyncio.sleep(delay)
    print(what)
    return what.upper()


async def main():
    first = asyncio.create_task(say(0.2, "hello"))
    second = asyncio.create_task(say(0.1, "world"))
    print("created", first.done(), second.done())
    print(await first)
    print(second.done(), second.result())
    print(await second)


asyncio.run(main())

try:
    coro = say(1, "x")
    asyncio.create_task(coro)
except RuntimeError as error:
    print("RuntimeError:", error)
finally:
    coro.close()
