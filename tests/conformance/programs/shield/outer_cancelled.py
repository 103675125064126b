import asyncio


async def precious():
    await asyncio.sleep(0.1)
    print("precious work done")
    return "saved"


async def caller(task):
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        print("the caller is cancelled")
        raise


async def main():
    inner = asyncio.create_task(precious())
    outer = asyncio.create_task(caller(inner))
    await asyncio.sleep(0.01)
    outer.cancel()
    await asyncio.wait([outer])
    print(outer.cancelled(), inner.cancelled(), inner.done())
    print(await inner)


asyncio.run(main())
