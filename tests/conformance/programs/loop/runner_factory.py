import asyncio

made = []


def factory():
    loop = asyncio.new_event_loop()
    made.append(loop)
    return loop


async def main():
    return asyncio.get_running_loop() is made[0]


runner = asyncio.Runner(loop_factory=factory)
print(len(made))
print(runner.run(main()), len(made))
runner.close()
print(made[0].is_closed())
runner.close()
print("closed twice")
try:
    runner.get_loop()
except RuntimeError as error:
    print(error)
