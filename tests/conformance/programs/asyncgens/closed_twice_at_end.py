import asyncio

async def numbers():
    try:
        for number in range(5):
            yield number
    finally:
        print("closing")
        await asyncio.sleep(0.1)
        print("never printed")

async def main():
    async for number in numbers():
        if number == 2:
            break
    print("main is done")

asyncio.run(main())
