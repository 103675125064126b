import asyncio

async def worker(queue):
    while True:
        item = await queue.get()
        print(item)

async def main():
    queue = asyncio.Queue()
    queue.put_nowait(1)
    asyncio.create_task(worker(queue), name="worker")
    await queue.join()

asyncio.run(main())
#: Task-1 (main) waits on line 12 for Queue.join: items not dealt with: 1; worker took one on line 5 and has not called task_done()
#: worker (worker) waits on line 5 for Queue.get: it is empty, and Task-1, which put the last item in on line 10, waits for ever itself
#: 1 stuck: 1 item(s) not dealt with; task 2; line 5 @12
#: 2 stuck: nobody is left to put something in; task 1; line 10 @5
