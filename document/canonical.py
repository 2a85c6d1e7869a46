"""Canonical JSON: the same facts give the same bytes and the same digest on every machine."""

import dataclasses
import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import date

from document.values import SCHEMA, WITH_ANALYSIS, WITH_DETAILS, Measure, ReportDocument

_SINCE_2 = {ReportDocument: {"cover"}, Measure: {"more_codes", "details"}}
_SINCE_3 = {ReportDocument: {"analysis"}, Measure: {"standing"}}
_SINCE_4: dict[type, set[str]] = {ReportDocument: {"scores"}, Measure: set()}
# What a document of a schema has no place for.
_HIDDEN = {
    SCHEMA: {of: _SINCE_2[of] | _SINCE_3[of] | _SINCE_4[of] for of in _SINCE_2},
    WITH_DETAILS: {of: _SINCE_3[of] | _SINCE_4[of] for of in _SINCE_3},
    WITH_ANALYSIS: _SINCE_4,
}


def to_data(document: ReportDocument) -> dict[str, object]:
    """The document as plain dicts, lists, strings, numbers and nulls, dates as ISO 8601, text in NFC.

    What a schema added is no part of a document of those before: their bytes are those that were signed before.
    """
    return _fields(document, _HIDDEN.get(document.schema, {}))


def canonical(document: ReportDocument) -> bytes:
    """Sorted keys, no white space, UTF-8, NFC: what digests and signatures name."""
    text = json.dumps(to_data(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def digest(document: ReportDocument) -> str:
    """SHA-256 of the canonical bytes in lower-case hexadecimal."""
    return hashlib.sha256(canonical(document)).hexdigest()


def _fields(value: object, hidden: Mapping[type, set[str]]) -> dict[str, object]:
    names = [each.name for each in dataclasses.fields(value)]  # type: ignore[arg-type]  # values are dataclasses
    return {name: _plain(getattr(value, name), hidden) for name in names if name not in hidden.get(type(value), ())}


def _plain(value: object, hidden: Mapping[type, set[str]]) -> object:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(each, hidden) for each in value]
    if dataclasses.is_dataclass(value):
        return _fields(value, hidden)
    return value
