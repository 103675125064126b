import asyncio


async def step(number):
    await asyncio.sleep(0)
    return number, id(asyncio.get_running_loop())


with asyncio.Runner() as runner:
    first, one = runner.run(step(1))
    second, two = runner.run(step(2))
    print(first, second, one == two == id(runner.get_loop()))
    print(runner.get_loop().is_running(), runner.get_loop().is_closed())

loop = None
with asyncio.Runner(debug=True) as runner:
    loop = runner.get_loop()
    print(loop.get_debug())
print(loop.is_closed())

try:
    runner.run(step(3))
except RuntimeError as error:
    print("RuntimeError:", error)
