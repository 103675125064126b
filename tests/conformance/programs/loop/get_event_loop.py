import asyncio

policy = asyncio.get_event_loop_policy()
print(isinstance(policy, asyncio.AbstractEventLoopPolicy))
loop = asyncio.new_event_loop()
print(isinstance(loop, asyncio.AbstractEventLoop))
asyncio.set_event_loop(loop)
print(asyncio.get_event_loop() is loop)


async def inside():
    return asyncio.get_event_loop()


print(loop.run_until_complete(inside()) is loop)
loop.close()
print(asyncio.get_event_loop() is loop)
asyncio.set_event_loop(None)
try:
    asyncio.get_event_loop()
except RuntimeError as error:
    print("RuntimeError:", error)

asyncio.run(inside())
try:
    asyncio.get_event_loop()
except RuntimeError as error:
    print("RuntimeError:", error)
