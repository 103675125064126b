import asyncio
import time

kettle = 3  # @param
toaster = 2  # @param
chopping = 0.5  # @param


async def appliance(what, seconds):
    print(f"{what}: switched on")  #: on
    await asyncio.sleep(seconds)  #: wait
    print(f"{what}: ready")  #: ready


async def chop(what):
    time.sleep(chopping)  #: chop
    print(f"{what}: chopped")  #: chopped


async def main():
    start = time.time()
    #: jobs {
    tea = asyncio.create_task(appliance("tea", kettle), name="tea")  #: tea
    toast = asyncio.create_task(appliance("toast", toaster), name="toast")  #: toast
    apple = asyncio.create_task(chop("apple"), name="apple")  #: apple
    pear = asyncio.create_task(chop("pear"), name="pear")  #: pear

    #: }
    for job in [tea, toast, apple, pear]:
        await job  #: join
    print(f"breakfast after {time.time() - start:.1f} s")  #: total


asyncio.run(main())  #: run
