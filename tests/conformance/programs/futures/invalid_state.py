import asyncio


async def main():
    future = asyncio.Future()
    for ask in (future.result, future.exception):
        try:
            ask()
        except asyncio.InvalidStateError as error:
            print(ask.__name__, "->", error)
    print(future.cancel("why"), future.cancel(), future.cancelled())
    for ask in (future.result, future.exception, lambda: future.set_result(1), lambda: future.set_exception(ValueError())):
        try:
            ask()
        except (asyncio.InvalidStateError, asyncio.CancelledError) as error:
            print(type(error).__name__, error)
    print(issubclass(asyncio.InvalidStateError, Exception), issubclass(asyncio.CancelledError, Exception))
    print(asyncio.CancelledError, asyncio.InvalidStateError, asyncio.TimeoutError)


asyncio.run(main())
