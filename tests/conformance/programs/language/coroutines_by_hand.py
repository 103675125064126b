import inspect
import types


@types.coroutine
def pause(value):
    answer = yield value
    return answer


async def dialogue():
    first = await pause("question 1")
    second = await pause(f"you said {first}")
    return first + second


coro = dialogue()
print(type(coro).__name__, inspect.iscoroutine(coro), inspect.getcoroutinestate(coro))
print(coro.send(None))
print(coro.send("a"), inspect.getcoroutinestate(coro))
try:
    coro.send("b")
except StopIteration as stop:
    print("returned", stop.value, inspect.getcoroutinestate(coro))


def scheduler(*coros):
    ready = list(coros)
    while ready:
        current = ready.pop(0)
        try:
            print(current.__name__, current.send(None))
            ready.append(current)
        except StopIteration as stop:
            print(current.__name__, "->", stop.value)


async def count(n):
    for i in range(n):
        await pause(i)
    return n


async def letters():
    for letter in "ab":
        await pause(letter)


scheduler(count(3), letters())
other = dialogue()
other.send(None)
try:
    other.throw(ValueError("thrown in"))
except ValueError as error:
    print("out again:", error)
