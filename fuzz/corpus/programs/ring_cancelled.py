import asyncio


async def main():
    async def ping():
        await pong_task

    async def pong():
        await ping_task

    ping_task = asyncio.create_task(ping())
    pong_task = asyncio.create_task(pong())
    await asyncio.sleep(0.1)
    try:
        ping_task.cancel()
    except RecursionError as error:
        print(error)
    print(ping_task.done(), pong_task.done(), ping_task.cancelling() > 100)


try:
    asyncio.run(main())
except RecursionError as error:
    print("and again at the end:", error)
