"""A server's output is its log: with the time, and the number that an error page shows."""

from __future__ import annotations

from typing import Any


def configuration(*, debug: bool) -> dict[str, Any]:
    """What Django's LOGGING wants."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "ita_portal": {"level": "INFO"},
            "django": {"handlers": [], "level": "INFO"},
            # ita_portal.frame.errors logs each fault with its number; in DEBUG Django's own page takes its place.
            "django.request": {"level": "ERROR" if debug else "CRITICAL"},
        },
    }
