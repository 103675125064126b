import asyncio

def fetch():
    return {}["key"]

async def main():
    future = asyncio.get_running_loop().create_future()
    try:
        fetch()
    except KeyError as error:
        future.set_exception(error)
    try:
        await future
    except KeyError:
        print("handed on")

asyncio.run(main())
#: 1 future 1 resolved by task 1: failed: KeyError: 'key' @4
