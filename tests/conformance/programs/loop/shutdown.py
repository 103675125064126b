import asyncio


async def numbers():
    try:
        n = 0
        while True:
            yield n
            n += 1
    finally:
        print("generator closed")


loop = asyncio.new_event_loop()


async def main():
    source = numbers()
    print(await source.__anext__(), await source.__anext__())
    return source


kept = loop.run_until_complete(main())
print("main done")
loop.run_until_complete(loop.shutdown_asyncgens())
print("shut down")
loop.run_until_complete(loop.shutdown_default_executor())
loop.close()
