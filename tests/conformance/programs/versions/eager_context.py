# only 3.14 3.15
import asyncio
import contextvars

var = contextvars.ContextVar("var", default=0)

async def child():
    var.set(var.get() + 1)
    await asyncio.sleep(0)
    return var.get()

async def main():
    var.set(10)
    task = asyncio.create_task(child(), eager_start=True)
    print(var.get(), await task, var.get())
    context = contextvars.copy_context()
    task = asyncio.create_task(child(), context=context, eager_start=True)
    print(await task, context[var], task.get_context() is context)
    factory = asyncio.create_eager_task_factory(asyncio.Task)
    asyncio.get_running_loop().set_task_factory(factory)
    print(await asyncio.create_task(child(), name="named"), asyncio.all_tasks() == {asyncio.current_task()})

asyncio.run(main())
