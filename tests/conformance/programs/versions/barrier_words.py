import asyncio

try:
    asyncio.Barrier(0)
except ValueError as error:
    print(error)
try:
    asyncio.run(asyncio.sleep(float("nan")))
except ValueError as error:
    print(error)
print("end")
