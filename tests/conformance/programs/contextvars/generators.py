import asyncio
import contextvars

var = contextvars.ContextVar("var", default="outer")


async def source():
    for n in range(3):
        var.set(f"source {n}")
        yield n
        print("source sees", var.get())


async def main():
    async for n in source():
        print("main sees", var.get())
        var.set(f"main {n}")
    print(var.get())


asyncio.run(main())
print(var.get())
