"""Loops, runners, policies, asynchronous generators, and what is complained of."""

import asyncio
import contextvars
import sys
import time


def _show(call, *arguments, **options):
    try:
        print(call(*arguments, **options))
    except BaseException as error:
        print(f"{type(error).__name__}: {error} {error.__cause__!r}")


async def _ashow(awaitable):
    try:
        print(await awaitable)
    except BaseException as error:
        print(f"{type(error).__name__}: {error} {error.__cause__!r}")


async def _nothing():
    pass


def which_loop():
    _show(asyncio.get_running_loop)
    loop = asyncio.get_event_loop()
    print(loop, loop is asyncio.get_event_loop(), asyncio.Future().get_loop() is loop)
    print(loop.run_until_complete(asyncio.sleep(1, "slept")))
    asyncio.set_event_loop(None)
    _show(asyncio.get_event_loop)
    _show(asyncio.Future)
    _show(asyncio.gather)
    _show(asyncio.ensure_future, asyncio.sleep(0))
    _show(asyncio.set_event_loop, 3)
    other = asyncio.new_event_loop()
    asyncio.set_event_loop(other)
    print(asyncio.get_event_loop() is other)
    for each in (loop, other):
        each.close()
        each.close()
    _show(loop.run_until_complete, _nothing())
    _show(loop.run_forever)
    _show(loop.call_soon, print)
    _show(loop.call_later, 1, print)
    _show(loop.call_soon_threadsafe, print)
    coroutine = _nothing()
    _show(loop.create_task, coroutine)
    coroutine.close()
    _show(loop.run_in_executor, None, print)
    print(loop, loop.create_future())
    asyncio.run(_nothing())
    _show(asyncio.get_event_loop)


def policies():
    class Policy(asyncio.DefaultEventLoopPolicy):
        def new_event_loop(self):
            print("new")
            return super().new_event_loop()

        def set_event_loop(self, loop):
            print("set", loop)
            super().set_event_loop(loop)

    asyncio.set_event_loop_policy(Policy())
    asyncio.run(_nothing())
    _show(asyncio.set_event_loop_policy, 3)
    asyncio.set_event_loop_policy(None)
    print(asyncio.get_event_loop_policy(), asyncio.get_event_loop())


def loops_by_hand():
    loop = asyncio.new_event_loop()
    future = loop.create_future()
    loop.call_soon(print, "soon")
    loop.call_later(1, future.set_result, "later")
    print(loop.run_until_complete(future))
    loop.call_soon(loop.stop)
    loop.call_soon(print, "same turn")
    loop.run_forever()
    _show(loop.run_until_complete, 3)

    async def stops():
        loop.stop()
        await asyncio.sleep(1)
        return "never"

    task = loop.create_task(stops())
    _show(loop.run_until_complete, task)
    print(task)
    print(loop.run_until_complete(task))

    async def exits():
        sys.exit(3)

    async def interrupts():
        raise KeyboardInterrupt("stop")

    _show(loop.run_until_complete, exits())
    _show(loop.run_until_complete, interrupts())
    print(loop.run_until_complete(asyncio.sleep(0, "still runs")))
    other = asyncio.new_event_loop()

    async def nested():
        coroutine = _nothing()
        _show(other.run_until_complete, coroutine)
        coroutine.close()
        _show(other.run_forever)
        _show(loop.run_forever)
        _show(loop.close)
        foreign = other.create_future()
        _show(asyncio.ensure_future, foreign, loop=loop)
        try:
            await foreign
        except RuntimeError as error:
            print(error)

    loop.run_until_complete(nested())
    future = other.create_future()
    _show(loop.run_until_complete, future)
    loop.close()
    other.close()


def runners():
    variable = contextvars.ContextVar("variable", default=0)

    async def count():
        variable.set(variable.get() + 1)
        return variable.get(), asyncio.current_task().get_name()

    with asyncio.Runner() as runner:
        print(runner.run(count()), runner.run(count()), runner.get_loop())
        print(runner.run(count(), context=contextvars.copy_context()), variable.get())
        _show(runner.run, 3)
        print(asyncio.get_event_loop() is runner.get_loop())
    _show(runner.run, _nothing())
    _show(runner.get_loop)
    _show(asyncio.get_event_loop)
    runner.close()
    runner = asyncio.Runner()
    runner.close()
    print(runner.run(count()))
    runner.close()

    def make():
        print("made")
        return asyncio.new_event_loop()

    with asyncio.Runner(debug=True, loop_factory=make) as runner:
        print(runner.get_loop().get_debug(), runner.run(count()))

    async def within():
        coroutine = _nothing()
        _show(asyncio.Runner().run, coroutine)
        _show(asyncio.run, coroutine)
        coroutine.close()

    asyncio.run(within())


def runner_interrupted():
    async def child():
        try:
            await asyncio.sleep(10)
        finally:
            print("child ends", asyncio.current_task().cancelling())

    async def main():
        asyncio.create_task(child())
        await asyncio.sleep(1)
        raise KeyboardInterrupt

    asyncio.run(main())


def cancelled_main():
    async def main():
        asyncio.current_task().cancel("self")
        await asyncio.sleep(1)

    asyncio.run(main())


def threadsafe():
    async def good():
        await asyncio.sleep(1)
        return "good"

    async def bad():
        raise ValueError("bad")

    async def main():
        loop = asyncio.get_running_loop()
        future = asyncio.run_coroutine_threadsafe(good(), loop)
        print(future, future.done(), future.running())
        wrapped = asyncio.wrap_future(future)
        print(wrapped, asyncio.wrap_future(wrapped) is wrapped)
        print(await wrapped, wrapped)
        print(future, future.result(), future.exception(), future.done(), future.cancel())
        future = asyncio.run_coroutine_threadsafe(bad(), loop)
        await _ashow(asyncio.wrap_future(future))
        print(future, repr(future.exception()))
        future = asyncio.run_coroutine_threadsafe(good(), loop)
        future.add_done_callback(lambda future: print("done", future))
        await asyncio.sleep(0)
        print(future.cancel(), future, future.cancelled())
        await asyncio.sleep(2)
        future.add_done_callback(lambda future: print("done at once"))
        future = asyncio.run_coroutine_threadsafe(good(), loop)
        wrapped = asyncio.wrap_future(future)
        await asyncio.sleep(0.5)
        wrapped.cancel()
        await _ashow(wrapped)
        print(future)
        future = asyncio.run_coroutine_threadsafe(asyncio.sleep(5), loop)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        for task in asyncio.all_tasks():
            if task is not asyncio.current_task():
                task.cancel()
        await asyncio.sleep(0.1)
        print(future)
        _show(future.result)
        future = asyncio.run_coroutine_threadsafe(good(), loop)
        _show(future.result, 0)

    asyncio.run(main())


def asynchronous_generators():
    async def numbers(name):
        try:
            for n in range(10):
                yield n
                await asyncio.sleep(0.1)
        finally:
            print(name, "finally")
            await asyncio.sleep(0.1)
            print(name, "closed")

    async def bad():
        try:
            yield 1
        finally:
            raise ValueError("bad")

    kept = []

    async def main():
        async for n in numbers("dropped"):
            if n == 2:
                break
        await asyncio.sleep(0)
        generator = numbers("kept")
        kept.append(generator)
        print(await anext(generator))
        worse = bad()
        kept.append(worse)
        print(await anext(worse))
        done = numbers("done")
        print([n async for n in done])
        await asyncio.sleep(1)
        print("main ends")

    asyncio.run(main())
    print("after")


def complaints():
    async def bad(n):
        await asyncio.sleep(0)
        raise ValueError(n)

    def callback(*words):
        raise ValueError("in callback")

    async def main():
        loop = asyncio.get_running_loop()
        asyncio.create_task(bad(1))
        await asyncio.sleep(0.1)
        future = loop.create_future()
        future.set_exception(ValueError("of a future"))
        del future
        loop.call_soon(callback, 1, "two")
        loop.call_later(0.1, callback)
        await asyncio.sleep(1)
        gathered = asyncio.gather(bad(2), bad(3))
        await asyncio.sleep(1)
        del gathered
        done = loop.create_future()
        done.add_done_callback(callback)
        done.set_result(3)
        await asyncio.sleep(1)
        loop.call_exception_handler({"message": "by hand", "b": 1, "a": [2], "exception": None})
        loop.call_exception_handler({})
        try:
            try:
                raise KeyError("cause")
            except KeyError as error:
                raise ValueError("effect") from error
        except ValueError as error:
            loop.call_exception_handler({"message": "chained", "exception": error})
        loop.call_exception_handler({"message": "group", "exception": ExceptionGroup("some", [ValueError(1), KeyError(2)])})
        loop.set_exception_handler(lambda loop, context: print(loop, sorted(context), context["message"]))
        print(loop.get_exception_handler() is None)
        asyncio.create_task(bad(4))
        loop.call_soon(callback, 3)
        await asyncio.sleep(1)

        def worse(loop, context):
            1 / 0

        loop.set_exception_handler(worse)
        loop.call_exception_handler({"message": "lost"})
        loop.default_exception_handler = worse.__get__(3)
        loop.call_exception_handler({"message": "lost again"})
        loop.set_exception_handler(None)
        loop.call_exception_handler({"message": "and again"})
        loop.default_exception_handler = lambda context: sys.exit(4)
        _show(loop.call_exception_handler, {"message": "exit"})
        del loop.default_exception_handler
        loop.default_exception_handler({"message": 3, "exception": ValueError()})

    asyncio.run(main())


def debug_mode():
    async def main():
        loop = asyncio.get_running_loop()
        print(loop, loop.get_debug(), loop.slow_callback_duration)
        for call in (loop.call_soon, loop.call_soon_threadsafe):
            _show(call, _nothing)
            _show(call, 3)
        _show(loop.call_later, 1, _nothing)
        _show(loop.run_in_executor, None, _nothing)
        loop.call_soon(time.sleep, 0.25)
        await asyncio.sleep(0)
        time.sleep(0.15)
        await asyncio.sleep(0)
        loop.slow_callback_duration = 1
        time.sleep(0.5)
        await asyncio.sleep(0)
        loop.call_soon(lambda: 1 / 0)
        loop.call_exception_handler({"message": "in debug mode"})
        loop.set_debug(False)
        await asyncio.sleep(0)
        loop.set_debug(True)
        await asyncio.sleep(0)

    asyncio.run(main(), debug=True)


def gatherings_outside():
    loop = asyncio.get_event_loop()
    print(loop.run_until_complete(asyncio.gather(asyncio.sleep(1, 1), asyncio.sleep(2, 2))))
    print(loop.run_until_complete(asyncio.gather()))
    print(loop.run_until_complete(asyncio.wait_for(asyncio.sleep(1, "x"), 2)))
    print(loop.run_until_complete(asyncio.shield(asyncio.sleep(1, "y"))))
    for each in asyncio.as_completed([asyncio.sleep(2, "b"), asyncio.sleep(1, "a")]):
        print(loop.run_until_complete(each))
    loop.close()
