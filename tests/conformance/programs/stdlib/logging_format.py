# Logging set up in the ways of tutorials.
import logging
import re
import sys


class Times:
    """Writes times as 0."""

    def write(self, text):
        sys.stdout.write(re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}|\d\d:\d\d:\d\d", "TIME", text))

    def flush(self):
        pass


logging.basicConfig(format="%(asctime)s %(message)s", stream=Times())
logging.warning("hello %s", "you")
logging.basicConfig(format="%(asctime)s [%(levelname)-8s] %(name)s: %(message)s", datefmt="%H:%M:%S", level=logging.DEBUG, stream=Times(), force=True)
log = logging.getLogger("app.part")
log.debug("one")
log.info("two %d", 2)
try:
    1 / 0
except ZeroDivisionError:
    log.error("three", exc_info=False)
logging.basicConfig(format="{levelname}|{funcName}|{lineno}|{threadName}|{module}|{message}", style="{", stream=sys.stdout, level="INFO", force=True)


def work():
    log.info("in work")
    logging.debug("hidden")


work()
logging.basicConfig(format="$levelname $message", style="$", stream=sys.stdout, force=True)
log.critical("dollars")
handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("%(extra)s %(message)s"))
log.addHandler(handler)
log.propagate = False
log.warning("with extra", extra={"extra": "EXTRA"})
adapter = logging.LoggerAdapter(log, {"extra": "adapted"})
adapter.warning("by adapter")
print(log, logging.getLogger(), handler, log.getEffectiveLevel(), log.isEnabledFor(10), adapter)


class Filter(logging.Filter):
    def filter(self, record):
        return "no" not in record.getMessage()


handler.addFilter(Filter())
adapter.warning("no, not this")
adapter.warning("this")
print(logging.getLevelName(20), logging.getLevelName("INFO"), logging.getLevelNamesMapping()["WARN"])
for wrong in (lambda: logging.basicConfig(foo=1), lambda: log.setLevel("NOPE"), lambda: logging.Formatter("%(x)s", style="?")):
    try:
        wrong()
    except ValueError as error:
        print("ValueError:", error)
