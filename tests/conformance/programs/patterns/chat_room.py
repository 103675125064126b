import asyncio


class Room:
    def __init__(self):
        self.members = {}

    async def join(self, name):
        self.members[name] = asyncio.Queue()
        await self.say("room", f"{name} joined")

    async def leave(self, name):
        await self.members.pop(name).put(None)
        await self.say("room", f"{name} left")

    async def say(self, who, text):
        for name, inbox in self.members.items():
            if name != who:
                await inbox.put((who, text))


async def listen(room, name):
    inbox = room.members[name]
    while (message := await inbox.get()) is not None:
        print(f"    {name} hears {message[0]}: {message[1]}")


async def user(room, name, lines, pause):
    await asyncio.sleep(pause)
    await room.join(name)
    listener = asyncio.create_task(listen(room, name))
    for line in lines:
        await asyncio.sleep(pause)
        print(f"{name}: {line}")
        await room.say(name, line)
    await asyncio.sleep(0.5 + pause)
    await room.leave(name)
    await listener


async def main():
    room = Room()
    await asyncio.gather(user(room, "ada", ["hello", "anybody?"], 0.1), user(room, "小明", ["你好"], 0.17), user(room, "bob", ["hi"], 0.23))
    print("the room is empty:", room.members)


asyncio.run(main())
