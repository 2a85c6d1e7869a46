"""Checks of the settings; Django tells what they find whenever a command starts, so also when the portal does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.core.exceptions import ImproperlyConfigured

from ita_portal.caches.choice import OF_ONE_MACHINE


@register()
def environment(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ANN401 - Django's
    """Names in the file .env that the portal does not know: what they were to set, they do not."""
    hint = "See .env.example for all names."
    return [Warning(doubt, hint=hint, id="ita_portal.W001") for doubt in settings.ENVIRONMENT_DOUBTS]


@register()
def address(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ANN401 - Django's
    """What keeps the portal from being opened, or puts an address on reports that leads nowhere."""
    return [Warning(fault, id="ita_portal.W002") for fault in settings.ADDRESS_FAULTS]


@register()
def counting(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ANN401 - Django's
    """A cache of one machine where several share files or a signer: each would let passwords be tried anew."""
    several = settings.FILES_URL or settings.SIGNING_ELSEWHERE
    shared_database = settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3"
    if not (several and shared_database and settings.CACHES["default"]["BACKEND"] in OF_ONE_MACHINE):
        return []
    said = "FILES_URL or SIGNING_ELSEWHERE says that several machines serve, and CACHE_URL counts on each by itself."
    hint = "Leave CACHE_URL unset, which counts in PostgreSQL, or name a Valkey or Redis server."
    return [Warning(said, hint=hint, id="ita_portal.W004")]


@register()
def object_store(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ANN401 - Django's
    """An object store that can't be used: for good, or just now. Nothing is asked where files lie in a folder."""
    if not settings.FILES_URL:
        return []
    try:
        from files.shelves import objects  # noqa: PLC0415 - its library is installed only where it is wanted

        trouble = objects.trouble(settings.FILES_URL)
    except ImproperlyConfigured as error:
        return [Error(str(error), id="ita_portal.E001")]
    hint = "See docs/machines.md. Until then no file can be read or kept; pages without files are shown."
    return [Warning(f"FILES_URL: {trouble}.", hint=hint, id="ita_portal.W003")] if trouble else []
