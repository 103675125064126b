"""What asyncio logs with. Whoever asks for it has `logging` loaded."""

import logging

logger = logging.getLogger(__package__)
