import asyncio
import itertools


async def light(state, rounds):
    for colour, seconds in itertools.islice(itertools.cycle([("green", 0.3), ("yellow", 0.1), ("red", 0.2)]), rounds):
        state["colour"] = colour
        print("light:", colour)
        (state["go"].set if colour == "green" else state["go"].clear)()
        await asyncio.sleep(seconds)


async def car(number, state):
    await asyncio.sleep(0.17 * number)
    print(f"car {number} arrives at {state['colour']}")
    await state["go"].wait()
    print(f"car {number} drives")


async def main():
    state = {"go": asyncio.Event(), "colour": "off"}
    await asyncio.gather(light(state, 5), *(car(n, state) for n in range(1, 5)))


asyncio.run(main())
