import asyncio


async def background(name, delay):
    try:
        await asyncio.sleep(delay)
        print(name, "done")
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise
    finally:
        print(name, "cleans up")


async def main():
    a = asyncio.create_task(background("quick", 0.05))
    b = asyncio.create_task(background("slow", 5))
    await asyncio.sleep(0.1)
    print("main returns", a.done(), b.done())
    return "result"


print(asyncio.run(main()))
print("after run")
