# only 3.14 3.15
import asyncio

def names(graph, depth=0):
    print("  " * depth + graph.future.get_name(), [entry.frame.f_code.co_name for entry in graph.call_stack])
    for waiter in sorted(graph.awaited_by, key=lambda waiter: waiter.future.get_name()):
        names(waiter, depth + 1)

async def leaf():
    names(asyncio.capture_call_graph())
    await asyncio.sleep(0.1)

async def branch():
    await leaf()

async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(branch(), name="branch")
    await asyncio.gather(asyncio.create_task(branch(), name="first"), asyncio.create_task(asyncio.sleep(1), name="second"))
    task = asyncio.create_task(branch(), name="awaited")
    await task
    task = asyncio.create_task(asyncio.sleep(1), name="sleeper")
    await asyncio.sleep(0)
    names(asyncio.capture_call_graph(task))
    shielded = asyncio.shield(task)
    waiting = asyncio.create_task(asyncio.wait([task]), name="waiting")
    await asyncio.sleep(0)
    names(asyncio.capture_call_graph(task))
    print("Call stack" in asyncio.format_call_graph(task))
    await shielded
    await waiting

asyncio.run(main(), debug=False)
