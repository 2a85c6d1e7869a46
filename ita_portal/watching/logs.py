"""A server's output is its log: lines for people, with the number that an error page shows, or JSON for programs."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from ita_portal.watching import request_number

FORMATS = ("line", "json")


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, the request's number, and a trace if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        facts: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if number := request_number.current():
            facts["request"] = number
        facts |= getattr(record, "facts", {})
        if record.exc_info:
            facts["trace"] = self.formatException(record.exc_info)
        return json.dumps(facts, ensure_ascii=False, default=str)


def configuration(form: str, *, debug: bool) -> dict[str, Any]:
    """What Django's LOGGING wants. Raises ImproperlyConfigured for a form that is none."""
    if form not in FORMATS:
        raise ImproperlyConfigured(f"LOG_FORMAT is {form!r}: write line or json.")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
            "json": {"()": "ita_portal.watching.logs.JsonLines"},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "ita_portal": {"level": "INFO"},
            "django": {"handlers": [], "level": "INFO"},
            # ita_portal.frame.errors logs each fault with its number; in DEBUG Django's own page takes its place.
            "django.request": {"level": "ERROR" if debug else "CRITICAL"},
        },
    }
