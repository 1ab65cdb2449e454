"""What our processes write to their logs: that something happened, of which kind, in which line of code.

Never an address, a path, a name or a value: a log lies on a disk that may be seized.
"""

from __future__ import annotations

import logging
import traceback
from pathlib import Path


class KindsOnly(logging.Formatter):
    """Writes time, level, logger and, for an error, the kinds of error and the places in our code; no message."""

    def format(self, record: logging.LogRecord) -> str:
        """Give one line; what was logged in words stays out, because words quote what people sent."""
        line = f"{self.formatTime(record)} {record.levelname} {record.name}"
        if record.exc_info and record.exc_info[1] is not None:
            problem = record.exc_info[1]
            frames = traceback.extract_tb(problem.__traceback__)[-4:]
            places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
            line += f" {type(problem).__name__} at {places}"
        return line


CONFIGURATION = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"kinds": {"()": KindsOnly}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "kinds", "level": "ERROR"}},
    "root": {"handlers": ["stderr"], "level": "ERROR"},
    "loggers": {"django.server": {"handlers": [], "propagate": False}},
}
