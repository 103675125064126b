import asyncio
import contextvars

user = contextvars.ContextVar("user", default="nobody")


async def login(name):
    print("before", user.get())
    user.set(name)


async def show():
    print("shown", user.get())


with asyncio.Runner() as runner:
    runner.run(login("ada"))
    runner.run(show())
    own = contextvars.copy_context()
    runner.run(login("bob"), context=own)
    runner.run(show())
    print(own[user])
print("outside", user.get())
