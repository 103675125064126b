"""Programs by chance, the same on both sides: tasks that use, cancel and break everything, and tell each step."""

import asyncio
import random


class Oops(Exception):
    pass


def _program(seed):
    chance = random.Random(seed)

    def run():
        async def main():
            loop = asyncio.get_running_loop()
            lock, flag, condition = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
            semaphore = asyncio.Semaphore(chance.randrange(3))
            bounded = asyncio.BoundedSemaphore(1 + chance.randrange(2))
            barrier = asyncio.Barrier(2 + chance.randrange(2))
            queue = chance.choice([asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue])(chance.randrange(4))
            tasks = []

            def say(name, *words):
                print(name, *words)

            def pause():
                return chance.choice([0, 0, 0.1, 0.1, 0.2, 0.5])

            async def nap():
                await asyncio.sleep(pause())
                return chance.randrange(100)

            async def stubborn():
                try:
                    await asyncio.sleep(pause())
                except asyncio.CancelledError:
                    await asyncio.sleep(pause())
                    if chance.random() < 0.5:
                        raise
                return "stubborn"

            async def bad():
                await asyncio.sleep(pause())
                raise Oops(chance.randrange(100))

            def some():
                return chance.choice([nap, nap, stubborn, bad])()

            async def hold(thing, depth):
                async with thing:
                    await one(depth)

            async def wait_condition(depth):
                async with condition:
                    return await condition.wait()

            async def notify(depth):
                async with condition:
                    condition.notify(chance.randrange(3))

            async def notify_without(depth):
                condition.notify_all()

            async def put(depth):
                await queue.put(chance.randrange(10))

            async def get(depth):
                got = await queue.get()
                if chance.random() < 0.7:
                    queue.task_done()
                return got

            async def group(depth):
                async with asyncio.TaskGroup() as inside:
                    for _ in range(chance.randrange(4)):
                        inside.create_task(one(depth) if chance.random() < 0.4 else some())
                    await one(depth)
                return repr(inside)

            async def limit(depth):
                async with asyncio.timeout(chance.choice([0, 0.1, 0.2, 0.3, None])) as timeout:
                    if chance.random() < 0.3:
                        timeout.reschedule(loop.time() + pause())
                    await one(depth)
                return repr(timeout)

            async def wait_for(depth):
                return await asyncio.wait_for(one(depth) if chance.random() < 0.5 else some(), pause())

            async def gather(depth):
                return await asyncio.gather(
                    *[some() for _ in range(chance.randrange(4))], return_exceptions=chance.random() < 0.5)

            async def shield(depth):
                inner = loop.create_task(some())
                inner.add_done_callback(lambda task: say("inner", task.cancelled()))
                return await asyncio.shield(inner)

            async def wait(depth):
                made = [loop.create_task(some(), name=f"w{n}") for n in range(1 + chance.randrange(3))]
                for task in made:
                    # What a collection of garbage complains of first is nobody's promise.
                    task.add_done_callback(lambda task: task.cancelled() or task.exception())
                done, pending = await asyncio.wait(
                    made, timeout=chance.choice([None, 0, 0.1]),
                    return_when=chance.choice(["FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"]))
                return sorted(task.get_name() for task in done)

            async def completed(depth):
                got = []
                for each in asyncio.as_completed([nap(), stubborn(), nap()], timeout=chance.choice([None, 0.1, 0.2])):
                    got.append(await each)
                return got

            async def cancel(depth):
                if tasks:
                    victim = chance.choice(tasks)
                    say("cancel", victim.get_name(), victim.cancel(chance.choice([None, "why"])))

            async def look(depth):
                return [str(thing)[-40:] for thing in (lock, flag, condition, semaphore, bounded, barrier, queue)]

            async def release(depth):
                chance.choice([lock, semaphore, bounded]).release()

            async def set_flag(depth):
                flag.set() if chance.random() < 0.6 else flag.clear()

            async def at_barrier(depth):
                return await barrier.wait()

            async def break_barrier(depth):
                await (barrier.abort() if chance.random() < 0.3 else barrier.reset())

            async def join(depth):
                await queue.join()

            async def one(depth):
                if depth <= 0:
                    return await nap()
                deeds = [
                    put, get, get, put, group, limit, limit, wait_for, wait_for, gather, shield, wait, completed, cancel, cancel, look, release,
                    set_flag, at_barrier, at_barrier, break_barrier, wait_condition, notify, notify, notify_without, join,
                    lambda depth: hold(lock, depth), lambda depth: hold(semaphore, depth), lambda depth: hold(bounded, depth),
                    lambda depth: hold(lock, depth), lambda depth: flag.wait(), lambda depth: nap()]
                return await chance.choice(deeds)(depth - 1)

            async def worker(name):
                for step in range(6):
                    try:
                        say(name, step, await one(2))
                    except asyncio.CancelledError as error:
                        say(name, step, "cancelled", error.args, asyncio.current_task().cancelling())
                        if chance.random() < 0.3:
                            raise
                        asyncio.current_task().uncancel()
                    except BaseExceptionGroup as error:
                        say(name, step, repr(error), repr(error.__cause__), repr(error.__context__))
                    except Exception as error:
                        say(name, step, repr(error)[:60], repr(error.__cause__), repr(error.__context__)[:60])
                say(name, "end")

            for n in range(5):
                tasks.append(loop.create_task(worker(f"t{n}"), name=f"t{n}"))
            await asyncio.sleep(5)
            for task in tasks:
                print(task.get_name(), task.done(), repr(task)[:40])

        asyncio.run(main())

    return run


for _seed in range(400):
    globals()[f"by_chance_{_seed}"] = _program(_seed)
