import asyncio

balance = 100


async def withdraw(amount, lock=None):
    global balance
    if lock:
        await lock.acquire()
    try:
        seen = balance
        await asyncio.sleep(0.01)
        balance = seen - amount
    finally:
        if lock:
            lock.release()


async def main():
    global balance
    await asyncio.gather(*(withdraw(10) for _ in range(3)))
    print("without a lock", balance)
    balance = 100
    lock = asyncio.Lock()
    await asyncio.gather(*(withdraw(10, lock) for _ in range(3)))
    print("with a lock", balance)


asyncio.run(main())
