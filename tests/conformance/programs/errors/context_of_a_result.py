import asyncio

async def fails():
    raise ValueError("failed")

async def waits():
    await asyncio.sleep(10)

async def main():
    task = asyncio.create_task(fails())
    await asyncio.wait([task])
    try:
        try:
            1 / 0
        except ZeroDivisionError:
            task.result()
    except ValueError as error:
        print("result", repr(error.__context__))
    try:
        try:
            [][1]
        except IndexError:
            await task
    except ValueError as error:
        print("await", repr(error.__context__))
    try:
        {}["key"]
    except KeyError:
        try:
            await asyncio.wait_for(waits(), 1)
        except TimeoutError as error:
            print("wait_for", repr(error.__context__), repr(error.__context__.__context__))
    task = asyncio.create_task(waits())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    for ask in task.result, task.exception:
        try:
            try:
                1 / 0
            except ZeroDivisionError:
                ask()
        except asyncio.CancelledError as error:
            print("cancelled", repr(error.__context__))

asyncio.run(main())
