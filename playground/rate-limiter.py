import asyncio
import contextlib

burst = 3  # @param
every = 0.5  # @param


async def refill(bucket):
    while True:
        await asyncio.sleep(every)
        with contextlib.suppress(ValueError):  # the bucket is full
            bucket.release()


async def client(name, bucket, start):
    loop = asyncio.get_running_loop()
    for number in range(1, 5):
        await bucket.acquire()  # takes a token and keeps it
        print(f"{loop.time() - start:.1f} s: {name} sends request {number}")
        await asyncio.sleep(0.1)


async def main():
    bucket = asyncio.BoundedSemaphore(burst)  # full at first
    start = asyncio.get_running_loop().time()
    refilling = asyncio.create_task(refill(bucket), name="refill")
    async with asyncio.TaskGroup() as group:
        for name in ["red", "blue"]:
            group.create_task(client(name, bucket, start), name=name)
    refilling.cancel()


asyncio.run(main())
