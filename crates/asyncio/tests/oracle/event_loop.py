"""The loop, entered and left by module-level code."""

import asyncio
import time


def _show(call, *arguments):
    try:
        print(call(*arguments))
    except BaseException as error:
        print(f"{type(error).__name__}: {error}")


async def _value(name, seconds):
    await asyncio.sleep(seconds)
    print(name)
    return name


async def _bad():
    raise ValueError("bad")


def run_until_complete_returns_and_raises_and_may_be_called_again():
    loop = asyncio.new_event_loop()
    print(loop.run_until_complete(_value("one", 1)))
    _show(loop.run_until_complete, _bad())
    task = loop.create_task(_value("two", 1))
    print(loop.run_until_complete(task))
    print(loop.run_until_complete(task))
    future = loop.create_future()
    future.set_result("three")
    print(loop.run_until_complete(future))
    loop.close()


def a_task_that_is_not_waited_for_goes_on_in_the_next_run():
    async def ticks():
        for n in range(4):
            print("tick", n)
            await asyncio.sleep(1)

    loop = asyncio.new_event_loop()
    task = loop.create_task(ticks())
    loop.run_until_complete(asyncio.sleep(1.5))
    print("between", task.done())
    time.sleep(5)
    loop.run_until_complete(task)
    print("end")
    loop.close()


def run_forever_until_stop():
    loop = asyncio.new_event_loop()
    loop.call_later(2, loop.stop)
    loop.call_later(1, print, "one")
    loop.call_later(3, print, "three")
    loop.run_forever()
    print("stopped")
    loop.call_later(2, loop.stop)
    loop.run_forever()
    print("stopped again")
    loop.close()


def stop_before_run_forever_runs_one_iteration():
    loop = asyncio.new_event_loop()

    def first():
        print("first")
        loop.call_soon(print, "second")

    loop.call_soon(first)
    loop.stop()
    loop.run_forever()
    print("left")
    loop.stop()
    loop.run_forever()
    print("left again")
    loop.stop()
    loop.run_forever()
    print("nothing was there")
    loop.close()


def after_stop_the_rest_of_the_iteration_runs():
    loop = asyncio.new_event_loop()

    def halt():
        loop.stop()
        loop.call_soon(print, "next run")
        print("halt")

    loop.call_soon(halt)
    loop.call_soon(print, "same iteration")
    loop.run_forever()
    print("left")
    loop.call_soon(loop.stop)
    loop.run_forever()
    loop.close()


def stop_within_a_task():
    async def child():
        asyncio.get_running_loop().stop()
        print("stopping")
        await asyncio.sleep(0)
        print("in the next run")
        return "value"

    loop = asyncio.new_event_loop()
    task = loop.create_task(child())
    loop.run_forever()
    print("left", task.done())
    print(loop.run_until_complete(task))
    loop.close()


def stopped_before_the_future_was_done():
    loop = asyncio.new_event_loop()
    task = loop.create_task(_value("late", 2))
    loop.call_later(1, loop.stop)
    _show(loop.run_until_complete, task)
    # The first run's callback is gone: the task's end does not stop this one.
    loop.call_later(3, loop.stop)
    loop.call_later(2, print, "still running")
    loop.run_forever()
    print(task.result())
    loop.close()


def a_closed_loop_does_not_run():
    loop = asyncio.new_event_loop()
    print(loop.is_closed())
    loop.close()
    loop.close()
    print(loop.is_closed())
    _show(loop.run_until_complete, _bad())
    _show(loop.run_forever)
    _show(loop.create_task, _bad())


def a_running_loop_does_not_close_and_does_not_run_again():
    async def main():
        loop = asyncio.get_running_loop()
        _show(loop.close)
        _show(loop.run_until_complete, _bad())
        _show(loop.run_forever)
        _show(asyncio.new_event_loop().run_forever)
        _show(asyncio.run, _bad())
        print(loop.is_closed())

    loop = asyncio.new_event_loop()
    loop.run_until_complete(main())
    loop.close()


def no_loop_runs_at_top_level():
    _show(asyncio.get_running_loop)


def what_was_queued_before_the_run():
    loop = asyncio.new_event_loop()
    loop.call_soon(print, "callback")
    loop.call_later(0, print, "timer")
    task = loop.create_task(_value("task", 0))
    loop.run_until_complete(task)
    loop.close()


def tasks_made_at_top_level_wait_for_the_run():
    async def work(x):
        print("waiting:", x)
        return "finished"

    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loop = asyncio.get_event_loop()
    task = loop.create_task(work(2))
    other = asyncio.ensure_future(work(3))
    print(task.done(), other.done(), other.get_name())
    start = time.time()
    loop.run_until_complete(task)
    print("Time:", time.time() - start, task.done(), other.done())
    print(task.result())
    loop.close()


def two_loops_keep_apart():
    one, two = asyncio.new_event_loop(), asyncio.new_event_loop()
    task = one.create_task(_value("task of one", 1))
    one.call_soon(print, "callback of one")
    one.call_later(3.5, print, "timer of one")
    two.run_until_complete(_value("task of two", 3))
    print("two left")
    one.run_until_complete(task)
    print("one left")
    one.close()
    two.close()


def what_a_closed_loop_had_queued_never_runs():
    async def first():
        loop = asyncio.get_running_loop()
        loop.call_later(1, print, "never: timer")
        print("first")

    async def second():
        await asyncio.sleep(5)
        print("second")

    asyncio.run(first())
    asyncio.run(second())


def a_timer_is_overdue_in_a_later_run():
    loop = asyncio.new_event_loop()
    loop.call_later(1, print, "timer")
    loop.run_until_complete(_value("first", 0.5))
    time.sleep(2)
    print("top level")
    loop.run_until_complete(_value("second", 0))
    loop.close()


def a_cancelled_timer_or_callback_does_not_run():
    async def main():
        loop = asyncio.get_running_loop()
        timer = loop.call_later(1, print, "never")
        handle = loop.call_soon(print, "never")
        loop.call_later(2, print, "two")
        timer.cancel()
        handle.cancel()
        await asyncio.sleep(3)
        print("main")

    asyncio.run(main())


def the_article_s_first_program():
    async def example():
        print(time.localtime())
        await asyncio.sleep(2)
        print("===========")
        print(time.localtime())

    coroutine = example()
    loop = asyncio.new_event_loop()
    loop.run_until_complete(coroutine)
    loop.close()


def an_exception_in_a_callback_is_reported():
    async def main():
        loop = asyncio.get_running_loop()

        def bad():
            raise ValueError("bad")

        loop.call_soon(bad)
        loop.call_soon(print, "good")
        loop.call_later(1, bad)
        await asyncio.sleep(2)
        print("main")

    asyncio.run(main())
