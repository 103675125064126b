import asyncio

async def consumer(condition):
    async with condition:
        await condition.wait()
        print("notified")

async def main():
    condition = asyncio.Condition()
    async with asyncio.TaskGroup() as group:
        group.create_task(consumer(condition), name="first")
        group.create_task(consumer(condition), name="second")
        await asyncio.sleep(1)
        async with condition:
            condition.notify()

asyncio.run(main())
#: Task-1 (main) waits on line 10 for TaskGroup: second never ends
#: second (consumer) waits on line 5 for Condition.wait: nobody is left who could do it
#: 1 stuck: 1 of them never end; task 3 @10
#: 3 stuck: nobody is left to do it @5
