import asyncio

try:
    asyncio.get_running_loop()
except RuntimeError as error:
    print("RuntimeError:", error)


async def main():
    loop = asyncio.get_running_loop()
    print(loop is asyncio.get_event_loop(), loop.is_running(), loop.is_closed())
    try:
        loop.run_forever()
    except RuntimeError as error:
        print("RuntimeError:", error)
    try:
        loop.close()
    except RuntimeError as error:
        print("RuntimeError:", error)
    return loop


loop = asyncio.run(main())
print(loop.is_running(), loop.is_closed())
try:
    loop.call_soon(print, "never")
except RuntimeError as error:
    print("RuntimeError:", error)
