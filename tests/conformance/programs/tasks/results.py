import asyncio


async def good():
    await asyncio.sleep(0)
    return 42


async def bad():
    await asyncio.sleep(0)
    raise KeyError("missing")


async def main():
    a, b = asyncio.create_task(good()), asyncio.create_task(bad())
    for task in (a, b):
        for ask in (task.result, task.exception):
            try:
                ask()
            except asyncio.InvalidStateError as error:
                print("InvalidStateError:", error)
    await asyncio.wait([a, b])
    print(a.result(), a.exception(), a.cancelled())
    print(repr(b.exception()), b.cancelled())
    try:
        b.result()
    except KeyError as error:
        print("raised", error)
    for change in (lambda: a.set_result(1), lambda: a.set_exception(ValueError())):
        try:
            change()
        except RuntimeError as error:
            print("RuntimeError:", error)


asyncio.run(main())
