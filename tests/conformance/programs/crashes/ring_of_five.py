import asyncio


async def main():
    tasks = []

    async def waits_for_next(number):
        await tasks[(number + 1) % 5]

    for number in range(5):
        tasks.append(asyncio.create_task(waits_for_next(number)))
    await asyncio.sleep(0)
    for task in tasks:
        try:
            print(task.cancel())
        except RecursionError:
            print("RecursionError")
    print([task.done() for task in tasks])


try:
    asyncio.run(main())
except RecursionError:
    print("RecursionError")
