"""What a test has put in the place of the portal's functions and settings, to be told from what another test has."""

from __future__ import annotations

import sys
import time
from enum import Enum
from typing import Any

from django.conf import UserSettingsHolder, settings
from django.utils import timezone

from paper.press import jobs
from tests.house.tree import ROOT

_TEXTS = (str, int, float, bool, Enum, type(None))


class NotToldApart(Exception):
    """Something is in the way of which nobody can say whether it is the same as another time."""


def plain(value: Any) -> Any:
    """The value, if it says all of itself and can be a key. Raises NotToldApart."""
    if isinstance(value, list | tuple):
        return tuple(plain(each) for each in value)
    if not isinstance(value, _TEXTS):
        raise NotToldApart
    return value


def settings_changed() -> tuple[Any, ...]:
    """What the test has changed of them, by name. Raises NotToldApart for what may be another in each test."""
    if settings.FILES_URL:
        raise NotToldApart
    changed: dict[str, Any] = {}
    known: Any = settings
    layer = known._wrapped
    while isinstance(layer, UserSettingsHolder):
        changed = {name: value for name, value in vars(layer).items() if name.isupper()} | changed
        layer = layer.default_settings
    changed.pop("DATA_DIR", None)
    return tuple((name, plain(changed[name])) for name in sorted(changed))


# By module: what its names mean now, and what its functions and classes were when it was first seen here.
_standing: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
_modules_seen = 0


def look_at_new_modules() -> None:
    """What was loaded since is seen as it stands now."""
    global _modules_seen  # noqa: PLW0603 - the list of modules is long
    if len(sys.modules) == _modules_seen:
        return
    _modules_seen = len(sys.modules)
    here = {name: vars(module) for name, module in sys.modules.items() if _is_the_portals(module)}
    for name, means in {**here, "timezone": vars(timezone), "time": vars(time), "press": jobs.JOBS}.items():
        if name not in _standing:
            _standing[name] = means, {each: value for each, value in means.items() if callable(value)}


def _is_the_portals(module: object) -> bool:
    path = getattr(module, "__file__", None) or ""
    return path.startswith(f"{ROOT}/") and not path.startswith((f"{ROOT}/tests/", f"{ROOT}/.venv/"))


def replaced() -> frozenset[tuple[str, str, Any]]:
    """The functions that stand where another stood, by module and name. Raises NotToldApart where one is not told from
    those of other tests: it was made within a function, or is no function.
    """
    look_at_new_modules()
    changed = [(module, *told) for module, told in _standing.items() if not told[1].items() <= told[0].items()]
    found = frozenset(
        (module, name, means.get(name))
        for module, means, were in changed
        for name in were
        if means.get(name) is not were[name]
    )
    if any("<" in getattr(now, "__qualname__", "<none>") for _, _, now in found):
        raise NotToldApart
    return found
