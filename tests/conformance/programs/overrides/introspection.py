"""What a library that has tasks of its own tells asyncio of them."""
import asyncio
from asyncio.tasks import _enter_task, _leave_task, _register_task, _unregister_task


class Foreign:
    def __init__(self, loop):
        self.loop = loop
        self.over = False

    def get_loop(self):
        return self.loop

    def cancel(self):
        self.over = True

    def done(self):
        return self.over

    def __repr__(self):
        return "<Foreign>"


async def main():
    loop = asyncio.get_running_loop()
    foreign = Foreign(loop)
    _register_task(foreign)
    print(len(asyncio.all_tasks()), foreign in asyncio.all_tasks())
    foreign.over = True
    print(len(asyncio.all_tasks()))
    foreign.over = False
    own = asyncio.current_task()
    try:
        _enter_task(loop, foreign)
    except RuntimeError as error:
        print(str(error).split(" while")[0])
    _leave_task(loop, own)
    print(asyncio.current_task())
    _enter_task(loop, foreign)
    print(asyncio.current_task())
    try:
        _leave_task(loop, own)
    except RuntimeError as error:
        print("does not match" in str(error))
    _leave_task(loop, foreign)
    _enter_task(loop, own)
    print(asyncio.current_task() is own)
    _unregister_task(foreign)
    print(len(asyncio.all_tasks()))


asyncio.run(main())
