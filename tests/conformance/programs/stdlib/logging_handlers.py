# Logging through queues and memory, and by dictionary.
import asyncio
import logging
import logging.config
import logging.handlers
import queue
import sys

logging.config.dictConfig({
    "version": 1,
    "formatters": {"plain": {"format": "%(levelname)s:%(name)s:%(message)s"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "plain", "stream": "ext://sys.stdout"}},
    "root": {"handlers": ["out"], "level": "DEBUG"},
    "loggers": {"quiet": {"level": "ERROR"}},
})
logging.getLogger("quiet").info("hidden")
logging.getLogger("quiet").error("shown")
logging.getLogger("x").debug("shown, too")

records = queue.Queue()
listener = logging.handlers.QueueListener(records, logging.StreamHandler(sys.stdout))
log = logging.getLogger("queued")
log.propagate = False
log.addHandler(logging.handlers.QueueHandler(records))


async def main():
    listener.start()
    for number in range(3):
        log.warning("number %d", number)
        await asyncio.sleep(0)
    listener.stop()


asyncio.run(main())

memory = logging.handlers.MemoryHandler(3, target=logging.StreamHandler(sys.stdout))
log = logging.getLogger("memory")
log.propagate = False
log.addHandler(memory)
log.warning("one")
log.warning("two")
print("nothing yet")
log.error("three")
print("by now all", len(memory.buffer))
try:
    logging.config.dictConfig({"version": 1, "handlers": {"x": {"class": "nowhere.Handler"}}, "root": {"handlers": ["x"]}})
except ValueError as error:
    print("ValueError:", error, "|", repr(error.__cause__))
