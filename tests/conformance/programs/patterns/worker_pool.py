import asyncio


class Pool:
    def __init__(self, size):
        self.jobs = asyncio.Queue()
        self.size = size

    async def __aenter__(self):
        self.workers = [asyncio.create_task(self.work(n), name=f"worker-{n}") for n in range(self.size)]
        return self

    async def __aexit__(self, *error):
        await self.jobs.join()
        for worker in self.workers:
            worker.cancel()
        await asyncio.gather(*self.workers, return_exceptions=True)

    def submit(self, function, *args):
        future = asyncio.get_running_loop().create_future()
        self.jobs.put_nowait((future, function, args))
        return future

    async def work(self, number):
        while True:
            future, function, args = await self.jobs.get()
            try:
                future.set_result(await function(*args))
            except Exception as error:
                future.set_exception(error)
            finally:
                print(asyncio.current_task().get_name(), "finished", args)
                self.jobs.task_done()


async def divide(a, b):
    await asyncio.sleep(a / 50)
    return a / b


async def main():
    async with Pool(2) as pool:
        futures = [pool.submit(divide, a, b) for a, b in ((5, 2), (3, 0), (1, 4), (6.5, 1))]
    print([future.exception() or future.result() for future in futures])


asyncio.run(main())
