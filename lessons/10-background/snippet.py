import asyncio
import gc
import weakref

stay = 1  # @param
hold = False  # @param

waiting = weakref.WeakSet()  #: weak
held = set()


async def save():
    print("save: begins")  #: save-begins
    await asyncio.sleep(1.2)  #: saving
    print("save: done")  #: save-done


async def listen():
    print("listen: begins")  #: listen-begins
    news = asyncio.get_running_loop().create_future()  #: news
    waiting.add(news)
    print("listen: hears", await news)  #: listening


def start(coroutine):
    task = asyncio.create_task(coroutine)  #: create
    if hold:
        held.add(task)  #: hold
        task.add_done_callback(held.discard)  #: discard


async def main():
    start(save())
    start(listen())
    await asyncio.sleep(stay)  #: stay
    gc.collect()  #: collect
    for news in list(waiting):
        news.set_result("the news")  #: tell
    await asyncio.gather(*held)  #: wait
    print("main: done")  #: main-done


asyncio.run(main())  #: run
