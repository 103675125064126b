import asyncio

async def answer(future):
    future.set_result(int("many"))

async def main():
    future = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(answer(future), name="answer")
    print(await future)

asyncio.run(main())
#: Task-1 (main) waits on line 9 for a future: nobody is left who could do it; answer failed on line 4 (ValueError: invalid literal for int() with base 10: 'many')
#: 1 stuck: nobody is left to do it; task 2; line 4 @9
