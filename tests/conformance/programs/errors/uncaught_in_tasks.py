import asyncio


async def fails(n):
    await asyncio.sleep(n / 50)
    raise [ValueError, KeyError, OSError][n - 1](f"error {n}")


async def main():
    tasks = [asyncio.create_task(fails(n)) for n in (1, 2, 3)]
    for task in tasks:
        try:
            await task
        except (ValueError, KeyError) as error:
            print("expected", repr(error))
        except Exception as error:
            print("other", type(error).__name__, error)


asyncio.run(main())
