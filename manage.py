#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys

try:
    from ita_portal import console
except ImportError as error:  # no answer of any command's: 1 would be taken for one
    print(f"The portal's packages are not there ({error}): run script/setup, then .venv/bin/python manage.py")  # noqa: T201
    sys.exit(3)

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")
    console.run(sys.argv)
