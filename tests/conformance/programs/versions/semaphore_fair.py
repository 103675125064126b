import asyncio

async def worker(name, semaphore, hold):
    try:
        async with semaphore:
            print(name, "in")
            await asyncio.sleep(hold)
        print(name, "out")
    except asyncio.CancelledError:
        print(name, "cancelled")

async def main():
    semaphore = asyncio.Semaphore(2)
    tasks = [asyncio.create_task(worker(name, semaphore, 0.1)) for name in "abcdef"]
    await asyncio.sleep(0.05)
    tasks[2].cancel()
    tasks[3].cancel()
    await asyncio.sleep(0.05)
    tasks[4].cancel()
    await asyncio.gather(*tasks)
    print(semaphore.locked(), semaphore._value)

asyncio.run(main())
