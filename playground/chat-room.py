import asyncio

typing = 0.4  # @param
late = 1  # @param


class Room:
    def __init__(self):
        self.inboxes = {}
        self.opened = asyncio.Event()

    def say(self, sender, text):
        for name, inbox in self.inboxes.items():
            if name != sender:
                inbox.put_nowait(f"{sender}: {text}")


async def listen(name, inbox):
    while True:
        print(f"[{name}] {await inbox.get()}")


async def client(name, room, delay):
    await asyncio.sleep(delay)
    await room.opened.wait()  # one set() wakes everybody here
    inbox = room.inboxes[name] = asyncio.Queue()
    listener = asyncio.create_task(listen(name, inbox), name=f"{name} listens")
    for text in ["hello", "bye"]:
        await asyncio.sleep(typing)
        room.say(name, text)
    await asyncio.sleep(typing)  # stays a moment
    del room.inboxes[name]
    listener.cancel()


async def main():
    room = Room()
    async with asyncio.TaskGroup() as group:
        for name, delay in [("ann", 0), ("bob", 0.1), ("eve", late)]:
            group.create_task(client(name, room, delay), name=name)
        await asyncio.sleep(0.5)
        room.opened.set()


asyncio.run(main())
