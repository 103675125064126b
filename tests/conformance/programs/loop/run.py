import asyncio


async def greet(name):
    print(f"hello, {name}")
    await asyncio.sleep(0.1)
    return len(name)


async def nothing():
    pass


async def fails():
    raise LookupError("not here")


print(asyncio.run(greet("reader")))
print(asyncio.run(nothing()))
try:
    asyncio.run(fails())
except LookupError as error:
    print("caught", repr(error))

for wrong in (42, None):
    try:
        asyncio.run(wrong)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


async def nested():
    inner = greet("nobody")
    try:
        asyncio.run(inner)
    except RuntimeError as error:
        print("RuntimeError:", error)
    finally:
        inner.close()


asyncio.run(nested())
