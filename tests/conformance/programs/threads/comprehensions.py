import threading, time
from concurrent.futures import ThreadPoolExecutor
def slow(n): time.sleep(n/10); return n
def work(name):
    a=[slow(x) for x in (1,2) if x]
    b={slow(x): [slow(y) for y in range(x)] for x in (1,2)}
    c={slow(x) for x in (1,1)}
    d=sum(slow(x) for x in (1,2))
    e=[(x,y) for x in (1,2) for y in (slow(x),) if slow(y)>1]
    g=', '.join(str(slow(x)) for x in (1,2))
    h=max((slow(x) for x in (1,2)), key=lambda v: -v)
    k=list(map(lambda v: v+1, [slow(1)]))
    time.sleep(0.1 if name == 'A' else 0.05); print(name,a,b,c,d,e,g,h,k, any(slow(x) for x in (1,2)))
ts=[threading.Thread(target=work,args=(n,)) for n in 'AB']
for t in ts: t.start()
print('started')
for t in ts: t.join()
class Job:
    total=0
    def __init__(self, n, *, scale=1):
        super().__init__()
        time.sleep(n/10)
        self.n=n*scale
    @classmethod
    def make(cls, n): return cls(n, scale=2)
class Sub(Job):
    def __init__(self, n): super().__init__(n); time.sleep(0.05)
def use(n):
    j=[Job.make(n), Sub(n)]
    print([x.n for x in j])
with ThreadPoolExecutor(2) as ex:
    print(list(ex.map(use,[2,1])))
try:
    with ThreadPoolExecutor(2) as ex: print(ex.submit(lambda: [slow(x) for x in 5]).result())
except TypeError as e: print(e)
def bad():
    return [slow(1)
            for x in
            7]
try:
    with ThreadPoolExecutor(2) as ex: ex.submit(bad).result()
except TypeError as e:
    import traceback
    print(e, [f.lineno for f in traceback.extract_tb(e.__traceback__)][-1])
two=(lambda: slow(1), lambda: slow(2))
with ThreadPoolExecutor(2) as ex: print([f.result() for f in [ex.submit(t) for t in two]])
fs=[(lambda n=n: (slow(n), n)) for n in (3,1,2)]
def run_all():
    return [f() for f in fs]
with ThreadPoolExecutor(2) as ex: print(ex.submit(run_all).result())
