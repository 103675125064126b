import asyncio
from collections import defaultdict


class Hub:
    def __init__(self):
        self.subscribers = defaultdict(list)

    def subscribe(self, topic):
        queue = asyncio.Queue()
        self.subscribers[topic].append(queue)
        return queue

    def publish(self, topic, message):
        for queue in self.subscribers[topic]:
            queue.put_nowait(message)
        return len(self.subscribers[topic])


async def subscriber(name, queue, count):
    return name, [await queue.get() for _ in range(count)]


async def main():
    hub = Hub()
    tasks = [
        asyncio.create_task(subscriber("news 1", hub.subscribe("news"), 2)),
        asyncio.create_task(subscriber("news 2", hub.subscribe("news"), 1)),
        asyncio.create_task(subscriber("sport", hub.subscribe("sport"), 1)),
    ]
    for topic, message in (("news", "rain"), ("sport", "1:0"), ("news", "sun"), ("void", "lost")):
        await asyncio.sleep(0.05)
        print(topic, "reaches", hub.publish(topic, message))
    for finished in await asyncio.gather(*tasks):
        print(*finished)


asyncio.run(main())
