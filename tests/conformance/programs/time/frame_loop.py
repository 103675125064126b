# recorded in real time
import asyncio
import time

async def main():
    frame = 0.2
    following = time.perf_counter()
    for n in range(4):
        following += frame
        if n == 1:
            time.sleep(0.3)
            print("slow frame")
        late = time.perf_counter() > following
        print(n, "late" if late else "in time")
        await asyncio.sleep(max(0, following - time.perf_counter()))

asyncio.run(main())
