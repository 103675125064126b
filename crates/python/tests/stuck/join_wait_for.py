import asyncio

async def worker(q):
    while True:
        try:
            x = await asyncio.wait_for(q.get(), 5)
        except TimeoutError:
            return
        if x == 2:
            raise ValueError(x)
        q.task_done()

async def main():
    q = asyncio.Queue()
    for i in range(4):
        q.put_nowait(i)
    w = asyncio.create_task(worker(q), name="worker")
    await q.join()

asyncio.run(main())
#: Task-1 (main) waits on line 18 for Queue.join: items not dealt with: 2; worker failed on line 10, before it called task_done() (ValueError: 2)
#: 1 stuck: 2 item(s) not dealt with; task 2; line 10 @18
