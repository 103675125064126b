import asyncio


async def attempt(outer, inner, work):
    try:
        async with asyncio.timeout(outer) as a:
            try:
                async with asyncio.timeout(inner) as b:
                    await asyncio.sleep(work)
                    print("finished")
            except TimeoutError:
                print("inner timeout")
            await asyncio.sleep(0.2)
            print("after the inner one")
    except TimeoutError:
        print("outer timeout")
    print(a.expired(), b.expired())


async def main():
    await attempt(0.5, 0.1, 1)
    await attempt(0.1, 0.5, 1)
    await attempt(0.15, 0.1, 1)
    await attempt(1, 0.5, 0.1)


asyncio.run(main())
