# recorded in real time
import asyncio
import random
import time

async def main():
    loop = asyncio.get_running_loop()
    numbers = random.Random(7)
    clocks = [loop.time, time.monotonic, time.time, time.perf_counter]
    short = 0
    for _ in range(150):
        delay = numbers.choice([round(numbers.random() / 50, 3), numbers.random() / 100, numbers.randrange(1, 9) / 1000])
        starts = [clock() for clock in clocks]
        await asyncio.sleep(delay)
        short += sum(clock() - start < delay for clock, start in zip(clocks, starts))
    for _ in range(50):
        delay = numbers.random() / 200
        starts = [clock() for clock in clocks]
        time.sleep(delay)
        short += sum(clock() - start < delay for clock, start in zip(clocks, starts))
    print("too short:", short)

asyncio.run(main())
