# record: end
import asyncio

class Store:
    async def save(self):
        print("saved")

async def main():
    store = Store()
    result = store.save()
    print("main ends")

asyncio.run(main())
