import asyncio

async def part():
    print("never")

async def main():
    task = asyncio.create_task(part(), name="part")
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("main goes on")

asyncio.run(main())
#: 2 cancel requested by task 1 @8
#: 2 cancel delivered @0
