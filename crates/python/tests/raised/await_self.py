import asyncio

async def main():
    task = asyncio.current_task()
    await task

asyncio.run(main())
#: 1 poll ends: failed: RuntimeError: Task cannot await on itself: <Task pending name='Task-1' coro=<main() running at main.py:5> cb=[_run_until_complete_cb() at <asyncio.base_events>:11]> @5
#: 1 task done: failed: RuntimeError: Task cannot await on itself: <Task pending name='Task-1' coro=<main() running at main.py:5> cb=[_run_until_complete_cb() at <asyncio.base_events>:11]> @5
