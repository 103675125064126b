import asyncio

brewing = 0.6  # @param
baristas = 1  # @param


async def stage(what, seconds, inbox, outbox):
    while True:
        cup = await inbox.get()
        await asyncio.sleep(seconds)
        print(f"cup {cup}: {what}")
        await outbox.put(cup)
        inbox.task_done()


async def main():
    ordered, ground, brewed, served = [asyncio.Queue() for _ in range(4)]
    loop = asyncio.get_running_loop()
    start = loop.time()
    grinder = stage("ground", 0.25, ordered, ground)
    stages = [asyncio.create_task(grinder, name="grinder")]
    for number in range(1, baristas + 1):
        barista = stage("brewed", brewing, ground, brewed)
        stages.append(asyncio.create_task(barista, name=f"barista {number}"))
    waiter = stage("served", 0.1, brewed, served)
    stages.append(asyncio.create_task(waiter, name="waiter"))

    for cup in range(1, 5):
        ordered.put_nowait(cup)
    for queue in [ordered, ground, brewed]:
        await queue.join()  # until everything put in is done
    for task in stages:
        task.cancel()
    print(f"{served.qsize()} cups in {loop.time() - start:.2f} s")


asyncio.run(main())
