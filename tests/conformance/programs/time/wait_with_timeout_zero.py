# recorded in real time
import asyncio

async def job(name, delay):
    await asyncio.sleep(delay)
    return name

async def main():
    pending = {asyncio.create_task(job(name, delay)) for name, delay in [("one", 0.1), ("two", 0.25)]}
    rounds = 0
    while pending:
        done, pending = await asyncio.wait(pending, timeout=0)
        rounds += 1
        for task in done:
            print(task.result())
    print(rounds > 10)

asyncio.run(main())
