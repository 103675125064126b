import asyncio

class Service:
    def __init__(self):
        self.ready = asyncio.Event()

    async def start(self):
        await asyncio.sleep(1)
        raise ConnectionError("no database")

    async def use(self):
        await self.ready.wait()

async def main():
    service = Service()
    starting = asyncio.create_task(service.start(), name="start")
    await service.use()

asyncio.run(main())
#: Task-1 (main) waits on line 12 for Event.wait: nobody is left who could do it; start failed on line 9 (ConnectionError: no database)
#: 1 stuck: nobody is left to do it; task 2; line 9 @12
