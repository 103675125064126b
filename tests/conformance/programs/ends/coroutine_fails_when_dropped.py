# record: end
import types

@types.coroutine
def pause():
    yield

async def work():
    try:
        await pause()
    finally:
        raise KeyError("in finally")

job = work()
job.send(None)
del job
print("end")
