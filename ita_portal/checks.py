"""Checks of the settings; Django tells what they find whenever a command starts, so also when the portal does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Warning, register


@register()
def environment(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ANN401 - Django's
    """Names in the file .env that the portal does not know: what they were to set, they do not."""
    hint = "See .env.example for all names."
    return [Warning(doubt, hint=hint, id="ita_portal.W001") for doubt in settings.ENVIRONMENT_DOUBTS]


@register()
def address(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ANN401 - Django's
    """What keeps the portal from being opened, or puts an address on reports that leads nowhere."""
    return [Warning(fault, id="ita_portal.W002") for fault in settings.ADDRESS_FAULTS]
