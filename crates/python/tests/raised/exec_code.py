import asyncio

async def main():
    exec("\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\nraise ValueError('in exec')")

asyncio.run(main())
#: 1 poll ends: failed: ValueError: in exec @4
#: 1 task done: failed: ValueError: in exec @4
