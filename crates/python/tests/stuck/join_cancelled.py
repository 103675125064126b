import asyncio

async def worker(queue):
    item = await queue.get()
    await asyncio.sleep(10)
    queue.task_done()

async def main():
    queue = asyncio.Queue()
    await queue.put("x")
    task = asyncio.create_task(worker(queue), name="worker")
    await asyncio.sleep(1)
    task.cancel()
    await queue.join()

asyncio.run(main())
#: Task-1 (main) waits on line 14 for Queue.join: items not dealt with: 1; worker was cancelled on line 5, before it called task_done()
#: 1 stuck: 1 item(s) not dealt with; task 2; line 5 @14
