import asyncio

tokyo = 0.7  # @param
patience = 1.5  # @param


async def ask(server, seconds):
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        print(f"{server}: cancelled")
        raise
    return f"{server}: here is your page"


async def main():
    servers = {"tokyo": tokyo, "paris": 0.9, "lima": 1.2}
    runners = [
        asyncio.create_task(ask(server, seconds), name=server)
        for server, seconds in servers.items()
    ]
    done, pending = await asyncio.wait(
        runners, timeout=patience, return_when=asyncio.FIRST_COMPLETED
    )
    for runner in runners:  # a list has an order, `pending` has none
        if runner in pending:
            runner.cancel()
    await asyncio.gather(*runners, return_exceptions=True)
    for runner in runners:
        if runner in done:
            print(runner.result())
    if not done:
        print("nobody answered in time")


asyncio.run(main())
