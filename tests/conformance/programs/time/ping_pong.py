# recorded in real time
import asyncio

async def player(mine, other, counts, name):
    while True:
        await mine.wait()
        mine.clear()
        counts[name] += 1
        other.set()

async def main():
    ping, pong = asyncio.Event(), asyncio.Event()
    counts = {"ping": 0, "pong": 0}
    players = [asyncio.create_task(player(ping, pong, counts, "ping")), asyncio.create_task(player(pong, ping, counts, "pong"))]
    ping.set()
    await asyncio.sleep(0.2)
    for task in players:
        task.cancel()
    print(counts["ping"] > 10, abs(counts["ping"] - counts["pong"]) <= 1)

asyncio.run(main())
