import asyncio, time
async def ticker():
    for i in range(4):
        print("tick",i); await asyncio.sleep(0.1)
async def main():
    t=asyncio.create_task(ticker())
    await asyncio.sleep(0)
    print(await asyncio.to_thread(lambda: time.sleep(0.25) or "lambda done"))
    await t
asyncio.run(main())
