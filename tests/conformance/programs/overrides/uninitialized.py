"""A future whose `__init__` has not run says so."""
import asyncio


class Forgetful(asyncio.Future):
    def __init__(self):
        pass


for future in (Forgetful(), asyncio.Future.__new__(asyncio.Future)):
    for call in (
        lambda: future.done(), lambda: future.cancelled(), lambda: future.result(), lambda: future.exception(),
        lambda: future.set_result(1), lambda: future.set_exception(OSError()), lambda: future.cancel(),
        lambda: future.add_done_callback(print), lambda: future.remove_done_callback(print), lambda: future.get_loop(),
        lambda: iter(future), lambda: repr(future),
    ):
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__, error)
