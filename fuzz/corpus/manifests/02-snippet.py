import asyncio

pause = 1.5  # @param
delay = 1  # @param
forget = True  # @param


#: greet {
async def greet(name):
    print("hello,", name)  #: hello
    await asyncio.sleep(delay)  #: sleep
    return f"{name} smiles"
#: }


async def main():
    ada = greet("Ada")  #: call-ada
    grace = greet("Grace")  #: call-grace
    print("got a", type(ada).__name__)  #: type
    await asyncio.sleep(pause)  #: pause
    print("no greeting yet")  #: silence
    print(await ada)  #: await-ada
    if not forget:
        print(await grace)  #: await-grace
    print("main ends")  #: end


asyncio.run(main())  #: run
