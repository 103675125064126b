import asyncio
import contextvars

request = contextvars.ContextVar("request")


async def log(text):
    print(f"[{request.get()}] {text}")


async def handle(number):
    request.set(number)
    await log("begins")
    await asyncio.sleep(0.05 * (3 - number))
    await log("ends")


async def main():
    request.set("main")
    await asyncio.gather(*(handle(n) for n in range(3)))
    await log("end")
    await handle(3)
    await log("an awaited coroutine shares the context")


asyncio.run(main())
