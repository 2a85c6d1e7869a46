"""Loads a country into the configured database: see the package's own words."""

from __future__ import annotations

import os
import sys

import django

from benchmarks.country import Country, load


def main(agencies: int, years: int = 5, measures: int = 12, items: int = 0) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")
    django.setup()
    load(Country(agencies, years, measures, items))


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:5]))
