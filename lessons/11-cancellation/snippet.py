import asyncio

after = 1.5  # @param
cleanup = 1  # @param
bare = False  # @param

caught = BaseException if bare else Exception  #: caught


async def work():
    try:
        for part in [1, 2, 3]:
            try:
                print("part", part)  #: part
                await asyncio.sleep(1)  #: wait
            except caught as error:  #: except
                print("ignored:", type(error).__name__)  #: ignored
    finally:
        print("clean-up: begins")  #: begins
        await asyncio.sleep(cleanup)  #: cleanup
        print("clean-up: done")  #: done


async def main():
    task = asyncio.create_task(work())  #: create
    await asyncio.sleep(after)  #: after
    print("cancel:", task.cancel())  #: cancel
    print("cancelled yet?", task.cancelled())  #: yet
    try:
        await task  #: join
    except asyncio.CancelledError:
        print("main: CancelledError")  #: told
    print("cancelled:", task.cancelled())  #: outcome


asyncio.run(main())  #: run
