import asyncio


async def main():
    try:
        await asyncio.sleep(1)
    finally:
        print("clean-up")


async def interrupt(task):
    await asyncio.sleep(0.1)
    raise KeyboardInterrupt


async def both():
    asyncio.create_task(interrupt(asyncio.current_task()))
    await main()


try:
    asyncio.run(both())
except KeyboardInterrupt:
    print("interrupted")
try:
    asyncio.run(main())
finally:
    print("end")
