"""A quiet night and a busy one in the configured database."""

from __future__ import annotations

import os

import django

from benchmarks.every.apart import leave


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")
    django.setup()
    from benchmarks.nights.work import figures  # noqa: PLC0415 - models can be imported once Django is set up

    leave(figures)


if __name__ == "__main__":
    main()
