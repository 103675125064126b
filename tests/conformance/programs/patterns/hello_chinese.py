import asyncio


async def 说(延迟, 内容):
    await asyncio.sleep(延迟)
    print(f"{内容}（等了 {延迟} 秒）")
    return len(内容)


async def 主程序():
    print("开始")
    任务 = [asyncio.create_task(说(0.2, "世界"), name="第二"), asyncio.create_task(说(0.1, "你好"), name="第一")]
    for 一个 in 任务:
        print(一个.get_name(), "→", await 一个)
    print("结束")


asyncio.run(主程序())
