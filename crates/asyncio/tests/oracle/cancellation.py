"""Task.cancel: a counted request, delivered at the next step."""

import asyncio


async def _ending(task):
    """How a task ended, as its awaiter sees it."""
    try:
        print("value", await task)
    except asyncio.CancelledError:
        print("CancelledError")
    except Exception as error:
        print(type(error).__name__, error)
    print(task.done(), task.cancelled(), task.cancelling())


def before_the_first_step_the_body_never_runs():
    async def child():
        print("never")

    async def main():
        task = asyncio.create_task(child())
        print(task.cancel(), task.cancelling(), task.done())
        await _ending(task)

    asyncio.run(main())


def while_sleeping():
    async def child():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            print("cancelled")
            raise

    async def main():
        task = asyncio.create_task(child())
        await asyncio.sleep(1)
        print(task.cancel(), task.done())
        await _ending(task)

    asyncio.run(main())


def while_giving_way():
    async def child():
        for n in range(9):
            print("step", n)
            await asyncio.sleep(0)

    async def main():
        task = asyncio.create_task(child())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        task.cancel()
        await _ending(task)

    asyncio.run(main())


def while_waiting_for_a_future():
    async def child(future):
        await future

    async def main():
        future = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(child(future))
        await asyncio.sleep(0)
        print(task.cancel(), future.cancelled())
        await _ending(task)

    asyncio.run(main())


def while_waiting_for_a_task_that_waits_for_a_task():
    async def level(n):
        try:
            if n == 0:
                await asyncio.sleep(10)
            else:
                await asyncio.create_task(level(n - 1))
        except asyncio.CancelledError:
            print("level", n, asyncio.current_task().cancelling())
            raise

    async def main():
        task = asyncio.create_task(level(2))
        await asyncio.sleep(1)
        task.cancel()
        await _ending(task)

    asyncio.run(main())


def during_its_own_step_before_an_await():
    async def child():
        asyncio.current_task().cancel()
        print("still running")
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            print("cancelled at the await")
            raise

    async def main():
        await _ending(asyncio.create_task(child()))

    asyncio.run(main())


def during_its_own_step_before_giving_way():
    async def child():
        asyncio.current_task().cancel()
        try:
            await asyncio.sleep(0)
        except asyncio.CancelledError:
            print("cancelled")
            raise

    async def main():
        await _ending(asyncio.create_task(child()))

    asyncio.run(main())


def during_its_own_last_step_the_value_is_lost():
    async def child():
        asyncio.current_task().cancel()
        return 5

    async def main():
        await _ending(asyncio.create_task(child()))

    asyncio.run(main())


def during_its_own_last_step_an_exception_wins():
    async def child():
        asyncio.current_task().cancel()
        raise ValueError("bad")

    async def main():
        await _ending(asyncio.create_task(child()))

    asyncio.run(main())


def during_its_own_step_an_await_of_what_is_done_does_not_raise():
    async def child():
        future = asyncio.get_running_loop().create_future()
        future.set_result("done")
        asyncio.current_task().cancel()
        print(await future)
        await asyncio.sleep(1)
        print("never")

    async def main():
        await _ending(asyncio.create_task(child()))

    asyncio.run(main())


def twice_is_counted_and_delivered_once():
    async def child():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            print("cancelled", asyncio.current_task().cancelling())
            await asyncio.sleep(1)
            print("cleaned up")
            raise

    async def main():
        task = asyncio.create_task(child())
        await asyncio.sleep(1)
        print(task.cancel(), task.cancel())
        await _ending(task)

    asyncio.run(main())


def twice_before_the_first_step():
    async def child():
        print("never")

    async def main():
        task = asyncio.create_task(child())
        print(task.cancel(), task.cancel(), task.cancelling())
        await _ending(task)

    asyncio.run(main())


def again_during_the_clean_up():
    async def child():
        try:
            await asyncio.sleep(10)
        finally:
            print("cleaning up")
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                print("cancelled again", asyncio.current_task().cancelling())
                raise

    async def main():
        task = asyncio.create_task(child())
        await asyncio.sleep(1)
        task.cancel()
        await asyncio.sleep(1)
        task.cancel()
        await _ending(task)

    asyncio.run(main())


def swallowed_and_returned():
    async def child():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            print("swallowed")
        return "finished"

    async def main():
        task = asyncio.create_task(child())
        await asyncio.sleep(1)
        task.cancel()
        await _ending(task)

    asyncio.run(main())


def swallowed_and_then_slept_on():
    async def child():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            print("swallowed", asyncio.current_task().cancelling())
        await asyncio.sleep(3)
        return "slept"

    async def main():
        task = asyncio.create_task(child())
        await asyncio.sleep(1)
        task.cancel()
        await _ending(task)

    asyncio.run(main())


def answered_with_another_exception():
    async def child():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            raise ValueError("instead")

    async def main():
        task = asyncio.create_task(child())
        await asyncio.sleep(1)
        task.cancel()
        await _ending(task)

    asyncio.run(main())


def swallowed_by_the_inner_task_the_outer_one_goes_on():
    async def inner():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            return "inner value"

    async def outer():
        print(await asyncio.create_task(inner()))
        return "outer value"

    async def main():
        task = asyncio.create_task(outer())
        await asyncio.sleep(1)
        task.cancel()
        await _ending(task)

    asyncio.run(main())


def uncancel_takes_requests_back():
    async def child():
        task = asyncio.current_task()
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            print(task.cancelling(), task.uncancel(), task.uncancel(), task.uncancel())
        return "finished"

    async def main():
        task = asyncio.create_task(child())
        await asyncio.sleep(1)
        task.cancel()
        task.cancel()
        await _ending(task)

    asyncio.run(main())


def uncancel_before_the_first_step_takes_the_request_back_since_313():
    async def child():
        print("never")

    async def main():
        task = asyncio.create_task(child())
        task.cancel()
        print(task.uncancel())
        await _ending(task)

    asyncio.run(main())


def a_done_task_cannot_be_cancelled():
    async def child():
        return 5

    async def main():
        task = asyncio.create_task(child())
        await task
        print(task.cancel(), task.cancelling())
        await _ending(task)

    asyncio.run(main())


def p10_after_the_result_came_the_value_is_lost_for_this_waiter():
    async def child(future):
        try:
            await future
        except asyncio.CancelledError:
            print("cancelled", future.result())
            raise

    async def main():
        future = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(child(future))
        await asyncio.sleep(0)
        future.set_result(5)
        print(task.cancel(), future.cancelled())
        await _ending(task)

    asyncio.run(main())


def p10_after_an_exception_came_cancellation_is_what_is_raised():
    async def child(future):
        try:
            await future
        except BaseException as error:
            print(type(error).__name__)
            raise

    async def main():
        future = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(child(future))
        await asyncio.sleep(0)
        future.set_exception(ValueError("bad"))
        task.cancel()
        await _ending(task)

    asyncio.run(main())


def at_the_very_moment_of_its_deadline():
    async def child():
        try:
            await asyncio.sleep(1)
            print("slept")
        except asyncio.CancelledError:
            print("cancelled")

    async def main():
        loop = asyncio.get_running_loop()
        task = asyncio.create_task(child())
        await asyncio.sleep(0)
        loop.call_later(1, lambda: print(task.cancel()))
        await _ending(task)

    asyncio.run(main())


def just_before_its_deadline_in_the_same_iteration():
    async def child():
        try:
            await asyncio.sleep(1)
            print("slept")
        except asyncio.CancelledError:
            print("cancelled")

    async def main():
        loop = asyncio.get_running_loop()
        loop.call_later(1, lambda: print(tasks[0].cancel()))
        tasks.append(asyncio.create_task(child()))
        await _ending(tasks[0])
        tasks.clear()

    tasks = []
    asyncio.run(main())


def through_coroutines_awaited_inline():
    async def leaf():
        try:
            await asyncio.sleep(10)
        finally:
            print("leaf")

    async def middle():
        try:
            await leaf()
        finally:
            print("middle")

    async def child():
        try:
            await middle()
        finally:
            print("child")

    async def main():
        task = asyncio.create_task(child())
        await asyncio.sleep(1)
        task.cancel()
        await _ending(task)

    asyncio.run(main())


def main_cancels_itself():
    async def main():
        asyncio.current_task().cancel()
        print("main")
        await asyncio.sleep(1)
        print("never")

    asyncio.run(main())


def an_awaiter_is_not_cancelled_by_its_task_s_cancellation():
    async def child():
        await asyncio.sleep(10)

    async def waiter(task):
        try:
            await task
        except asyncio.CancelledError:
            print("seen", asyncio.current_task().cancelling())
        await asyncio.sleep(1)
        return "goes on"

    async def main():
        task = asyncio.create_task(child())
        other = asyncio.create_task(waiter(task))
        await asyncio.sleep(1)
        task.cancel()
        await _ending(other)

    asyncio.run(main())


def a_sleep_that_was_cancelled_does_not_hold_the_clock():
    async def child():
        await asyncio.sleep(10)

    async def main():
        task = asyncio.create_task(child())
        await asyncio.sleep(1)
        task.cancel()
        await _ending(task)
        await asyncio.sleep(20)
        print("main")

    asyncio.run(main())
