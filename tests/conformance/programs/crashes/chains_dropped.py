import asyncio


async def main():
    loop = asyncio.get_running_loop()
    chain = None
    for _ in range(50_000):
        future = loop.create_future()
        future.set_result(chain)
        chain = future
    del future, chain
    print("futures")

    async def give(value):
        return value

    chain = None
    for _ in range(5_000):
        task = asyncio.create_task(give(chain))
        await task
        chain = task
    del task, chain
    print("tasks")


asyncio.run(main())

error = None
for number in range(50_000):
    later = ValueError(number)
    later.__context__ = error
    error = later
del later, error
print("errors")

nested = []
for _ in range(200_000):
    nested = [nested]
del nested
print("lists")
