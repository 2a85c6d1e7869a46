"""A worker that does the work of the night over and over, so that it meets uploads at every moment; until killed."""

from __future__ import annotations

import os
import time

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")
    django.setup()
    from notices import jobs  # noqa: PLC0415 - models can be imported once Django is set up

    print("ready", flush=True)
    while True:
        jobs.sweep_files()
        time.sleep(0.2)


if __name__ == "__main__":
    main()
