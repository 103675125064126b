import asyncio

delay = 2  # @param
answer = 42  # @param
listeners = 2  # @param


async def listen(name, future):
    print(name, "waits")  #: waits
    value = await future  #: await
    print(name, "got", value)  #: got


#: deliver {
def deliver(future):
    future.set_result(answer)  #: set
    print("delivered")  #: delivered
#: }


async def main():
    loop = asyncio.get_running_loop()  #: get-loop
    future = loop.create_future()  #: create
    tasks = []
    for name in ["A", "B", "C"][:listeners]:
        task = asyncio.create_task(listen(name, future), name=name)  #: spawn
        tasks.append(task)
    loop.call_later(delay, deliver, future)  #: later
    try:
        future.result()  #: early
    except asyncio.InvalidStateError as error:
        print(f"{type(error).__name__}: {error}")  #: too-early
    for task in tasks:
        await task  #: join
    print("still there:", future.result())  #: again


asyncio.run(main())  #: run
