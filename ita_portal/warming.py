"""What nearly every page needs, read before the processes that answer are forked: they share it."""

from __future__ import annotations

from django.conf import settings
from django.db import connections
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.urls import get_resolver
from django.utils import translation

from forked.apart import found_apart
from thai import typefaces

_PAGES = settings.BASE_DIR / "templates"


def warm() -> None:
    """Reads addresses, views, templates, words and which characters the paper draws. Leaves no connection open."""
    get_resolver()._populate()
    with translation.override(settings.LANGUAGE_CODE):
        translation.gettext("")
        _read_templates()
    # Apart, for the fonts that were opened stay in memory.
    typefaces.know(found_apart(typefaces.drawn))
    connections.close_all()


def _read_templates() -> None:
    engine = engines["django"]
    assert isinstance(engine, DjangoTemplates)
    for path in sorted(_PAGES.rglob("*.html")):
        engine.get_template(path.relative_to(_PAGES).as_posix())
