import asyncio

delay = 2  # @param
runs = 1  # @param
wrong_first = True  # @param


#: main {
async def main():
    print("hello")  #: hello
    await asyncio.sleep(delay)  #: sleep
    print("world")  #: world
#: }


if wrong_first:
    try:
        asyncio.run(main)  #: wrong
    except (ValueError, TypeError) as error:
        half = str(error).split(",")[0]
        print(f"{type(error).__name__}: {half}")  #: caught

for _ in range(runs):
    asyncio.run(main())  #: right
