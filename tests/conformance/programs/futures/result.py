import asyncio


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    print(future.done(), future.cancelled(), future.get_loop() is loop)
    loop.call_later(0.1, future.set_result, "ready")
    print(await future)
    print(future.done(), future.result(), future.exception(), await future)
    try:
        future.set_result("again")
    except asyncio.InvalidStateError as error:
        print("InvalidStateError:", error)


asyncio.run(main())
