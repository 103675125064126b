# record: end
import asyncio

class Shown(asyncio.Task):
    def __repr__(self):
        return f"<{self.get_name()}>"

async def inner():
    task = asyncio.current_task()
    frames = task.get_stack()
    print(frames[0].f_code.co_name, frames[-1].f_code.co_name, len(frames) > 2)
    print([frame.f_code.co_name for frame in task.get_stack(limit=1)])
    task.print_stack()

async def main():
    await Shown(inner(), name='inner')

asyncio.run(main())
