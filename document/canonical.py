"""Canonical JSON: the same facts give the same bytes and the same digest on every machine."""

import dataclasses
import hashlib
import json
import unicodedata
from datetime import date

from document.values import ReportDocument


def to_data(document: ReportDocument) -> dict[str, object]:
    """The document as plain dicts, lists, strings, numbers and nulls, dates as ISO 8601, text in NFC."""
    return {each.name: _plain(getattr(document, each.name)) for each in dataclasses.fields(document)}


def canonical(document: ReportDocument) -> bytes:
    """Sorted keys, no white space, UTF-8, NFC: what digests and signatures name."""
    text = json.dumps(to_data(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def digest(document: ReportDocument) -> str:
    """SHA-256 of the canonical bytes in lower-case hexadecimal."""
    return hashlib.sha256(canonical(document)).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if dataclasses.is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    return value
