"""See the package's own words."""

from __future__ import annotations

import os

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")
    os.environ.setdefault("DEBUG", "1")
    django.setup()
    from benchmarks.nights.work import compare  # noqa: PLC0415 - models can be imported once Django is set up

    compare()


if __name__ == "__main__":
    main()
