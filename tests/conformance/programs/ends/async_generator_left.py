# record: end
import asyncio

async def numbers():
    try:
        yield 1
        yield 2
    finally:
        print("finally")

async def main():
    global it
    it = numbers()
    print(await it.__anext__())

loop = asyncio.new_event_loop()
loop.run_until_complete(main())
print("end")
