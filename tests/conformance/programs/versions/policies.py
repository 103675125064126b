# record: end
import asyncio

policy = asyncio.get_event_loop_policy()
print(isinstance(policy, asyncio.AbstractEventLoopPolicy))
asyncio.set_event_loop_policy(asyncio.DefaultEventLoopPolicy())

async def main():
    print(asyncio.iscoroutinefunction(main))

asyncio.run(main())
for name in ("get_child_watcher", "SafeChildWatcher", "EventLoop", "eager_task_factory", "QueueShutDown", "print_call_graph"):
    print(name, hasattr(asyncio, name), name in dir(asyncio))
