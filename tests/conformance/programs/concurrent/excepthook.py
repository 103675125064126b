import threading


def hook(args):
    print("hook", args.exc_type.__name__, args.exc_value, args.thread.name)


def fails():
    raise RuntimeError("in a thread")


def leaves():
    raise SystemExit(3)


threading.excepthook = hook
for target in (fails, leaves):
    thread = threading.Thread(target=target, name=target.__name__)
    thread.start()
    thread.join()
    print(thread.is_alive())
