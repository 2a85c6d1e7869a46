"""The entry of a WSGI server."""

import codecs
import logging
import os
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

from forked.call_stack import with_room
from ita_portal import sqlite

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")
_portal = get_wsgi_application()
if not settings.SECRET_KEY:
    raise ImproperlyConfigured("Set the SECRET_KEY environment variable")
for doubt in settings.ENVIRONMENT_DOUBTS:
    logging.getLogger(__name__).warning(doubt)


@with_room
def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The portal. A Content-Type that no page of ours sends counts as none.

    Django takes whatever codec it names and decodes the address by it, before there are error pages that could answer.
    """
    sqlite.hold_open()  # by the process that answers: it may be forked from the one that read this module
    if not _is_utf8(environ.get("CONTENT_TYPE", "")):
        environ["CONTENT_TYPE"] = ""
    return _portal(environ, start_response)


def _is_utf8(content_type: str) -> bool:
    try:
        _, options = parse_header_parameters(content_type)
        return codecs.lookup(options.get("charset", "utf-8")).name == "utf-8"
    except (ValueError, LookupError):
        return False
