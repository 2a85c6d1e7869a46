"""What may stand in an event, and the one way in which it is written down.

The chain can never be edited, so nothing may enter it that a person could later ask to have removed: no names, words,
file names, addresses or typed sign-in names. An event says what happened to which rows; the words stay in those rows.
`written` enforces that by shape. A slip fails loudly at the call, and the message never repeats the value.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

JSON: TypeAlias = bool | int | str | Sequence["JSON"] | Mapping[str, "JSON"] | None

LONGEST_DATA = 8192  # characters of canonical JSON: a bulk decision over some thousand rows
DEEPEST_DATA = 3
LARGEST_INTEGER = 10**12 - 1  # every id and count, but no 13-digit citizen number

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_PERSONAL_KEYS = frozenset(
    {"name", "names", "username", "filename", "email", "mail", "phone", "telephone", "address", "login", "password"}
    | {"token", "secret", "comment", "text", "title", "caption", "words", "note", "message"}
)
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_DIGEST = r"(?:sha(?:256|384|512):)?[0-9a-f]{64,128}"
_CODE = r"[a-z][a-z0-9_]{0,39}|[A-Z][A-Z0-9_]{0,39}"  # enum values, fields, items: submitted, due_on, O14, SIGNED_OK
_NUMBER = r"-?(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,4})?"  # a score; too short for a telephone number
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?"
_SUBJECT = rf"[a-z][a-z0-9_]{{0,39}}:(?:[0-9]{{1,12}}|{_UUID}|{_DIGEST})"
_VALUE = re.compile("|".join((_CODE, _NUMBER, _DATE, _DIGEST, _UUID, _SUBJECT)))
_ABOUT = re.compile(rf"{_SUBJECT}|[a-z][a-z0-9_]{{0,39}}")
_ACTION = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")


def canonical(value: JSON) -> str:
    """Same facts, same characters on every machine: sorted keys, no white space, no floats to round."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def written(data: Mapping[str, JSON] | None) -> str:
    """The canonical text of an event's data, `{}` for none.

    Keys are lower_case and none of their words is one like `name` or `comment`. Values are null, booleans, integers of
    at most 12 digits, and strings that are a code (all lower or all upper case), a date or time in ISO form, a digest,
    a UUID, a decimal of at most six digits before the point, or a subject like `measure:12`; lists and mappings of
    these, three deep. Raises ValueError for anything else, and for more than 8,192 characters.
    """
    facts: Mapping[str, JSON] = {} if data is None else data
    _check(facts, "data", DEEPEST_DATA)
    text = canonical(facts)
    if len(text) > LONGEST_DATA:
        raise ValueError(f"audit: data has {len(text)} characters, at most {LONGEST_DATA} are taken")
    return text


def check_action(action: str) -> None:
    """Raises ValueError unless it is dotted lower case of at most 64 characters, such as `measure.submit`."""
    if len(action) > 64 or not _ACTION.fullmatch(action):
        raise ValueError("audit: an action is dotted lower case such as measure.submit")


def check_subject(subject: str) -> None:
    """Raises ValueError unless it is a kind and an id, UUID or digest (`measure:12`), or a kind alone (`catalogue`)."""
    if not _ABOUT.fullmatch(subject):
        raise ValueError("audit: a subject is a kind and an id such as measure:12")


def check_id(value: int | None, what: str) -> None:
    """Raises ValueError unless it is a row's primary key or None."""
    if value is None:
        return
    if type(value) is not int or value < 1:
        raise ValueError(f"audit: {what} is a row's id or None")


def _check(value: object, place: str, depth: int) -> None:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, str):
        _demand(_VALUE.fullmatch(value) is not None, place, "is not an id, code, date, digest or number")
    elif isinstance(value, int):
        _demand(abs(value) <= LARGEST_INTEGER, place, "has more than 12 digits")
    elif isinstance(value, Mapping):
        _demand(depth > 0, place, "is nested too deep")
        for key, inner in value.items():
            _check_key(key, place)
            _check(inner, f"{place}.{key}", depth - 1)
    elif isinstance(value, list | tuple):
        _demand(depth > 0, place, "is nested too deep")
        for number, inner in enumerate(value):
            _check(inner, f"{place}[{number}]", depth - 1)
    else:
        raise ValueError(f"audit: {place} is of type {type(value).__name__}, not JSON without floats")


def _check_key(key: object, place: str) -> None:
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise ValueError(f"audit: a key of {place} is not lower_case")
    _demand(_PERSONAL_KEYS.isdisjoint(key.split("_")), f"{place}.{key}", "is named like words or a person")


def _demand(holds: bool, place: str, fault: str) -> None:
    if not holds:
        raise ValueError(f"audit: {place} {fault}")
