import asyncio

between = "sleep"  # @param
a_pause = 1  # @param
b_pause = 0.7  # @param


async def note(label, order):
    print(label)  #: note
    order.append(label)


async def worker(name, pause, order):
    for n in range(3):
        await note(f"{name}{n}", order)  #: inline
        if between == "sleep":
            await asyncio.sleep(pause)  #: sleep
        elif between == "sleep(0)":
            await asyncio.sleep(0)  #: give-way


async def main():
    order = []
    a = asyncio.create_task(worker("a", a_pause, order), name="a")  #: create-a
    b = asyncio.create_task(worker("b", b_pause, order), name="b")  #: create-b
    await a  #: join-a
    await b  #: join-b
    print("order:", " ".join(order))  #: order


asyncio.run(main())  #: run
