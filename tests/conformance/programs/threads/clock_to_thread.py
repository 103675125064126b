import asyncio, time
def cpu_bound(label, secs):
    end=time.perf_counter()+secs; n=0
    while time.perf_counter()<end: n+=1
    return label
async def hb():
    for i in range(3): await asyncio.sleep(0.1)
    print("hb end")
async def main():
    t=asyncio.create_task(hb())
    r=await asyncio.gather(*(asyncio.to_thread(cpu_bound,l,0.6) for l in "ab")); print(r); await t
t0=time.time(); asyncio.run(main()); print(round(time.time()-t0,1)<1)
