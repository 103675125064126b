import asyncio

async def main():
    queue = asyncio.Queue()
    queue.put_nowait(1)
    await queue.join()

asyncio.run(main())
#: Task-1 (main) waits on line 6 for Queue.join: items not dealt with: 1; nobody is left who would call task_done()
#: 1 stuck: 1 item(s) not dealt with @6
