import asyncio
import json

async def load(text):
    await asyncio.sleep(0)
    return json.loads(text)

async def main():
    try:
        await asyncio.create_task(load("{"), name="load")
    except ValueError:
        print("no json")

asyncio.run(main())
#: 2 poll ends: failed: JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1) @6
#: 2 task done: failed: JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1) @6
