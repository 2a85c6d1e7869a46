"""The entry of a WSGI server."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from ita_portal import sqlite

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")
application = get_wsgi_application()
if not settings.SECRET_KEY:
    raise ImproperlyConfigured("Set the SECRET_KEY environment variable")
sqlite.hold_open()
