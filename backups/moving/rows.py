"""Rows from one database into the other as they are: nothing is saved anew, so no day of change is set to today."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Model

_LOT = 500
_MODULUS = 2**256


@dataclass(frozen=True)
class Content:
    """How many rows a table has, and a digest of what they hold that no order changes: databases sort words each in
    its own way.
    """

    rows: int
    digest: int


def models() -> list[type[Model]]:
    """All that have a table of their own, those that only tie two others too."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def fields_of(model: type[Model]) -> list[Field[Any, Any]]:
    """What is written of a row: all but what the database computes itself."""
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


def copy(model: type[Model], source: str) -> None:
    """Writes each row of the source into the table of the same model, which is empty. Raises DatabaseError."""
    fields: Any = fields_of(model)
    rows = model._base_manager.using(source).order_by("pk").iterator(chunk_size=_LOT)
    at_most = connections[DEFAULT_DB_ALIAS].ops.bulk_batch_size(fields, [None] * _LOT)
    manager: Any = model._base_manager
    while lot := list(islice(rows, max(1, min(_LOT, at_most)))):
        manager._insert(lot, fields=fields, using=DEFAULT_DB_ALIAS, raw=True)


def content(model: type[Model], alias: str) -> Content:
    """What a table holds."""
    names = [field.attname for field in fields_of(model)]
    rows, total = 0, 0
    for row in _rows(model, alias, names):
        rows += 1
        total += int.from_bytes(hashlib.sha256(row).digest())
    return Content(rows, total % _MODULUS)


def _rows(model: type[Model], alias: str, names: list[str]) -> Iterator[bytes]:
    # In no order: that of a model may lead over another table, which is empty yet.
    for row in model._base_manager.using(alias).order_by().iterator(chunk_size=_LOT):
        yield json.dumps([_plain(getattr(row, name)) for name in names], sort_keys=True).encode()


def _plain(value: object) -> object:
    """The same for what both databases mean by it. Raises TypeError for a kind of value that no table has yet."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    if value is None or isinstance(value, bool | int | float | str | dict | list | tuple):
        return value
    return str(value)
