import threading, logging, sys
logging.basicConfig(stream=sys.stdout, format="[%(threadName)-10s] %(message)s", level=logging.DEBUG)
def w(): logging.debug("in thread")
t=threading.Thread(target=w,name="svc"); t.start(); t.join(); logging.debug("main")
