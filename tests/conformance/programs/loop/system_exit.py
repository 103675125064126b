import asyncio


async def leaves():
    await asyncio.sleep(0.01)
    raise SystemExit("goodbye")


async def other():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("other cancelled")
        raise


async def main():
    task = asyncio.create_task(other())
    try:
        await leaves()
    finally:
        print("main leaves")


try:
    asyncio.run(main())
except SystemExit as error:
    print("SystemExit:", error)


def interrupt():
    raise KeyboardInterrupt


loop = asyncio.new_event_loop()
loop.call_soon(interrupt)
loop.call_soon(print, "left over")
try:
    loop.run_forever()
except KeyboardInterrupt:
    print("KeyboardInterrupt", loop.is_running())
loop.call_soon(loop.stop)
loop.run_forever()
loop.close()
