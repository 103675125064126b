import asyncio

async def worker(queue):
    while True:
        n = await queue.get()
        await asyncio.sleep(n)
        if n == 2:
            raise ValueError(n)
        queue.task_done()

async def main():
    queue = asyncio.Queue()
    for n in (1, 2, 1):
        await queue.put(n)
    tasks = [asyncio.create_task(worker(queue), name=f"worker-{k}") for k in (1, 2)]
    await queue.join()

asyncio.run(main())
#: Task-1 (main) waits on line 16 for Queue.join: items not dealt with: 1; worker-2 failed on line 8, before it called task_done() (ValueError: 2)
#: worker-1 (worker) waits on line 5 for Queue.get: it is empty, and Task-1, which put the last item in on line 14, waits for ever itself
#: 1 stuck: 1 item(s) not dealt with; task 3; line 8 @16
#: 2 stuck: nobody is left to put something in; task 1; line 14 @5
