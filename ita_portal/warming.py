"""What nearly every page needs, read before the processes that answer are forked: they share it."""

from __future__ import annotations

import mimetypes
import sys

from django.conf import settings
from django.db import connections
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.template.base import Node, Template
from django.urls import get_resolver
from django.utils import translation

from forked.apart import found_apart
from thai import typefaces

_PAGES = settings.BASE_DIR / "templates"


def warm() -> None:
    """Reads addresses, views, words and which characters the paper draws. Leaves no connection open."""
    get_resolver()._populate()
    with translation.override(settings.LANGUAGE_CODE):
        translation.gettext("")
    _forget_domains()
    # Apart, for the fonts that were opened stay in memory.
    typefaces.know(found_apart(typefaces.drawn))
    connections.close_all()


def warm_pages() -> None:
    """Reads what pages alone need: all templates, what each of them is told, and the kinds of files.

    A development server goes on showing where in a template a mistake stands.
    """
    engine = engines["django"]
    assert isinstance(engine, DjangoTemplates)
    assert engine.engine.template_context_processors  # a cached property
    mimetypes.init()
    with translation.override(settings.LANGUAGE_CODE):
        for path in sorted(_PAGES.rglob("*.html")):
            template = engine.get_template(path.relative_to(_PAGES).as_posix()).template
            if not settings.DEBUG:
                _forget_source(template)


def _forget_source(template: Template) -> None:
    """Lets go of what shows a developer a mistake in a template: its text, and where in it each part stands."""
    template.source = ""
    for node in template.nodelist.get_nodes_by_type(Node):
        node.__dict__.pop("token", None)


def _forget_domains() -> None:
    """Lets go of the world's public domains, which only security keys are held against: here nobody has such a key."""
    domains = sys.modules.get("fido2.rpid")  # allauth's package, read with its views
    if domains is not None and "webauthn" not in settings.MFA_SUPPORTED_TYPES:
        domains.suffixes.clear()
        domains._suffix_set.clear()
