"""What nearly every page needs, read before the processes that answer are forked: they share it."""

from __future__ import annotations

import mimetypes
import sys

from django.apps import apps
from django.conf import settings
from django.db import connection, connections
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.urls import get_resolver
from django.utils import formats, translation
from django.utils.functional import cached_property
from django.utils.module_loading import import_string

from forked.apart import found_apart
from ita_portal import template_parts
from paper.sheet import pango
from thai import typefaces

_PAGES = settings.BASE_DIR / "templates"


def warm() -> None:
    """Reads addresses, views, words and which characters the paper draws. Leaves no connection open."""
    get_resolver()._populate()
    with translation.override(settings.LANGUAGE_CODE):
        translation.gettext("")
        formats.get_format("DATE_FORMAT")
    _load_by_name()
    _know_models()
    _forget_domains()
    # Apart, for the fonts that were opened stay in memory.
    typefaces.know(found_apart(typefaces.drawn))
    connections.close_all()


def warm_pages() -> None:
    """Reads what pages alone need: all templates, what each of them is told, the kinds of files, where lines may end.

    A development server goes on showing where in a template a mistake stands.
    """
    engine = engines["django"]
    assert isinstance(engine, DjangoTemplates)
    assert engine.engine.template_context_processors  # a cached property
    mimetypes.init()
    pango.line_breaks("ไทย")  # its library reads a dictionary
    with translation.override(settings.LANGUAGE_CODE), template_parts.shared(with_places=settings.DEBUG):
        for path in sorted(_PAGES.rglob("*.html")):
            template = engine.get_template(path.relative_to(_PAGES).as_posix()).template
            if not settings.DEBUG:
                template.source = ""  # shows a developer a mistake, as the places of its parts do


def _load_by_name() -> None:
    """Loads what Django would by the first request: each process would have it for itself."""
    backends = [each["BACKEND"] for each in settings.CACHES.values()]
    for name in (*settings.AUTHENTICATION_BACKENDS, settings.MESSAGE_STORAGE, settings.SESSION_SERIALIZER, *backends):
        import_string(name)
    connection.ops.compiler("SQLCompiler")


def _know_models() -> None:
    """Works out what Django would when it is first asked for a model: its fields, and by what name others know it."""
    for model in apps.get_models():
        ways = [getattr(model, each.get_accessor_name() or "") for each in model._meta.related_objects]
        for thing in (model._meta, *ways):
            for name, value in vars(type(thing)).items():
                if isinstance(value, cached_property):
                    getattr(thing, name)
        assert all(field.cached_col for field in model._meta.concrete_fields)


def _forget_domains() -> None:
    """Lets go of the world's public domains, which only security keys are held against: here nobody has such a key."""
    domains = sys.modules.get("fido2.rpid")  # allauth's package, read with its views
    if domains is not None and "webauthn" not in settings.MFA_SUPPORTED_TYPES:
        domains.suffixes.clear()
        domains._suffix_set.clear()
