import logging
import sys

logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(levelname)-8s %(name)s: %(message)s")
log = logging.getLogger("app")
log.debug("hidden")
log.info("started with %d workers", 3)
log.warning("%s is %.1f%% full", "disk", 91.5)
child = logging.getLogger("app.db")
child.error("lost")
child.setLevel(logging.CRITICAL)
child.error("hidden too")
print(log.isEnabledFor(logging.DEBUG), logging.getLevelName(30), child.parent is log, log.getEffectiveLevel())


class Short(logging.Handler):
    def emit(self, record):
        print("handler got", record.levelname, record.getMessage())


log.addHandler(Short())
log.propagate = False
log.info("twice %s", "no more")
child.critical("from the child")
