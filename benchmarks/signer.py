"""A worker that signs once it is told to, so that it can be killed while it signs and not while it starts."""

from __future__ import annotations

import os
import sys

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")
    django.setup()
    from notices import jobs  # noqa: PLC0415 - models can be imported once Django is set up

    print("ready", flush=True)
    sys.stdin.readline()
    jobs.sign_reports()
    print("done", flush=True)


if __name__ == "__main__":
    main()
