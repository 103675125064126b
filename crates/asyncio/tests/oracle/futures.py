"""asyncio.Future: results, exceptions, callbacks and waiters."""

import asyncio


def _show(call, *arguments):
    try:
        print(call(*arguments))
    except BaseException as error:
        print(f"{type(error).__name__}: {error}")


def a_second_outcome_is_an_invalid_state():
    async def main():
        future = asyncio.get_running_loop().create_future()
        future.set_result(1)
        _show(future.set_result, 2)
        _show(future.set_exception, ValueError("bad"))
        _show(future.cancel)
        print(future.result(), future.done(), future.cancelled())

    asyncio.run(main())


def asking_before_the_end_is_an_invalid_state():
    async def main():
        future = asyncio.get_running_loop().create_future()
        print(future.done(), future.cancelled())
        _show(future.result)
        _show(future.exception)

    asyncio.run(main())


def exception_tells_what_was_set():
    async def main():
        loop = asyncio.get_running_loop()
        good, bad, gone = loop.create_future(), loop.create_future(), loop.create_future()
        good.set_result(1)
        bad.set_exception(ValueError("bad"))
        print(gone.cancel(), gone.cancel())
        _show(good.exception)
        print(type(bad.exception()).__name__, bad.exception())
        _show(gone.exception)
        _show(good.result)
        _show(bad.result)
        _show(gone.result)
        print(good.cancelled(), bad.cancelled(), gone.cancelled())

    asyncio.run(main())


def an_exception_is_raised_in_every_waiter():
    async def wait(name, future):
        try:
            await future
        except ValueError as error:
            print(name, error)

    async def main():
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        tasks = [asyncio.create_task(wait(name, future)) for name in "abc"]
        loop.call_later(1, future.set_exception, ValueError("bad"))
        for task in tasks:
            await task

    asyncio.run(main())


def several_may_await_the_same_future_and_late_ones_too():
    async def wait(name, future):
        print(name, await future)

    async def main():
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        tasks = [asyncio.create_task(wait(name, future)) for name in "ab"]
        loop.call_later(1, future.set_result, 7)
        await tasks[0]
        await tasks[1]
        await asyncio.create_task(wait("late", future))

    asyncio.run(main())


def waiters_and_callbacks_stand_in_one_line():
    async def wait(name, future):
        await future
        print(name)

    async def main():
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        future.add_done_callback(lambda f: print("callback 1"))
        a = asyncio.create_task(wait("a", future))
        await asyncio.sleep(0)
        future.add_done_callback(lambda f: print("callback 2"))
        b = asyncio.create_task(wait("b", future))
        await asyncio.sleep(0)
        future.set_result(None)
        print("set")
        await b
        await a

    asyncio.run(main())


def a_callback_on_a_done_future_is_queued_at_once():
    async def main():
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        future.set_result(3)
        future.add_done_callback(lambda f: print("callback", f.result()))
        print("added")
        await asyncio.sleep(0)
        print("main")

    asyncio.run(main())


def a_callback_may_add_another():
    async def main():
        loop = asyncio.get_running_loop()
        future = loop.create_future()

        def first(f):
            print("first")
            f.add_done_callback(lambda f: print("second"))

        future.add_done_callback(first)
        future.set_result(None)
        for n in range(3):
            await asyncio.sleep(0)
            print("main", n)

    asyncio.run(main())


def a_callback_that_raises_is_reported_and_the_next_one_runs():
    async def main():
        loop = asyncio.get_running_loop()
        future = loop.create_future()

        def bad(f):
            raise ValueError("bad")

        future.add_done_callback(bad)
        future.add_done_callback(lambda f: print("good"))
        future.set_result(None)
        await asyncio.sleep(0)
        print("main")

    asyncio.run(main())


def cancelling_a_future_cancels_who_waits_but_is_no_request():
    async def wait(future):
        try:
            await future
        except asyncio.CancelledError:
            print("cancelled", asyncio.current_task().cancelling())
            raise

    async def main():
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        task = asyncio.create_task(wait(future))
        loop.call_later(1, future.cancel)
        try:
            await task
        except asyncio.CancelledError:
            print("main sees it", task.cancelled(), task.cancelling())

    asyncio.run(main())


def a_cancelled_future_takes_no_result():
    async def main():
        future = asyncio.get_running_loop().create_future()
        future.cancel()
        _show(future.set_result, 1)
        _show(future.set_exception, ValueError("bad"))

    asyncio.run(main())


def setting_a_cancelled_error_is_not_cancelling():
    async def main():
        future = asyncio.get_running_loop().create_future()
        future.set_exception(asyncio.CancelledError())
        print(future.cancelled(), type(future.exception()).__name__)
        try:
            await future
        except asyncio.CancelledError:
            print("raised")

    asyncio.run(main())


def an_exception_nobody_asked_for_is_reported():
    async def main():
        future = asyncio.get_running_loop().create_future()
        future.set_exception(ValueError("bad"))
        del future
        seen = asyncio.get_running_loop().create_future()
        seen.set_exception(ValueError("seen"))
        seen.exception()
        print("main")

    asyncio.run(main())


def p09_a_future_is_awaited_by_one_task_and_then_by_another():
    async def wait(name, future):
        try:
            print(name, "waits")
            print(name, await future)
        except asyncio.CancelledError:
            print(name, "gives up")

    async def main():
        loop = asyncio.get_running_loop()
        inner = loop.create_future()
        first = asyncio.create_task(wait("first", inner))
        await asyncio.sleep(1)
        second_future = loop.create_future()
        second = asyncio.create_task(wait("second", second_future))
        await asyncio.sleep(1)
        second_future.set_result(2)
        inner.set_result(1)
        await first
        await second

    asyncio.run(main())


def p10_a_waiter_cancelled_after_the_result_came_leaves_the_others_theirs():
    async def wait(name, future):
        try:
            print(name, await future)
        except asyncio.CancelledError:
            print(name, "cancelled")

    async def main():
        future = asyncio.get_running_loop().create_future()
        tasks = [asyncio.create_task(wait(name, future)) for name in "abc"]
        await asyncio.sleep(0)
        future.set_result(1)
        print(tasks[1].cancel())
        for task in tasks:
            await task

    asyncio.run(main())


def p11_cancelling_one_waiter_of_a_future_cancels_the_future_of_all():
    async def wait(name, future):
        try:
            print(name, await future)
        except asyncio.CancelledError:
            print(name, "cancelled", asyncio.current_task().cancelling())

    async def main():
        future = asyncio.get_running_loop().create_future()
        tasks = [asyncio.create_task(wait(name, future)) for name in "abc"]
        await asyncio.sleep(0)
        print(tasks[1].cancel())
        print(future.cancelled())
        for task in tasks:
            await task

    asyncio.run(main())
