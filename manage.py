#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys

from ita_portal import console

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")
    console.run(sys.argv)
