import asyncio


async def main():
    loop = asyncio.get_running_loop()

    def chain(depth):
        print("depth", depth)
        if depth < 3:
            loop.call_soon(chain, depth + 1)
            loop.call_soon(print, "sibling of", depth + 1)

    loop.call_soon(chain, 1)
    for turn in range(4):
        print("turn", turn)
        await asyncio.sleep(0)
    print("end")


asyncio.run(main())
