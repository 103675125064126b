import asyncio

async def gives_up():
    raise asyncio.CancelledError

async def main():
    try:
        await gives_up()
    except asyncio.CancelledError:
        print("nobody asked")

asyncio.run(main())
