import asyncio
import contextvars

user = contextvars.ContextVar("user", default="nobody")

async def login():
    user.set("ann")
    return asyncio.current_task().get_name()

async def main():
    print(await asyncio.wait_for(login(), 1), user.get())
    print(await asyncio.wait_for(login(), None), user.get())
    print(asyncio.create_task(login()).get_name())

asyncio.run(main())
