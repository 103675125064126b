import threading, time
def main():
    def beat():
        for i in range(4): time.sleep(0.1); print("beat",i)
    t=threading.Thread(target=beat); t.start()
    end=time.time()+0.25
    while time.time()<end: pass
    print("main free")
    t.join()
main()
