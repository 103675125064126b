import asyncio

loop = asyncio.new_event_loop()
future = loop.create_future()
loop.run_until_complete(future)
#: the program waits on line 5 for a future: nobody is left who could do it
#: 0 stuck: nobody is left to do it @5
