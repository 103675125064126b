# recorded in real time
import asyncio

class Debounce:
    def __init__(self, delay, action):
        self.delay, self.action, self.timer = delay, action, None

    def __call__(self, value):
        if self.timer:
            self.timer.cancel()
        self.timer = asyncio.get_running_loop().call_later(self.delay, self.action, value)

async def main():
    typed = Debounce(0.15, lambda text: print("search", text))
    for text in ["a", "as", "asy"]:
        typed(text)
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.25)
    typed("async")
    await asyncio.sleep(0.25)

asyncio.run(main())
