from concurrent.futures import ThreadPoolExecutor, wait
import time
with ThreadPoolExecutor(3) as ex:
    f=ex.submit(time.sleep,0.2)
    while True:
        try: f.result(timeout=0); break
        except TimeoutError: pass
    print("result 0")
