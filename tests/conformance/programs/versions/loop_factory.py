import asyncio

class Own(asyncio.SelectorEventLoop):
    pass

async def main():
    print(type(asyncio.get_running_loop()).__name__)

try:
    asyncio.run(main(), loop_factory=Own)
except TypeError as error:
    print(error)
    with asyncio.Runner(loop_factory=Own) as runner:
        runner.run(main())
